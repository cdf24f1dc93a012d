package org.panatorch.torch;

import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
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
        return Call.value("device", () -> {
            try (var device = at().device()) {
                return new Device(Device.Type.of(device.type().value), device.index());
            } finally {
                Reference.reachabilityFence(this);
            }
        });
    }

    /** {@code generator.initial_seed()}: the seed that it goes on from. */
    public long initialSeed() {
        try {
            return at().current_seed();
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
        try {
            at().set_current_seed(seed);
        } finally {
            Reference.reachabilityFence(this);
        }
        return this;
    }

    /** {@code generator.get_state()}: uint8. */
    public Tensor getState() {
        try {
            return Call.of("get_state", () -> at().get_state());
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /** {@code generator.set_state(state)}. */
    public void setState(Tensor state) {
        try {
            Call.inPlace("set_state", state, a -> {
                at().set_state(a);
                return a;
            });
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    @Override
    public void close() {
        at = null;
        net.clean();
    }
}
