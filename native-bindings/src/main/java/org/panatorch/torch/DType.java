package org.panatorch.torch;

import java.util.Locale;

/**
 * The type of a tensor's elements: {@code torch.dtype}.
 *
 * <p>{@link #code} is libtorch's {@code c10::ScalarType}, which both the C++ API and the stable C ABI use.
 * {@link #toString} prints as PyTorch does, {@code torch.float32}.
 */
public enum DType {
    UINT8(0, 1, Kind.INTEGRAL),
    INT8(1, 1, Kind.INTEGRAL),
    INT16(2, 2, Kind.INTEGRAL),
    INT32(3, 4, Kind.INTEGRAL),
    INT64(4, 8, Kind.INTEGRAL),
    FLOAT16(5, 2, Kind.FLOATING),
    FLOAT32(6, 4, Kind.FLOATING),
    FLOAT64(7, 8, Kind.FLOATING),
    COMPLEX32(8, 4, Kind.COMPLEX),
    COMPLEX64(9, 8, Kind.COMPLEX),
    COMPLEX128(10, 16, Kind.COMPLEX),
    BOOL(11, 1, Kind.BOOLEAN),
    BFLOAT16(15, 2, Kind.FLOATING),
    FLOAT8_E5M2(23, 1, Kind.FLOATING),
    FLOAT8_E4M3FN(24, 1, Kind.FLOATING),
    FLOAT8_E5M2FNUZ(25, 1, Kind.FLOATING),
    FLOAT8_E4M3FNUZ(26, 1, Kind.FLOATING),
    UINT16(27, 2, Kind.INTEGRAL),
    UINT32(28, 4, Kind.INTEGRAL),
    UINT64(29, 8, Kind.INTEGRAL),
    /** Powers of two: the scales of blocks of smaller numbers. */
    FLOAT8_E8M0FNU(44, 1, Kind.FLOATING);

    private enum Kind { BOOLEAN, INTEGRAL, FLOATING, COMPLEX }

    /** {@code c10::ScalarType}. */
    public final byte code;
    /** Bytes of one element: {@code dtype.itemsize}. */
    public final int itemSize;
    private final Kind kind;

    DType(int code, int itemSize, Kind kind) {
        this.code = (byte) code;
        this.itemSize = itemSize;
        this.kind = kind;
    }

    /** {@code dtype.is_floating_point}. */
    public boolean isFloatingPoint() {
        return kind == Kind.FLOATING;
    }

    /** {@code dtype.is_complex}. */
    public boolean isComplex() {
        return kind == Kind.COMPLEX;
    }

    private static final DType[] BY_CODE = new DType[45];

    static {
        for (var dtype : values()) {
            BY_CODE[dtype.code] = dtype;
        }
    }

    /**
     * The dtype with this {@code c10::ScalarType} code.
     *
     * @throws IllegalArgumentException if the code is none of the above (quantized types, say)
     */
    public static DType of(int code) {
        if (code < 0 || code >= BY_CODE.length || BY_CODE[code] == null) {
            throw new IllegalArgumentException("no DType for libtorch's scalar type " + code);
        }
        return BY_CODE[code];
    }

    @Override
    public String toString() {
        return "torch." + name().toLowerCase(Locale.ROOT);
    }
}
