package org.panatorch.torch.nn;

import java.util.function.UnaryOperator;
import org.bytedeco.pytorch.global.torch;
import org.panatorch.torch.Tensor;
import org.panatorch.torch.TensorScope;
import org.panatorch.torch.Torch;
import org.panatorch.torch.ValuesIndices;
import org.panatorch.torch.internal.Call;

/** {@link F}'s pooling. */
abstract class PoolingFunctions extends LossFunctions {
    private static final long[] NONE = {0, 0};
    private static final long[] ONE = {1, 1};

    PoolingFunctions() {}

    /** {@code F.max_pool2d(x, kernel_size)}, with stride = kernel_size: (B, C, H, W) to (B, C, H/k, W/k). */
    public static Tensor maxPool2d(Tensor x, long kernelSize) {
        var kernel = new long[] {kernelSize, kernelSize};
        return Call.unary("max_pool2d", x, a -> torch.max_pool2d(a, kernel, kernel, NONE, ONE, false));
    }

    /** {@code F.max_pool1d(x, kernel_size)}. */
    public static Tensor maxPool1d(Tensor x, long kernelSize) {
        return maxPool1d(x, kernelSize, PoolOptions.DEFAULT);
    }

    /** {@code F.max_pool1d(x, kernel_size, stride)}. */
    public static Tensor maxPool1d(Tensor x, long kernelSize, long stride) {
        return maxPool1d(x, kernelSize, PoolOptions.DEFAULT.stride(stride));
    }

    /** {@code F.max_pool1d(x, kernel_size, stride, padding)}. */
    public static Tensor maxPool1d(Tensor x, long kernelSize, long stride, long padding) {
        return maxPool1d(x, kernelSize, PoolOptions.DEFAULT.stride(stride).padding(padding));
    }

    /** {@code F.max_pool1d(x, kernel_size, stride=, padding=, dilation=, ceil_mode=)}. */
    public static Tensor maxPool1d(Tensor x, long kernelSize, PoolOptions options) {
        return maxPool1d(x, new long[] {kernelSize}, options);
    }

    /** {@code F.max_pool1d(x, kernel_size, ...)} with a size for each dimension. */
    public static Tensor maxPool1d(Tensor x, long[] kernelSize, PoolOptions options) {
        return Torch.op("max_pool1d").callTensor(arguments(1, x, kernelSize, options, true));
    }

    /** {@code F.avg_pool1d(x, kernel_size)}. */
    public static Tensor avgPool1d(Tensor x, long kernelSize) {
        return avgPool1d(x, kernelSize, PoolOptions.DEFAULT);
    }

    /** {@code F.avg_pool1d(x, kernel_size, stride)}. */
    public static Tensor avgPool1d(Tensor x, long kernelSize, long stride) {
        return avgPool1d(x, kernelSize, PoolOptions.DEFAULT.stride(stride));
    }

    /** {@code F.avg_pool1d(x, kernel_size, stride, padding)}. */
    public static Tensor avgPool1d(Tensor x, long kernelSize, long stride, long padding) {
        return avgPool1d(x, kernelSize, PoolOptions.DEFAULT.stride(stride).padding(padding));
    }

    /** {@code F.avg_pool1d(x, kernel_size, stride=, padding=, ceil_mode=, count_include_pad=)}. */
    public static Tensor avgPool1d(Tensor x, long kernelSize, PoolOptions options) {
        return avgPool1d(x, new long[] {kernelSize}, options);
    }

    /** {@code F.avg_pool1d(x, kernel_size, ...)} with a size for each dimension. */
    public static Tensor avgPool1d(Tensor x, long[] kernelSize, PoolOptions options) {
        return Torch.op("avg_pool1d").callTensor(arguments(1, x, kernelSize, options, false));
    }

    /** {@code F.adaptive_avg_pool1d(x, output_size)}. */
    public static Tensor adaptiveAvgPool1d(Tensor x, long... outputSize) {
        return Torch.op("adaptive_avg_pool1d").callTensor(x, ConvOptions.expand(outputSize, 1));
    }

    /** {@code F.adaptive_max_pool1d(x, output_size)}. */
    public static Tensor adaptiveMaxPool1d(Tensor x, long... outputSize) {
        return Torch.op("adaptive_max_pool1d").callTensors(x, ConvOptions.expand(outputSize, 1)).getFirst();
    }

