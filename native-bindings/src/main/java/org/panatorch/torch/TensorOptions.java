package org.panatorch.torch;

/**
 * The keyword arguments of PyTorch's creation functions: {@code dtype=}, {@code device=} and {@code requires_grad=}.
 * {@link Keywords} has the starters.
 *
 * @param dtype null means the function's own default
 * @param device null means the CPU
 * @param requiresGrad false by default
 */
public record TensorOptions(DType dtype, Device device, boolean requiresGrad) {

    /** No keyword given. */
    public static final TensorOptions DEFAULT = new TensorOptions(null, null, false);

    /** Adds {@code dtype=}. */
    public TensorOptions dtype(DType dtype) {
        return new TensorOptions(dtype, device, requiresGrad);
    }

    /** Adds {@code device=}. */
    public TensorOptions device(Device device) {
        return new TensorOptions(dtype, device, requiresGrad);
    }

    /** Adds {@code requires_grad=}. */
    public TensorOptions requiresGrad(boolean requiresGrad) {
        return new TensorOptions(dtype, device, requiresGrad);
    }

    /** The same, with this dtype where none was named. */
    TensorOptions dtypeOr(DType fallback) {
        return dtype == null ? dtype(fallback) : this;
    }
}
