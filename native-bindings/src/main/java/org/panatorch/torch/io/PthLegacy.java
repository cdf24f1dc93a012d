package org.panatorch.torch.io;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * The format of {@code torch.save} before PyTorch 1.6, and of {@code _use_new_zipfile_serialization=False}:
 * five pickles (a magic number, the protocol version 1001, the writer's machine, the object, the keys of its
 * storages), then for each key the number of elements as 8 bytes and the elements, both little-endian.
 */
final class PthLegacy {

    private static final BigInteger MAGIC = new BigInteger("1950a86a20f9469cfc6c", 16);
    private static final Long PROTOCOL = 1001L;
    private static final int COUNT_LENGTH = Long.BYTES;

    private final FileBytes file;
    private final Budget budget;
    private final PickleInput input;

    private PthLegacy(FileBytes file) {
        this.file = file;
        this.budget = new Budget(file::error);
        this.input = PickleInput.of(file, "pickle", 0, file.size());
    }

    static PthFile read(FileBytes file) {
        return new PthLegacy(file).read();
    }

    private PthFile read() {
        if (!MAGIC.equals(load())) {
            throw file.error("a pickle, but not one of torch.save: it does not start with PyTorch's magic number");
        }
        if (!PROTOCOL.equals(load())) {
            throw file.error("a version of PyTorch's legacy format other than " + PROTOCOL);
        }
        // Says 'little_endian'; the bytes are little-endian whatever it says.
        load();
        var storages = new StorageTable(input,
                (_, dtype, byteSize) -> new StoredStorage(file, dtype, byteSize, false, null));
        long start = input.position();
        var root = PickleMachine.load(input, budget, storages::load);
        TreeCheck.check(root, input.position() - start, budget, file::error);
        locate(storages);
        return new PthFile(file, root, List.of());
    }

    private Object load() {
        return PickleMachine.load(input, budget, null);
    }

    private void locate(StorageTable storages) {
        if (!(load() instanceof ArrayList<?> keys)) {
            throw input.error("the keys of the storages are not a list");
        }
        long position = input.position();
        for (var key : keys) {
            var storage = key instanceof String ? storages.storages().get(key) : null;
            if (storage == null || storage.isLocated()) {
                throw input.error("a key of a storage that no tensor uses, or for the second time");
            }
            if (file.size() - position < COUNT_LENGTH) {
                throw file.error("ends at byte " + file.size() + ", before the last of its storages");
            }
            long count = file.read(position, COUNT_LENGTH).getLong();
            long expected = storages.elementsOf((String) key);
            if (count != expected) {
                throw file.error("the storage at byte " + position + " has " + count + " elements, " + expected
                        + " were expected");
            }
            storage.locateAt(position + COUNT_LENGTH);
            position += COUNT_LENGTH + storage.byteSize();
        }
        for (var entry : storages.storages().entrySet()) {
            if (!entry.getValue().isLocated()) {
                throw file.error("storage " + WeightsFormatException.quote(entry.getKey()) + " is missing");
            }
        }
    }
}
