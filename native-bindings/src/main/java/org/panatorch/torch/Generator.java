package org.panatorch.torch;

import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.util.function.Function;
import org.bytedeco.pytorch.global.torch;
import org.panatorch.torch.internal.Call;
import org.panatorch.torch.internal.LibTorch;
import org.panatorch.torch.internal.Options;

/**
 * A source of random numbers on the CPU or a GPU: {@code torch.Generator}. The same seed gives PyTorch's numbers. What is drawn
 * from it must be on its device.
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
        this(torch.make_generator_cpu(seed));
    }

    /** {@code torch.Generator(device).manual_seed(seed)}. */
    public Generator(Device device, long seed) {
        this(device.type() == Device.Type.CPU ? torch.make_generator_cpu(seed) : ofDevice(device, seed));
    }

    private Generator(org.bytedeco.pytorch.Generator made) {
        at = made;
        net = CLEANER.register(this, made::close);
    }

    /** The presets make none but the CPU's; a copy of the device's own is one as well. */
    private static org.bytedeco.pytorch.Generator ofDevice(Device device, long seed) {
        return Call.value("Generator", () -> {
            var made = torch.globalContext().defaultGenerator(Options.device(device)).clone();
            made.set_current_seed(seed);
            return made;
        });
    }

    /** {@code generator.device}. */
    public Device device() {
        return open(g -> Call.value("device", () -> {
            try (var device = g.device()) {
                return new Device(Device.Type.of(device.type().value), device.index());
            }
        }));
    }

    /** {@code generator.initial_seed()}: the seed that it goes on from. */
    public long initialSeed() {
        return open(g -> g.current_seed());
    }

    /** Does something with the handle, which the collector must not free meanwhile. */
    private <T> T open(Function<org.bytedeco.pytorch.Generator, T> work) {
        try {
            return work.apply(at());
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    org.bytedeco.pytorch.Generator at() {
        if (at == null) {
            throw new IllegalStateException("this generator is closed");
        }
        return at;
    }

    /** {@code generator.manual_seed(seed)}. */
    public Generator manualSeed(long seed) {
        return open(g -> {
            g.set_current_seed(seed);
            return this;
        });
    }

    /** {@code generator.get_state()}: uint8. */
    public Tensor getState() {
        return open(g -> Call.of("get_state", () -> g.get_state()));
    }

    /** {@code generator.set_state(state)}. */
    public void setState(Tensor state) {
        open(g -> Call.inPlace("set_state", state, a -> {
            g.set_state(a);
            return a;
        }));
    }

    @Override
    public void close() {
        at = null;
        net.clean();
    }
}
