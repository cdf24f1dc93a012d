package org.panatorch.torch;

/**
 * The keyword arguments of PyTorch's creation functions: {@code dtype=}, {@code device=}, {@code requires_grad=}
 * and {@code memory_format=}.
 * {@link Keywords} has the starters.
 *
 * @param dtype null means the function's own default
 * @param device null means the CPU
 * @param requiresGrad false by default
 * @param memoryFormat null means the function's own default. Only {@code empty} and the functions named {@code ...Like} take one
 */
public record TensorOptions(DType dtype, Device device, boolean requiresGrad, MemoryFormat memoryFormat) {

    /** No keyword given. */
    public static final TensorOptions DEFAULT = new TensorOptions(null, null, false, null);

    /** Adds {@code dtype=}. */
    public TensorOptions dtype(DType dtype) {
        return new TensorOptions(dtype, device, requiresGrad, memoryFormat);
    }

    /** Adds {@code device=}. */
    public TensorOptions device(Device device) {
        return new TensorOptions(dtype, device, requiresGrad, memoryFormat);
    }

    /** Adds {@code requires_grad=}. */
    public TensorOptions requiresGrad(boolean requiresGrad) {
        return new TensorOptions(dtype, device, requiresGrad, memoryFormat);
    }

    /** Adds {@code memory_format=}. */
    public TensorOptions memoryFormat(MemoryFormat memoryFormat) {
        return new TensorOptions(dtype, device, requiresGrad, memoryFormat);
    }

    /** The same, with this dtype where none was named. */
    TensorOptions dtypeOr(DType fallback) {
        return dtype == null ? dtype(fallback) : this;
    }
}
