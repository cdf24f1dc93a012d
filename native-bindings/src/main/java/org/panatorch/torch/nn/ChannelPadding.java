package org.panatorch.torch.nn;

import static org.panatorch.torch.Keywords.dtype;

import java.util.List;
import org.panatorch.torch.DType;
import org.panatorch.torch.Device;
import org.panatorch.torch.Tensor;
import org.panatorch.torch.TensorScope;
import org.panatorch.torch.Torch;

/**
 * Keeps faults of libtorch 2.10's oneDNN (v3.7.1) away from the user, all of convolutions on the CPU whose channels do
 * not fill oneDNN's blocks of 16. PyTorch 2.13 has none of them. Grouped convolutions have them only when transposed.
 *
 * <p>In float32, where the kernel is larger than 1x1, oneDNN leaves the padding of the last block of weights as it found
 * it in memory, instead of zeroing it. The padding is multiplied by zeros, which does no harm until the memory happens to
 * hold a NaN or an infinity: then a whole channel is NaN. It touches the forward pass where there are more than 16 input
 * channels and not a multiple of 16, and the gradient of the input where the number of output channels is not a multiple
 * of 16. A transposed convolution has it the other way round, for any kernel.
 *
 * <p>In bfloat16 the output and the gradient of the input are wrong, by tens of percent, whatever the memory held and
 * whatever the kernel: with 16 to 1 channels, 8 to 8, 1 to 16, for instance.
 *
 * <p>A transposed convolution's output is wrong, in every type, where it has an odd number of blocks, but for a single
 * one: with 48 channels, or 80.
 *
 * <p>Convolutions of one and three dimensions have the fault of bfloat16 too; all are treated alike.
 *
 * <p>So the channels are filled up with zeros of our own; oneDNN computes as many anyway.
 */
final class ChannelPadding {
    private static final long BLOCK = 16;

    /** Dimensions behind the channels. */
    private final int n;
    /** Channels of one group. */
    private final long in;
    private final long out;
    private final long groups;
    private final long kernel;
    private final boolean transposed;

    ChannelPadding(int n, long inChannels, long outChannels, long groups, long kernelSize, boolean transposed) {
        this.n = n;
        in = inChannels / groups;
        out = outChannels / groups;
        this.groups = groups;
        kernel = kernelSize;
        this.transposed = transposed;
    }

    private static long missing(long channels) {
        return -channels & (BLOCK - 1);
    }

    private long missingOut() {
        return transposed && out > BLOCK ? -out & (2 * BLOCK - 1) : missing(out);
    }

    /** Whether this input would meet a fault. */
    boolean concerns(Tensor x) {
        if (missing(in) == 0 && missingOut() == 0 || groups > 1 && !transposed) {
            return false;
        }
        if (x.dim() < n + 1 || x.size(-1 - n) != in * groups || x.device().type() != Device.Type.CPU) {
            return false;    // in the first two cases libtorch has the message for it
        }
        return transposed || isLowPrecision(x)
                || kernel > 1 && (fillsInput() || missingOut() > 0 && x.requiresGrad() && Torch.isGradEnabled());
    }

    private static boolean isLowPrecision(Tensor x) {
        return x.dtype() == DType.BFLOAT16 || Torch.isAutocastEnabled(Device.Type.CPU);
    }

    /** Whether a float32 convolution needs its input filled up: in the only block there is, oneDNN does it right. */
    private boolean fillsInput() {
        return in > BLOCK && missing(in) > 0;
    }

    interface Convolution {
        Tensor apply(Tensor x, Tensor weight, Tensor bias);
    }

    /** The convolution of one group, by way of padded channels. {@code bias} may be null. */
    Tensor apply(Tensor x, Tensor weight, Tensor bias, Convolution convolution) {
        long padIn = transposed || isLowPrecision(x) || fillsInput() ? missing(in) : 0;
        long padOut = missingOut();
        int outDim = transposed ? 1 : 0;
        return TensorScope.returning(() -> {
            int channels = x.dim() - 1 - n;
            var paddedX = pad(x, channels, padIn);
            var paddedWeight = pad(pad(weight, 1 - outDim, padIn), outDim, padOut);
            var paddedBias = bias == null ? null : pad(bias, 0, padOut);
            var y = convolution.apply(paddedX, paddedWeight, paddedBias);
            return padOut == 0 ? y : y.narrow(channels, 0, out).contiguous();
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
