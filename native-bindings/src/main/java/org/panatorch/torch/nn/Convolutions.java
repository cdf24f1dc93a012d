package org.panatorch.torch.nn;

import static org.panatorch.torch.internal.TensorAccess.at;

import java.util.ArrayList;
import java.util.Arrays;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.panatorch.torch.Tensor;
import org.panatorch.torch.TensorScope;
import org.panatorch.torch.Torch;
import org.panatorch.torch.internal.Call;

/** One convolution, of given dimensions, transposed or not: by way of {@link ChannelPadding} where that is needed. */
record Convolutions(int n, boolean transposed, ConvOptions options, ChannelPadding channelPadding) {

    /** For weights of this shape. */
    static Convolutions of(int n, boolean transposed, Tensor weight, ConvOptions options) {
        var shape = weight.shape();
        if (shape.length != n + 2) {
            return new Convolutions(n, transposed, options.in(n), null);    // libtorch has the message for it
        }
        long in = transposed ? shape[0] : shape[1] * options.groups();
        long out = transposed ? shape[1] * options.groups() : shape[0];
        long kernel = Arrays.stream(shape, 2, shape.length).max().orElse(1);
        return new Convolutions(n, transposed, options.in(n),
                new ChannelPadding(n, in, out, options.groups(), kernel, transposed));
    }

    /** @param bias may be null */
    Tensor apply(Tensor x, Tensor weight, Tensor bias) {
        if (channelPadding == null || !channelPadding.concerns(x)) {
            return plain(x, weight, bias, options.groups());
        }
        if (!transposed || options.groups() == 1) {
            return channelPadding.apply(x, weight, bias, (px, w, b) -> plain(px, w, b, options.groups()));
        }
        return TensorScope.returning(() -> groupByGroup(x, weight, bias));
    }

    private Tensor groupByGroup(Tensor x, Tensor weight, Tensor bias) {
        var xs = x.chunk(options.groups(), -1 - n);
        var weights = weight.chunk(options.groups(), 0);
        var biases = bias == null ? null : bias.chunk(options.groups(), 0);
        var ys = new ArrayList<Tensor>();
        for (int g = 0; g < xs.size(); g++) {
            ys.add(channelPadding.apply(xs.get(g), weights.get(g), biases == null ? null : biases.get(g),
                    (px, w, b) -> plain(px, w, b, 1)));
        }
        return Torch.cat(ys, -1 - n);
    }

    private Tensor plain(Tensor x, Tensor weight, Tensor bias, long groups) {
        if (n == 2 && options.padding() != null) {
            return plain2d(x, weight, bias, groups);
        }
        if (transposed) {
            return Torch.op("conv_transpose" + n + (n == 1 ? "d" : "d.input")).callTensor(x, weight, bias, options.stride(),
                    options.padding(), options.outputPadding(), groups, options.dilation());
        }
        return Torch.op("conv" + n + (options.padding() == null ? "d.padding" : "d")).callTensor(x, weight, bias, options.stride(),
                options.padding() == null ? "same" : options.padding(), options.dilation(), groups);
    }

    /** The one that most networks spend their time in, by the shortest way. */
    private Tensor plain2d(Tensor x, Tensor weight, Tensor bias, long groups) {
        try (var b = bias == null ? new TensorOptional() : new TensorOptional(at(bias))) {
            return transposed
                    ? Call.binary("conv_transpose2d", x, weight, (a, w) -> torch.conv_transpose2d(a, w, b, options.stride(),
                            options.padding(), options.outputPadding(), groups, options.dilation()))
                    : Call.binary("conv2d", x, weight, (a, w) -> torch.conv2d(a, w, b, options.stride(), options.padding(),
                            options.dilation(), groups));
        }
    }
}
