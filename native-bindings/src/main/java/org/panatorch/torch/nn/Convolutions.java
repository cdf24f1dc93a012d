package org.panatorch.torch.nn;

import static org.panatorch.torch.internal.TensorAccess.at;

import java.lang.ref.Reference;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.panatorch.torch.Tensor;
import org.panatorch.torch.Torch;
import org.panatorch.torch.internal.Call;

/** One convolution of {@code n} dimensions, transposed or not. */
record Convolutions(int n, boolean transposed, ConvOptions options) {

    Convolutions {
        options = options.in(n);
    }

    /** @param bias may be null */
    Tensor apply(Tensor x, Tensor weight, Tensor bias) {
        if (n == 2 && options.padding() != null) {
            return apply2d(x, weight, bias);
        }
        if (transposed) {
            return Torch.op("conv_transpose" + n + (n == 1 ? "d" : "d.input")).callTensor(x, weight, bias, options.stride(),
                    options.padding(), options.outputPadding(), options.groups(), options.dilation());
        }
        return Torch.op("conv" + n + (options.padding() == null ? "d.padding" : "d")).callTensor(x, weight, bias, options.stride(),
                options.padding() == null ? "same" : options.padding(), options.dilation(), options.groups());
    }

    /** The one that most networks spend their time in, by the shortest way. */
    private Tensor apply2d(Tensor x, Tensor weight, Tensor bias) {
        try (var b = bias == null ? new TensorOptional() : new TensorOptional(at(bias))) {
            return transposed
                    ? Call.binary("conv_transpose2d", x, weight, (a, w) -> torch.conv_transpose2d(a, w, b, options.stride(),
                            options.padding(), options.outputPadding(), options.groups(), options.dilation()))
                    : Call.binary("conv2d", x, weight, (a, w) -> torch.conv2d(a, w, b, options.stride(), options.padding(),
                            options.dilation(), options.groups()));
        } finally {
            Reference.reachabilityFence(bias);
        }
    }
}