    /** {@code F.max_pool2d(x, kernel_size, stride)}. */
    public static Tensor maxPool2d(Tensor x, long kernelSize, long stride) {
        return maxPool2d(x, kernelSize, PoolOptions.DEFAULT.stride(stride));
    }

    /** {@code F.max_pool2d(x, kernel_size, stride, padding)}. */
    public static Tensor maxPool2d(Tensor x, long kernelSize, long stride, long padding) {
        return maxPool2d(x, kernelSize, PoolOptions.DEFAULT.stride(stride).padding(padding));
    }

    /** {@code F.max_pool2d(x, kernel_size, stride=, padding=, dilation=, ceil_mode=)}. */
    public static Tensor maxPool2d(Tensor x, long kernelSize, PoolOptions options) {
        return maxPool2d(x, new long[] {kernelSize}, options);
    }

    /** {@code F.max_pool2d(x, kernel_size, ...)} with a size for each dimension. */
    public static Tensor maxPool2d(Tensor x, long[] kernelSize, PoolOptions options) {
        return Torch.op("max_pool2d").callTensor(arguments(2, x, kernelSize, options, true));
    }

    /** {@code F.avg_pool2d(x, kernel_size)}. */
    public static Tensor avgPool2d(Tensor x, long kernelSize) {
        return avgPool2d(x, kernelSize, PoolOptions.DEFAULT);
    }

    /** {@code F.avg_pool2d(x, kernel_size, stride)}. */
    public static Tensor avgPool2d(Tensor x, long kernelSize, long stride) {
        return avgPool2d(x, kernelSize, PoolOptions.DEFAULT.stride(stride));
    }

    /** {@code F.avg_pool2d(x, kernel_size, stride, padding)}. */
    public static Tensor avgPool2d(Tensor x, long kernelSize, long stride, long padding) {
        return avgPool2d(x, kernelSize, PoolOptions.DEFAULT.stride(stride).padding(padding));
    }

    /** {@code F.avg_pool2d(x, kernel_size, stride=, padding=, ceil_mode=, count_include_pad=)}. */
    public static Tensor avgPool2d(Tensor x, long kernelSize, PoolOptions options) {
        return avgPool2d(x, new long[] {kernelSize}, options);
    }

    /** {@code F.avg_pool2d(x, kernel_size, ...)} with a size for each dimension. */
    public static Tensor avgPool2d(Tensor x, long[] kernelSize, PoolOptions options) {
        return Torch.op("avg_pool2d").callTensor(arguments(2, x, kernelSize, options, false));
    }

    /** {@code F.adaptive_avg_pool2d(x, output_size)}. */
    public static Tensor adaptiveAvgPool2d(Tensor x, long... outputSize) {
        return Torch.op("adaptive_avg_pool2d").callTensor(x, ConvOptions.expand(outputSize, 2));
    }

    /** {@code F.adaptive_max_pool2d(x, output_size)}. */
    public static Tensor adaptiveMaxPool2d(Tensor x, long... outputSize) {
        return Torch.op("adaptive_max_pool2d").callTensors(x, ConvOptions.expand(outputSize, 2)).getFirst();
    }

    /** {@code F.max_pool3d(x, kernel_size)}. */
    public static Tensor maxPool3d(Tensor x, long kernelSize) {
        return maxPool3d(x, kernelSize, PoolOptions.DEFAULT);
    }

    /** {@code F.max_pool3d(x, kernel_size, stride)}. */
    public static Tensor maxPool3d(Tensor x, long kernelSize, long stride) {
        return maxPool3d(x, kernelSize, PoolOptions.DEFAULT.stride(stride));
    }

    /** {@code F.max_pool3d(x, kernel_size, stride, padding)}. */
    public static Tensor maxPool3d(Tensor x, long kernelSize, long stride, long padding) {
        return maxPool3d(x, kernelSize, PoolOptions.DEFAULT.stride(stride).padding(padding));
    }

    /** {@code F.max_pool3d(x, kernel_size, stride=, padding=, dilation=, ceil_mode=)}. */
    public static Tensor maxPool3d(Tensor x, long kernelSize, PoolOptions options) {
        return maxPool3d(x, new long[] {kernelSize}, options);
    }

