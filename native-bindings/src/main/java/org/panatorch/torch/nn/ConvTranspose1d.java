package org.panatorch.torch.nn;

/**
 * {@code torch.nn.ConvTranspose1d}: (B, inChannels, L) to (B, outChannels, L'). Parameters {@code weight},
 * {@code bias}.
 */
public final class ConvTranspose1d extends ConvNd {

    /** {@code nn.ConvTranspose1d(in_channels, out_channels, kernel_size)}. */
    public ConvTranspose1d(long inChannels, long outChannels, long kernelSize) {
        this(inChannels, outChannels, kernelSize, ConvOptions.DEFAULT);
    }

    /** {@code nn.ConvTranspose1d(in_channels, out_channels, kernel_size, stride, padding)}. */
    public ConvTranspose1d(long inChannels, long outChannels, long kernelSize, long stride, long padding) {
        this(inChannels, outChannels, kernelSize, ConvOptions.DEFAULT.stride(stride).padding(padding));
    }

    /** {@code nn.ConvTranspose1d(in_channels, out_channels, kernel_size, stride=, padding=, ...)}. */
    public ConvTranspose1d(long inChannels, long outChannels, long kernelSize, ConvOptions options) {
        this(inChannels, outChannels, new long[] {kernelSize}, options);
    }

    /** With a kernel that has a size for each dimension. */
    public ConvTranspose1d(long inChannels, long outChannels, long[] kernelSize, ConvOptions options) {
        super(1, inChannels, outChannels, kernelSize, options, true);
    }
}
