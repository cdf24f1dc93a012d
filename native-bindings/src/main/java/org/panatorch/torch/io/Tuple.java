package org.panatorch.torch.io;

import java.util.AbstractList;
import java.util.Collection;
import java.util.RandomAccess;

/** A Python tuple: an unmodifiable list that is written back as a tuple. Elements may be null (None). */
public final class Tuple extends AbstractList<Object> implements RandomAccess {

    private final Object[] items;

    private Tuple(Object[] items) {
        this.items = items;
    }

    public static Tuple of(Object... items) {
        return new Tuple(items.clone());
    }

    public static Tuple copyOf(Collection<?> items) {
        return new Tuple(items.toArray());
    }

    @Override
    public Object get(int index) {
        return items[index];
    }

    @Override
    public int size() {
        return items.length;
    }
}
