package org.panatorch.torch.autograd;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.bytedeco.pytorch.global.torch;
import org.panatorch.torch.DType;
import org.panatorch.torch.Device;
import org.panatorch.torch.Keywords;
import org.panatorch.torch.Operator;
import org.panatorch.torch.Tensor;
import org.panatorch.torch.Torch;
import org.panatorch.torch.TorchException;
import org.panatorch.torch.internal.Call;
import org.panatorch.torch.internal.GradHook;
import org.panatorch.torch.internal.Sentinel;
import org.panatorch.torch.internal.TensorAccess;

/**
 * One call of a {@link Function} in the graph. Java cannot be a node of it, so it is made of libtorch's own and of hooks:
 *
 * <pre>
 *     result  --  node  --  tie  --  view of the input  --  input
 * </pre>
 *
 * <p>The node is one that gives zeros, whatever gradients it gets, and takes any number of them: the outputs are made outputs of it.
 * So libtorch comes to it once, when the gradients of all results are complete; hooks collect them there, the last one calls the
 * function's {@code backward}, and a hook of each input's view puts its gradient in the place of the zeros.
 *
 * <p>libtorch tells nobody when a graph ends, and keeps no Java object. A {@link Sentinel} that the graph holds like a parameter
 * ends with it, and frees the hooks; another one is held like a saved tensor, and frees the saved ones when libtorch does.
 */
final class Application {
    /** Another tensor in the same memory, and for the graph no view: it may be changed in place. */
    private static final Operator SAME = Torch.op("_unsafe_view");

    private final Function function;
    private final Context ctx;
    private final Form[] inputs;
    private final Form[] outputs;
    private final GradHook[] atInputs;
    private final GradHook[] atOutputs;
    private final Tensor[] gradOutputs;
    private final Tensor[] gradInputs;
    private int lastOutput = -1;

    /** What a gradient of a tensor looks like. */
    private record Form(long[] shape, DType dtype, Device device) {
        static Form of(Tensor tensor) {
            return new Form(tensor.shape(), tensor.dtype(), tensor.device());
        }

        Tensor zeros() {
            return Torch.zeros(shape, Keywords.dtype(dtype).device(device));
        }

        /** Whether a gradient of that shape can be summed up to this one. */
        boolean broadcastsTo(long[] larger) {
            int more = larger.length - shape.length;
            for (int i = 0; i < shape.length; i++) {
                if (more < 0 || shape[i] != 1 && shape[i] != larger[i + more]) {
                    return false;
                }
            }
            return more >= 0;
        }
    }

    Application(Function function, Context ctx, Tensor[] inputs, Tensor[] outputs) {
        this.function = function;
        this.ctx = ctx;
        this.inputs = Arrays.stream(inputs).map(t -> t == null ? null : Form.of(t)).toArray(Form[]::new);
        this.outputs = Arrays.stream(outputs).map(Form::of).toArray(Form[]::new);
        atInputs = new GradHook[inputs.length];
        gradInputs = new Tensor[inputs.length];
        atOutputs = new GradHook[outputs.length];
        gradOutputs = new Tensor[outputs.length];
    }

    /** The results for the outputs, with their part of the graph. */
    Tensor[] record(Tensor[] ins, Tensor[] outs) {
        var results = new Tensor[outs.length];
        for (int j = 0; j < outs.length; j++) {
            if (isDifferentiable(outs[j])) {
                lastOutput = j;
            } else {
                results[j] = outs[j].detach();
            }
        }
        if (lastOutput >= 0) {
            var zeros = Call.unary("poisson", tie(ins), torch::poisson);    // its derivative is zero, whatever comes
            for (int j = 0; j <= lastOutput; j++) {
                if (results[j] == null) {
                    results[j] = output(j, zeros, ins, outs);
                }
            }
            ctx.save(ins, outs, results);
        }
        return results;
    }

    private boolean isDifferentiable(Tensor output) {
        return (output.dtype().isFloatingPoint() || output.dtype().isComplex()) && !ctx.isNonDifferentiable(output);
    }

    /** An empty tensor that depends on all inputs that require a gradient. */
    private Tensor tie(Tensor[] ins) {
        var ties = new ArrayList<Tensor>();
        ties.add(Sentinel.of(this::end).requiresGrad_(true));
        for (int i = 0; i < ins.length; i++) {
            if (ctx.needsInputGrad(i)) {
                int index = i;
                var view = ins[i].unsqueeze(0);
                atInputs[i] = GradHook.always(grad -> grad == null ? null : atInput(index));
                atInputs[i].listenTo(view);
                var empty = (inputs[i].dtype.isComplex() ? view.viewAsReal() : view).narrow(0, 0, 0).reshape(0);
                ties.add(empty.to(DType.FLOAT32).to(Device.CPU));
            }
        }
        var tie = Torch.cat(ties);
        return ctx.savesSomething() ? tie.mul(Sentinel.of(ctx::release)) : tie;
    }

