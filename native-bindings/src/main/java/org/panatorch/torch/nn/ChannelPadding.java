package org.panatorch.torch.nn;

import static org.panatorch.torch.Keywords.dtype;

import java.util.List;
import org.panatorch.torch.Device;
import org.panatorch.torch.Tensor;
import org.panatorch.torch.TensorScope;
import org.panatorch.torch.Torch;

/**
 * Keeps a fault of libtorch 2.10's oneDNN (v3.7.1) away from the user.
 *
 * <p>On the CPU oneDNN lays the weights of a convolution out in blocks of 16 channels and leaves the padding of the last
 * block as it found it in memory, instead of zeroing it, when the kernel is larger than 1x1. The padding is multiplied
 * by zeros, which does no harm until the memory happens to hold a NaN or an infinity: then a whole channel is NaN. It
 * touches the forward pass where there are more than 16 input channels and not a multiple of 16, and the gradient of
 * the input where the number of output channels is not a multiple of 16. (PyTorch 2.13 no longer does it.)
 *
 * <p>So the channels are filled up to a multiple of 16 with zeros of our own; oneDNN computes as many anyway.
 */
final class ChannelPadding {
    private static final long BLOCK = 16;

    private final long padIn;
    private final long padOut;

    private ChannelPadding(long padIn, long padOut) {
        this.padIn = padIn;
        this.padOut = padOut;
    }

    /** For a convolution of that shape, or null if it cannot meet the fault. */
    static ChannelPadding of(long inChannels, long outChannels, long kernelSize, long groups) {
        boolean exposed = kernelSize > 1 && groups == 1;
        long padIn = exposed && inChannels > BLOCK ? -inChannels & (BLOCK - 1) : 0;
        long padOut = exposed ? -outChannels & (BLOCK - 1) : 0;
        return padIn == 0 && padOut == 0 ? null : new ChannelPadding(padIn, padOut);
    }

    /** Whether this input would meet it. */
    boolean concerns(Tensor x) {
        return x.device().type() == Device.Type.CPU && (padIn > 0 || x.requiresGrad() && Torch.isGradEnabled());
    }

    interface Convolution {
        Tensor apply(Tensor x, Tensor weight, Tensor bias);
    }

    /** The convolution of what is given, by way of padded channels. {@code bias} may be null. */
    Tensor apply(Tensor x, Tensor weight, Tensor bias, Convolution convolution) {
        return TensorScope.returning(() -> {
            var paddedX = pad(x, 1, padIn);
            var paddedWeight = pad(pad(weight, 1, padIn), 0, padOut);
            var paddedBias = bias == null ? null : pad(bias, 0, padOut);
            var y = convolution.apply(paddedX, paddedWeight, paddedBias);
            return padOut == 0 ? y : y.narrow(1, 0, y.size(1) - padOut).contiguous();
        });
    }

    private static Tensor pad(Tensor t, int dim, long channels) {
        if (channels == 0) {
            return t;
        }
        var shape = t.shape();
        shape[dim] = channels;
        return Torch.cat(List.of(t, Torch.zeros(shape, dtype(t.dtype()))), dim);
    }
}
