package org.panatorch.torch.nn;

/**
 * {@code torch.nn.Conv1d}: (B, inChannels, L) to (B, outChannels, L'). Parameters {@code weight},
 * {@code bias}.
 */
public final class Conv1d extends ConvNd {

    /** {@code nn.Conv1d(in_channels, out_channels, kernel_size)}. */
    public Conv1d(long inChannels, long outChannels, long kernelSize) {
        this(inChannels, outChannels, kernelSize, ConvOptions.DEFAULT);
    }

    /** {@code nn.Conv1d(in_channels, out_channels, kernel_size, stride, padding)}. */
    public Conv1d(long inChannels, long outChannels, long kernelSize, long stride, long padding) {
        this(inChannels, outChannels, kernelSize, ConvOptions.DEFAULT.stride(stride).padding(padding));
    }

    /** {@code nn.Conv1d(in_channels, out_channels, kernel_size, stride=, padding=, ...)}. */
    public Conv1d(long inChannels, long outChannels, long kernelSize, ConvOptions options) {
        this(inChannels, outChannels, new long[] {kernelSize}, options);
    }

    /** With a kernel that has a size for each dimension. */
    public Conv1d(long inChannels, long outChannels, long[] kernelSize, ConvOptions options) {
        super(1, inChannels, outChannels, kernelSize, options, false);
    }
}
