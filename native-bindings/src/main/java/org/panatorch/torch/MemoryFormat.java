package org.panatorch.torch;

/**
 * The order in which a tensor's elements lie in memory, {@code torch.memory_format}. Shapes and values are the same in all of them:
 * only {@link Tensor#stride} differs, and how fast an operator is.
 *
 * <pre>{@code
 * model.to(MemoryFormat.CHANNELS_LAST);                    // model.to(memory_format=torch.channels_last)
 * var y = model.forward(x.to(MemoryFormat.CHANNELS_LAST)); // model(x.to(memory_format=torch.channels_last))
 * }</pre>
 *
 * <p>{@link #toString} prints as PyTorch does, {@code torch.channels_last}.
 */
public enum MemoryFormat {
    /** {@code torch.contiguous_format}: row-major, the last dimension next to each other. */
    CONTIGUOUS(0, "contiguous_format"),
    /** {@code torch.channels_last}: a (N, C, H, W) as if it were (N, H, W, C), strides (HWC, 1, WC, C). Of four dimensions only. */
    CHANNELS_LAST(2, "channels_last"),
    /** {@code torch.channels_last_3d}: a (N, C, D, H, W) as if it were (N, D, H, W, C). Of five dimensions only. */
    CHANNELS_LAST_3D(3, "channels_last_3d"),
    /** {@code torch.preserve_format}: as in the tensor that is copied, where its elements lie without gaps. */
    PRESERVE(1, "preserve_format");

    /** {@code c10::MemoryFormat}. */
    public final byte code;
    private final String pythonName;

    MemoryFormat(int code, String pythonName) {
        this.code = (byte) code;
        this.pythonName = pythonName;
    }

    @Override
    public String toString() {
        return "torch." + pythonName;
    }
}