    private Tensor output(int j, Tensor zeros, Tensor[] ins, Tensor[] outs) {
        boolean shared = Arrays.stream(ins).anyMatch(t -> Tensors.shareMemory(t, outs[j]));
        for (int k = 0; k < outs.length; k++) {
            shared |= k != j && Tensors.shareMemory(outs[k], outs[j]);
        }
        // the output itself would hold the graph for as long as the function's user holds it
        var inner = shared ? outs[j].detach() : same(outs[j].detach());
        Call.value("create_gradient_edge", () -> {
            try (var node = TensorAccess.at(zeros).grad_fn()) {
                torch.create_gradient_edge(TensorAccess.at(inner), node);
                return null;
            }
        }, inner, zeros);
        atOutputs[j] = GradHook.always(grad -> atOutput(j, grad));
        atOutputs[j].listenTo(inner);
        // one of several views, so that libtorch refuses to change it in place; as PyTorch does
        return shared ? inner.unsqueeze(0).unbind().getFirst() : same(inner);
    }

    private static Tensor same(Tensor tensor) {
        return SAME.callTensor(tensor, tensor.shape());
    }

    /** A gradient has come to the node, null for none. All of them come one after the other, in order. */
    private synchronized Tensor atOutput(int j, Tensor grad) {
        close(gradOutputs, j);
        gradOutputs[j] = grad == null ? null : Tensors.outliving(grad);
        if (j == lastOutput) {
            try {
                backward();
            } finally {
                closeAll(gradOutputs);
            }
        }
        return null;
    }

    private void backward() {
        closeAll(gradInputs);    // of a pass that went to some of the inputs
        if (ctx.isReleased() || Arrays.stream(gradOutputs).allMatch(Objects::isNull)) {
            return;    // libtorch says so itself; nothing to do
        }
        var given = new Tensor[outputs.length];
        for (int j = 0; j < given.length; j++) {
            given[j] = gradOutputs[j] != null ? Tensors.scoped(gradOutputs[j]) : ctx.materializesGrads() ? outputs[j].zeros() : null;
        }
        var grads = function.backward(ctx, given);
        if (grads == null || grads.length != inputs.length) {
            throw new TorchException("backward", "function " + function.name() + "Backward returned an incorrect number of gradients"
                    + " (expected " + inputs.length + ", got " + (grads == null ? "null" : grads.length) + ")");
        }
        for (int i = 0; i < grads.length; i++) {
            if (ctx.needsInputGrad(i) && grads[i] != null) {
                gradInputs[i] = Tensors.outliving(fitting(i, grads[i]));
            }
        }
    }

    private Tensor fitting(int i, Tensor grad) {
        var input = inputs[i];
        if (!input.broadcastsTo(grad.shape())) {
            throw invalid(i, "got " + Arrays.toString(grad.shape()) + " but expected shape compatible with "
                    + Arrays.toString(input.shape));
        }
        if (!grad.device().equals(input.device)) {
            throw invalid(i, "expected device " + input.device + " but got " + grad.device());
        }
        if (grad.dtype().isComplex() && !input.dtype.isComplex()) {
            throw invalid(i, "expected " + input.dtype + " but got " + grad.dtype());
        }
        var summed = Arrays.equals(grad.shape(), input.shape) ? grad
                : Call.unary("sum_to_size", grad, a -> a.sum_to_size(input.shape));
        return summed.to(input.dtype);
    }

    private TorchException invalid(int i, String what) {
        return new TorchException("backward", "Function " + function.name() + "Backward returned an invalid gradient at index " + i
                + " - " + what);
    }

    /** The gradient in the place of the zeros, which have one dimension more; null for them. */
    private synchronized Tensor atInput(int i) {
        var grad = gradInputs[i];
        if (grad == null) {
            return null;
        }
        try {
            // libtorch makes it the input's .grad, and adds to it in place: nobody else's memory, then
            var own = Torch.isGradEnabled() || Tensors.isAlone(grad) ? Tensors.scoped(grad) : grad.copy();
            return own.unsqueeze(0);
        } finally {
            close(gradInputs, i);
        }
    }

    /** The graph is gone. */
    private void end() {
        synchronized (this) {
            closeAll(gradOutputs);
            closeAll(gradInputs);
        }
        ctx.release();
        for (var hooks : List.of(atInputs, atOutputs)) {
            Arrays.stream(hooks).filter(Objects::nonNull).forEach(GradHook::end);
        }
    }

    private static void closeAll(Tensor[] tensors) {
        for (int k = 0; k < tensors.length; k++) {
            close(tensors, k);
        }
    }

    private static void close(Tensor[] tensors, int k) {
        if (tensors[k] != null) {
            tensors[k].close();
            tensors[k] = null;
        }
    }
}
