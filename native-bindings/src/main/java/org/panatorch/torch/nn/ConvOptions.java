package org.panatorch.torch.nn;

import java.util.Arrays;
import org.panatorch.torch.TorchException;

/**
 * The keyword arguments of the convolutions, {@link Conv2d} and its like. Where there is a number for each dimension, one
 * stands for all. {@link Keywords} has the starters.
 *
 * @param stride 1 by default
 * @param padding on both sides; 0 by default; null is {@code "same"}, as much as keeps the size
 * @param outputPadding added to one side of a transposed convolution's output; 0 by default
 * @param dilation 1 by default
 * @param groups 1 by default
 * @param bias true by default
 * @param paddingMode what is padded with: {@code "zeros"} by default, {@code "reflect"}, {@code "replicate"} or
 *     {@code "circular"}
 */
public record ConvOptions(long[] stride, long[] padding, long[] outputPadding, long[] dilation, long groups, boolean bias,
        String paddingMode) {
    private static final long[] ZERO = {0};
    private static final long[] ONE = {1};

    /** No keyword given. */
    public static final ConvOptions DEFAULT = new ConvOptions(ONE, ZERO, ZERO, ONE, 1, true, "zeros");

    /** Adds {@code stride=}. */
    public ConvOptions stride(long... stride) {
        return new ConvOptions(stride, padding, outputPadding, dilation, groups, bias, paddingMode);
    }

    /** Adds {@code padding=}. */
    public ConvOptions padding(long... padding) {
        return new ConvOptions(stride, padding, outputPadding, dilation, groups, bias, paddingMode);
    }

    /** Adds {@code padding="same"} or {@code padding="valid"}. */
    public ConvOptions padding(String padding) {
        return switch (padding) {
            case "same" -> padding((long[]) null);
            case "valid" -> padding(0);
            default -> throw new IllegalArgumentException("Invalid padding string '" + padding
                    + "', should be one of {'same', 'valid'}");
        };
    }

    /** Adds {@code output_padding=}. */
    public ConvOptions outputPadding(long... outputPadding) {
        return new ConvOptions(stride, padding, outputPadding, dilation, groups, bias, paddingMode);
    }

    /** Adds {@code dilation=}. */
    public ConvOptions dilation(long... dilation) {
        return new ConvOptions(stride, padding, outputPadding, dilation, groups, bias, paddingMode);
    }

    /** Adds {@code groups=}. */
    public ConvOptions groups(long groups) {
        return new ConvOptions(stride, padding, outputPadding, dilation, groups, bias, paddingMode);
    }

    /** Adds {@code bias=}. */
    public ConvOptions bias(boolean bias) {
        return new ConvOptions(stride, padding, outputPadding, dilation, groups, bias, paddingMode);
    }

    /** Adds {@code padding_mode=}. */
    public ConvOptions paddingMode(String paddingMode) {
        return new ConvOptions(stride, padding, outputPadding, dilation, groups, bias, paddingMode);
    }

    /** With a number for each of {@code n} dimensions. */
    ConvOptions in(int n) {
        return new ConvOptions(expand(stride, n), padding == null ? null : expand(padding, n), expand(outputPadding, n),
                expand(dilation, n), groups, bias, paddingMode);
    }

    static long[] expand(long[] values, int n) {
        if (values.length == n) {
            return values;
        }
        if (values.length != 1) {
            throw new TorchException("conv" + n + "d", "expected one number or " + n + ", got " + Arrays.toString(values));
        }
        var all = new long[n];
        Arrays.fill(all, values[0]);
        return all;
    }
}
