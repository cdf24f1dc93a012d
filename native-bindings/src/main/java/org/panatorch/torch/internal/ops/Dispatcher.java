package org.panatorch.torch.internal.ops;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.pytorch.OperatorName;
import org.bytedeco.pytorch.global.torch;
import org.panatorch.torch.internal.LibTorch;

/** libtorch's own list of operators. */
public final class Dispatcher {
    private static final org.bytedeco.pytorch.Dispatcher DISPATCHER;

    static {
        LibTorch.load();
        DISPATCHER = org.bytedeco.pytorch.Dispatcher.singleton();
    }

    private Dispatcher() {}

    /** Names with their namespace, to the overloads of each, the unnamed one first; read once. */
    private static final class Index {
        static final NavigableMap<String, List<String>> OVERLOADS = read();

        private static NavigableMap<String, List<String>> read() {
            var overloads = new TreeMap<String, List<String>>();
            try (var names = DISPATCHER.getAllOpNames()) {
                for (long i = 0; i < names.limit(); i++) {
                    var name = names.getPointer(OperatorName.class, i);
                    overloads.computeIfAbsent(text(name.name()), _ -> new ArrayList<>()).add(text(name.overload_name()));
                }
            }
            overloads.values().forEach(list -> list.sort(Comparator.naturalOrder()));
            return overloads;
        }
    }

    /** All operators' names, in order. */
    public static Iterable<String> names() {
        return Index.OVERLOADS.keySet();
    }

    /** The names of an operator's overloads; none if there is no such operator. */
    public static List<String> overloads(String name) {
        return Index.OVERLOADS.getOrDefault(name, List.of());
    }

    /** The schema of one overload as libtorch prints it, or null if there is none. */
    public static String schema(String name, String overload) {
        try (var operator = new OperatorName(name, overload); var found = DISPATCHER.findSchema(operator)) {
            if (!found.has_value()) {
                return null;
            }
            return text(torch.toString(found.get().schema()));
        }
    }

    /** JavaCPP gives null for an empty std::string. */
    static String text(BytePointer pointer) {
        try (pointer) {
            return pointer == null ? "" : pointer.getString();
        }
    }

    /** One overload, or null if there is none. */
    static Overload find(String name, String overload) {
        var text = schema(name, overload);
        if (text == null) {
            return null;
        }
        try (var operator = new OperatorName(name, overload); var found = DISPATCHER.findSchema(operator)) {
            // the handle is kept for ever, as the operator is
            return new Overload(SchemaParser.parse(text), new org.bytedeco.pytorch.OperatorHandle(found.get()));
        }
    }
}
