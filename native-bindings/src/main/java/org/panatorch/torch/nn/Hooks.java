package org.panatorch.torch.nn;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.panatorch.torch.RemovableHandle;
import org.panatorch.torch.Tensor;

/** The hooks of one module, in the order of registration. */
final class Hooks {
    private final List<Before> before = new CopyOnWriteArrayList<>();
    private final List<After<?>> after = new CopyOnWriteArrayList<>();

    /** Two registrations of one hook are two. */
    private static final class Before {
        final ForwardPreHook hook;

        Before(ForwardPreHook hook) {
            this.hook = hook;
        }
    }

    private static final class After<R> {
        final Class<R> type;
        final ForwardHook<R> hook;

        After(Class<R> type, ForwardHook<R> hook) {
            this.type = type;
            this.hook = hook;
        }

        Object call(Module module, List<Tensor> args, Object output) {
            if (!type.isInstance(output)) {
                throw new IllegalArgumentException("a forward hook of " + module.typeName() + " expects a " + type.getSimpleName()
                        + ", but forward gives a " + (output == null ? "null" : output.getClass().getSimpleName()));
            }
            var changed = hook.hook(module, args, type.cast(output));
            return changed == null ? output : changed;
        }
    }

    private BackwardHooks backward;

    boolean isEmpty() {
        return before.isEmpty() && after.isEmpty() && (backward == null || backward.isEmpty());
    }

    BackwardHooks backward(Module module) {
        if (backward == null) {
            backward = new BackwardHooks(module);
        }
        return backward;
    }

    /** The module is closed: {@code backward} runs none of its hooks. */
    void end() {
        if (backward != null) {
            backward.end();
        }
    }

    RemovableHandle add(ForwardPreHook hook) {
        var added = new Before(hook);
        before.add(added);
        return () -> before.remove(added);
    }

    <R> RemovableHandle add(Class<R> type, ForwardHook<R> hook) {
        var added = new After<>(type, hook);
        after.add(added);
        return () -> after.remove(added);
    }

    /** {@code forward} with the hooks around it. */
    @SuppressWarnings("unchecked")    // every hook's result has been checked to be what forward gives
    <R> R around(Module module, Function<Tensor[], R> forward, Tensor... args) {
        for (var each : before) {
            var changed = each.hook.hook(module, view(args));
            if (changed != null) {
                if (changed.size() != args.length) {
                    throw new IllegalArgumentException("a forward pre-hook of " + module.typeName() + " gave " + changed.size()
                            + " tensors for the " + args.length + " of forward");
                }
                args = changed.toArray(Tensor[]::new);
            }
        }
        Object output = backward == null || backward.isEmpty() ? after(module, forward, args)
                : backward.around(inputs -> after(module, forward, inputs), args);
        return (R) output;
    }

    private Object after(Module module, Function<Tensor[], ?> forward, Tensor[] args) {
        Object output = forward.apply(args);
        for (var each : after) {
            output = each.call(module, view(args), output);
        }
        return output;
    }

    /** Arguments may be null. */
    private static List<Tensor> view(Tensor[] args) {
        return Collections.unmodifiableList(Arrays.asList(args));
    }
}
