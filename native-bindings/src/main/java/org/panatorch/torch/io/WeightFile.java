package org.panatorch.torch.io;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** An open weight file of whichever format: a name that ends in {@code .safetensors} is that, any other {@code .pth}. */
public final class WeightFile implements AutoCloseable {

    private static final int MOST_SUGGESTIONS = 8;

    private final Path path;
    private final Object root;
    private final Map<String, String> metadata;
    private final Runnable verify;
    private final Runnable close;

    private WeightFile(PthFile file) {
        this(file.path(), file.root(), OrderedDict.words(file.root()), file::verify, file::close);
    }

    private WeightFile(SafeTensorsFile file) {
        this(file.path(), file.tensors(), file.metadata(), () -> { }, file::close);
    }

    private WeightFile(Path path, Object root, Map<String, String> metadata, Runnable verify, Runnable close) {
        this.path = path;
        this.root = root;
        this.metadata = metadata;
        this.verify = verify;
        this.close = close;
    }

    /**
     * @throws WeightsFormatException if this is not such a file, or is damaged
     * @throws java.io.UncheckedIOException if it cannot be read
     */
    public static WeightFile open(Path path) {
        return isSafeTensors(path) ? new WeightFile(SafeTensorsFile.open(path)) : new WeightFile(PthFile.open(path));
    }

    /** Whether a file of this name is in safetensors format. */
    public static boolean isSafeTensors(Path path) {
        return path.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".safetensors");
    }

    /** What {@link PthFile#root} or {@link SafeTensorsFile#tensors} gives. */
    public Object root() {
        return root;
    }

    /** The strings about the tensors: a safetensors file's metadata, or {@link OrderedDict#words} of a {@code .pth}. */
    public Map<String, String> metadata() {
        return metadata;
    }

    /**
     * {@link PthFile#verify}; safetensors files have no sums to compare with.
     *
     * @throws WeightsFormatException if a storage is damaged
     */
    public void verify() {
        verify.run();
    }

    /**
     * The state dict that these keys lead to from the root; the root without any.
     *
     * @throws WeightsFormatException if there is none; the message tells where there are some
     */
    public Map<String, StoredTensor> stateDict(String... keys) {
        var node = root;
        var at = new StringBuilder();
        for (var key : keys) {
            if (!(node instanceof Map<?, ?> map) || !map.containsKey(key)) {
                throw error("has no " + at + "[" + WeightsFormatException.quote(key) + "]");
            }
            node = map.get(key);
            at.append('[').append(WeightsFormatException.quote(key)).append(']');
        }
        var where = at.isEmpty() ? "" : " in " + at;
        if (!(node instanceof Map<?, ?> map)) {
            throw error("holds no state dict" + where + ", but a " + Trees.kind(node));
        }
        var tensors = new LinkedHashMap<String, StoredTensor>();
        map.forEach((key, value) -> {
            if (!(key instanceof String name) || !(value instanceof StoredTensor tensor)) {
                throw error("holds no state dict" + where + ": under "
                        + WeightsFormatException.quote(String.valueOf(key)) + " a tensor was expected, found "
                        + Trees.kind(value));
            }
            tensors.put(name, tensor);
        });
        return tensors;
    }

    private WeightsFormatException error(String problem) {
        var found = new ArrayList<String>();
        stateDicts(root, "", 3, found);
        return new WeightsFormatException(path,
                problem + (found.isEmpty() ? "" : "; there is one in " + String.join(", ", found)));
    }

    /** Where one would look: dicts of nothing but tensors, in dicts. */
    private static void stateDicts(Object node, String at, int levels, List<String> found) {
        if (levels == 0 || !(node instanceof Map<?, ?> map) || found.size() == MOST_SUGGESTIONS) {
            return;
        }
        if (!at.isEmpty() && !map.isEmpty() && map.values().stream().allMatch(StoredTensor.class::isInstance)) {
            found.add(at);
        } else {
            map.forEach((key, value) -> {
                if (key instanceof String name) {
                    stateDicts(value, at + "[" + WeightsFormatException.quote(name) + "]", levels - 1, found);
                }
            });
        }
    }

    /** Tensors of this file cannot be read afterwards. */
    @Override
    public void close() {
        close.run();
    }
}
