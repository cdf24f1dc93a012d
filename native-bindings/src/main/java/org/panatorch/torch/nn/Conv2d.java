package org.panatorch.torch.nn;

/**
 * {@code torch.nn.Conv2d}: (B, inChannels, H, W) to (B, outChannels, H', W'). Parameters {@code weight},
 * {@code bias}.
 */
public final class Conv2d extends ConvNd {

    /** {@code nn.Conv2d(in_channels, out_channels, kernel_size)}. */
    public Conv2d(long inChannels, long outChannels, long kernelSize) {
        this(inChannels, outChannels, kernelSize, ConvOptions.DEFAULT);
    }

    /** {@code nn.Conv2d(in_channels, out_channels, kernel_size, stride, padding)}. */
    public Conv2d(long inChannels, long outChannels, long kernelSize, long stride, long padding) {
        this(inChannels, outChannels, kernelSize, ConvOptions.DEFAULT.stride(stride).padding(padding));
    }

    /** {@code nn.Conv2d(in_channels, out_channels, kernel_size, stride=, padding=, ...)}. */
    public Conv2d(long inChannels, long outChannels, long kernelSize, ConvOptions options) {
        this(inChannels, outChannels, new long[] {kernelSize}, options);
    }

    /** With a kernel that has a size for each dimension. */
    public Conv2d(long inChannels, long outChannels, long[] kernelSize, ConvOptions options) {
        super(2, inChannels, outChannels, kernelSize, options, false);
    }
}
