package org.panatorch.torch;

import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.DeviceType;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.panatorch.torch.internal.LibTorch;
import org.panatorch.torch.internal.Options;

/**
 * {@code torch.autocast(device_type, dtype=dtype)} as a try-with-resources block, on this thread: convolutions and
 * matrix products run in {@code dtype}, the rest in float32.
 *
 * <p>As in PyTorch, wrap the forward pass and the loss, not {@code backward()}. The converted weights are cached until
 * the outermost block closes.
 */
public final class Autocast implements AutoCloseable {
    static {
        LibTorch.load();
    }

    private final Thread thread = Thread.currentThread();
    private final DeviceType type;
    private final boolean wasEnabled;
    private final ScalarType previousDtype;
    private boolean closed;

    Autocast(Device.Type device, DType dtype) {
        type = deviceType(device);
        wasEnabled = torch.is_autocast_enabled(type);
        previousDtype = torch.get_autocast_dtype(type);
        torch.set_autocast_dtype(type, Options.scalarType(dtype));
        torch.set_autocast_enabled(type, true);
        torch.increment_nesting();
    }

    private static DeviceType deviceType(Device.Type device) {
        for (var t : DeviceType.values()) {
            if (t.value == device.code) {
                return t;
            }
        }
        throw new TorchException("autocast", "autocast does not know the device " + device);
    }

    /** Puts back what was before. A second close does nothing. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        if (Thread.currentThread() != thread) {
            throw new IllegalStateException("autocast was entered on thread " + thread.getName()
                    + " and must be left there, not on " + Thread.currentThread().getName());
        }
        closed = true;
        if (torch.decrement_nesting() == 0) {
            torch.clear_cache();
        }
        torch.set_autocast_enabled(type, wasEnabled);
        torch.set_autocast_dtype(type, previousDtype);
    }
}
