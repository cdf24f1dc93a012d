package org.panatorch.torch.io;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.panatorch.torch.DType;

/**
 * The zip format of {@code torch.save}: {@code NAME/data.pkl}, {@code NAME/data/KEY} for each storage, and
 * perhaps {@code NAME/byteorder}. NAME can be anything.
 */
final class PthZip {

    private static final String PICKLE = "data.pkl";
    private static final int LARGEST_INFLATED_PICKLE = 1 << 26;

    private final FileBytes file;
    private final Budget budget;
    private final ZipArchive archive;
    private final Map<String, ZipEntry> entries;
    private final String folder;
    private final boolean bigEndian;

    private PthZip(FileBytes file) {
        this.file = file;
        this.budget = new Budget(file::error);
        this.archive = ZipArchive.read(file, budget);
        this.entries = archive.entries();
        this.folder = findFolder();
        this.bigEndian = isBigEndian();
    }

    static PthFile read(FileBytes file) {
        return new PthZip(file).read();
    }

    private PthFile read() {
        var input = pickle(entries.get(folder + PICKLE));
        var storages = new StorageTable(input, (key, dtype, byteSize) -> storage(input, key, dtype, byteSize));
        long length = input.remaining();
        var root = PickleMachine.load(input, budget, storages::load);
        TreeCheck.check(root, length, budget, problem -> file.error(folder + PICKLE + ": " + problem));
        return new PthFile(file, root, storages.storages().values());
    }

    private String findFolder() {
        String found = null;
        for (var name : entries.keySet()) {
            int slash = name.indexOf('/');
            if (slash < 0 || !name.substring(slash + 1).equals(PICKLE)) {
                continue;
            }
            if (found != null) {
                throw file.error("a zip archive with two folders that hold a " + PICKLE);
            }
            found = name.substring(0, slash + 1);
        }
        if (found == null) {
            throw file.error("a zip archive without NAME/" + PICKLE + "; torch.save did not write it");
        }
        // TorchScript has the same pickle, but its objects are of classes defined by code in the archive.
        if (entries.containsKey(found + "constants.pkl")) {
            throw file.error("a TorchScript archive (it holds constants.pkl); save the state_dict() instead: "
                    + "torch.save(torch.jit.load(f).state_dict(), g)");
        }
        return found;
    }

    private boolean isBigEndian() {
        var entry = entries.get(folder + "byteorder");
        if (entry == null) {
            return false;
        }
        var bytes = requireStored(entry, 16);
        var order = new String(file.read(entry.dataPosition(), bytes).array(), StandardCharsets.US_ASCII);
        return switch (order) {
            case "little" -> false;
            case "big" -> true;
            default -> throw file.error("the byte order " + WeightsFormatException.quote(order)
                    + ", 'little' or 'big' was expected");
        };
    }

    private int requireStored(ZipEntry entry, int limit) {
        if (entry.method() != ZipEntry.STORED || entry.size() > limit) {
            throw file.error("zip entry " + WeightsFormatException.quote(entry.name())
                    + " is compressed or longer than " + limit + " bytes");
        }
        return (int) entry.size();
    }

    private PickleInput pickle(ZipEntry entry) {
        var part = WeightsFormatException.quote(entry.name());
        return switch (entry.method()) {
            case ZipEntry.STORED ->
                    PickleInput.of(file, part, entry.dataPosition(), entry.dataPosition() + entry.size());
            case ZipEntry.DEFLATED ->
                    PickleInput.of(file, part, archive.inflate(entry, LARGEST_INFLATED_PICKLE));
            default -> throw file.error(part + " is compressed by method " + entry.method() + ", which is not read");
        };
    }

    private StoredStorage storage(PickleInput input, String key, DType dtype, long byteSize) {
        var entry = entries.get(folder + "data/" + key);
        if (entry == null) {
            throw input.error("a tensor lies in storage " + WeightsFormatException.quote(key)
                    + ", which the archive does not hold");
        }
        if (entry.method() != ZipEntry.STORED) {
            throw input.error("storage " + WeightsFormatException.quote(key)
                    + " is compressed; torch.save stores them as they are, and so must a repacked archive (zip -0)");
        }
        if (entry.size() != byteSize) {
            throw input.error("storage " + WeightsFormatException.quote(key) + " should have " + byteSize
                    + " bytes, its zip entry has " + entry.size());
        }
        // 0 stands for none: torch.serialization.set_crc32_options(False) writes it everywhere.
        var crc = entry.crc() == 0 ? null : Long.valueOf(entry.crc());
        var storage = new StoredStorage(file, dtype, byteSize, bigEndian, crc);
        storage.locateAt(entry.dataPosition());
        return storage;
    }
}
