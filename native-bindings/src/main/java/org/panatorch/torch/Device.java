package org.panatorch.torch;

import org.bytedeco.pytorch.global.torch;
import org.panatorch.torch.internal.LibTorch;

/**
 * Where a tensor lives: {@code torch.device}.
 *
 * @param type the kind of device
 * @param index which of its kind; -1 means the current one
 */
public record Device(Type type, int index) {

    /** The kinds of device that this build of libtorch knows and this library uses. */
    public enum Type {
        CPU(0),
        CUDA(1),
        MPS(13),
        /** Shapes and types without data: shows what a computation would do, and where, without doing it. */
        META(14);

        /** {@code c10::DeviceType}. */
        public final byte code;

        Type(int code) {
            this.code = (byte) code;
        }

        static Type of(byte code) {
            for (var type : values()) {
                if (type.code == code) {
                    return type;
                }
            }
            throw new TorchException("device", "no Device.Type for libtorch's device type " + code);
        }
    }

    public static final Device CPU = new Device(Type.CPU, -1);
    public static final Device CUDA = new Device(Type.CUDA, -1);
    public static final Device META = new Device(Type.META, -1);

    public Device {
        if (index < -1 || index > Byte.MAX_VALUE) {
            throw new IllegalArgumentException("device index " + index + " is not in -1.." + Byte.MAX_VALUE);
        }
    }

    /** {@code torch.device("cuda", index)}. */
    public static Device cuda(int index) {
        return new Device(Type.CUDA, index);
    }

    /**
     * Reads {@code "cpu"}, {@code "cuda"}, {@code "cuda:1"}, {@code "meta"} or {@code "mps"}.
     *
     * @throws IllegalArgumentException for anything else
     */
    public static Device of(String text) {
        var parts = text.strip().toLowerCase(java.util.Locale.ROOT).split(":", 2);
        for (var type : Type.values()) {
            if (type.name().equalsIgnoreCase(parts[0])) {
                try {
                    return new Device(type, parts.length == 1 ? -1 : Integer.parseInt(parts[1]));
                } catch (NumberFormatException e) {
                    break;
                }
            }
        }
        throw new IllegalArgumentException("no device is named \"" + text + "\": expected cpu, cuda, cuda:N, mps or meta");
    }

    /** {@code torch.cuda.is_available()}: the GPU build of libtorch is loaded and sees at least one GPU. */
    public static boolean cudaIsAvailable() {
        LibTorch.load();
        return torch.cuda_is_available();
    }

    /** {@code torch.cuda.device_count()}. */
    public static int cudaDeviceCount() {
        LibTorch.load();
        return torch.cuda_device_count();
    }

    @Override
    public String toString() {
        var name = type.name().toLowerCase(java.util.Locale.ROOT);
        return index < 0 ? name : name + ":" + index;
    }
}
