package org.panatorch.torch.autograd;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.panatorch.torch.Tensor;
import org.panatorch.torch.Torch;
import org.panatorch.torch.TorchException;

/** What {@code forward} leaves for {@code backward}, for one call of a {@link Function}: PyTorch's {@code ctx}. */
public final class Context {
    private final boolean[] needsInputGrad;
    private final Map<String, Object> attributes = new HashMap<>();
    private boolean inForward = true;
    private boolean materializeGrads = true;
    private Tensor[] toSave = {};
    private Tensor[] nonDifferentiable = {};
    private Saved[] saved = {};
    private boolean released;

    Context(Tensor[] inputs) {
        needsInputGrad = new boolean[inputs.length];
        for (int i = 0; i < inputs.length; i++) {
            needsInputGrad[i] = inputs[i] != null && inputs[i].requiresGrad();
        }
    }

    /**
     * {@code ctx.save_for_backward(*tensors)}: inputs, outputs, or what was computed; null is None. They stay in memory until
     * {@code backward} has gone through the graph, or the graph is gone. Call it once in {@code forward}; of several calls the
     * last one counts.
     */
    public void saveForBackward(Tensor... tensors) {
        requireForward("saveForBackward");
        toSave = tensors.clone();
    }

    /**
     * {@code ctx.saved_tensors}, in {@code backward}. They follow the rule of scopes as any other tensor.
     *
     * @throws TorchException if one was changed in place since {@code forward}, or they have been freed
     * @throws IllegalStateException if one is an output and gradients shall have gradients ({@code createGraph}): its own would
     *         be missing. Save the inputs, and compute the output from them.
     */
    public synchronized List<Tensor> savedTensors() {
        if (released) {
            throw new TorchException("saved_tensors", "Trying to backward through the graph a second time (or directly access saved"
                    + " tensors after they have already been freed). Specify retainGraph if you need to backward through the graph"
                    + " a second time");
        }
        if (inForward) {
            throw new IllegalStateException("savedTensors is for backward");
        }
        var tensors = new ArrayList<Tensor>();
        for (var one : saved) {
            tensors.add(one == null ? null : one.get());
        }
        return Collections.unmodifiableList(tensors);
    }

    /** {@code ctx.needs_input_grad[i]}. */
    public boolean needsInputGrad(int i) {
        return needsInputGrad[i];
    }

    boolean needsAnyInputGrad() {
        for (var needs : needsInputGrad) {
            if (needs) {
                return true;
            }
        }
        return false;
    }

    /** {@code ctx.mark_non_differentiable(*outputs)}, in {@code forward}; outputs of integers and booleans are so anyway. */
    public void markNonDifferentiable(Tensor... outputs) {
        requireForward("markNonDifferentiable");
        nonDifferentiable = outputs.clone();
    }

    boolean isNonDifferentiable(Tensor output) {
        for (var tensor : nonDifferentiable) {
            if (Tensors.same(tensor, output)) {
                return true;
            }
        }
        return false;
    }

    /** {@code ctx.set_materialize_grads(value)}: with false, {@code backward} gets null instead of zeros. True at first. */
    public void setMaterializeGrads(boolean value) {
        requireForward("setMaterializeGrads");
        materializeGrads = value;
    }

    boolean materializesGrads() {
        return materializeGrads;
    }

    /** {@code ctx.NAME = value}, of what is no tensor. An output kept here would keep its own graph for ever: save it. */
    public void set(String name, Object value) {
        attributes.put(name, value);
    }

    /**
     * {@code ctx.NAME}.
     *
     * @throws IllegalArgumentException if there is none
     */
    public <T> T get(String name, Class<T> type) {
        if (!attributes.containsKey(name)) {
            throw new IllegalArgumentException("ctx has no '" + name + "', but " + attributes.keySet());
        }
        return type.cast(attributes.get(name));
    }

    private void requireForward(String method) {
        if (!inForward) {
            throw new IllegalStateException(method + " is for forward");
        }
    }

    boolean savesSomething() {
        return toSave.length > 0;
    }

    /** Takes over what was to be saved. {@code results} are the tensors that the caller gets for the {@code outputs}. */
    void save(Tensor[] inputs, Tensor[] outputs, Tensor[] results) {
        saved = new Saved[toSave.length];
        for (int k = 0; k < saved.length; k++) {
            saved[k] = toSave[k] == null ? null : new Saved(toSave[k], inputs, outputs, results);
        }
    }

    void forwardIsOver() {
        inForward = false;
        toSave = new Tensor[0];
        nonDifferentiable = new Tensor[0];
    }

    /** Frees what was saved; from then on there is no {@code backward}. */
    synchronized void release() {
        released = true;
        for (var one : saved) {
            if (one != null) {
                one.close();
            }
        }
        saved = new Saved[0];
    }

    synchronized boolean isReleased() {
        return released;
    }

    /** One saved tensor, and what tells whether its memory has changed since. */
    private static final class Saved {
        private final Tensor tensor;
        private final boolean output;
        /** Of outputs in the same memory: the caller's handle counts its changes apart. */
        private final List<Tensor> witnesses = new ArrayList<>();
        private final long[] versions;

        Saved(Tensor tensor, Tensor[] inputs, Tensor[] outputs, Tensor[] results) {
            this.tensor = Tensors.outliving(tensor);
            boolean output = false;
            witnesses.add(this.tensor);
            for (int j = 0; j < outputs.length; j++) {
                output |= Tensors.same(tensor, outputs[j]) && results[j].requiresGrad();
                if (Tensors.shareMemory(tensor, outputs[j])) {
                    // detached: the result itself would hold the graph that holds this
                    witnesses.add(results[j].detach().keep());
                }
            }
            for (var input : inputs) {
                output &= !Tensors.same(tensor, input);
            }
            this.output = output;
            versions = Tensors.versions(witnesses.toArray(Tensor[]::new));
        }

        Tensor get() {
            var now = Tensors.versions(witnesses.toArray(Tensor[]::new));
            for (int k = 0; k < now.length; k++) {
                if (now[k] != versions[k]) {
                    throw new TorchException("saved_tensors", "one of the variables needed for gradient computation has been modified"
                            + " by an inplace operation: [" + Tensors.describe(tensor) + "] is at version " + now[k]
                            + "; expected version " + versions[k] + " instead");
                }
            }
            if (output && Torch.isGradEnabled()) {
                throw new IllegalStateException("gradients of gradients through an output that was saved for backward:"
                        + " save the inputs, and compute it from them");
            }
            return Tensors.scoped(tensor);
        }

        void close() {
            witnesses.forEach(Tensor::close);
        }
    }
}
