package org.panatorch.torch.io;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.panatorch.torch.DType;

/** Turns a tree of Java objects into the pickle that {@code torch.save} would make of its Python counterpart. */
final class PthPickler {

    private static final int ON_THE_WAY = -1;

    /** A storage is known by the identity that its tensors give; a tensor's own default is the object itself. */
    private record Identity(Object object) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Identity(Object o) && o == object;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(object);
        }
    }

    private final PickleOutput out = new PickleOutput();
    private final Map<Object, Integer> storageKeys = new HashMap<>();
    private final List<TensorSource> storages = new ArrayList<>();
    private final Map<Object, Integer> containers = new IdentityHashMap<>();

    /** One tensor per storage, in the order of their keys 0, 1, 2, …. */
    List<TensorSource> storages() {
        return storages;
    }

    byte[] pickle(Object root) {
        // A state dict: load_state_dict does not mind a plain dict, people who print its type do.
        if (root instanceof Map<?, ?> map && !map.isEmpty()
                && map.values().stream().allMatch(TensorSource.class::isInstance)) {
            orderedDict(map, "", 0);
        } else {
            value(root, "", 0);
        }
        return out.finish();
    }

    private void value(Object value, String path, int depth) {
        switch (value) {
            case null -> out.none();
            case Boolean b -> out.bool(b);
            case Byte _, Short _, Integer _, Long _ -> out.integer(((Number) value).longValue());
            case BigInteger i -> out.integer(i);
            case Float _, Double _ -> out.real(((Number) value).doubleValue());
            case Complex complex -> complex(complex);
            case String s -> out.string(s);
            case byte[] bytes -> bytes(bytes);
            case DType dtype -> out.global("torch", TorchNames.name(dtype));
            case TorchDevice device -> device(device);
            case TensorSource tensor -> tensor(tensor, path);
            case Collection<?> c when c.isEmpty() -> emptyCollection(c);
            case Map<?, ?> _, Collection<?> _ -> shared(value, path, depth);
            default -> throw new IllegalArgumentException(where(path) + " is a " + value.getClass().getName()
                    + ", which a .pth file cannot hold");
        }
    }

    private static String where(String path) {
        return path.isEmpty() ? "the root" : path;
    }

    private void emptyCollection(Collection<?> collection) {
        switch (collection) {
            case Tuple _ -> out.emptyTuple();
            case Set<?> set -> set(set, "", 0);
            default -> out.opcode(']');
        }
    }

    /** A container that occurs twice is written once, as pickle does; that also bounds the pickle. */
    private void shared(Object container, String path, int depth) {
        var known = containers.putIfAbsent(container, ON_THE_WAY);
        if (known != null && known == ON_THE_WAY) {
            throw new IllegalArgumentException(where(path) + " contains itself");
        }
        if (known != null) {
            out.recall(known);
            return;
        }
        if (depth > Trees.DEEPEST) {
            throw new IllegalArgumentException(where(path) + " lies more than " + Trees.DEEPEST + " levels deep");
        }
        switch (container) {
            case OrderedDict<?, ?> dict -> orderedDict(dict, path, depth);
            case Map<?, ?> map -> {
                out.opcode('}');
                setItems(map, path, depth);
            }
            case Tuple tuple -> {
                out.openTuple(tuple.size());
                elements(tuple, path, depth);
                out.closeTuple(tuple.size());
            }
            case Set<?> set -> set(set, path, depth);
            case Collection<?> list -> list(list, path, depth);
            default -> throw new AssertionError(container.getClass());
        }
        containers.put(container, out.memoize());
    }

    private void orderedDict(Map<?, ?> map, String path, int depth) {
        out.global("collections", "OrderedDict");
        out.emptyTuple();
        out.reduce();
        setItems(map, path, depth);
        if (map instanceof OrderedDict<?, ?> dict && !dict.metadata().isEmpty()) {
            out.opcode('}');
            out.string("_metadata");
            value(dict.metadata(), path + "._metadata", depth + 1);
            out.opcode('s');
            out.opcode('b');
        }
    }

    private void setItems(Map<?, ?> map, String path, int depth) {
        if (map.isEmpty()) {
            return;
        }
        out.opcode('(');
        map.forEach((key, item) -> {
            switch (key) {
                case null -> out.none();
                case String _, Number _, Boolean _ -> value(key, path, depth);
                default -> throw new IllegalArgumentException(where(path) + " has a key of "
                        + key.getClass().getName() + "; strings and numbers can be written");
            }
            value(item, path + "['" + key + "']", depth + 1);
        });
        out.opcode('u');
    }

    private void list(Collection<?> list, String path, int depth) {
        out.opcode(']');
        if (!list.isEmpty()) {
            out.opcode('(');
            elements(list, path, depth);
            out.opcode('e');
        }
    }

    private void set(Set<?> set, String path, int depth) {
        out.global("__builtin__", "set");
        out.openTuple(1);
        list(set, path, depth);
        out.closeTuple(1);
        out.reduce();
    }

    private void elements(Collection<?> elements, String path, int depth) {
        int index = 0;
        for (var element : elements) {
            value(element, path + "[" + index++ + "]", depth + 1);
        }
    }

    /** Protocol 2 has no bytes; Python 3 writes them as text. */
    private void bytes(byte[] bytes) {
        out.global("_codecs", "encode");
        out.string(new String(bytes, StandardCharsets.ISO_8859_1));
        out.string("latin1");
        out.closeTuple(2);
        out.reduce();
    }

    private void complex(Complex complex) {
        out.global("__builtin__", "complex");
        out.real(complex.real());
        out.real(complex.imag());
        out.closeTuple(2);
        out.reduce();
    }

    private void device(TorchDevice device) {
        out.global("torch", "device");
        out.string(device.type());
        if (device.index() != null) {
            out.integer(device.index());
        }
        out.closeTuple(device.index() == null ? 1 : 2);
        out.reduce();
    }

    private void tensor(TensorSource tensor, String path) {
        var dtype = tensor.dtype();
        var storageClass = TorchNames.storage(dtype);
        var problem = Layout.problem(
                tensor.shape(), tensor.stride(), tensor.storageOffset(), dtype.itemSize, tensor.storageByteSize());
        if (problem != null) {
            throw new IllegalArgumentException(where(path) + " does not fit its storage: " + problem);
        }
        out.global("torch._utils", storageClass == null ? "_rebuild_tensor_v3" : "_rebuild_tensor_v2");
        out.opcode('(');
        storage(tensor, storageClass, path);
        out.integer(tensor.storageOffset());
        out.tuple(tensor.shape());
        out.tuple(tensor.stride());
        out.bool(false);
        out.global("collections", "OrderedDict");
        out.emptyTuple();
        out.reduce();
        if (storageClass == null) {
            out.global("torch", TorchNames.name(dtype));
        }
        out.opcode('t');
        out.reduce();
    }

    private void storage(TensorSource tensor, String storageClass, String path) {
        var identity = tensor.storageIdentity();
        var key = storageKeys.computeIfAbsent(identity == tensor ? new Identity(tensor) : identity, _ -> {
            storages.add(tensor);
            return storages.size() - 1;
        });
        var first = storages.get(key);
        if (first.storageByteSize() != tensor.storageByteSize() || first.dtype() != tensor.dtype()) {
            throw new IllegalArgumentException(where(path)
                    + " shares a storage with a tensor of another dtype or storage size; PyTorch does not save such");
        }
        out.opcode('(');
        out.string("storage");
        out.global(storageClass == null ? "torch.storage" : "torch",
                storageClass == null ? "UntypedStorage" : storageClass);
        out.string(Integer.toString(key));
        out.string("cpu");
        out.integer(storageClass == null
                ? tensor.storageByteSize()
                : tensor.storageByteSize() / tensor.dtype().itemSize);
        out.opcode('t');
        out.opcode('Q');
    }
}
