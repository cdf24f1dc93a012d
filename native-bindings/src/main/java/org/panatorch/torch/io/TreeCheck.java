package org.panatorch.torch.io;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.panatorch.torch.DType;

/**
 * Looks over an unpickled tree before anyone else walks it. Pickles can make a list that holds itself, nest
 * ten thousand deep, or describe 2^60 nodes by sharing sixty; a plain recursive walk of what passes here ends
 * soon and fits the stack.
 */
final class TreeCheck {

    /** Nodes counted once per path; what is not shared cannot exceed the pickle's length. */
    private static final long MOST_NODES = 1_000_000;
    private static final int NODES_PER_BYTE = 16;

    private static final class Node {
        final Object container;
        final Iterator<?> children;
        /** 0 while its children are being looked at. */
        int height;
        long nodes = 1;
        private int highestChild;

        Node(Object container) {
            this.container = container;
            this.children = childrenOf(container);
        }

        void add(int childHeight, long childNodes) {
            highestChild = Math.max(highestChild, childHeight);
            nodes = Math.addExact(nodes, childNodes);
        }

        void finish() {
            height = highestChild + 1;
        }
    }

    private final Function<String, WeightsFormatException> error;
    private final Budget budget;
    private final long mostNodes;

    private TreeCheck(Function<String, WeightsFormatException> error, Budget budget, long pickleBytes) {
        this.error = error;
        this.budget = budget;
        this.mostNodes = MOST_NODES + NODES_PER_BYTE * pickleBytes;
    }

    static Object check(Object root, long pickleBytes, Budget budget,
            Function<String, WeightsFormatException> error) {
        new TreeCheck(error, budget, pickleBytes).walk(root);
        return root;
    }

    private void walk(Object root) {
        if (!isContainer(root)) {
            requireValue(root);
            return;
        }
        var seen = new IdentityHashMap<Object, Node>();
        var path = new ArrayList<Node>();
        enter(root, seen, path);
        while (!path.isEmpty()) {
            var node = path.getLast();
            if (!node.children.hasNext()) {
                node.finish();
                path.removeLast();
                if (!path.isEmpty()) {
                    path.getLast().add(node.height, node.nodes);
                }
            } else {
                var child = node.children.next();
                if (isEmpty(child)) {
                    // Millions of them fit in a small file, and a node for each would cost more than they do.
                    node.add(1, 1);
                    requireDepth(path.size() + 1);
                } else if (!isContainer(child)) {
                    requireValue(child);
                    node.add(0, 1);
                } else if (seen.get(child) instanceof Node known) {
                    if (known.height == 0) {
                        throw error.apply("a container that holds itself");
                    }
                    node.add(known.height, known.nodes);
                    requireDepth(path.size() + known.height);
                } else {
                    enter(child, seen, path);
                }
            }
            if (node.nodes > mostNodes) {
                throw error.apply("a tree of more than " + mostNodes + " nodes, made by repeating its parts");
            }
        }
    }

    private void enter(Object container, Map<Object, Node> seen, List<Node> path) {
        budget.charge(96);
        var node = new Node(container);
        seen.put(container, node);
        path.add(node);
        requireDepth(path.size());
    }

    private void requireDepth(int depth) {
        if (depth > Trees.DEEPEST) {
            throw error.apply("a tree more than " + Trees.DEEPEST + " levels deep");
        }
    }

    private static boolean isContainer(Object object) {
        return object instanceof List<?> || object instanceof Map<?, ?>;
    }

    private static boolean isEmpty(Object object) {
        return switch (object) {
            case OrderedDict<?, ?> dict -> dict.isEmpty() && dict.metadata().isEmpty();
            case Map<?, ?> map -> map.isEmpty();
            case List<?> list -> list.isEmpty();
            case null, default -> false;
        };
    }

    private static Iterator<?> childrenOf(Object container) {
        if (container instanceof OrderedDict<?, ?> dict && !dict.metadata().isEmpty()) {
            var children = new ArrayList<Object>(dict.values());
            children.add(dict.metadata());
            return children.iterator();
        }
        return switch (container) {
            case Map<?, ?> map -> map.values().iterator();
            case List<?> list -> list.iterator();
            default -> Collections.emptyIterator();
        };
    }

    private void requireValue(Object object) {
        switch (object) {
            case null -> { }
            case String _, Long _, Double _, Boolean _, BigInteger _, Complex _, byte[] _ -> { }
            // The elements of sets are scalars: PickleCalls sees to it.
            case StoredTensor _, DType _, TorchDevice _, Set<?> _ -> { }
            case StorageView _ -> throw error.apply("a bare storage; only tensors are read");
            default -> throw error.apply("a function or class where a value was expected");
        }
    }
}
