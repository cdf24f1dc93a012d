package org.panatorch.ddpm.eval;

import org.panatorch.torch.Tensor;
import org.panatorch.torch.TensorScope;
import org.panatorch.torch.Torch;

/**
 * Mean and covariance of features: all that FID knows about a set of images. Closing it frees them.
 *
 * @param mean (D), float64
 * @param covariance (D, D), float64, with n - 1 below ({@code numpy.cov(rowvar=False)})
 * @param count n, of how many images
 */
public record Gaussian(Tensor mean, Tensor covariance, long count) implements AutoCloseable {

    /** @param features (n, D), float64; n at least 2 */
    public static Gaussian of(Tensor features) {
        long n = features.size(0);
        if (n < 2) {
            throw new IllegalArgumentException("a covariance takes two images or more, got " + n);
        }
        try (var _ = TensorScope.open()) {
            var mean = features.mean(0);
            var centred = features.sub(mean);
            return new Gaussian(mean.keep(), centred.t().matmul(centred).div((double) n - 1).keep(), n);
        }
    }

    /**
     * FID: the squared Fréchet distance between two Gaussians, |m1 - m2|^2 + tr(C1 + C2 - 2 (C1 C2)^1/2) (Dowson and
     * Landau 1982; Heusel et al. 2017, arXiv 1706.08500, equation 6).
     *
     * <p>C1 C2 has the eigenvalues of the symmetric R C2 R, where R = C1^1/2, and so has its square root: two
     * decompositions of symmetric matrices do it, which need no iteration, no regularisation and no complex numbers, also
     * where a covariance is singular (fewer images than features, or one that never changes).
     */
    public double frechetDistance(Gaussian other) {
        try (var _ = TensorScope.open()) {
            var root = squareRoot(covariance);
            var product = root.matmul(other.covariance).matmul(root);
            var eigenvalues = Torch.op("aten::linalg_eigvalsh").callTensor(symmetric(product));
            double traceOfRoot = eigenvalues.clamp(0, Double.MAX_VALUE).sqrt().sum().item();
            return mean.sub(other.mean).square().sum().item() + trace(covariance) + trace(other.covariance) - 2 * traceOfRoot;
        }
    }

    /** The mean of |x|^2. */
    public double meanSquare() {
        try (var _ = TensorScope.open()) {
            return trace(covariance) + mean.square().sum().item();
        }
    }

    /** The root of a symmetric matrix without negative eigenvalues, but for those that rounding made. */
    static Tensor squareRoot(Tensor matrix) {
        return TensorScope.returning(() -> {
            var eigen = Torch.op("aten::linalg_eigh").callTensors(symmetric(matrix));
            var vectors = eigen.get(1);
            return vectors.mul(eigen.get(0).clamp(0, Double.MAX_VALUE).sqrt()).matmul(vectors.t());
        });
    }

    /** The decompositions look at one triangle only: both halves shall count. */
    private static Tensor symmetric(Tensor matrix) {
        return matrix.add(matrix.t()).div(2.0);
    }

    private static double trace(Tensor matrix) {
        return Torch.op("aten::trace").callTensor(matrix).item();
    }

    @Override
    public void close() {
        mean.close();
        covariance.close();
    }
}
