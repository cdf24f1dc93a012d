package org.panatorch.torch;

/**
 * The keyword arguments of PyTorch's creation functions: {@code dtype=}, {@code device=} and {@code requires_grad=}.
 *
 * <p>Static starters chain, so {@code Torch.zeros(shape(2, 3), dtype(INT64).device(CUDA))} reads like
 * {@code torch.zeros((2, 3), dtype=torch.int64, device="cuda")}.
 *
 * @param dtype null means the function's own default
 * @param device null means the CPU
 */
public record TensorOptions(DType dtype, Device device, boolean requiresGrad) {

    /** No keyword given. */
    public static final TensorOptions DEFAULT = new TensorOptions(null, null, false);

    /** Starts with {@code dtype=}. */
    public static TensorOptions dtype(DType dtype) {
        return new TensorOptions(dtype, null, false);
    }

    /** Starts with {@code device=}. */
    public static TensorOptions on(Device device) {
        return new TensorOptions(null, device, false);
    }

    /** Adds {@code device=}. */
    public TensorOptions device(Device device) {
        return new TensorOptions(dtype, device, requiresGrad);
    }

    /** Adds {@code requires_grad=True}. */
    public TensorOptions withGrad() {
        return new TensorOptions(dtype, device, true);
    }

    /** A shape, written as Python writes the tuple: {@code shape(2, 3)}. */
    public static long[] shape(long... sizes) {
        return sizes;
    }
}
