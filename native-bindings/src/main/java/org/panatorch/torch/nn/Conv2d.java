package org.panatorch.torch.nn;

import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.pytorch.Conv2dImpl;
import org.bytedeco.pytorch.Conv2dOptions;
import org.panatorch.torch.Tensor;

/** {@code torch.nn.Conv2d}: (B, inChannels, H, W) to (B, outChannels, H', W'). Parameters {@code weight}, {@code bias}. */
public final class Conv2d extends NativeLayer<Conv2dImpl> {
    private final long inChannels;
    private final long outChannels;
    private final long kernelSize;
    private final ConvOptions options;
    private final ChannelPadding channelPadding;

    /** {@code nn.Conv2d(in_channels, out_channels, kernel_size)}. */
    public Conv2d(long inChannels, long outChannels, long kernelSize) {
        this(inChannels, outChannels, kernelSize, ConvOptions.DEFAULT);
    }

    /** {@code nn.Conv2d(in_channels, out_channels, kernel_size, padding=, stride=, ...)}. */
    public Conv2d(long inChannels, long outChannels, long kernelSize, ConvOptions options) {
        this(inChannels, outChannels, kernelSize, options, make(inChannels, outChannels, kernelSize, options));
    }

    private Conv2d(long inChannels, long outChannels, long kernelSize, ConvOptions options, Conv2dImpl impl) {
        super("conv2d", impl, impl::forward);
        this.inChannels = inChannels;
        this.outChannels = outChannels;
        this.kernelSize = kernelSize;
        this.options = options;
        channelPadding = new ChannelPadding(inChannels, outChannels, options.groups(), kernelSize, false);
        parameter("weight", impl.weight(), impl::weight);
        parameter("bias", impl.bias(), impl::bias);
    }

    private static Conv2dImpl make(long in, long out, long kernel, ConvOptions options) {
        try (var size = new LongPointer(kernel, kernel);
                var stride = new LongPointer(options.stride(), options.stride());
                var padding = new LongPointer(options.padding(), options.padding());
                var dilation = new LongPointer(options.dilation(), options.dilation());
                var made = new Conv2dOptions(in, out, size)) {
            made.stride().put(stride);
            made.padding().put(padding);
            made.dilation().put(dilation);
            made.groups().put(options.groups());
            made.bias().put(options.bias());
            return new Conv2dImpl(made);
        }
    }

    @Override
    public Tensor forward(Tensor x) {
        if (channelPadding.concerns(x)) {
            return channelPadding.apply(x, ownParameter("weight"), ownParameter("bias"),
                    (px, weight, bias) -> F.conv2d(px, weight, bias, options));
        }
        return super.forward(x);
    }

    @Override
    protected String extraRepr() {
        return inChannels + ", " + outChannels + ", kernel_size=" + pair(kernelSize) + ", stride=" + pair(options.stride())
                + (options.padding() == 0 ? "" : ", padding=" + pair(options.padding()))
                + (options.dilation() == 1 ? "" : ", dilation=" + pair(options.dilation()))
                + (options.groups() == 1 ? "" : ", groups=" + options.groups())
                + (options.bias() ? "" : ", bias=False");
    }

    static String pair(long n) {
        return "(" + n + ", " + n + ")";
    }
}
