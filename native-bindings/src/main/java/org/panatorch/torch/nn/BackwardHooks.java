package org.panatorch.torch.nn;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.panatorch.torch.RemovableHandle;
import org.panatorch.torch.Tensor;
import org.panatorch.torch.internal.GradHook;
import org.panatorch.torch.internal.TensorAccess;

/**
 * The backward hooks of one module. Its input and output go through a view each that does nothing, and a hook of that tensor sees
 * the gradient, in the way that PyTorch's own {@code BackwardHook} works.
 *
 * <p>libtorch goes through the graph against the order in which it was made. So the gradient of an output that came last belongs
 * to the inputs whose gradients come next, however often the module was used, and one {@link Passage} serves all its calls.
 */
final class BackwardHooks {
    private final Module module;
    private final List<BackwardPreHook> before = new CopyOnWriteArrayList<>();
    private final List<BackwardHook> after = new CopyOnWriteArrayList<>();
    /** By which arguments require a gradient: what libtorch calls must stay in memory, so there is not one for each call. */
    private final Map<List<Boolean>, Passage> passages = new HashMap<>();

    BackwardHooks(Module module) {
        this.module = module;
    }

    boolean isEmpty() {
        return before.isEmpty() && after.isEmpty();
    }

    /** Two registrations of one hook are two: the list holds another object for each. */
    RemovableHandle add(BackwardPreHook hook) {
        BackwardPreHook added = hook::hook;
        before.add(added);
        return () -> remove(before, added);
    }

    RemovableHandle add(BackwardHook hook) {
        BackwardHook added = hook::hook;
        after.add(added);
        return () -> remove(after, added);
    }

    /** The passages stay for the next hook: libtorch may still call them, so that new ones would come on top. */
    private void remove(List<?> hooks, Object hook) {
        hooks.remove(hook);
        if (isEmpty()) {
            synchronized (passages) {
                passages.values().forEach(Passage::forget);
            }
        }
    }

    /** No hook runs for a call made before; of what libtorch has only empty objects stay. */
    void end() {
        synchronized (passages) {
            passages.values().forEach(Passage::end);
            passages.clear();
        }
    }

    /** {@code forward} between the two views. */
    Object around(Function<Tensor[], ?> forward, Tensor[] args) {
        var inputs = args.clone();
        var required = new ArrayList<Boolean>();
        for (int i = 0; i < args.length; i++) {
            var view = args[i] != null && args[i].requiresGrad() ? view(args[i]) : null;
            required.add(view != null && view.requiresGrad());    // not under noGrad
            inputs[i] = view == null ? args[i] : view;
        }
        Passage passage;
        synchronized (passages) {
            passage = passages.computeIfAbsent(required, Passage::new);
        }
        for (int i = 0; i < inputs.length; i++) {
            if (required.get(i)) {
                passage.inputs[i].listenTo(inputs[i]);
            }
        }
        if (!(forward.apply(inputs) instanceof Tensor output)) {
            throw new IllegalArgumentException(
                    "a backward hook of " + module.typeName() + ", whose forward gives more than a tensor");
        }
        if (!output.requiresGrad()) {
            return output;
        }
        var view = view(output);
        passage.output.listenTo(view);
        return view;
    }

    /**
     * The tensor as the output of a function of several views, even if it is the only one: libtorch refuses to change such a one
     * in place. Of another view it would replace the function, and its hook would be called no more.
     */
    private static Tensor view(Tensor tensor) {
        try (var one = tensor.unsqueeze(0)) {
            return one.unbind().getFirst();
        }
    }

    /** What {@code backward} does at the module, for calls with the same arguments that require a gradient. */
    private final class Passage {
        private final GradHook output = GradHook.shared(weakly((passage, grad) -> passage.atOutput(grad)));
        private final GradHook[] inputs;
        private final int expected;
        private final Tensor[] gradInput;
        private Tensor gradOutput;
        private int seen;

        Passage(List<Boolean> required) {
            inputs = new GradHook[required.size()];
            gradInput = new Tensor[required.size()];
            expected = (int) required.stream().filter(r -> r).count();
            for (int i = 0; i < inputs.length; i++) {
                int index = i;
                inputs[i] = required.get(i) ? GradHook.shared(weakly((passage, grad) -> passage.atInput(index, grad))) : null;
            }
        }

        /** What libtorch may call stays in memory for ever; the module must not. */
        private UnaryOperator<Tensor> weakly(BiFunction<Passage, Tensor, Tensor> then) {
            var reference = new WeakReference<>(this);
            return grad -> {
                var passage = reference.get();
                return passage == null ? null : then.apply(passage, grad);
            };
        }

        private synchronized void end() {
            forget();
            output.remove();
            Arrays.stream(inputs).filter(Objects::nonNull).forEach(GradHook::remove);
        }

        private synchronized Tensor atOutput(Tensor grad) {
            forget();    // of a pass that did not come to its end
            if (isEmpty()) {
                return null;
            }
            var changed = grad;
            for (var hook : before) {
                var result = hook.hook(module, List.of(changed));
                changed = result == null ? changed : only(result);
            }
            gradOutput = outliving(changed);
            if (expected == 0) {
                finish();
            }
            return changed == grad ? null : changed;
        }

        private synchronized Tensor atInput(int index, Tensor grad) {
            if (gradOutput == null) {
                return null;    // there are no hooks, or one of them threw
            }
            gradInput[index] = outliving(grad);
            return ++seen == expected ? finish() : null;
        }

        /** Runs the hooks; returns the gradient to go on with, or null for what there is. */
        private Tensor finish() {
            var given = Arrays.stream(gradInput).map(BackwardHooks::scoped).toList();
            var outputs = List.of(scoped(gradOutput));
            forget();
            var now = given;
            for (var hook : after) {
                var result = hook.hook(module, now, outputs);
                if (result != null) {
                    if (expected != 1) {
                        throw new IllegalArgumentException("a backward hook of " + module.typeName()
                                + " gave other gradients, which is possible where one argument requires one, not " + expected);
                    }
                    now = result;
                }
            }
            return now == given ? null : now.stream().filter(t -> t != null).findFirst().orElse(null);
        }

        private Tensor only(List<Tensor> tensors) {
            if (tensors.size() != 1) {
                throw new IllegalArgumentException("a backward pre-hook of " + module.typeName() + " gave " + tensors.size()
                        + " tensors for the gradient of one output");
            }
            return tensors.getFirst();
        }

        private synchronized void forget() {
            for (int i = 0; i < gradInput.length; i++) {
                close(gradInput[i]);
                gradInput[i] = null;
            }
            close(gradOutput);
            gradOutput = null;
            seen = 0;
        }

        private static void close(Tensor tensor) {
            if (tensor != null) {
                tensor.close();
            }
        }
    }

    /** Another handle, which stays when the scope of the tensor's hook closes. */
    private static Tensor outliving(Tensor grad) {
        return TensorAccess.own(TensorAccess.at(grad));
    }

    private static Tensor scoped(Tensor tensor) {
        return tensor == null ? null : TensorAccess.wrap(new org.bytedeco.pytorch.Tensor(TensorAccess.at(tensor)));
    }
}
