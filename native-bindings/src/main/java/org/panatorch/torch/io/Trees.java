package org.panatorch.torch.io;

import java.util.ArrayList;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.panatorch.torch.DType;

/** Trees of maps, lists and {@link Tuple}s, as {@link PthFile#root} gives and {@link PthWriter#save} takes. */
public final class Trees {

    static final int DEEPEST = 100;

    private final UnaryOperator<Object> leaves;
    private final Map<Object, Object> done = new IdentityHashMap<>();

    private Trees(UnaryOperator<Object> leaves) {
        this.leaves = leaves;
    }

    /**
     * A copy of the tree in which {@code leaves} has replaced whatever is no map, list, tuple or set. An
     * {@link OrderedDict} stays one and keeps its metadata, and what the tree holds twice the copy holds twice
     * and not in two copies. Keys, and the elements of sets, are left alone.
     *
     * @throws IllegalArgumentException if the tree is more than a hundred levels deep, or contains itself
     */
    public static Object map(Object tree, UnaryOperator<Object> leaves) {
        return new Trees(leaves).copy(tree, 0);
    }

    /** What Python calls the type of this value: {@code dict}, {@code int}, {@code Tensor}. */
    public static String kind(Object value) {
        return switch (value) {
            case null -> "None";
            case OrderedDict<?, ?> _ -> "OrderedDict";
            case Map<?, ?> _ -> "dict";
            case Tuple _ -> "tuple";
            case Set<?> _ -> "set";
            case Collection<?> _ -> "list";
            case String _ -> "str";
            case Boolean _ -> "bool";
            case Float _, Double _ -> "float";
            case Number _ -> "int";
            case Complex _ -> "complex";
            case byte[] _ -> "bytes";
            case TensorSource _ -> "Tensor";
            case DType _ -> "torch.dtype";
            case TorchDevice _ -> "torch.device";
            default -> value.getClass().getName();
        };
    }

    private Object copy(Object node, int depth) {
        if (node instanceof Set<?>) {
            return node;
        }
        if (!(node instanceof Map<?, ?>) && !(node instanceof Collection<?>)) {
            return leaves.apply(node);
        }
        var known = done.get(node);
        if (known != null) {
            return known;
        }
        if (depth > DEEPEST) {
            throw new IllegalArgumentException("a tree of more than " + DEEPEST + " levels, or one that contains itself");
        }
        var copy = switch (node) {
            case OrderedDict<?, ?> dict -> ordered(dict, depth);
            case Map<?, ?> map -> copyInto(new LinkedHashMap<>(), map, depth);
            case Tuple tuple -> Tuple.copyOf(elements(tuple, depth));
            default -> elements((Collection<?>) node, depth);
        };
        done.put(node, copy);
        return copy;
    }

    private Object ordered(OrderedDict<?, ?> dict, int depth) {
        var copy = new OrderedDict<Object, Object>();
        copy.metadata(dict.metadata());
        return copyInto(copy, dict, depth);
    }

    private Map<Object, Object> copyInto(Map<Object, Object> copy, Map<?, ?> map, int depth) {
        map.forEach((key, value) -> copy.put(key, copy(value, depth + 1)));
        return copy;
    }

    private ArrayList<Object> elements(Collection<?> elements, int depth) {
        var copies = new ArrayList<>(elements.size());
        elements.forEach(element -> copies.add(copy(element, depth + 1)));
        return copies;
    }
}
