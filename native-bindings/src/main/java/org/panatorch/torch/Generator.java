package org.panatorch.torch;

import java.lang.ref.Cleaner;
import org.bytedeco.pytorch.global.torch;
import org.panatorch.torch.internal.Call;
import org.panatorch.torch.internal.LibTorch;

/**
 * A source of random numbers on the CPU: {@code torch.Generator}. The same seed gives PyTorch's numbers.
 *
 * <p>Few are made and they are small, so the garbage collector may free them; {@link #close} does it at once.
 */
public final class Generator implements AutoCloseable {
    private static final Cleaner CLEANER = Cleaner.create();

    static {
        LibTorch.load();
    }

    private org.bytedeco.pytorch.Generator at;
    private final Cleaner.Cleanable net;

    /** {@code torch.Generator().manual_seed(seed)}. */
    public Generator(long seed) {
        var made = torch.make_generator_cpu(seed);
        at = made;
        net = CLEANER.register(this, made::close);
    }

    org.bytedeco.pytorch.Generator at() {
        if (at == null) {
            throw new IllegalStateException("this generator is closed");
        }
        return at;
    }

    /** {@code generator.manual_seed(seed)}. */
    public Generator manualSeed(long seed) {
        at().set_current_seed(seed);
        return this;
    }

    /** {@code generator.get_state()}: uint8. */
    public Tensor getState() {
        return Call.of("get_state", () -> at().get_state());
    }

    /** {@code generator.set_state(state)}. */
    public void setState(Tensor state) {
        Call.inPlace("set_state", state, a -> {
            at().set_state(a);
            return a;
        });
    }

    @Override
    public void close() {
        at = null;
        net.clean();
    }
}
