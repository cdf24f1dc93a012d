package org.panatorch.torch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.panatorch.torch.io.Trees;

/**
 * What {@code model.state_dict()} returns: names to tensors, in order.
 *
 * <p>It owns nothing; its tensors follow the rule of {@link TensorScope}.
 */
public final class StateDict {
    private final Map<String, Tensor> tensors;

    public StateDict(Map<String, Tensor> tensors) {
        this.tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
    }

    /**
     * The state dict that lies in a loaded checkpoint: {@code StateDict.of(checkpoint.get("model"))}.
     *
     * @throws IllegalArgumentException if that is no map from names to tensors
     */
    public static StateDict of(Object tree) {
        if (tree instanceof StateDict dict) {
            return dict;
        }
        if (!(tree instanceof Map<?, ?> map)) {
            throw new IllegalArgumentException("a map from names to tensors was expected, found " + Trees.kind(tree));
        }
        var tensors = new LinkedHashMap<String, Tensor>();
        map.forEach((key, value) -> {
            if (!(key instanceof String name) || !(value instanceof Tensor tensor)) {
                throw new IllegalArgumentException(
                        "under \"" + key + "\" a tensor was expected, found " + Trees.kind(value));
            }
            tensors.put(name, tensor);
        });
        return new StateDict(tensors);
    }

    /** The names, in order. */
    public Set<String> keys() {
        return tensors.keySet();
    }

    /**
     * The tensor of that name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public Tensor get(String key) {
        var tensor = tensors.get(key);
        if (tensor == null) {
            throw new IllegalArgumentException("no \"" + key + "\" in this state dict of " + tensors.size() + " entries");
        }
        return tensor;
    }

    /** All entries, in order. */
    public Map<String, Tensor> asMap() {
        return tensors;
    }

    /** Closes every tensor: for one that was loaded outside all scopes. */
    public void close() {
        tensors.values().forEach(Tensor::close);
    }

    /**
     * How a state dict differs from what a module expects; all of it at once.
     *
     * @param module the module's class, for the message
     * @param missing keys that the module has and the dict lacks
     * @param unexpected keys that the dict has and the module lacks
     * @param shapes one sentence for each key whose shapes differ
     */
    public record Mismatch(String module, List<String> missing, List<String> unexpected, List<String> shapes) {

        public boolean isEmpty() {
            return missing.isEmpty() && unexpected.isEmpty() && shapes.isEmpty();
        }

        /** One line, in the manner of PyTorch's {@code Error(s) in loading state_dict}. */
        @Override
        public String toString() {
            var parts = new ArrayList<String>();
            if (!missing.isEmpty()) {
                parts.add("missing keys: " + String.join(", ", missing));
            }
            if (!unexpected.isEmpty()) {
                parts.add("unexpected keys: " + String.join(", ", unexpected));
            }
            parts.addAll(shapes);
            return "the weights do not fit " + module + ": " + String.join("; ", parts);
        }
    }

    /** Strict loading was refused; {@link #mismatch} tells why. */
    public static final class MismatchException extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient Mismatch mismatch;

        public MismatchException(Mismatch mismatch) {
            super(mismatch.toString());
            this.mismatch = mismatch;
        }

        public Mismatch mismatch() {
            return mismatch;
        }
    }

    /** Compares a dict with the tensors a module has. */
    public static Mismatch compare(String module, Map<String, Tensor> own, StateDict dict) {
        var missing = own.keySet().stream().filter(key -> !dict.tensors.containsKey(key)).toList();
        var unexpected = dict.keys().stream().filter(key -> !own.containsKey(key)).toList();
        var shapes = own.keySet().stream()
                .filter(dict.tensors::containsKey)
                .filter(key -> !Arrays.equals(own.get(key).shape(), dict.get(key).shape()))
                .map(key -> "\"" + key + "\" has shape " + Arrays.toString(dict.get(key).shape())
                        + " in the weights and " + Arrays.toString(own.get(key).shape()) + " in the model")
                .toList();
        return new Mismatch(module, missing, unexpected, shapes);
    }
}
