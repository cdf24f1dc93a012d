package org.panatorch.torch;

import org.bytedeco.javacpp.Pointer;
import org.panatorch.torch.internal.LibTorch;

/** What the process holds. The tensors' own count is {@link Tensor#liveCount}. */
public final class MemoryUse {
    static {
        LibTorch.load();
    }

    private MemoryUse() {}

    /** The memory of the whole process that is in RAM, Java's heap included, in bytes. */
    public static long processBytes() {
        return Pointer.physicalBytes();
    }
}
