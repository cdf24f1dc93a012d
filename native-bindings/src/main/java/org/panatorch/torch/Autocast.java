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
 * the outermost block closes; also those converted under {@code noGrad}, so that gradients need a block of their own.
 */
public final class Autocast extends ThreadSetting {
    private static final DeviceType[] TYPES = DeviceType.values();
    private static final ThreadLocal<ThreadSetting> INNERMOST = new ThreadLocal<>();

    static {
        LibTorch.load();
    }

    private final DeviceType type;
    private final boolean wasEnabled;
    private final ScalarType previousDtype;

    Autocast(Device.Type device, DType dtype) {
        super(INNERMOST);
        type = deviceType(device);
        wasEnabled = torch.is_autocast_enabled(type);
        previousDtype = torch.get_autocast_dtype(type);
        torch.set_autocast_dtype(type, Options.scalarType(dtype));
        torch.set_autocast_enabled(type, true);
        torch.increment_nesting();
        entered();
    }

    static boolean isEnabled(Device.Type device) {
        return torch.is_autocast_enabled(deviceType(device));
    }

    private static DeviceType deviceType(Device.Type device) {
        for (var t : TYPES) {
            if (t.value == device.code) {
                return t;
            }
        }
        throw new TorchException("autocast", "autocast does not know the device " + device);
    }

    @Override
    void restore() {
        if (torch.decrement_nesting() == 0) {
            torch.clear_cache();
        }
        torch.set_autocast_enabled(type, wasEnabled);
        torch.set_autocast_dtype(type, previousDtype);
    }
}
