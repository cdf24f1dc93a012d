package org.panatorch.torch.io;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.panatorch.torch.DType;

/** What PyTorch calls its dtypes and its typed storages in a pickle ({@code torch/storage.py}). */
final class TorchNames {

    private static final Map<DType, String> STORAGES = new EnumMap<>(Map.ofEntries(
            Map.entry(DType.FLOAT64, "DoubleStorage"),
            Map.entry(DType.FLOAT32, "FloatStorage"),
            Map.entry(DType.FLOAT16, "HalfStorage"),
            Map.entry(DType.BFLOAT16, "BFloat16Storage"),
            Map.entry(DType.INT64, "LongStorage"),
            Map.entry(DType.INT32, "IntStorage"),
            Map.entry(DType.INT16, "ShortStorage"),
            Map.entry(DType.INT8, "CharStorage"),
            Map.entry(DType.UINT8, "ByteStorage"),
            Map.entry(DType.BOOL, "BoolStorage"),
            Map.entry(DType.COMPLEX64, "ComplexFloatStorage"),
            Map.entry(DType.COMPLEX128, "ComplexDoubleStorage")));
    private static final Map<String, DType> BY_STORAGE = new HashMap<>();
    private static final Map<String, DType> BY_NAME = new HashMap<>();

    static {
        STORAGES.forEach((dtype, name) -> BY_STORAGE.put(name, dtype));
        for (var dtype : DType.values()) {
            BY_NAME.put(name(dtype), dtype);
        }
    }

    private TorchNames() {
    }

    /** {@code float32} for {@code torch.float32}. */
    static String name(DType dtype) {
        return dtype.name().toLowerCase(Locale.ROOT);
    }

    static DType dtype(String name) {
        return BY_NAME.get(name);
    }

    /** The class of a storage of this dtype; null for the newer dtypes, whose storages are untyped. */
    static String storage(DType dtype) {
        return STORAGES.get(dtype);
    }

    static DType ofStorage(String className) {
        return BY_STORAGE.get(className);
    }
}
