package org.panatorch.torch;

/**
 * Python's keyword arguments of the creation functions, to be imported statically:
 * {@code Torch.zeros(shape(2, 3), dtype(INT64).device(CUDA))} reads like
 * {@code torch.zeros((2, 3), dtype=torch.int64, device="cuda")}.
 *
 * <p>They stand apart from {@link TensorOptions}, whose methods of the same names add to what is there.
 */
public final class Keywords {
    private Keywords() {}

    /** A shape, written as Python writes the tuple. */
    public static long[] shape(long... sizes) {
        return sizes;
    }

    /** {@code dtype=dtype}. */
    public static TensorOptions dtype(DType dtype) {
        return TensorOptions.DEFAULT.dtype(dtype);
    }

    /** {@code device=device}. */
    public static TensorOptions device(Device device) {
        return TensorOptions.DEFAULT.device(device);
    }

    /** {@code requires_grad=True}. */
    public static TensorOptions requiresGrad() {
        return TensorOptions.DEFAULT.requiresGrad(true);
    }

    /** {@code memory_format=memoryFormat}. */
    public static TensorOptions memoryFormat(MemoryFormat memoryFormat) {
        return TensorOptions.DEFAULT.memoryFormat(memoryFormat);
    }

    /** Any other keyword argument, of an {@link Operator}: {@code op.call(x, y, kw("alpha", 2))}. */
    public static Operator.Keyword kw(String name, Object value) {
        return new Operator.Keyword(name, value);
    }
}
