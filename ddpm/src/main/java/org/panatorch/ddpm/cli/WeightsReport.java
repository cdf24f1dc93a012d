package org.panatorch.ddpm.cli;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.panatorch.ddpm.UserException;
import org.panatorch.torch.DType;
import org.panatorch.torch.io.StoredStorage;
import org.panatorch.torch.io.StoredTensor;
import org.panatorch.torch.io.Trees;
import org.panatorch.torch.io.WeightFile;

/** What is in a weight file, a line for each tensor and value, indented as it is nested. */
final class WeightsReport {
    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_TEXT = 60;
    private static final int MOST_ELEMENTS = 8;

    private final PrintWriter console;
    private final Map<StoredStorage, String> owners = new HashMap<>();
    private long tensors;
    private long elements;
    private long bytes;

    WeightsReport(PrintWriter console) {
        this.console = console;
    }

    /** @throws UserException if there is no such file */
    static void requireFile(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new UserException(file + (Files.isDirectory(file) ? ": a folder" : ": no such file") + ", expected weights (.pth or .safetensors)");
        }
    }

    void print(WeightFile file) {
        console.printf("%-40s %-18s %-14s %14s%n", "name", "shape", "type", "bytes");
        switch (file.root()) {
            case Map<?, ?> map -> entries(map, "", 0);
            case List<?> list when !isPlain(list) -> elements(list, "", 0);
            case StoredTensor tensor -> tensor("(the file is a tensor)", "", 0, tensor);
            case Object value -> console.println(line(0, Trees.kind(value)) + text(value));
            case null -> console.println("None");
        }
        console.printf("%,d tensors, %,d elements, %,d bytes%n", tensors, elements, bytes);
        file.metadata().forEach((name, value) -> console.println("metadata " + text(name) + ": " + text(value)));
    }

    private void entries(Map<?, ?> map, String path, int depth) {
        map.forEach((key, value) -> node(clean(cut(String.valueOf(key), LONGEST_NAME)), path, depth, value));
    }

    private void elements(Collection<?> elements, String path, int depth) {
        int index = 0;
        for (var element : elements) {
            node("[" + index++ + "]", path, depth, element);
        }
    }

    private void node(String name, String path, int depth, Object value) {
        var here = path.isEmpty() ? name : path + "." + name;
        switch (value) {
            case StoredTensor tensor -> tensor(name, here, depth, tensor);
            case Map<?, ?> map -> {
                console.println(line(depth, name) + Trees.kind(map) + " of " + map.size());
                entries(map, here, depth + 1);
            }
            case List<?> list when !isPlain(list) -> {
                console.println(line(depth, name) + Trees.kind(list) + " of " + list.size());
                elements(list, here, depth + 1);
            }
            case null, default -> console.println(line(depth, name) + text(value));
        }
    }

    private void tensor(String name, String path, int depth, StoredTensor tensor) {
        tensors++;
        elements += tensor.byteSize() / tensor.dtype().itemSize;
        var owner = owners.putIfAbsent(tensor.storage(), path);
        if (owner == null) {
            bytes += tensor.storage().byteSize();
        }
        var shape = Arrays.stream(tensor.shape()).mapToObj(Long::toString).collect(Collectors.joining("x"));
        console.printf("%s%-18s %-14s %,14d%s%s%n", line(depth, name), shape.isEmpty() ? "scalar" : shape,
                nameOf(tensor.dtype()), tensor.byteSize(),
                tensor.isContiguous() ? "" : "  strides " + Arrays.toString(tensor.stride()),
                owner == null ? "" : "  in the memory of " + owner);
    }

    private static String line(int depth, String name) {
        return "%-40s ".formatted("  ".repeat(depth) + name);
    }

    /** Fits in one line: no tensors, dicts or lists inside. */
    private static boolean isPlain(List<?> list) {
        return list.stream().noneMatch(e -> e instanceof StoredTensor || e instanceof Map<?, ?> || e instanceof Collection<?>);
    }

    /** {@code bfloat16}. */
    static String nameOf(DType type) {
        return type.toString().replace("torch.", "");
    }

    /** A value, much as Python would show it, in one line that is not too long. */
    static String text(Object value) {
        return switch (value) {
            case null -> "None";
            case Boolean b -> b ? "True" : "False";
            case String s -> "'" + clean(cut(s, LONGEST_TEXT)) + "'";
            case byte[] b -> b.length + " bytes";
            case Map<?, ?> map -> map.entrySet().stream().limit(MOST_ELEMENTS)
                    .map(e -> text(e.getKey()) + ": " + text(e.getValue())).collect(Collectors.joining(", "));
            case Collection<?> c -> Trees.kind(c) + " of " + c.size() + (c.isEmpty() ? "" : ": ") + c.stream()
                    .limit(MOST_ELEMENTS).map(WeightsReport::text).collect(Collectors.joining(", "))
                    + (c.size() > MOST_ELEMENTS ? ", ..." : "");
            default -> clean(cut(value.toString(), LONGEST_TEXT));
        };
    }

    private static String cut(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, longest) + "...";
    }

    /** What a file names must not move a terminal's cursor. */
    private static String clean(String text) {
        return text.codePoints().mapToObj(c -> switch (Character.getType(c)) {
            case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> "\\u%04x".formatted(c);
            default -> Character.toString(c);
        }).collect(Collectors.joining());
    }
}
