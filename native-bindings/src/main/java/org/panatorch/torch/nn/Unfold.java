package org.panatorch.torch.nn;

import org.panatorch.torch.Tensor;

/** {@code torch.nn.Unfold}: patches of (B, C, H, W) as columns, (B, C k k, L). */
public final class Unfold extends BuiltInLayer {
    private final long kernelSize;
    private final long dilation;
    private final long padding;
    private final long stride;

    /** {@code nn.Unfold(kernel_size)}. */
    public Unfold(long kernelSize) {
        this(kernelSize, 1, 0, 1);
    }

    /** {@code nn.Unfold(kernel_size, dilation, padding, stride)}. */
    public Unfold(long kernelSize, long dilation, long padding, long stride) {
        this.kernelSize = kernelSize;
        this.dilation = dilation;
        this.padding = padding;
        this.stride = stride;
    }

    @Override
    Tensor compute(Tensor x) {
        return F.unfold(x, kernelSize, dilation, padding, stride);
    }

    @Override
    protected String extraRepr() {
        return "kernel_size=" + kernelSize + ", dilation=" + dilation + ", padding=" + padding + ", stride=" + stride;
    }
}
