package org.panatorch.torch.io;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collection;

/**
 * A file written by {@code torch.save}: a zip archive (PyTorch 1.6 and later) or the format before it.
 *
 * <p>Opening reads the description only; tensors are read on demand, while the file is open. What the
 * description may contain is what {@code torch.load(weights_only=True)} allows, and no more: no file can run
 * code. The formats are those of {@code torch/serialization.py} and of Python's {@code pickle}.
 *
 * {@snippet :
 * try (var file = PthFile.open(Path.of("model.pth"))) {
 *     var stateDict = (Map<?, ?>) file.root();
 *     var weight = (StoredTensor) stateDict.get("conv1.weight");
 * }
 * }
 */
public final class PthFile implements AutoCloseable {

    private static final int ZIP_SIGNATURE = ZipArchive.LOCAL;
    private static final int TAR_MAGIC_POSITION = 257;

    private final FileBytes file;
    private final Object root;
    private final Collection<StoredStorage> storages;

    PthFile(FileBytes file, Object root, Collection<StoredStorage> storages) {
        this.file = file;
        this.root = root;
        this.storages = storages;
    }

    /**
     * @throws WeightsFormatException if this is not such a file, is damaged, or asks for more than data
     * @throws java.io.UncheckedIOException if it cannot be read
     */
    public static PthFile open(Path path) {
        var file = FileBytes.open(path);
        try {
            return read(file);
        } catch (Throwable e) {
            file.close();
            throw e;
        }
    }

    private static PthFile read(FileBytes file) {
        var start = file.read(0, (int) Math.min(file.size(), 512));
        if (start.limit() >= 4 && start.getInt(0) == ZIP_SIGNATURE) {
            return PthZip.read(file);
        }
        var guess = guess(start);
        // Every pickle since protocol 2 starts with this opcode; the legacy format is a row of pickles.
        if (guess == null && start.limit() > 0 && start.get(0) == (byte) 0x80) {
            return PthLegacy.read(file);
        }
        throw file.error("not a file that torch.save writes: "
                + (guess != null ? guess : "it starts with neither a zip entry nor a pickle"));
    }

    /** What usually lies under the wrong name, or null. */
    private static String guess(ByteBuffer start) {
        if (start.limit() == 0) {
            return "it is empty";
        }
        if (startsWith(start, TAR_MAGIC_POSITION, "ustar")) {
            return "it is a tar archive, as PyTorch before 0.2 wrote; load it in Python and save it again";
        }
        if (startsWith(start, SafeTensorsFile.LENGTH_BYTES, "{\"")) {
            return "it looks like a safetensors file";
        }
        if (startsWith(start, 0, "<")) {
            return "it looks like a web page, not like the file that was to be downloaded";
        }
        if (startsWith(start, 0, "version https://git-lfs")) {
            return "it is a Git LFS pointer; 'git lfs pull' fetches the file itself";
        }
        return null;
    }

    private static boolean startsWith(ByteBuffer bytes, int position, String text) {
        var expected = text.getBytes(StandardCharsets.US_ASCII);
        return bytes.limit() >= position + expected.length
                && bytes.slice(position, expected.length).equals(ByteBuffer.wrap(expected));
    }

    public Path path() {
        return file.path();
    }

    /**
     * The saved object, usually a {@code Map} from names to {@link StoredTensor}s.
     *
     * <p>A dict is a {@link java.util.LinkedHashMap}, an OrderedDict an {@link OrderedDict}, a list a
     * {@link java.util.List}, a tuple or torch.Size a {@link Tuple}, a set a {@link java.util.Set}; an int is
     * a Long or BigInteger, a float a Double, a complex number a {@link Complex}, bytes a {@code byte[]}, None null; a
     * tensor or Parameter is a {@link StoredTensor}, a torch.dtype a {@link org.panatorch.torch.DType}, a torch.device a
     * {@link TorchDevice}. Objects that the file shares are shared here. There are no cycles, no more than a
     * hundred levels, and not many more paths than bytes in the file: a plain recursive walk is safe.
     */
    public Object root() {
        return root;
    }

    /**
     * Reads every storage and compares it with the CRC-32 in the file, where it has one. Neither PyTorch nor
     * {@link #open} does so; a flipped bit in a weight goes unnoticed otherwise.
     *
     * @throws WeightsFormatException if a storage is damaged
     */
    public void verify() {
        storages.forEach(StoredStorage::verify);
    }

    /** Tensors of this file cannot be read afterwards. */
    @Override
    public void close() {
        file.close();
    }
}
