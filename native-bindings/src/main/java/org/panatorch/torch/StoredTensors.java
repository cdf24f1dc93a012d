package org.panatorch.torch;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.panatorch.torch.io.StoredStorage;
import org.panatorch.torch.io.StoredTensor;

/** Tensors of an open file as tensors in memory; those that shared a storage in the file share their memory again. */
final class StoredTensors {
    private static final int CHUNK = 1 << 24;

    private final Map<StoredStorage, Tensor> storages = new HashMap<>();

    /** Reads a tensor, or the storage that it looks into. The tensor and the storage belong to the open scope. */
    Tensor read(StoredTensor tensor) {
        return view(storages.computeIfAbsent(tensor.storage(), StoredTensors::readStorage), tensor, 0);
    }

    /** The tensors as views of the mapped file; what cannot be looked into where it lies is read. */
    Map<String, Tensor> map(Path path, Map<String, StoredTensor> stored) {
        long size = stored.values().stream().map(StoredTensor::storage).filter(s -> s.filePosition().isPresent())
                .mapToLong(s -> s.filePosition().getAsLong() + s.byteSize()).max().orElse(0);
        var file = Torch.fromFile(path, DType.UINT8, size);
        var tensors = new LinkedHashMap<String, Tensor>();
        stored.forEach((name, t) -> {
            var position = t.storage().filePosition();
            boolean aligned = position.isPresent() && position.getAsLong() % t.dtype().itemSize == 0;
            tensors.put(name, aligned && t.byteSize() > 0
                    ? view(file, t, position.getAsLong() / t.dtype().itemSize) : read(t));
        });
        return tensors;
    }

    /** @param start of the tensor's storage in these bytes, in elements */
    private static Tensor view(Tensor bytes, StoredTensor t, long start) {
        long whole = bytes.numel() / t.dtype().itemSize * t.dtype().itemSize;
        return bytes.narrow(0, 0, whole).view(t.dtype()).asStrided(t.shape(), t.stride(), start + t.storageOffset());
    }

    private static Tensor readStorage(StoredStorage storage) {
        var bytes = Torch.empty(new long[] {storage.byteSize()}, Keywords.dtype(DType.UINT8));
        for (long at = 0; at < storage.byteSize(); at += CHUNK) {
            storage.read(at, bytes.bytes(at, (int) Math.min(CHUNK, storage.byteSize() - at)));
        }
        return bytes;
    }
}