    /** {@code F.max_pool3d(x, kernel_size, ...)} with a size for each dimension. */
    public static Tensor maxPool3d(Tensor x, long[] kernelSize, PoolOptions options) {
        return Torch.op("max_pool3d").callTensor(arguments(3, x, kernelSize, options, true));
    }

    /** {@code F.avg_pool3d(x, kernel_size)}. */
    public static Tensor avgPool3d(Tensor x, long kernelSize) {
        return avgPool3d(x, kernelSize, PoolOptions.DEFAULT);
    }

    /** {@code F.avg_pool3d(x, kernel_size, stride)}. */
    public static Tensor avgPool3d(Tensor x, long kernelSize, long stride) {
        return avgPool3d(x, kernelSize, PoolOptions.DEFAULT.stride(stride));
    }

    /** {@code F.avg_pool3d(x, kernel_size, stride, padding)}. */
    public static Tensor avgPool3d(Tensor x, long kernelSize, long stride, long padding) {
        return avgPool3d(x, kernelSize, PoolOptions.DEFAULT.stride(stride).padding(padding));
    }

    /** {@code F.avg_pool3d(x, kernel_size, stride=, padding=, ceil_mode=, count_include_pad=)}. */
    public static Tensor avgPool3d(Tensor x, long kernelSize, PoolOptions options) {
        return avgPool3d(x, new long[] {kernelSize}, options);
    }

    /** {@code F.avg_pool3d(x, kernel_size, ...)} with a size for each dimension. */
    public static Tensor avgPool3d(Tensor x, long[] kernelSize, PoolOptions options) {
        return Torch.op("avg_pool3d").callTensor(arguments(3, x, kernelSize, options, false));
    }

    /** {@code F.adaptive_avg_pool3d(x, output_size)}. */
    public static Tensor adaptiveAvgPool3d(Tensor x, long... outputSize) {
        return Torch.op("adaptive_avg_pool3d").callTensor(x, ConvOptions.expand(outputSize, 3));
    }

    /** {@code F.adaptive_max_pool3d(x, output_size)}. */
    public static Tensor adaptiveMaxPool3d(Tensor x, long... outputSize) {
        return Torch.op("adaptive_max_pool3d").callTensors(x, ConvOptions.expand(outputSize, 3)).getFirst();
    }

    /** {@code F.lp_pool1d(x, norm_type, kernel_size, stride)}: the p-norm of each window. */
    public static Tensor lpPool1d(Tensor x, double normType, long kernelSize, long stride) {
        return lpPool(x, normType, kernelSize, p -> avgPool1d(p, kernelSize, PoolOptions.DEFAULT.stride(stride)));
    }

    /** {@code F.lp_pool2d(x, norm_type, kernel_size, stride)}: the p-norm of each window. */
    public static Tensor lpPool2d(Tensor x, double normType, long kernelSize, long stride) {
        return lpPool(x, normType, kernelSize * kernelSize, p -> avgPool2d(p, kernelSize, PoolOptions.DEFAULT.stride(stride)));
    }

    private static Tensor lpPool(Tensor x, double normType, long size, UnaryOperator<Tensor> mean) {
        return TensorScope.returning(() -> {
            var out = mean.apply(x.pow(normType));
            return out.sign().mul(out.abs().relu()).mul(size).pow(1 / normType);
        });
    }

    /** {@code F.lp_pool3d(x, norm_type, kernel_size, stride)}: the p-norm of each window. */
    public static Tensor lpPool3d(Tensor x, double normType, long kernelSize, long stride) {
        return lpPool(x, normType, kernelSize * kernelSize * kernelSize,
                p -> avgPool3d(p, kernelSize, PoolOptions.DEFAULT.stride(stride)));
    }

    /** {@code F.max_pool1d_with_indices(x, kernel_size, stride=, padding=, ...)}: values, and where in each channel they were. */
    public static ValuesIndices maxPool1dWithIndices(Tensor x, long kernelSize, PoolOptions options) {
        return maxPool1dWithIndices(x, new long[] {kernelSize}, options);
    }

