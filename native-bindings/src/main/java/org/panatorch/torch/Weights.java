package org.panatorch.torch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.panatorch.torch.io.OrderedDict;
import org.panatorch.torch.io.PthFile;
import org.panatorch.torch.io.PthWriter;
import org.panatorch.torch.io.SafeTensorsFile;
import org.panatorch.torch.io.SafeTensorsWriter;
import org.panatorch.torch.io.StoredStorage;
import org.panatorch.torch.io.StoredTensor;
import org.panatorch.torch.io.TensorSource;
import org.panatorch.torch.io.WeightsFormatException;

/**
 * State dicts to files and back: {@code torch.save(model.state_dict(), path)} and {@code torch.load(path)}, in pure
 * Java. A name that ends in {@code .safetensors} is that format, any other PyTorch's own ({@code .pth}, {@code .pt}).
 */
public final class Weights {
    private static final int CHUNK = 1 << 24;

    private Weights() {}

    /**
     * {@code torch.load(path)} of a state dict. The tensors are on the CPU and belong to the open scope.
     *
     * @throws WeightsFormatException if the file is damaged or holds something else than a dict of tensors
     * @throws java.io.UncheckedIOException if it cannot be read
     */
    public static StateDict load(Path path) {
        if (isSafeTensors(path)) {
            try (var file = SafeTensorsFile.open(path)) {
                return new StateDict(read(file.tensors()));
            }
        }
        try (var file = PthFile.open(path)) {
            return new StateDict(read(tensorsOf(file)));
        }
    }

    /**
     * {@code torch.load(path, mmap=True)}: the tensors look into the file, which is mapped and not read: fast however large
     * it is, and shared with other processes that map it. Writes stay in memory and never reach the file. It may be
     * deleted or replaced meanwhile (on Linux and macOS), but must not be made shorter.
     *
     * <p>What cannot be looked into where it lies (big-endian or unaligned data) is read.
     *
     * @throws WeightsFormatException if the file is damaged or holds something else than a dict of tensors
     * @throws java.io.UncheckedIOException if it cannot be read
     */
    public static StateDict map(Path path) {
        if (isSafeTensors(path)) {
            try (var file = SafeTensorsFile.open(path)) {
                return new StateDict(map(path, file.tensors()));
            }
        }
        try (var file = PthFile.open(path)) {
            return new StateDict(map(path, tensorsOf(file)));
        }
    }

    private static Map<String, Tensor> map(Path path, Map<String, StoredTensor> stored) {
        var readable = new LinkedHashMap<String, StoredTensor>();
        var tensors = new LinkedHashMap<String, Tensor>();
        stored.keySet().forEach(name -> tensors.put(name, null));    // their order
        try (var scope = TensorScope.open()) {
            long size = stored.values().stream().map(StoredTensor::storage).filter(s -> s.filePosition().isPresent())
                    .mapToLong(s -> s.filePosition().getAsLong() + s.byteSize()).max().orElse(0);
            var file = Torch.fromFile(path, DType.UINT8, size);
            stored.forEach((name, t) -> {
                var position = t.storage().filePosition();
                if (position.isPresent() && position.getAsLong() % t.dtype().itemSize == 0 && t.byteSize() > 0) {
                    tensors.put(name, view(file, t, position.getAsLong() / t.dtype().itemSize));
                } else {
                    readable.put(name, t);
                }
            });
            tensors.putAll(read(readable));
            tensors.values().forEach(scope::promote);
        }
        return tensors;
    }

    /**
     * {@code torch.save(dict, path)}. The file is written beside and moved into place when it is whole.
     *
     * @throws java.io.UncheckedIOException if it cannot be written; a file that was there before is still there
     */
    public static void save(StateDict dict, Path path) {
        save(dict, path, Map.of());
    }

    /**
     * {@link #save(StateDict, Path)} with words about the weights.
     *
     * @param metadata what {@link #metadata} will give again
     * @throws IllegalArgumentException if there are metadata and the file is not a .safetensors: a .pth of a state dict has
     *     no place for them
     */
    public static void save(StateDict dict, Path path, Map<String, String> metadata) {
        if (!metadata.isEmpty() && !isSafeTensors(path)) {
            throw new IllegalArgumentException(path + ": only a .safetensors file takes metadata");
        }
        try (var _ = TensorScope.open()) {
            var sources = new OrderedDict<String, TensorSource>();
            dict.asMap().forEach((name, tensor) -> sources.put(name, new Source(tensor.detach().cpu().contiguous())));
            if (isSafeTensors(path)) {
                var all = new LinkedHashMap<>(metadata);
                all.put("format", "pt");
                SafeTensorsWriter.save(path, sources, all);
            } else {
                PthWriter.save(path, sources);
            }
        }
    }

    /**
     * The words that a .safetensors file has about its weights; none for a .pth.
     *
     * @throws WeightsFormatException if the file is damaged
     * @throws java.io.UncheckedIOException if it cannot be read
     */
    public static Map<String, String> metadata(Path path) {
        if (!isSafeTensors(path)) {
            return Map.of();
        }
        try (var file = SafeTensorsFile.open(path)) {
            return file.metadata();
        }
    }

    private static boolean isSafeTensors(Path path) {
        return path.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".safetensors");
    }

    private static Map<String, StoredTensor> tensorsOf(PthFile file) {
        if (!(file.root() instanceof Map<?, ?> map)) {
            throw new WeightsFormatException(file.path(), "holds no state dict, but a "
                    + (file.root() == null ? "None" : file.root().getClass().getSimpleName()));
        }
        var tensors = new LinkedHashMap<String, StoredTensor>();
        map.forEach((key, value) -> {
            if (!(key instanceof String name) || !(value instanceof StoredTensor tensor)) {
                throw new WeightsFormatException(file.path(), "holds no state dict: under \"" + key
                        + "\" a tensor was expected, found "
                        + (value == null ? "None" : value.getClass().getSimpleName()));
            }
            tensors.put(name, tensor);
        });
        return tensors;
    }

    /** Tensors that shared a storage in the file share their memory again. */
    private static Map<String, Tensor> read(Map<String, StoredTensor> stored) {
        var storages = new HashMap<StoredStorage, Tensor>();
        var tensors = new LinkedHashMap<String, Tensor>();
        try (var scope = TensorScope.open()) {
            stored.forEach((name, t) -> {
                var bytes = storages.computeIfAbsent(t.storage(), Weights::readStorage);
                tensors.put(name, view(bytes, t, 0));
            });
            tensors.values().forEach(scope::promote);
        }
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

    /** A contiguous tensor on the CPU as the writers see it. */
    private record Source(Tensor tensor) implements TensorSource {
        @Override
        public DType dtype() {
            return tensor.dtype();
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
            for (long at = 0; at < byteSize(); at += CHUNK) {
                ByteBuffer part = tensor.bytes(at, (int) Math.min(CHUNK, byteSize() - at));
                while (part.hasRemaining()) {
                    out.write(part);
                }
            }
        }
    }
}
