package org.panatorch.torch.io;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.panatorch.torch.DType;

/** The files that scripts/make_io_fixtures.py makes, and the description of values that it shares with us. */
final class Fixtures {

    static final Path FOLDER = Path.of("src/test/resources/io");
    private static final HexFormat HEX = HexFormat.of();

    private Fixtures() {
    }

    static Path file(String name) {
        return FOLDER.resolve(name);
    }

    /** Everything there is to know about a value, in the terms of the script's {@code describe}. */
    static Object describe(Object value) {
        return describe(value, new IdentityHashMap<>());
    }

    private static Object describe(Object value, Map<StoredStorage, Integer> storages) {
        return switch (value) {
            case null -> null;
            case Boolean _, String _ -> value;
            case Long _, BigInteger _ -> Map.of("int", value.toString());
            case Double d -> Map.of("float", HEX.toHexDigits(Double.doubleToRawLongBits(d)));
            case Complex c -> Map.of("complex", List.of(describe(c.real()), describe(c.imag())));
            case byte[] bytes -> Map.of("bytes", HEX.formatHex(bytes));
            case DType dtype -> Map.of("dtype", dtype.toString());
            case TorchDevice device -> Map.of("device", device.toString());
            case StoredTensor tensor -> tensor(tensor, storages);
            case Set<?> set -> Map.of("set", each(new TreeSet<>(set), storages));
            case Tuple tuple -> Map.of("tuple", each(tuple, storages));
            case List<?> list -> Map.of("list", each(list, storages));
            case Map<?, ?> map -> {
                var described = new LinkedHashMap<String, Object>();
                var entries = new ArrayList<>();
                map.forEach((k, v) -> entries.add(list(describe(k, storages), describe(v, storages))));
                described.put(map instanceof OrderedDict ? "ordered" : "dict", entries);
                if (map instanceof OrderedDict<?, ?> dict && !dict.metadata().isEmpty()) {
                    described.put("metadata", describe(dict.metadata(), storages));
                }
                yield described;
            }
            default -> throw new AssertionError(value.getClass());
        };
    }

    private static List<Object> each(Iterable<?> values, Map<StoredStorage, Integer> storages) {
        var described = new ArrayList<>();
        values.forEach(v -> described.add(describe(v, storages)));
        return described;
    }

    private static List<Object> list(Object first, Object second) {
        var list = new ArrayList<>();
        list.add(first);
        list.add(second);
        return list;
    }

    private static Object tensor(StoredTensor tensor, Map<StoredStorage, Integer> storages) {
        int number = storages.computeIfAbsent(tensor.storage(), _ -> storages.size());
        var described = new LinkedHashMap<String, Object>();
        described.put("tensor", tensor.dtype().toString());
        described.put("shape", longs(tensor.shape()));
        described.put("stride", longs(tensor.stride()));
        described.put("offset", (int) tensor.storageOffset());
        described.put("storage", number);
        described.put("storageBytes", HEX.formatHex(bytes(tensor::writeStorageTo)));
        described.put("elements", HEX.formatHex(elements(tensor)));
        return described;
    }

    private static List<Integer> longs(long[] longs) {
        var list = new ArrayList<Integer>();
        for (long value : longs) {
            list.add((int) value);
        }
        return list;
    }

    static byte[] elements(StoredTensor tensor) {
        return bytes(tensor::writeTo);
    }

    private interface Writes {
        void to(WritableByteChannel out) throws IOException;
    }

    private static byte[] bytes(Writes writes) {
        var bytes = new ByteArrayOutputStream();
        try {
            writes.to(Channels.newChannel(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Opens a file of either kind, gives what it holds to {@code use}, and closes it. */
    static <T> T with(Path path, boolean safetensors, Function<Object, T> use) {
        if (safetensors) {
            try (var file = SafeTensorsFile.open(path)) {
                return use.apply(file.tensors());
            }
        }
        try (var file = PthFile.open(path)) {
            return use.apply(file.root());
        }
    }
}
