package org.panatorch.torch.io;

import java.nio.file.Path;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A safetensors file: 8 bytes with the length of a JSON header, the header, and the tensors' bytes,
 * little-endian, one behind the other (<a href="https://github.com/huggingface/safetensors#format">format</a>).
 *
 * <p>Opening reads and checks the header; tensors are read on demand, while the file is open.
 */
public final class SafeTensorsFile implements AutoCloseable {

    /** The reference implementation's limit. */
    static final long LONGEST_HEADER = 100_000_000;
    static final int LENGTH_BYTES = Long.BYTES;

    private final FileBytes file;
    private final Map<String, StoredTensor> tensors;
    private final Map<String, String> metadata;

    private SafeTensorsFile(FileBytes file, Map<String, StoredTensor> tensors, Map<String, String> metadata) {
        this.file = file;
        this.tensors = Collections.unmodifiableMap(tensors);
        this.metadata = Collections.unmodifiableMap(metadata);
    }

    /**
     * @throws WeightsFormatException if this is not such a file, or is damaged
     * @throws java.io.UncheckedIOException if it cannot be read
     */
    public static SafeTensorsFile open(Path path) {
        var file = FileBytes.open(path);
        try {
            return read(file);
        } catch (Throwable e) {
            file.close();
            throw e;
        }
    }

    private static SafeTensorsFile read(FileBytes file) {
        if (file.size() < LENGTH_BYTES) {
            throw file.error("has " + file.size() + " bytes, too few for a safetensors file");
        }
        long length = file.read(0, LENGTH_BYTES).getLong();
        long most = Math.min(LONGEST_HEADER, file.size() - LENGTH_BYTES);
        if (length < 0 || length > most) {
            throw file.error("claims a header of " + Long.toUnsignedString(length) + " bytes, at most " + most
                    + " were expected; perhaps this is not a safetensors file");
        }
        var budget = new Budget(file::error);
        budget.charge(length);
        var bytes = file.read(LENGTH_BYTES, (int) length).array();
        if (length == 0 || bytes[0] != '{') {
            throw file.error("the header does not start with '{'");
        }
        var header = SafeTensorsHeader.parse(file, bytes, budget);
        long start = LENGTH_BYTES + length;
        requireCovered(file, header, file.size() - start);
        var tensors = new LinkedHashMap<String, StoredTensor>();
        header.entries().forEach((name, entry) -> tensors.put(name, tensor(file, name, entry, start)));
        return new SafeTensorsFile(file, tensors, header.metadata());
    }

    /** The tensors must lie one behind the other and fill the file, so that nothing hides between them. */
    private static void requireCovered(FileBytes file, SafeTensorsHeader header, long dataLength) {
        var byPosition = header.entries().entrySet().stream()
                .sorted(Comparator.comparingLong((Map.Entry<String, SafeTensorsHeader.Entry> e) -> e.getValue().begin())
                        .thenComparingLong(e -> e.getValue().end()))
                .toList();
        long position = 0;
        for (var named : byPosition) {
            var entry = named.getValue();
            if (entry.begin() != position || entry.end() < entry.begin() || entry.end() > dataLength) {
                throw file.error("tensor " + WeightsFormatException.quote(named.getKey()) + " lies from byte "
                        + entry.begin() + " to " + entry.end() + " of " + dataLength + ", from " + position
                        + " on was expected");
            }
            position = entry.end();
        }
        if (position != dataLength) {
            throw file.error("the tensors end at byte " + position + " of " + dataLength + " behind the header");
        }
    }

    private static StoredTensor tensor(FileBytes file, String name, SafeTensorsHeader.Entry entry, long start) {
        var dtype = entry.dtype().dtype;
        long length = entry.end() - entry.begin();
        long expected = Layout.byteSize(entry.shape(), dtype.itemSize);
        if (length != expected) {
            throw file.error("tensor " + WeightsFormatException.quote(name) + " has " + length + " bytes, "
                    + (expected < 0 ? "its shape overflows" : "its shape needs " + expected));
        }
        var storage = new StoredStorage(file, dtype, length, false, null);
        storage.locateAt(start + entry.begin());
        return new StoredTensor(dtype, entry.shape(), Layout.contiguousStride(entry.shape()), 0, storage);
    }

    public Path path() {
        return file.path();
    }

    /** By name, in the order of the header. */
    public Map<String, StoredTensor> tensors() {
        return tensors;
    }

    /** The strings under {@code __metadata__}. */
    public Map<String, String> metadata() {
        return metadata;
    }

    /** Tensors of this file cannot be read afterwards. */
    @Override
    public void close() {
        file.close();
    }
}
