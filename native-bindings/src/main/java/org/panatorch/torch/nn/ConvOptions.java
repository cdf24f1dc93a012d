package org.panatorch.torch.nn;

/**
 * The keyword arguments of {@link Conv2d} and {@link ConvTranspose2d}.
 * {@link Keywords} has the starters.
 *
 * @param stride in both directions; 1 by default
 * @param padding on all four sides; 0 by default
 * @param outputPadding added to one side of a transposed convolution's output; 0 by default
 * @param dilation 1 by default
 * @param groups 1 by default
 * @param bias true by default
 */
public record ConvOptions(long stride, long padding, long outputPadding, long dilation, long groups, boolean bias) {

    /** No keyword given. */
    public static final ConvOptions DEFAULT = new ConvOptions(1, 0, 0, 1, 1, true);

    /** Adds {@code stride=}. */
    public ConvOptions stride(long stride) {
        return new ConvOptions(stride, padding, outputPadding, dilation, groups, bias);
    }

    /** Adds {@code padding=}. */
    public ConvOptions padding(long padding) {
        return new ConvOptions(stride, padding, outputPadding, dilation, groups, bias);
    }

    /** Adds {@code output_padding=}. */
    public ConvOptions outputPadding(long outputPadding) {
        return new ConvOptions(stride, padding, outputPadding, dilation, groups, bias);
    }

    /** Adds {@code dilation=}. */
    public ConvOptions dilation(long dilation) {
        return new ConvOptions(stride, padding, outputPadding, dilation, groups, bias);
    }

    /** Adds {@code groups=}. */
    public ConvOptions groups(long groups) {
        return new ConvOptions(stride, padding, outputPadding, dilation, groups, bias);
    }

    /** Adds {@code bias=}. */
    public ConvOptions bias(boolean bias) {
        return new ConvOptions(stride, padding, outputPadding, dilation, groups, bias);
    }
}
