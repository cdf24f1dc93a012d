package org.panatorch.torch.ffm.kernels;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** Images as {@link NormLoops} wants them: those of bfloat16 unpacked into memory that one after the other uses. */
final class FloatImages implements AutoCloseable {
    private final boolean bfloat16;
    private final Arena arena;
    private final MemorySegment[] unpacked = new MemorySegment[2];
    private final int elements;

    FloatImages(int elements, boolean bfloat16) {
        this.elements = elements;
        this.bfloat16 = bfloat16;
        arena = bfloat16 ? Arena.ofConfined() : null;
    }

    /** @param which of the two at a time */
    MemorySegment floats(MemorySegment image, int which) {
        if (!bfloat16) {
            return image;
        }
        if (unpacked[which] == null) {
            unpacked[which] = arena.allocate(4L * elements, 64);
        }
        BFloat16.unpack(image, unpacked[which]);
        return unpacked[which];
    }

    /** Does nothing if the floats are the image. */
    void write(MemorySegment floats, MemorySegment image) {
        if (bfloat16) {
            BFloat16.pack(floats, image);
        }
    }

    @Override
    public void close() {
        if (bfloat16) {
            arena.close();
        }
    }
}
