package org.panatorch.torch.nn;

/**
 * {@code torch.nn.Conv3d}: (B, inChannels, D, H, W) to (B, outChannels, D', H', W'). Parameters {@code weight},
 * {@code bias}.
 */
public final class Conv3d extends ConvNd {

    /** {@code nn.Conv3d(in_channels, out_channels, kernel_size)}. */
    public Conv3d(long inChannels, long outChannels, long kernelSize) {
        this(inChannels, outChannels, kernelSize, ConvOptions.DEFAULT);
    }

    /** {@code nn.Conv3d(in_channels, out_channels, kernel_size, stride, padding)}. */
    public Conv3d(long inChannels, long outChannels, long kernelSize, long stride, long padding) {
        this(inChannels, outChannels, kernelSize, ConvOptions.DEFAULT.stride(stride).padding(padding));
    }

    /** {@code nn.Conv3d(in_channels, out_channels, kernel_size, stride=, padding=, ...)}. */
    public Conv3d(long inChannels, long outChannels, long kernelSize, ConvOptions options) {
        this(inChannels, outChannels, new long[] {kernelSize}, options);
    }

    /** With a kernel that has a size for each dimension. */
    public Conv3d(long inChannels, long outChannels, long[] kernelSize, ConvOptions options) {
        super(3, inChannels, outChannels, kernelSize, options, false);
    }
}