    /** {@code F.max_pool1d_with_indices(x, kernel_size, ...)} with a size for each dimension. */
    public static ValuesIndices maxPool1dWithIndices(Tensor x, long[] kernelSize, PoolOptions options) {
        return both("max_pool1d_with_indices", arguments(1, x, kernelSize, options, true));
    }

    /** {@code F.adaptive_max_pool1d_with_indices(x, output_size)}. */
    public static ValuesIndices adaptiveMaxPool1dWithIndices(Tensor x, long... outputSize) {
        return both("adaptive_max_pool1d", x, ConvOptions.expand(outputSize, 1));
    }

    /** {@code F.max_pool2d_with_indices(x, kernel_size, stride=, padding=, ...)}: values, and where in each channel they were. */
    public static ValuesIndices maxPool2dWithIndices(Tensor x, long kernelSize, PoolOptions options) {
        return maxPool2dWithIndices(x, new long[] {kernelSize}, options);
    }

    /** {@code F.max_pool2d_with_indices(x, kernel_size, ...)} with a size for each dimension. */
    public static ValuesIndices maxPool2dWithIndices(Tensor x, long[] kernelSize, PoolOptions options) {
        return both("max_pool2d_with_indices", arguments(2, x, kernelSize, options, true));
    }

    /** {@code F.adaptive_max_pool2d_with_indices(x, output_size)}. */
    public static ValuesIndices adaptiveMaxPool2dWithIndices(Tensor x, long... outputSize) {
        return both("adaptive_max_pool2d", x, ConvOptions.expand(outputSize, 2));
    }

    /** {@code F.max_pool3d_with_indices(x, kernel_size, stride=, padding=, ...)}: values, and where in each channel they were. */
    public static ValuesIndices maxPool3dWithIndices(Tensor x, long kernelSize, PoolOptions options) {
        return maxPool3dWithIndices(x, new long[] {kernelSize}, options);
    }

    /** {@code F.max_pool3d_with_indices(x, kernel_size, ...)} with a size for each dimension. */
    public static ValuesIndices maxPool3dWithIndices(Tensor x, long[] kernelSize, PoolOptions options) {
        return both("max_pool3d_with_indices", arguments(3, x, kernelSize, options, true));
    }

    /** {@code F.adaptive_max_pool3d_with_indices(x, output_size)}. */
    public static ValuesIndices adaptiveMaxPool3dWithIndices(Tensor x, long... outputSize) {
        return both("adaptive_max_pool3d", x, ConvOptions.expand(outputSize, 3));
    }

    private static ValuesIndices both(String op, Object... arguments) {
        var both = Torch.op(op).callTensors(arguments);
        return new ValuesIndices(both.get(0), both.get(1));
    }

    private static Object[] arguments(int n, Tensor x, long[] kernelSize, PoolOptions options, boolean max) {
        var kernel = ConvOptions.expand(kernelSize, n);
        var stride = ConvOptions.expand(options.strideOr(kernel), n);
        var padding = ConvOptions.expand(options.padding(), n);
        return max ? new Object[] {x, kernel, stride, padding, ConvOptions.expand(options.dilation(), n), options.ceilMode()}
                : new Object[] {x, kernel, stride, padding, options.ceilMode(), options.countIncludePad()};
    }

    /** {@code F.max_unpool1d(x, indices, kernel_size, output_size=outputSize)}: (L). */
    public static Tensor maxUnpool1d(Tensor x, Tensor indices, long... outputSize) {
        return TensorScope.returning(() -> maxUnpool2d(x.unsqueeze(-1), indices.unsqueeze(-1), outputSize[0], 1).squeeze(-1));
    }

    /** {@code F.max_unpool2d(x, indices, kernel_size, output_size=outputSize)}: (H, W). */
    public static Tensor maxUnpool2d(Tensor x, Tensor indices, long... outputSize) {
        return Torch.op("max_unpool2d").callTensor(x, indices, outputSize);
    }

    /** {@code F.max_unpool3d(x, indices, kernel_size, stride, padding, output_size=outputSize)}: (D, H, W). */
    public static Tensor maxUnpool3d(Tensor x, Tensor indices, PoolOptions options, long... outputSize) {
        return Torch.op("max_unpool3d").callTensor(x, indices, outputSize, ConvOptions.expand(options.stride(), 3),
                ConvOptions.expand(options.padding(), 3));
    }
}
