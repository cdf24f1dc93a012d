package org.panatorch.ddpm.sample;

import org.panatorch.torch.Tensor;
import org.panatorch.torch.Torch;

/** Interpolation along a sphere, which keeps noise noise: Song et al. 2020 (DDIM, arXiv 2010.02502), equation 67. */
public final class Slerp {
    /** Below this sine of the angle between two images the way between them is taken as straight. */
    private static final double PARALLEL = 1e-4;

    private Slerp() {}

    /**
     * Between a and b, image by image.
     *
     * @param a (n, C, H, W)
     * @param b shaped as a
     * @param weight 0 gives a, 1 gives b
     */
    public static Tensor between(Tensor a, Tensor b, double weight) {
        var cosine = sum(a.mul(b)).div(sum(a.square()).mul(sum(b.square())).sqrt());
        var theta = Torch.op("acos").callTensor(cosine.clamp(-1, 1)).view(-1, 1, 1, 1);
        var along = a.mul(theta.mul(1 - weight).sin()).add(b.mul(theta.mul(weight).sin())).div(theta.sin());
        return Torch.where(theta.sin().lt(PARALLEL), a.mul(1 - weight).add(b.mul(weight)), along);
    }

    private static Tensor sum(Tensor images) {
        return images.flatten(1).sum(1);
    }
}
