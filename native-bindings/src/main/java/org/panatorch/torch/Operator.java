package org.panatorch.torch;

import java.lang.ref.Reference;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.panatorch.torch.internal.ops.Overloads;

/**
 * An operator of libtorch called by name: {@code torch.ops.aten.NAME} in PyTorch. It reaches all of them, with autograd,
 * the ones without a method in this library too.
 *
 * <pre>{@code
 * var out = Torch.op("grid_sampler_2d").callTensor(image, grid, 0, 0, false);
 * var sum = Torch.op("add.Tensor").callTensor(x, y, kw("alpha", 2));
 * var qr = Torch.op("linalg_qr").callTensors(x);
 * }</pre>
 *
 * <p>The arguments are checked against libtorch's own schema before anything is called; an error prints it and says
 * which argument is wrong. What a schema's types take:
 * <ul>
 *   <li>{@code Tensor}: a {@link Tensor}; {@code int}: any Java integer; {@code float} and {@code Scalar}: any Java
 *       number; {@code bool}, {@code str}, {@code ScalarType}, {@code Device}, {@code Generator}: {@code Boolean},
 *       {@code String}, {@link DType}, {@link Device} (or its name), {@link Generator};
 *   <li>{@code MemoryFormat} and {@code Layout}: PyTorch's name, {@code "channels_last"}, {@code "strided"};
 *   <li>lists: a {@link List} or an array, {@code long[]} for {@code int[]}; where the schema gives a length,
 *       {@code int[2]}, one number is repeated;
 *   <li>whatever has a {@code ?}: null, which is None.
 * </ul>
 * An argument left out takes the schema's default. Keywords are {@link Keywords#kw kw(name, value)}, after the positional
 * arguments; a {@link TensorOptions} stands for {@code dtype=}, {@code device=} and {@code memory_format=}.
 *
 * <p>Results belong to the open {@link TensorScope}, as any tensor does. One that is an argument, as of an in-place
 * operator, is that very {@code Tensor} object. An operator may be used by several threads.
 */
public final class Operator {
    private final Overloads overloads;

    Operator(String name) {
        overloads = Overloads.of(name);
    }

    /** {@code name=value} of a call; {@link Keywords#kw} makes it. */
    public record Keyword(String name, Object value) {}

    /** The name with its namespace, {@code aten::add}, and with the overload if one was named. */
    public String name() {
        return overloads.name();
    }

    /** The schema as libtorch prints it; where no overload was named, that of each, a line each. */
    public String schema() {
        return String.join("\n", overloads.schemas());
    }

    /**
     * Calls it.
     *
     * <p>Java spreads an array given as the only argument over the call: give a {@link List}, {@code call(List.of(a, b))}.
     *
     * @return the result; several as a {@link List}; null where there is none, or None
     * @throws TorchException if the arguments do not fit the schema, or libtorch refuses them
     * @throws IllegalStateException if a tensor is closed
     */
    public Object call(Object... args) {
        var results = results(args);
        return switch (results.length) {
            case 0 -> null;
            case 1 -> results[0];
            default -> Collections.unmodifiableList(Arrays.asList(results));
        };
    }

    /** {@link #call} of an operator whose one result is a tensor. */
    public Tensor callTensor(Object... args) {
        var result = call(args);
        if (result instanceof Tensor tensor) {
            return tensor;
        }
        throw new TorchException(name(), "does not return a tensor, but "
                + (result == null ? "None" : result.getClass().getSimpleName()) + "; the schema is " + schema());
    }

    /** {@link #call} of an operator that returns several tensors, or a list of them; an undefined one is null. */
    public List<Tensor> callTensors(Object... args) {
        var results = results(args);
        var all = results.length == 1 && results[0] instanceof List<?> list ? list : Arrays.asList(results);
        var tensors = new Tensor[all.size()];
        for (int i = 0; i < tensors.length; i++) {
            if (all.get(i) != null && !(all.get(i) instanceof Tensor)) {
                throw new TorchException(name(), "does not return tensors only; the schema is " + schema());
            }
            tensors[i] = (Tensor) all.get(i);
        }
        return Collections.unmodifiableList(Arrays.asList(tensors));
    }

    private Object[] results(Object[] args) {
        if (args == null) {
            args = new Object[] {null};    // call(null): one argument, None
        }
        int positional = 0;
        while (positional < args.length && !(args[positional] instanceof Keyword || args[positional] instanceof TensorOptions)) {
            positional++;
        }
        var values = new Object[positional];
        for (int i = 0; i < positional; i++) {
            values[i] = handle(args[i]);
        }
        try {
            return overloads.call(values, positional == args.length ? Map.of() : keywords(args, positional));
        } finally {
            Reference.reachabilityFence(args);      // a Generator whose handle is in values must not be collected meanwhile
        }
    }

    private Map<String, Object> keywords(Object[] args, int from) {
        var keywords = new LinkedHashMap<String, Object>();
        for (int i = from; i < args.length; i++) {
            switch (args[i]) {
                case Keyword(String name, Object value) -> put(keywords, name, handle(value));
                case TensorOptions options -> {
                    if (options.requiresGrad()) {
                        throw new TorchException(name(), "operators have no requires_grad: set it on the result");
                    }
                    if (options.dtype() != null) {
                        put(keywords, "dtype", options.dtype());
                    }
                    if (options.device() != null) {
                        put(keywords, "device", options.device());
                    }
                    if (options.memoryFormat() != null) {
                        put(keywords, "memory_format", options.memoryFormat());
                    }
                }
                case null, default -> throw new TorchException(
                        name(), "positional argument " + (i + 1) + " follows a keyword argument");
            }
        }
        return keywords;
    }

    private void put(Map<String, Object> keywords, String name, Object value) {
        if (keywords.containsKey(name)) {
            throw new TorchException(name(), "argument \"" + name + "\" is given twice");
        }
        keywords.put(name, value);
    }

    private static Object handle(Object value) {
        return value instanceof Generator generator ? generator.at() : value;
    }

    /** {@code Operator(aten::relu(Tensor self) -> Tensor)}. */
    @Override
    public String toString() {
        return "Operator(" + schema() + ")";
    }
}
