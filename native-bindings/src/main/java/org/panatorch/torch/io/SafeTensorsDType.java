package org.panatorch.torch.io;

import java.util.HashMap;
import java.util.Map;
import org.panatorch.torch.DType;

/**
 * The names of dtypes in safetensors files, in the order that the reference implementation sorts them by
 * (enum Dtype in safetensors/src/tensor.rs): smaller alignment first.
 */
enum SafeTensorsDType {
    BOOL(DType.BOOL),
    U8(DType.UINT8),
    I8(DType.INT8),
    F8_E5M2(DType.FLOAT8_E5M2),
    F8_E4M3(DType.FLOAT8_E4M3FN),
    F8_E8M0(DType.FLOAT8_E8M0FNU),
    I16(DType.INT16),
    U16(DType.UINT16),
    F16(DType.FLOAT16),
    BF16(DType.BFLOAT16),
    I32(DType.INT32),
    U32(DType.UINT32),
    F32(DType.FLOAT32),
    C64(DType.COMPLEX64),
    F64(DType.FLOAT64),
    I64(DType.INT64),
    U64(DType.UINT64);

    private static final Map<String, SafeTensorsDType> BY_NAME = new HashMap<>();
    private static final Map<DType, SafeTensorsDType> BY_DTYPE = new HashMap<>();

    static {
        for (var type : values()) {
            BY_NAME.put(type.name(), type);
            BY_DTYPE.put(type.dtype, type);
        }
    }

    final DType dtype;

    SafeTensorsDType(DType dtype) {
        this.dtype = dtype;
    }

    /** Null if there is none. */
    static SafeTensorsDType named(String name) {
        return BY_NAME.get(name);
    }

    /** Null if safetensors has no such dtype. */
    static SafeTensorsDType of(DType dtype) {
        return BY_DTYPE.get(dtype);
    }
}
