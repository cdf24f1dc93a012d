package org.panatorch.torch.internal;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.bytedeco.pytorch.DeviceOptional;
import org.bytedeco.pytorch.MemoryFormatOptional;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.panatorch.torch.DType;
import org.panatorch.torch.Device;
import org.panatorch.torch.MemoryFormat;
import org.panatorch.torch.TensorOptions;

/**
 * Java values to the small C++ objects that the presets' signatures ask for.
 *
 * <p>There are few different ones, so each is made once and kept: no allocation in the hot path, nothing to free.
 */
public final class Options {
    private static final ScalarType[] SCALAR_TYPES = new ScalarType[DType.values().length];
    private static final org.bytedeco.pytorch.global.torch.MemoryFormat[] MEMORY_FORMATS =
            new org.bytedeco.pytorch.global.torch.MemoryFormat[MemoryFormat.values().length];
    private static final MemoryFormatOptional[] OPTIONAL_MEMORY_FORMATS = new MemoryFormatOptional[MemoryFormat.values().length];
    private static final Map<TensorOptions, org.bytedeco.pytorch.TensorOptions> OPTIONS = new ConcurrentHashMap<>();
    private static final Map<Device, org.bytedeco.pytorch.Device> DEVICES = new ConcurrentHashMap<>();

    /** {@code std::nullopt}, for arguments left at their default. */
    public static final ScalarTypeOptional NO_DTYPE;
    public static final MemoryFormatOptional NO_MEMORY_FORMAT;

    static {
        LibTorch.load();
        for (var dtype : DType.values()) {
            for (var scalarType : ScalarType.values()) {
                if (scalarType.value == dtype.code) {
                    SCALAR_TYPES[dtype.ordinal()] = scalarType;
                }
            }
        }
        NO_DTYPE = new ScalarTypeOptional();
        NO_MEMORY_FORMAT = new MemoryFormatOptional();
        for (var format : MemoryFormat.values()) {
            for (var memoryFormat : org.bytedeco.pytorch.global.torch.MemoryFormat.values()) {
                if (memoryFormat.value == format.code) {
                    MEMORY_FORMATS[format.ordinal()] = memoryFormat;
                    OPTIONAL_MEMORY_FORMATS[format.ordinal()] = new MemoryFormatOptional(memoryFormat);
                }
            }
        }
    }

    private Options() {}

    public static ScalarType scalarType(DType dtype) {
        return SCALAR_TYPES[dtype.ordinal()];
    }

    public static org.bytedeco.pytorch.global.torch.MemoryFormat memoryFormat(MemoryFormat format) {
        return MEMORY_FORMATS[format.ordinal()];
    }

    /** @param format null means {@code std::nullopt} */
    public static MemoryFormatOptional optional(MemoryFormat format) {
        return format == null ? NO_MEMORY_FORMAT : OPTIONAL_MEMORY_FORMATS[format.ordinal()];
    }

    public static org.bytedeco.pytorch.Device device(Device device) {
        return DEVICES.computeIfAbsent(
                device, d -> new org.bytedeco.pytorch.Device(d.type().code, (byte) d.index()));
    }

    public static org.bytedeco.pytorch.TensorOptions of(TensorOptions options) {
        var made = OPTIONS.get(options);
        return made != null ? made : OPTIONS.computeIfAbsent(options, Options::make);
    }

    private static org.bytedeco.pytorch.TensorOptions make(TensorOptions options) {
        var made = new org.bytedeco.pytorch.TensorOptions();
        if (options.dtype() != null) {
            made = made.dtype(new ScalarTypeOptional(scalarType(options.dtype())));
        }
        if (options.device() != null) {
            made = made.device(new DeviceOptional(device(options.device())));
        }
        return made;
    }
}
