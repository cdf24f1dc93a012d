package org.panatorch.torch.ffm;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.panatorch.torch.DType;
import org.panatorch.torch.Device;
import org.panatorch.torch.Tensor;
import org.panatorch.torch.internal.Blobs;
import org.panatorch.torch.internal.TensorAccess;

/**
 * Tensors as memory segments and memory segments as tensors, without a copy: what {@code tensor.numpy()} and
 * {@code torch.from_numpy(array)} are in PyTorch.
 *
 * <pre>{@code
 * var pixels = TensorSegments.of(image);
 * pixels.setAtIndex(ValueLayout.JAVA_FLOAT, 0, 0.5f);       // image[0] is 0.5 now
 * image.close();
 * pixels.getAtIndex(ValueLayout.JAVA_FLOAT, 0);             // IllegalStateException, not a crash
 * }</pre>
 */
public final class TensorSegments {
    private TensorSegments() {}

    /**
     * The memory of a tensor on the CPU, from its first element to its last: reads and writes go through, accesses outside
     * throw {@link IndexOutOfBoundsException}. Any thread may use it.
     *
     * <p>It ends with the tensor: once that is closed, by its scope, by {@code close()} or by the collector, every access
     * throws {@link IllegalStateException}. Keep the tensor as long as the segment. The memory cannot move meanwhile:
     * libtorch refuses {@code resize_} from now on.
     *
     * <p>Where the tensor is not contiguous, elements lie at their strides. {@code asReadOnly()} is the segment to hand to
     * those who must not write.
     *
     * @throws IllegalArgumentException if the tensor is not on the CPU
     * @throws IllegalStateException if it is closed
     */
    public static MemorySegment of(Tensor tensor) {
        if (tensor.device().type() != Device.Type.CPU) {
            throw new IllegalArgumentException("only memory of the CPU can be shown, this is " + tensor);
        }
        var pinned = Blobs.pin(tensor);
        var arena = Arena.ofShared();
        var segment = MemorySegment.ofAddress(tensor.dataPtr()).reinterpret(span(tensor), arena, _ -> pinned.close());
        TensorAccess.onClose(tensor, () -> end(arena));
        return segment;
    }

    /** Bytes from the first element to the end of the last. */
    private static long span(Tensor tensor) {
        var shape = tensor.shape();
        var stride = tensor.stride();
        long last = 0;
        for (int d = 0; d < shape.length; d++) {
            if (shape[d] == 0) {
                return 0;
            }
            last += (shape[d] - 1) * stride[d];
        }
        return (last + 1) * tensor.dtype().itemSize;
    }

    private static void end(Arena arena) {
        try {
            arena.close();
        } catch (IllegalStateException e) {
            // A native call has the segment right now. It keeps its own reference to the memory: late, not wrong.
            Thread.ofPlatform().daemon().start(() -> endLater(arena));
        }
    }

    private static void endLater(Arena arena) {
        while (arena.scope().isAlive()) {
            try {
                Thread.sleep(1);
                arena.close();
            } catch (IllegalStateException e) {
                Thread.onSpinWait();
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    /**
     * A contiguous tensor that looks into a segment: writes on either side are seen on the other.
     *
     * <p>The segment stays reachable until libtorch lets go of the memory, so one of {@link Arena#ofAuto()}
     * or {@link Arena#global()} is safe whatever happens. An arena that is closed by hand must be closed after
     * the tensor and all that looks into it.
     *
     * @param segment native, writable, aligned for the type, and of at least the size that the shape needs
     * @param shape none for a tensor of no dimensions
     * @throws IllegalArgumentException if it is not that
     */
    public static Tensor tensor(MemorySegment segment, DType dtype, long... shape) {
        if (!segment.isNative()) {
            throw new IllegalArgumentException("this segment is an array on the Java heap, which the collector may move:"
                    + " copy it with Torch.tensor, or allocate native memory");
        }
        if (segment.isReadOnly()) {
            throw new IllegalArgumentException("this segment is read-only, and a tensor may be written to: Torch.fromFile maps"
                    + " a file so that writes stay in memory");
        }
        if (!segment.isAccessibleBy(new Thread(() -> {}))) {
            throw new IllegalArgumentException("this segment is confined to one thread, and libtorch works with several:"
                    + " allocate it from Arena.ofAuto() or Arena.ofShared()");
        }
        if (!segment.scope().isAlive()) {
            throw new IllegalStateException("this segment's arena is closed");
        }
        long bytes = bytes(dtype, shape);
        if (bytes > segment.byteSize()) {
            throw new IllegalArgumentException("shape " + Arrays.toString(shape) + " of " + dtype + " needs " + bytes
                    + " bytes, the segment has " + segment.byteSize());
        }
        if (segment.address() % dtype.itemSize != 0) {
            throw new IllegalArgumentException("the segment's address is not a multiple of " + dtype.itemSize
                    + ", as " + dtype + " needs");
        }
        return Blobs.tensor(segment.address(), dtype, shape, segment);
    }

    private static long bytes(DType dtype, long[] shape) {
        long bytes = dtype.itemSize;
        for (long size : shape) {
            if (size < 0) {
                throw new IllegalArgumentException("a size is negative in " + Arrays.toString(shape));
            }
            bytes = Math.multiplyExact(bytes, size);
        }
        return bytes;
    }
}
