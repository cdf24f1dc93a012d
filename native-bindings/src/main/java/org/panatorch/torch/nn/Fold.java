package org.panatorch.torch.nn;

import org.panatorch.torch.Tensor;

/** {@code torch.nn.Fold}: columns (B, C k k, L) added up to (B, C, H, W). */
public final class Fold extends BuiltInLayer {
    private final long[] outputSize;
    private final long kernelSize;
    private final long dilation;
    private final long padding;
    private final long stride;

    /** {@code nn.Fold(output_size, kernel_size)}. */
    public Fold(long[] outputSize, long kernelSize) {
        this(outputSize, kernelSize, 1, 0, 1);
    }

    /** {@code nn.Fold(output_size, kernel_size, dilation, padding, stride)}. */
    public Fold(long[] outputSize, long kernelSize, long dilation, long padding, long stride) {
        this.outputSize = outputSize.clone();
        this.kernelSize = kernelSize;
        this.dilation = dilation;
        this.padding = padding;
        this.stride = stride;
    }

    @Override
    Tensor compute(Tensor x) {
        return F.fold(x, outputSize, kernelSize, dilation, padding, stride);
    }

    @Override
    protected String extraRepr() {
        return "output_size=" + Repr.tuple(outputSize) + ", kernel_size=" + kernelSize + ", dilation=" + dilation
                + ", padding=" + padding + ", stride=" + stride;
    }
}
