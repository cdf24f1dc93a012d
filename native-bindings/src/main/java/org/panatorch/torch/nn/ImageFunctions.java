package org.panatorch.torch.nn;

import java.util.List;
import org.bytedeco.pytorch.global.torch;
import org.panatorch.torch.Tensor;
import org.panatorch.torch.TensorScope;
import org.panatorch.torch.Torch;
import org.panatorch.torch.TorchException;

/** {@link F}'s padding, patches and resizing. */
abstract class ImageFunctions extends PoolingFunctions {

    ImageFunctions() {}

    /** {@code F.local_response_norm(x, size, alpha, beta, k)} (Krizhevsky et al. 2012): (B, C, ...). */
    public static Tensor localResponseNorm(Tensor x, long size, double alpha, double beta, double k) {
        return TensorScope.returning(() -> {
            // (B, 1, C, everything else): the mean over neighbouring channels is a pooling
            var squares = x.mul(x).reshape(x.size(0), 1, x.size(1), -1);
            var padded = pad(squares, 0, 0, size / 2, (size - 1) / 2);
            var means = Torch.op("avg_pool2d").callTensor(padded, new long[] {size, 1}, 1);
            return x.div(means.reshape(x.shape()).mul(alpha).add(k).pow(beta));
        });
    }

    /** {@code F.pad(x, pad)}: zeros; the last dimension first, two numbers each. Negative ones cut off. */
    public static Tensor pad(Tensor x, long... pad) {
        return Torch.op("pad").callTensor(x, pad);
    }

    /** {@code F.pad(x, pad, mode="constant", value=value)}. */
    public static Tensor pad(Tensor x, long[] pad, double value) {
        return Torch.op("pad").callTensor(x, pad, "constant", value);
    }

    /** {@code F.pad(x, pad, mode)}: {@code "constant"}, {@code "reflect"}, {@code "replicate"} or {@code "circular"}. */
    public static Tensor pad(Tensor x, long[] pad, String mode) {
        return Torch.op("pad").callTensor(x, pad, mode);
    }

    /** {@code F.pixel_shuffle(x, upscale_factor)}: (B, C r r, H, W) to (B, C, H r, W r). */
    public static Tensor pixelShuffle(Tensor x, long upscaleFactor) {
        return Torch.op("pixel_shuffle").callTensor(x, upscaleFactor);
    }

    /** {@code F.pixel_unshuffle(x, downscale_factor)}: (B, C, H r, W r) to (B, C r r, H, W). */
    public static Tensor pixelUnshuffle(Tensor x, long downscaleFactor) {
        return Torch.op("pixel_unshuffle").callTensor(x, downscaleFactor);
    }

    /** {@code F.channel_shuffle(x, groups)}. */
    public static Tensor channelShuffle(Tensor x, long groups) {
        return Torch.op("channel_shuffle").callTensor(x, groups);
    }

    /** {@code F.unfold(x, kernel_size, dilation, padding, stride)}: (B, C, H, W) to (B, C k k, L). */
    public static Tensor unfold(Tensor x, long kernelSize, long dilation, long padding, long stride) {
        return Torch.op("im2col").callTensor(x, two(kernelSize), two(dilation), two(padding), two(stride));
    }

    /** {@code F.fold(x, output_size, kernel_size, dilation, padding, stride)}: (B, C k k, L) to (B, C, H, W). */
    public static Tensor fold(Tensor x, long[] outputSize, long kernelSize, long dilation, long padding, long stride) {
        return Torch.op("col2im").callTensor(x, outputSize, two(kernelSize), two(dilation), two(padding), two(stride));
    }

    private static long[] two(long n) {
        return new long[] {n, n};
    }

    /** {@code F.grid_sample(x, grid, mode, padding_mode, align_corners)}: bilinear or nearest. */
    public static Tensor gridSample(Tensor x, Tensor grid, String mode, String paddingMode, boolean alignCorners) {
        int interpolation = List.of("bilinear", "nearest", "bicubic").indexOf(mode);
        int padding = List.of("zeros", "border", "reflection").indexOf(paddingMode);
        if (interpolation < 0 || padding < 0) {
            throw new TorchException("grid_sample", "no mode \"" + mode + "\" with padding \"" + paddingMode + "\"");
        }
        return Torch.op("grid_sampler").callTensor(x, grid, interpolation, padding, alignCorners);
    }

    /** {@code F.affine_grid(theta, size, align_corners)}. */
    public static Tensor affineGrid(Tensor theta, long[] size, boolean alignCorners) {
        return Torch.op("affine_grid_generator").callTensor(theta, size, alignCorners);
    }

    /** {@code F.interpolate(x, scale_factor=scaleFactor, mode="nearest")}: (B, C, H, W) to (B, C, sH, sW). */
    public static Tensor interpolateNearest(Tensor x, long scaleFactor) {
        return interpolate(x, InterpolateOptions.DEFAULT.scaleFactor(scaleFactor));
    }

    /**
     * {@code F.interpolate(x, size=, scale_factor=, mode=, align_corners=, antialias=)}: (B, C, ...) to (B, C, ...), of one
     * to three dimensions, in all modes.
     *
     * @throws TorchException if the mode is not one for so many dimensions
     */
    public static Tensor interpolate(Tensor x, InterpolateOptions options) {
        return TensorScope.returning(() -> Interpolation.interpolate(x, options));
    }

    /** {@code F.normalize(x, p, dim)}: divided by the norm along {@code dim}, at least 1e-12. */
    public static Tensor normalize(Tensor x, double p, long dim) {
        return TensorScope.returning(() ->
                x.div(org.panatorch.torch.Linalg.vectorNorm(x, p, new long[] {dim}, true).clampMin(1e-12).expandAs(x)));
    }
}
