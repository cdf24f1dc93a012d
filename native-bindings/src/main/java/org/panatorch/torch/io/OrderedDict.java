package org.panatorch.torch.io;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A {@code collections.OrderedDict}, which is what {@code Module.state_dict()} returns. Any other map is a
 * plain {@code dict}.
 */
public final class OrderedDict<K, V> extends LinkedHashMap<K, V> {

    private static final long serialVersionUID = 1L;

    private transient Map<?, ?> metadata = Map.of();

    public OrderedDict() {
    }

    public OrderedDict(Map<? extends K, ? extends V> entries) {
        super(entries);
    }

    /** PyTorch's {@code _metadata}: for each module path, a map such as {@code {version: 2}}; or empty. */
    public Map<?, ?> metadata() {
        return metadata;
    }

    public void metadata(Map<?, ?> metadata) {
        this.metadata = metadata;
    }

    /**
     * Words about the whole dict, beside the version that PyTorch keeps under the root module's path {@code ""}:
     * {@code torch.load} gives them as {@code _metadata[""]}, and {@code load_state_dict} does not heed them.
     */
    public void words(Map<String, String> words) {
        metadata = words.isEmpty() ? Map.of() : Map.of("", words);
    }

    /** The {@linkplain #words(Map) words} of a dict; none if it is no OrderedDict, or has none. */
    public static Map<String, String> words(Object dict) {
        var words = new LinkedHashMap<String, String>();
        if (dict instanceof OrderedDict<?, ?> ordered && ordered.metadata.get("") instanceof Map<?, ?> root) {
            root.forEach((key, value) -> {
                if (key instanceof String name && value instanceof String word) {
                    words.put(name, word);
                }
            });
        }
        return words;
    }
}
