package org.panatorch.torch.io;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the callables of {@link PickleGlobals} do, and how containers are filled. */
final class PickleCalls {

    /** HashMap withstands colliding keys while all are of one Comparable type; real dicts that mix are small. */
    private static final int MOST_MIXED_KEYS = 256;
    private static final int LARGEST_KEY_BITS = 1024;
    private static final int REFERENCE_COST = 8;
    private static final int ENTRY_COST = 64;

    private final PickleInput input;
    private final Budget budget;
    private final TensorRebuild tensors;

    PickleCalls(PickleInput input, Budget budget) {
        this.input = input;
        this.budget = budget;
        this.tensors = new TensorRebuild(input);
    }

    Object call(Object callable, Object arguments) {
        if (!(callable instanceof PickleGlobals.Callable function) || !(arguments instanceof Tuple args)) {
            throw input.error("a call of something that is not a function, or without a tuple of arguments");
        }
        return switch (function) {
            case ORDERED_DICT -> orderedDict(args);
            case COUNTER -> counter(args);
            case SET, FROZENSET -> set(args);
            case BYTEARRAY -> bytearray(args);
            case COMPLEX -> complex(args);
            case ENCODE -> encode(args);
            case SIZE -> size(args);
            case DEVICE -> device(args);
            case NUMPY_DTYPE -> NumpyType.of(input, args);
            case NUMPY_SCALAR -> NumpyType.scalar(input, args);
            case TENSOR_CLASS, PARAMETER_CLASS ->
                    throw input.error("a tensor that is built without a storage");
            default -> tensors.rebuild(function, args);
        };
    }

    /** {@code object.__setstate__(state)}, or the update of its {@code __dict__}. */
    void build(Object object, Object state) {
        if (object instanceof OrderedDict<?, ?> dict && state instanceof Map<?, ?> attributes) {
            if (attributes.get("_metadata") instanceof Map<?, ?> metadata) {
                dict.metadata(metadata);
            }
        } else if (object instanceof NumpyType type) {
            type.setState(input, state);
        } else {
            throw input.error("a state for an object that has none");
        }
    }

    private Object orderedDict(Tuple args) {
        var dict = new OrderedDict<Object, Object>();
        if (args.isEmpty()) {
            return dict;
        }
        // Python 2: a list of pairs.
        if (args.size() != 1 || !(args.get(0) instanceof List<?> pairs)) {
            throw wrong("OrderedDict");
        }
        budget.charge((long) pairs.size() * ENTRY_COST);
        for (var pair : pairs) {
            if (!(pair instanceof List<?> keyAndValue) || keyAndValue.size() != 2) {
                throw wrong("OrderedDict");
            }
            putAll(dict, keyAndValue);
        }
        return dict;
    }

    private Object counter(Tuple args) {
        var counts = new LinkedHashMap<Object, Object>();
        if (args.isEmpty()) {
            return counts;
        }
        if (args.size() != 1 || !(args.get(0) instanceof Map<?, ?> initial)) {
            throw wrong("Counter");
        }
        budget.charge((long) initial.size() * ENTRY_COST);
        counts.putAll(initial);
        return counts;
    }

    private Object set(Tuple args) {
        var set = new LinkedHashSet<>();
        if (args.isEmpty()) {
            return set;
        }
        if (args.size() != 1 || !(args.get(0) instanceof Collection<?> elements)) {
            throw wrong("set");
        }
        budget.charge((long) elements.size() * ENTRY_COST);
        addAll(set, elements);
        return set;
    }

    private Object bytearray(Tuple args) {
        if (args.isEmpty()) {
            return new byte[0];
        }
        // Protocol 2 passes (text, 'latin-1'), later ones the bytes.
        if (args.get(0) instanceof byte[] bytes) {
            budget.charge(bytes.length);
            return bytes.clone();
        }
        return encode(args);
    }

    private byte[] encode(Tuple args) {
        if (args.size() != 2 || !(args.get(0) instanceof String text)
                || !("latin1".equals(args.get(1)) || "latin-1".equals(args.get(1)))) {
            throw wrong("encode");
        }
        budget.charge(text.length());
        if (text.chars().anyMatch(c -> c > 0xff)) {
            throw wrong("encode");
        }
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private Complex complex(Tuple args) {
        if (args.size() == 2 && args.get(0) instanceof Double real && args.get(1) instanceof Double imag) {
            return new Complex(real, imag);
        }
        throw wrong("complex");
    }

    private Object size(Tuple args) {
        if (args.size() != 1 || !(args.get(0) instanceof List<?> sizes)) {
            throw wrong("torch.Size");
        }
        budget.charge((long) sizes.size() * REFERENCE_COST);
        return Tuple.copyOf(sizes);
    }

    private Object device(Tuple args) {
        if (args.size() == 1 && args.get(0) instanceof String type) {
            return new TorchDevice(type, null);
        }
        if (args.size() == 2 && args.get(0) instanceof String type && args.get(1) instanceof Long index
                && index >= 0 && index <= Short.MAX_VALUE) {
            return new TorchDevice(type, index.intValue());
        }
        throw wrong("torch.device");
    }

    private WeightsFormatException wrong(String function) {
        return input.error(function + " is called with arguments that it does not take");
    }

    /** Keys and values in turn. */
    void putAll(Map<?, ?> map, List<?> keysAndValues) {
        var target = PickleCalls.<Map<Object, Object>>cast(map);
        for (int i = 0; i + 1 < keysAndValues.size(); i += 2) {
            requireKey(keysAndValues.get(i), target.keySet());
            target.put(keysAndValues.get(i), keysAndValues.get(i + 1));
        }
    }

    void addAll(Set<?> set, Collection<?> elements) {
        var target = PickleCalls.<Set<Object>>cast(set);
        for (var element : elements) {
            requireKey(element, target);
            target.add(element);
        }
    }

    void appendAll(List<?> list, List<?> elements) {
        PickleCalls.<List<Object>>cast(list).addAll(elements);
    }

    @SuppressWarnings("unchecked")
    private static <T> T cast(Object container) {
        return (T) container;
    }

    /** Only scalars: hashing a nested key can be made to take for ever. */
    private void requireKey(Object key, Set<?> others) {
        switch (key) {
            case String _ -> { }
            case Long _, Double _, Boolean _ -> { }
            case null -> { }
            // Unlike a string, it works out its hash code anew each time.
            case BigInteger big when big.bitLength() <= LARGEST_KEY_BITS -> { }
            default -> throw input.error("a dict key or set element that is not a string, a number or None");
        }
        if (others.size() > MOST_MIXED_KEYS) {
            var first = others.iterator().next();
            if (first == null || key == null || first.getClass() != key.getClass()) {
                throw input.error("a dict or set of more than " + MOST_MIXED_KEYS + " keys of different types");
            }
        }
    }
}
