package org.panatorch.torch.nn;

/**
 * Python's keyword arguments of the convolutions, to be imported statically:
 * {@code new Conv2d(16, 32, 3, stride(2).padding(1))} reads like {@code nn.Conv2d(16, 32, 3, stride=2, padding=1)}.
 *
 * <p>They stand apart from {@link ConvOptions}, whose methods of the same names add to what is there.
 */
public final class Keywords {
    private Keywords() {}

    /** {@code stride=stride}: one number, or one for each dimension. */
    public static ConvOptions stride(long... stride) {
        return ConvOptions.DEFAULT.stride(stride);
    }

    /** {@code padding=padding}, on both sides: one number, or one for each dimension. */
    public static ConvOptions padding(long... padding) {
        return ConvOptions.DEFAULT.padding(padding);
    }

    /** {@code output_padding=outputPadding}, of a transposed convolution. */
    public static ConvOptions outputPadding(long... outputPadding) {
        return ConvOptions.DEFAULT.outputPadding(outputPadding);
    }

    /** {@code dilation=dilation}. */
    public static ConvOptions dilation(long... dilation) {
        return ConvOptions.DEFAULT.dilation(dilation);
    }

    /** {@code groups=groups}. */
    public static ConvOptions groups(long groups) {
        return ConvOptions.DEFAULT.groups(groups);
    }

    /** {@code bias=bias}. */
    public static ConvOptions bias(boolean bias) {
        return ConvOptions.DEFAULT.bias(bias);
    }

    /** {@code padding="same"} or {@code padding="valid"}. */
    public static ConvOptions padding(String padding) {
        return ConvOptions.DEFAULT.padding(padding);
    }

    /** {@code padding_mode=paddingMode}. */
    public static ConvOptions paddingMode(String paddingMode) {
        return ConvOptions.DEFAULT.paddingMode(paddingMode);
    }
}
