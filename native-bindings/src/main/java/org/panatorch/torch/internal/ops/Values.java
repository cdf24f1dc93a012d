package org.panatorch.torch.internal.ops;

import java.lang.reflect.Array;
import java.util.Arrays;
import java.util.List;
import org.panatorch.torch.DType;
import org.panatorch.torch.Device;
import org.panatorch.torch.MemoryFormat;
import org.panatorch.torch.Tensor;

/**
 * What a Java value is where a schema asks for a type.
 *
 * <p>The forms handed on are few: Tensor, Long, Double, Boolean, String, DType, Device, JavaCPP's Generator, for layouts
 * and memory formats the Long that libtorch has for them, null for None, and an {@code Object[]} of these for a list.
 */
final class Values {
    /** This value does not fit. */
    static final Object MISFIT = new Object();

    private static final List<String> MEMORY_FORMATS =
            List.of("contiguous_format", "preserve_format", "channels_last", "channels_last_3d");
    private static final List<String> LAYOUTS =
            List.of("strided", "sparse_coo", "sparse_csr", "_mkldnn", "sparse_csc", "sparse_bsr", "sparse_bsc", "jagged");

    private Values() {}

    /** The value in the form for this type, or {@link #MISFIT}. */
    static Object fit(Object value, ArgType type) {
        if (value == null) {
            return type.optional() ? null : MISFIT;
        }
        return type.list() ? list(value, type) : one(value, type.kind());
    }

    private static Object one(Object value, ArgType.Kind kind) {
        return switch (kind) {
            case TENSOR -> value instanceof Tensor ? value : MISFIT;
            case INT -> isInteger(value) ? (Object) ((Number) value).longValue() : MISFIT;
            case FLOAT -> isInteger(value) || isFloat(value) ? (Object) ((Number) value).doubleValue() : MISFIT;
            case BOOL -> value instanceof Boolean ? value : MISFIT;
            case STR -> value instanceof String ? value : MISFIT;
            case SCALAR -> value instanceof Boolean ? value
                    : isInteger(value) ? (Object) ((Number) value).longValue()
                    : isFloat(value) ? (Object) ((Number) value).doubleValue() : MISFIT;
            case SCALAR_TYPE -> value instanceof DType ? value : MISFIT;
            case LAYOUT -> named(value, LAYOUTS);
            case MEMORY_FORMAT -> value instanceof MemoryFormat format ? (Object) (long) format.code : named(value, MEMORY_FORMATS);
            case DEVICE -> value instanceof Device ? value : value instanceof String text ? device(text) : MISFIT;
            case GENERATOR -> value instanceof org.bytedeco.pytorch.Generator ? value : MISFIT;
            case OTHER -> MISFIT;
        };
    }

    private static Object list(Object value, ArgType type) {
        Object[] items;
        if (value instanceof Object[] array) {
            items = array;
        } else if (value instanceof List<?> list) {
            items = list.toArray();
        } else if (value.getClass().isArray()) {
            items = new Object[Array.getLength(value)];
            for (int i = 0; i < items.length; i++) {
                items[i] = Array.get(value, i);
            }
        } else {
            var one = type.size() > 0 ? one(value, type.kind()) : MISFIT;
            return one == MISFIT ? MISFIT : repeat(one, type.size());
        }
        var fitted = new Object[items.length];
        for (int i = 0; i < items.length; i++) {
            fitted[i] = items[i] == null ? (type.optionalItems() ? null : MISFIT) : one(items[i], type.kind());
            if (fitted[i] == MISFIT) {
                return MISFIT;
            }
        }
        return fitted;
    }

    static Object[] repeat(Object one, int times) {
        var items = new Object[times];
        Arrays.fill(items, one);
        return items;
    }

    /** A number in a schema's text. */
    static Object number(ArgType.Kind kind, String text) {
        return switch (kind) {
            case SCALAR_TYPE -> DType.of(Integer.parseInt(text));
            case FLOAT -> floating(text);
            case SCALAR -> text.matches("-?\\d+") ? (Object) Long.parseLong(text) : floating(text);
            case DEVICE, OTHER -> text;
            default -> Long.parseLong(text);
        };
    }

    private static Object floating(String text) {
        return switch (text) {
            case "inf" -> Double.POSITIVE_INFINITY;
            case "-inf" -> Double.NEGATIVE_INFINITY;
            case "nan" -> Double.NaN;
            default -> Double.parseDouble(text);
        };
    }

    /** How well a value fits that {@link #fit} accepted: 0 as it is, 1 if it was converted. */
    static int conversions(Object value, Object fitted, ArgType type) {
        if (type.list()) {
            return value instanceof Number || value instanceof Boolean ? 1 : 0;
        }
        return type.kind() == ArgType.Kind.FLOAT && isInteger(value)
                || type.kind() == ArgType.Kind.DEVICE && value instanceof String ? 1 : 0;
    }

    /** A value in words, for messages. */
    static String describe(Object value) {
        return switch (value) {
            case null -> "None";
            case Tensor _ -> "a Tensor";
            case String s -> "str \"" + s + "\"";
            case Boolean b -> "bool " + b;
            case Number n when isInteger(n) -> "int " + n;
            case Number n when isFloat(n) -> "float " + n;
            case DType d -> d.toString();
            case Device d -> "device " + d;
            case org.bytedeco.pytorch.Generator _ -> "a Generator";
            case Object[] a -> describe(Arrays.asList(a));
            case List<?> l -> l.isEmpty() ? "an empty list" : "a list with " + describe(firstOdd(l));
            default -> value.getClass().isArray() ? value.getClass().getSimpleName() : "a " + value.getClass().getName();
        };
    }

    /** The element to show: the first whose class is not the first one's, if any. */
    private static Object firstOdd(List<?> list) {
        Object first = list.getFirst();
        for (Object item : list) {
            if (item == null || first == null || item.getClass() != first.getClass()) {
                return item;
            }
        }
        return first;
    }

    private static boolean isInteger(Object value) {
        return value instanceof Long || value instanceof Integer || value instanceof Short || value instanceof Byte;
    }

    private static boolean isFloat(Object value) {
        return value instanceof Double || value instanceof Float;
    }

    private static Object named(Object value, List<String> names) {
        if (!(value instanceof String name)) {
            return MISFIT;
        }
        int index = names.indexOf(name.startsWith("torch.") ? name.substring("torch.".length()) : name);
        return index < 0 ? MISFIT : (Object) (long) index;
    }

    private static Object device(String text) {
        try {
            return Device.of(text);
        } catch (IllegalArgumentException e) {
            return MISFIT;
        }
    }
}
