package org.panatorch.torch;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.panatorch.torch.io.KeyRules;
import org.panatorch.torch.io.OrderedDict;
import org.panatorch.torch.io.PthWriter;
import org.panatorch.torch.io.SafeTensorsWriter;
import org.panatorch.torch.io.StoredTensor;
import org.panatorch.torch.io.TensorSource;
import org.panatorch.torch.io.Trees;
import org.panatorch.torch.io.WeightFile;

/**
 * A weight file made into another: of the other format, in another type, under other names, or a part of it. The tensors
 * go from file to file a part at a time, so that the largest file needs little memory.
 *
 * <pre>{@code
 * new WeightsConversion().inside("model").dtype(DType.FLOAT16).rename(KeyRules.NONE.consumePrefix("module."))
 *         .convert(Path.of("checkpoint.pth"), Path.of("model.safetensors"));
 * }</pre>
 */
public final class WeightsConversion {
    private String[] inside = {};
    private KeyRules rules = KeyRules.NONE;
    private DType dtype;
    private Listener listener = new Listener() {};
    private Map<String, String> words = Map.of();

    /** Hears how a conversion goes. What it throws ends the conversion, and no new file comes into being. */
    public interface Listener {
        /** So many bytes are about to be written. */
        default void total(long bytes) {}

        /** So many bytes more are written. */
        default void written(long bytes) {}
    }

    /**
     * What was done.
     *
     * @param tensors how many were written
     * @param bytes that their elements take in the new file
     * @param names what has become of the names; the entries are those of the new file, null for a whole checkpoint
     * @param overflows how many finite values became infinite or NaN, because the new type has no such large ones
     */
    public record Report(int tensors, long bytes, KeyRules.Renamed<?> names, long overflows) {}

    /** Takes the state dict that these keys lead to, {@code "model"}, instead of the whole file. */
    public WeightsConversion inside(String... keys) {
        inside = keys.clone();
        return this;
    }

    /**
     * Converts what is floating-point to this type, as {@code module.to(dtype)} does; integers and booleans stay.
     *
     * @throws IllegalArgumentException if the type is not floating-point
     */
    public WeightsConversion dtype(DType type) {
        if (!type.isFloatingPoint()) {
            throw new IllegalArgumentException(type + " is not floating-point");
        }
        dtype = type;
        return this;
    }

    /** Renames the tensors of a state dict. */
    public WeightsConversion rename(KeyRules keyRules) {
        rules = keyRules;
        return this;
    }

    /** Adds to the new file's metadata, or replaces some. */
    public WeightsConversion metadata(Map<String, String> more) {
        words = Map.copyOf(more);
        return this;
    }

    /** Tells this listener how it goes. */
    public WeightsConversion listener(Listener whom) {
        listener = whom;
        return this;
    }

    /**
     * Writes {@code to}, which may be the same file. A whole checkpoint can be converted from {@code .pth} to {@code .pth};
     * everything else takes a state dict. The metadata are kept; from a part of a checkpoint, the numbers and strings beside
     * it in the outermost dict become metadata.
     *
     * @throws org.panatorch.torch.io.WeightsFormatException if the old file is damaged, or has no state dict where one is needed
     * @throws IllegalArgumentException if two tensors would get one name, or the new format lacks a tensor's type
     * @throws java.io.UncheckedIOException if a file cannot be read or written; what was there before is still there
     */
    public Report convert(Path from, Path to) {
        try (var file = WeightFile.open(from)) {
            boolean safeTensors = WeightFile.isSafeTensors(to);
            var converted = new Converted(!safeTensors);
            if (!safeTensors && inside.length == 0 && rules == KeyRules.NONE && !WeightFile.isSafeTensors(from)) {
                var tree = Trees.map(file.root(), leaf -> leaf instanceof StoredTensor t ? converted.add(t) : leaf);
                listener.total(converted.bytes);
                PthWriter.save(to, tree);
                return converted.report(null);
            }
            var names = rules.apply(file.stateDict(inside));
            var sources = new OrderedDict<String, TensorSource>();
            names.entries().forEach((name, t) -> sources.put(name, converted.add(t)));
            listener.total(converted.bytes);
            var metadata = metadata(file);
            if (safeTensors) {
                metadata.putIfAbsent("format", "pt");
                SafeTensorsWriter.save(to, sources, metadata);
            } else {
                metadata.remove("format");
                sources.words(metadata);
                PthWriter.save(to, sources);
            }
            return converted.report(names);
        }
    }

    private LinkedHashMap<String, String> metadata(WeightFile file) {
        var metadata = new LinkedHashMap<>(file.metadata());
        if (inside.length > 0 && file.root() instanceof Map<?, ?> outermost) {
            outermost.forEach((key, value) -> {
                if (key instanceof String name && (value instanceof String || value instanceof Number || value instanceof Boolean)) {
                    metadata.put(name, value.toString());
                }
            });
        }
        metadata.putAll(words);
        return metadata;
    }

    /** The tensors of the new file, as they are met. */
    private final class Converted {
        private final boolean storages;
        private final Set<Object> seen = new HashSet<>();
        private final AtomicLong overflows = new AtomicLong();
        private int tensors;
        private long bytes;

        /** @param storages whether each storage is written once, or every tensor by itself */
        Converted(boolean storages) {
            this.storages = storages;
        }

        TensorSource add(StoredTensor tensor) {
            boolean casts = dtype != null && tensor.dtype().isFloatingPoint();
            var converted = new ConvertedTensor(tensor, casts ? dtype : tensor.dtype(), overflows, listener::written);
            tensors++;
            if (!storages) {
                grow(converted.byteSize());
            } else if (seen.add(converted.storageIdentity())) {
                grow(converted.storageByteSize());
            }
            return converted;
        }

        /** Expanded tensors may claim more than fits in a long. */
        private void grow(long more) {
            bytes = bytes > Long.MAX_VALUE - more ? Long.MAX_VALUE : bytes + more;
        }

        Report report(KeyRules.Renamed<?> names) {
            return new Report(tensors, bytes, names, overflows.get());
        }
    }
}
