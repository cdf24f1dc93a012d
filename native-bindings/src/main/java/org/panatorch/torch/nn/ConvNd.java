package org.panatorch.torch.nn;

import java.util.Arrays;
import java.util.List;
import org.panatorch.torch.Tensor;
import org.panatorch.torch.TensorScope;
import org.panatorch.torch.Torch;

/** What the convolutions of all dimensions have in common, transposed or not: {@code torch.nn.modules.conv._ConvNd}. */
abstract sealed class ConvNd extends BuiltInLayer
        permits Conv1d, Conv2d, Conv3d, ConvTranspose1d, ConvTranspose2d, ConvTranspose3d {
    private static final List<String> PADDING_MODES = List.of("zeros", "reflect", "replicate", "circular");

    private final int n;
    private final long inChannels;
    private final long outChannels;
    private final long[] kernelSize;
    private final ConvOptions options;
    private final boolean transposed;
    private final Convolutions convolution;
    private final Tensor weight;
    private final Tensor bias;

    ConvNd(int n, long inChannels, long outChannels, long[] kernelSize, ConvOptions options, boolean transposed) {
        this.n = n;
        this.inChannels = inChannels;
        this.outChannels = outChannels;
        this.kernelSize = ConvOptions.expand(kernelSize, n);
        this.options = options.in(n);
        this.transposed = transposed;
        check();
        try (var _ = TensorScope.open()) {
            weight = registerParameter("weight", Torch.empty(weightShape()));
            Init.kaimingUniform_(weight, Math.sqrt(5));
            bias = options.bias() ? registerParameter("bias", Torch.empty(outChannels)) : null;
            if (bias != null) {
                Init.fanInUniform_(bias, weight);
            }
        }
        convolution = new Convolutions(n, transposed,
                options.paddingMode().equals("zeros") ? this.options : this.options.padding(0));
    }

    private void check() {
        if (!PADDING_MODES.contains(options.paddingMode())) {
            throw new IllegalArgumentException("padding_mode must be one of " + PADDING_MODES + ", but got padding_mode='"
                    + options.paddingMode() + "'");
        }
        if (options.groups() < 1) {
            throw new IllegalArgumentException("groups must be a positive integer");
        }
        if (inChannels % options.groups() != 0) {
            throw new IllegalArgumentException("in_channels must be divisible by groups");
        }
        if (outChannels % options.groups() != 0) {
            throw new IllegalArgumentException("out_channels must be divisible by groups");
        }
        if (options.padding() == null && Arrays.stream(options.stride()).anyMatch(s -> s != 1)) {
            throw new IllegalArgumentException("padding='same' is not supported for strided convolutions");
        }
        if (transposed && (options.padding() == null || !options.paddingMode().equals("zeros"))) {
            throw new IllegalArgumentException("Only \"zeros\" padding mode is supported for " + getClass().getSimpleName());
        }
    }

    /** {@code self.in_channels}. */
    public final long inChannels() {
        return inChannels;
    }

    /** {@code self.out_channels}. */
    public final long outChannels() {
        return outChannels;
    }

    private long[] weightShape() {
        var shape = new long[n + 2];
        shape[0] = transposed ? inChannels : outChannels;
        shape[1] = (transposed ? outChannels : inChannels) / options.groups();
        System.arraycopy(kernelSize, 0, shape, 2, n);
        return shape;
    }

    /** {@code self.weight}. */
    public final Tensor weight() {
        return weight;
    }

    /** {@code self.bias}, or null. */
    public final Tensor bias() {
        return bias;
    }

    @Override
    final Tensor compute(Tensor x) {
        if (!options.paddingMode().equals("zeros")) {
            return TensorScope.returning(() -> convolution.apply(F.pad(x, padAround(), options.paddingMode()), weight, bias));
        }
        return convolution.apply(x, weight, bias);
    }

    /** For {@link F#pad}: the last dimension first. */
    private long[] padAround() {
        var pad = new long[2 * n];
        for (int d = 0; d < n; d++) {
            long all = options.dilation()[d] * (kernelSize[d] - 1);
            pad[2 * (n - 1 - d)] = options.padding() == null ? all / 2 : options.padding()[d];
            pad[2 * (n - 1 - d) + 1] = options.padding() == null ? all - all / 2 : options.padding()[d];
        }
        return pad;
    }

    /** It keeps its input for the gradient, not its output. */
    @Override
    final boolean outputMayBeOverwritten() {
        return true;
    }

    @Override
    protected final String extraRepr() {
        return inChannels + ", " + outChannels + ", kernel_size=" + Repr.tuple(kernelSize) + ", stride=" + Repr.tuple(options.stride())
                + (options.padding() == null ? ", padding=same" : unless(0, ", padding=", options.padding()))
                + unless(1, ", dilation=", options.dilation())
                + unless(0, ", output_padding=", options.outputPadding())
                + (options.groups() == 1 ? "" : ", groups=" + options.groups())
                + (options.bias() ? "" : ", bias=False")
                + (options.paddingMode().equals("zeros") ? "" : ", padding_mode=" + options.paddingMode());
    }

    private static String unless(long usual, String name, long[] values) {
        return Arrays.stream(values).allMatch(v -> v == usual) ? "" : name + Repr.tuple(values);
    }
}
