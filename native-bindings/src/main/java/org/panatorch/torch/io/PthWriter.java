package org.panatorch.torch.io;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Writes {@code .pth} files as {@code torch.save} does: {@code torch.load} reads them with its defaults
 * ({@code weights_only=True}) and with {@code mmap=True}.
 */
public final class PthWriter {

    private PthWriter() {
    }

    /**
     * Saves a tree of maps, lists, {@link Tuple}s, sets, numbers, strings, booleans, byte arrays, nulls,
     * {@link org.panatorch.torch.DType}s, {@link TorchDevice}s, {@link Complex} numbers and {@link TensorSource}s, such as
     * {@link PthFile#root} gives.
     *
     * <p>An {@link OrderedDict} is written as one, and so is a root map that holds nothing but tensors, which
     * is a state dict. Any other map is a plain dict. The file appears in one step: until then, and if
     * anything fails, an older file of that name stays as it was.
     *
     * @throws IllegalArgumentException if there is something in the tree that such a file cannot hold
     * @throws java.io.UncheckedIOException if the file cannot be written
     */
    public static void save(Path path, Object root) {
        var pickler = new PthPickler();
        var pickle = pickler.pickle(root);
        AtomicFile.write(path, channel -> {
            var zip = new ZipWriter(new CountingChannel(channel), folder(path));
            zip.entry("data.pkl", pickle);
            zip.entry(".format_version", ascii("1"));
            zip.entry(".storage_alignment", ascii("64"));
            zip.entry("byteorder", ascii("little"));
            int key = 0;
            for (var storage : pickler.storages()) {
                zip.entry("data/" + key++, storage.storageByteSize(), storage::writeStorageTo);
            }
            zip.entry("version", ascii("3\n"));
            zip.entry(".data/serialization_id", ascii(zip.serializationId()));
            zip.finish();
        });
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** PyTorch names the folder in the archive after the file, without what follows the last dot. */
    private static String folder(Path path) {
        var name = path.getFileName().toString();
        int dot = name.lastIndexOf('.');
        var stem = dot > 0 ? name.substring(0, dot) : name;
        return stem.matches("[A-Za-z0-9_.-]+") ? stem : "archive";
    }
}
