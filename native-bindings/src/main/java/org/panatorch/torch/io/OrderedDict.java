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
}
