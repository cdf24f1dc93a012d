package org.panatorch.torch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.panatorch.torch.ffm.NativeMemory;
import org.panatorch.torch.io.TensorSource;

/**
 * Tensors as the writers of files see them. As with {@code torch.save}, strides are kept and tensors that overlap in
 * memory share a storage; unlike there, only the part of their memory that they cover is written.
 *
 * <p>All tensors of a file are made sources first, then {@link #share} is called, then the file is written.
 */
final class TensorSources {
    private static final int CHUNK = 1 << 24;

    /** A stretch of memory that becomes one storage of the file. */
    private record Storage(DType dtype, long address, long byteSize) {}

    /** What tells two handles of one tensor on another device. */
    private record OnDevice(Device device, DType dtype, long address, List<Long> shape, List<Long> stride) {}

    private final Map<Tensor, Source> sources = new IdentityHashMap<>();
    private final Map<OnDevice, Tensor> fetched = new HashMap<>();

    /** The tensor's values now; what has to be fetched or computed for it belongs to the open scope. */
    TensorSource of(Tensor tensor) {
        return sources.computeIfAbsent(tensor, t -> new Source(ready(t)));
    }

    /** On the CPU, outside the graph, and with bytes that are its values: not lazily conjugated or negated. */
    private Tensor ready(Tensor tensor) {
        var plain = Torch.op("resolve_neg").callTensor(Torch.op("resolve_conj").callTensor(tensor.detach()));
        if (plain.device().type() == Device.Type.CPU) {
            return plain;
        }
        var key = new OnDevice(plain.device(), plain.dtype(), plain.dataPtr(), list(plain.shape()), list(plain.stride()));
        return fetched.computeIfAbsent(key, _ -> plain.cpu());
    }

    private static List<Long> list(long[] values) {
        return Arrays.stream(values).boxed().toList();
    }

    /** Finds out which of the tensors overlap. */
    void share() {
        var byType = new HashMap<DType, List<Source>>();
        sources.values().forEach(s -> byType.computeIfAbsent(s.dtype(), _ -> new ArrayList<>()).add(s));
        byType.values().forEach(TensorSources::shareAmong);
    }

    private static void shareAmong(List<Source> sources) {
        sources.sort(Comparator.comparingLong((Source s) -> s.address));
        var overlapping = new ArrayList<Source>();
        long end = 0;
        for (var source : sources) {
            if (!overlapping.isEmpty() && (source.address >= end || !source.fits(overlapping.getFirst()))) {
                give(overlapping, end);
                overlapping.clear();
            }
            end = overlapping.isEmpty() ? source.end() : Math.max(end, source.end());
            overlapping.add(source);
        }
        give(overlapping, end);
    }

    private static void give(List<Source> sources, long end) {
        if (!sources.isEmpty()) {
            long start = sources.getFirst().address;
            var storage = new Storage(sources.getFirst().dtype, start, end - start);
            sources.forEach(source -> source.storage = storage);
        }
    }

    /** A tensor on the CPU, of whatever strides. */
    private static final class Source implements TensorSource {
        private final Tensor tensor;
        private final DType dtype;
        private final long address;
        private Storage storage;

        Source(Tensor tensor) {
            this.tensor = tensor;
            this.dtype = tensor.dtype();
            this.address = tensor.dataPtr();
        }

        /** Behind its last element in memory. */
        long end() {
            var shape = tensor.shape();
            var stride = tensor.stride();
            long last = 0;
            for (int d = 0; d < shape.length; d++) {
                if (shape[d] == 0) {
                    return address;
                }
                last += (shape[d] - 1) * stride[d];
            }
            return address + (last + 1) * dtype.itemSize;
        }

        /** Whether both can be views of one storage of elements of their type. */
        boolean fits(Source other) {
            return (address - other.address) % dtype.itemSize == 0;
        }

        @Override
        public DType dtype() {
            return dtype;
        }

        @Override
        public long[] shape() {
            return tensor.shape();
        }

        @Override
        public long byteSize() {
            return tensor.nbytes();
        }

        @Override
        public void writeTo(WritableByteChannel out) throws IOException {
            try (var _ = TensorScope.open()) {
                var contiguous = tensor.contiguous();
                write(contiguous.dataPtr(), contiguous.nbytes(), out);
            }
        }

        /** Tensors without elements all lie at the same place, or anywhere, and share nothing. */
        @Override
        public Object storageIdentity() {
            return storage.byteSize == 0 ? this : storage;
        }

        @Override
        public long[] stride() {
            return tensor.stride();
        }

        @Override
        public long storageOffset() {
            return (address - storage.address) / dtype.itemSize;
        }

        @Override
        public long storageByteSize() {
            return storage.byteSize;
        }

        @Override
        public void writeStorageTo(WritableByteChannel out) throws IOException {
            write(storage.address, storage.byteSize, out);
        }

        private static void write(long address, long byteSize, WritableByteChannel out) throws IOException {
            for (long at = 0; at < byteSize; at += CHUNK) {
                ByteBuffer part = NativeMemory.buffer(address, byteSize, at, (int) Math.min(CHUNK, byteSize - at));
                while (part.hasRemaining()) {
                    out.write(part);
                }
            }
        }
    }
}
