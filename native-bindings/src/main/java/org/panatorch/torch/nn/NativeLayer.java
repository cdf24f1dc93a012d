package org.panatorch.torch.nn;

import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.panatorch.torch.Tensor;
import org.panatorch.torch.internal.Call;
import org.panatorch.torch.internal.LibTorch;
import org.panatorch.torch.internal.TensorAccess;

/**
 * A leaf that wraps one of libtorch's own modules, so that its initialisation and its arithmetic are PyTorch's.
 *
 * @param <I> the presets' class of the module
 */
abstract class NativeLayer<I extends org.bytedeco.pytorch.Module> extends BuiltInLayer {
    private static final Cleaner CLEANER = Cleaner.create();

    static {
        LibTorch.load();
    }

    private final String op;
    private final Call.Op1 forward;
    private final Cleaner.Cleanable free;
    private final Map<String, Consumer<org.bytedeco.pytorch.Tensor>> setters = new HashMap<>();
    private boolean closed;

    /**
     * @param op the operator's name in messages
     * @param impl the module; freed with this layer
     * @param forward its {@code forward}
     */
    NativeLayer(String op, I impl, Call.Op1 forward) {
        this.op = op;
        this.forward = forward;
        this.free = CLEANER.register(this, impl::close);
    }

    /**
     * Registers a parameter that lives in the libtorch module, if it has one (no bias: undefined).
     *
     * @param put the module's setter
     */
    final void parameter(String name, org.bytedeco.pytorch.Tensor inside, Consumer<org.bytedeco.pytorch.Tensor> put) {
        if (inside.defined()) {
            try (var handle = TensorAccess.own(inside)) {
                registerParameter(name, handle);
            }
            setters.put(name, put);
        }
    }

    @Override
    void onReplaced(String name, Tensor parameter) {
        setters.get(name).accept(TensorAccess.at(parameter));
    }

    @Override
    Tensor compute(Tensor x) {
        requireOpen();
        try {
            return Call.unary(op, x, forward);
        } finally {
            // a layer that nobody holds (new Conv2d(...).forward(x)) must not be freed while it works
            Reference.reachabilityFence(this);
        }
    }

    final void requireOpen() {
        if (closed) {
            throw new IllegalStateException("this " + getClass().getSimpleName() + " is closed");
        }
    }

    /** Convolutions, linear layers and norms keep their input for the gradient, not their output. */
    @Override
    boolean outputMayBeOverwritten() {
        return true;
    }

    @Override
    public void close() {
        closed = true;
        super.close();
        free.clean();
    }
}
