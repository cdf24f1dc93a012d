package org.panatorch.torch.nn;

import static org.panatorch.torch.nn.Conv2d.pair;

import java.util.ArrayList;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.pytorch.ConvTranspose2dImpl;
import org.bytedeco.pytorch.ConvTranspose2dOptions;
import org.panatorch.torch.Tensor;
import org.panatorch.torch.TensorScope;
import org.panatorch.torch.Torch;

/**
 * {@code torch.nn.ConvTranspose2d}: (B, inChannels, H, W) to (B, outChannels, H', W'). Parameters {@code weight},
 * {@code bias}.
 */
public final class ConvTranspose2d extends NativeLayer<ConvTranspose2dImpl> {
    private final long inChannels;
    private final long outChannels;
    private final long kernelSize;
    private final ConvOptions options;
    private final ChannelPadding channelPadding;

    /** {@code nn.ConvTranspose2d(in_channels, out_channels, kernel_size, stride=, padding=, ...)}. */
    public ConvTranspose2d(long inChannels, long outChannels, long kernelSize, ConvOptions options) {
        this(inChannels, outChannels, kernelSize, options, make(inChannels, outChannels, kernelSize, options));
    }

    private ConvTranspose2d(long inChannels, long outChannels, long kernelSize, ConvOptions options,
            ConvTranspose2dImpl impl) {
        super("conv_transpose2d", impl, impl::forward);
        this.inChannels = inChannels;
        this.outChannels = outChannels;
        this.kernelSize = kernelSize;
        this.options = options;
        channelPadding = new ChannelPadding(inChannels, outChannels, options.groups(), kernelSize, true);
        parameter("weight", impl.weight(), impl::weight);
        parameter("bias", impl.bias(), impl::bias);
    }

    private static ConvTranspose2dImpl make(long in, long out, long kernel, ConvOptions options) {
        try (var size = new LongPointer(kernel, kernel);
                var stride = new LongPointer(options.stride(), options.stride());
                var padding = new LongPointer(options.padding(), options.padding());
                var outputPadding = new LongPointer(options.outputPadding(), options.outputPadding());
                var dilation = new LongPointer(options.dilation(), options.dilation());
                var made = new ConvTranspose2dOptions(in, out, size)) {
            made.stride().put(stride);
            made.padding().put(padding);
            made.output_padding().put(outputPadding);
            made.dilation().put(dilation);
            made.groups().put(options.groups());
            made.bias().put(options.bias());
            return new ConvTranspose2dImpl(made);
        }
    }

    @Override
    public Tensor forward(Tensor x) {
        if (!channelPadding.concerns(x)) {
            return super.forward(x);
        }
        var weight = ownParameter("weight");
        var bias = ownParameter("bias");
        if (options.groups() == 1) {
            return padded(x, weight, bias);
        }
        return TensorScope.returning(() -> {
            var xs = x.chunk(options.groups(), -3);
            var weights = weight.chunk(options.groups(), 0);
            var biases = bias == null ? null : bias.chunk(options.groups(), 0);
            var ys = new ArrayList<Tensor>();
            for (int g = 0; g < xs.size(); g++) {
                ys.add(padded(xs.get(g), weights.get(g), biases == null ? null : biases.get(g)));
            }
            return Torch.cat(ys, -3);
        });
    }

    private Tensor padded(Tensor x, Tensor weight, Tensor bias) {
        return channelPadding.apply(x, weight, bias, (px, w, b) -> F.convTranspose2d(px, w, b, options));
    }

    @Override
    protected String extraRepr() {
        return inChannels + ", " + outChannels + ", kernel_size=" + pair(kernelSize) + ", stride=" + pair(options.stride())
                + (options.padding() == 0 ? "" : ", padding=" + pair(options.padding()))
                + (options.outputPadding() == 0 ? "" : ", output_padding=" + pair(options.outputPadding()))
                + (options.dilation() == 1 ? "" : ", dilation=" + pair(options.dilation()))
                + (options.groups() == 1 ? "" : ", groups=" + options.groups())
                + (options.bias() ? "" : ", bias=False");
    }
}
