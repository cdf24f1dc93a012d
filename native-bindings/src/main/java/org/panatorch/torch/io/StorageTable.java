package org.panatorch.torch.io;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.panatorch.torch.DType;

/**
 * The storages that a pickle has named so far, by key. A persistent id is the tuple
 * {@code ('storage', class, key, location, numel)}; the legacy format adds a view,
 * {@code None} or {@code (view_key, offset, size)}.
 */
final class StorageTable {

    /** Makes the storage for a key that is seen for the first time. */
    interface Maker {
        StoredStorage make(String key, DType dtype, long byteSize);
    }

    private final PickleInput input;
    private final Maker maker;
    private final Map<String, StoredStorage> storages = new HashMap<>();
    private final Map<String, Long> elements = new HashMap<>();

    StorageTable(PickleInput input, Maker maker) {
        this.input = input;
        this.maker = maker;
    }

    Map<String, StoredStorage> storages() {
        return storages;
    }

    /** How many elements the first mention of this storage gave it. */
    long elementsOf(String key) {
        return elements.get(key);
    }

    StorageView load(Object id) {
        if (!(id instanceof List<?> parts) || parts.size() < 5 || parts.size() > 6
                || !"storage".equals(parts.get(0))
                || !(parts.get(1) instanceof PickleGlobals.StorageClass storageClass)
                || !(parts.get(2) instanceof String key)
                || !(parts.get(3) instanceof String)
                || !(parts.get(4) instanceof Long numel)) {
            throw input.error("a persistent id that does not name a storage");
        }
        var dtype = storageClass.dtype();
        int itemSize = dtype == null ? 1 : dtype.itemSize;
        long byteSize = Layout.byteSize(new long[] {numel}, itemSize);
        if (byteSize < 0) {
            throw input.error("a storage of " + numel + " elements");
        }
        var storage = storages.get(key);
        if (storage == null) {
            storage = maker.make(key, dtype, byteSize);
            storages.put(key, storage);
            elements.put(key, numel);
        } else if (storage.byteSize() != byteSize) {
            throw input.error("storage " + WeightsFormatException.quote(key) + " has " + storage.byteSize()
                    + " bytes at one place and " + byteSize + " at another");
        }
        if (dtype != null) {
            storage.seenAs(dtype);
        }
        if (parts.size() == 5 || parts.get(5) == null) {
            return new StorageView(storage, dtype, 0, byteSize);
        }
        if (!(parts.get(5) instanceof List<?> view) || view.size() != 3
                || !(view.get(1) instanceof Long first) || !(view.get(2) instanceof Long size)
                || first < 0 || size < 0 || first > numel || size > numel - first) {
            throw input.error("a part of a storage that does not lie inside it");
        }
        return new StorageView(storage, dtype, first, size * itemSize);
    }
}
