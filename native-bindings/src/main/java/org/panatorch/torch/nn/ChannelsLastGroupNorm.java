package org.panatorch.torch.nn;

import java.lang.ref.Reference;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.panatorch.torch.Autograd;
import org.panatorch.torch.DType;
import org.panatorch.torch.Device;
import org.panatorch.torch.MemoryFormat;
import org.panatorch.torch.Tensor;
import org.panatorch.torch.Torch;
import org.panatorch.torch.autograd.Context;
import org.panatorch.torch.autograd.Function;
import org.panatorch.torch.ffm.NativeMemory;
import org.panatorch.torch.ffm.kernels.GroupNormKernel;

/** GroupNorm, and a ReLU after it if wanted, of images in channels_last on the CPU: see {@link GroupNormKernel}. */
final class ChannelsLastGroupNorm extends Function {
    private final long groups;
    private final double eps;
    private final boolean relu;

    private ChannelsLastGroupNorm(long groups, double eps, boolean relu) {
        this.groups = groups;
        this.eps = eps;
        this.relu = relu;
    }

    /**
     * Null if it is for libtorch: another device, layout or type, or something wrong that libtorch shall say.
     *
     * @param weight (C), or null
     * @param bias (C), or null
     */
    static Tensor of(Tensor x, long groups, Tensor weight, Tensor bias, double eps, boolean relu) {
        if (!isFor(x, groups, weight, bias)) {
            return null;
        }
        var function = new ChannelsLastGroupNorm(groups, eps, relu);
        boolean graph = Torch.isGradEnabled() && (x.requiresGrad() || isTrained(weight) || isTrained(bias));
        return graph ? function.apply(x, weight, bias) : function.forward(null, x, weight, bias)[0];
    }

    private static boolean isTrained(Tensor parameter) {
        return parameter != null && parameter.requiresGrad();
    }

    private static boolean isFor(Tensor x, long groups, Tensor weight, Tensor bias) {
        if (x.dim() != 4 || x.numel() == 0 || x.isContiguous() || !x.isContiguous(MemoryFormat.CHANNELS_LAST) || x.device().type() != Device.Type.CPU) {
            return false;
        }
        long channels = x.size(1);
        long pixels = x.size(2) * x.size(3);
        boolean bfloat16 = x.dtype() == DType.BFLOAT16;
        return (bfloat16 || x.dtype() == DType.FLOAT32) && GroupNormKernel.isFor(pixels, channels, bfloat16)
                && groups > 0 && channels % groups == 0 && pixels * channels < 1 << 28
                && fits(weight, x, channels) && fits(bias, x, channels);
    }

    private static boolean fits(Tensor parameter, Tensor x, long channels) {
        return parameter == null || parameter.dim() == 1 && parameter.size(0) == channels && parameter.device().equals(x.device())
                && (parameter.dtype() == DType.FLOAT32 || parameter.dtype() == x.dtype());
    }

    @Override
    protected Tensor[] forward(Context ctx, Tensor... inputs) {
        var x = inputs[0];
        var y = Torch.emptyLike(x);
        var moments = kernel(x, inputs[1], inputs[2]).forward(x.dataPtr(), y.dataPtr(), eps, Torch.getNumThreads());
        Reference.reachabilityFence(x);
        Reference.reachabilityFence(y);
        if (ctx != null) {
            ctx.saveForBackward(inputs);
            ctx.set("moments", moments);
        }
        return tuple(y);
    }

    @Override
    protected Tensor[] backward(Context ctx, Tensor... gradOutputs) {
        var saved = ctx.savedTensors();
        var x = saved.get(0);
        var weight = saved.get(1);
        var bias = saved.get(2);
        if (Torch.isGradEnabled()) {    // the gradient's own gradient is wanted: by libtorch's formulas
            return differentiable(ctx, x, weight, bias, gradOutputs[0]);
        }
        var grad = gradOutputs[0].contiguous(MemoryFormat.CHANNELS_LAST);
        var gradX = Torch.emptyLike(x);
        var gradients = kernel(x, weight, bias).backward(grad.dataPtr(), x.dataPtr(), ctx.get("moments", GroupNormKernel.Moments.class),
                gradX.dataPtr(), Torch.getNumThreads());
        Reference.reachabilityFence(grad);
        Reference.reachabilityFence(x);
        return tuple(gradX, like(weight, gradients.weight()), like(bias, gradients.bias()));
    }

    private static Tensor like(Tensor parameter, float[] values) {
        return parameter == null ? null : Torch.tensor(values).to(parameter.dtype());
    }

    private GroupNormKernel kernel(Tensor x, Tensor weight, Tensor bias) {
        int channels = Math.toIntExact(x.size(1));
        return new GroupNormKernel(Math.toIntExact(x.size(0)), Math.toIntExact(x.size(2) * x.size(3)), Math.toIntExact(groups),
                x.dtype() == DType.BFLOAT16, relu, values(weight, channels, 1), values(bias, channels, 0));
    }

    private static float[] values(Tensor parameter, int channels, float otherwise) {
        var values = new float[channels];
        if (parameter == null) {
            Arrays.fill(values, otherwise);
        } else if (parameter.dtype() == DType.FLOAT32 && parameter.isContiguous()) {
            NativeMemory.copyOut(parameter.dataPtr(), 4L * channels, values);    // toFloatArray makes four tensors on its way
            Reference.reachabilityFence(parameter);
        } else {
            return parameter.toFloatArray();
        }
        return values;
    }

    private Tensor[] differentiable(Context ctx, Tensor x, Tensor weight, Tensor bias, Tensor grad) {
        var y = Torch.op("group_norm").callTensor(x, groups, weight, bias, eps);
        var inputs = new Tensor[] {x, weight, bias};
        var wanted = IntStream.range(0, 3).filter(ctx::needsInputGrad).toArray();
        var grads = Autograd.grad(List.of(relu ? y.relu() : y), Arrays.stream(wanted).mapToObj(i -> inputs[i]).toList(), List.of(grad),
                true, true, false);
        var all = new Tensor[3];
        for (int k = 0; k < wanted.length; k++) {
            all[wanted[k]] = grads.get(k);
        }
        return all;
    }
}
