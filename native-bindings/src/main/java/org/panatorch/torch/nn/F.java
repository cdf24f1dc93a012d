package org.panatorch.torch.nn;

import static org.panatorch.torch.internal.TensorAccess.at;

import org.bytedeco.pytorch.DoubleOptional;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.panatorch.torch.Tensor;
import org.panatorch.torch.internal.Call;

/** {@code torch.nn.functional}, under the name it is imported as: {@code F.relu(x)}. */
public final class F {
    private static final long[] NONE = {0, 0};
    private static final long[] ONE = {1, 1};

    private F() {}

    /** {@code F.relu(x)}. */
    public static Tensor relu(Tensor x) {
        return x.relu();
    }

    /**
     * {@code F.conv2d(x, weight, bias, stride, padding, dilation, groups)}: (B, C, H, W) to (B, C', H', W').
     *
     * @param weight (C', C / groups, kH, kW)
     * @param bias (C'), or null for none
     * @param options stride, padding, dilation and groups; {@code bias} and {@code outputPadding} are not looked at
     */
    static Tensor conv2d(Tensor x, Tensor weight, Tensor bias, ConvOptions options) {
        try (var b = bias == null ? new TensorOptional() : new TensorOptional(at(bias))) {
            return Call.binary("conv2d", x, weight, (a, w) -> torch.conv2d(a, w, b, pair(options.stride()),
                    pair(options.padding()), pair(options.dilation()), options.groups()));
        }
    }

    /**
     * {@code F.conv_transpose2d(x, weight, bias, stride, padding, output_padding, 1, dilation)}.
     *
     * @param weight (C, C', kH, kW)
     * @param bias (C'), or null for none
     * @param options {@code bias} and {@code groups} are not looked at
     */
    static Tensor convTranspose2d(Tensor x, Tensor weight, Tensor bias, ConvOptions options) {
        try (var b = bias == null ? new TensorOptional() : new TensorOptional(at(bias))) {
            return Call.binary("conv_transpose2d", x, weight, (a, w) -> torch.conv_transpose2d(a, w, b,
                    pair(options.stride()), pair(options.padding()), pair(options.outputPadding()), 1,
                    pair(options.dilation())));
        }
    }

    private static long[] pair(long n) {
        return new long[] {n, n};
    }

    /** {@code F.max_pool2d(x, kernel_size)}, with stride = kernel_size: (B, C, H, W) to (B, C, H/k, W/k). */
    public static Tensor maxPool2d(Tensor x, long kernelSize) {
        var kernel = pair(kernelSize);
        return Call.unary("max_pool2d", x, a -> torch.max_pool2d(a, kernel, kernel, NONE, ONE, false));
    }

    /**
     * {@code F.interpolate(x, scale_factor=scaleFactor, mode="nearest")}: (B, C, H, W) to (B, C, sH, sW).
     *
     * @param scaleFactor a whole number, so that the output's size is exact
     */
    public static Tensor interpolateNearest(Tensor x, long scaleFactor) {
        var size = new long[] {x.size(2) * scaleFactor, x.size(3) * scaleFactor};
        try (var scale = new DoubleOptional(scaleFactor)) {
            return Call.unary("upsample_nearest2d", x, a -> torch.upsample_nearest2d(a, size, scale, scale));
        }
    }

    /** {@code F.mse_loss(input, target)}: the mean of the squared differences, 0-dimensional. */
    public static Tensor mseLoss(Tensor input, Tensor target) {
        return Call.binary("mse_loss", input, target, torch::mse_loss);
    }
}
