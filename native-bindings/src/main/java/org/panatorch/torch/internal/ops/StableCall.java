package org.panatorch.torch.internal.ops;

import org.panatorch.torch.DType;
import org.panatorch.torch.Device;
import org.panatorch.torch.Tensor;
import org.panatorch.torch.ffm.StableDispatcher;
import org.panatorch.torch.internal.TensorAccess;

/**
 * A call through the stable C ABI: fewer crossings into native code than {@link BoxedCall}.
 *
 * <p>It serves the operators that write to none of their arguments and return something, since a call that failed has no
 * message on this way, and is made again on the other to get it. Scalars, generators and strings (which that ABI leaks)
 * must be absent; the types it lacks altogether may be, if they are optional.
 */
final class StableCall {
    private final Schema schema;
    private final StableDispatcher.Op op;

    private StableCall(Schema schema) {
        this.schema = schema;
        this.op = new StableDispatcher.Op(schema.name(), schema.overload());
    }

    /** Null if this operator cannot be called in this way. */
    static StableCall of(Schema schema) {
        boolean possible = StableDispatcher.isAvailable()
                && !schema.isMutable() && !schema.returns().isEmpty()
                && schema.args().size() <= StableDispatcher.slots()
                && schema.args().stream().allMatch(arg -> arg.type().optional() || isEncodable(arg.type()))
                && schema.returns().stream().allMatch(StableCall::isDecodable);
        return possible ? new StableCall(schema) : null;
    }

    private static boolean isEncodable(ArgType type) {
        return !type.optionalItems() && switch (type.kind()) {
            case TENSOR, INT, FLOAT, BOOL -> true;
            case SCALAR_TYPE, LAYOUT, MEMORY_FORMAT, DEVICE -> !type.list();
            case STR, SCALAR, GENERATOR, OTHER -> false;
        };
    }

    private static boolean isDecodable(ArgType type) {
        return !type.optional() && !type.optionalItems() && switch (type.kind()) {
            case TENSOR, INT, FLOAT, BOOL -> true;
            default -> false;
        };
    }

    /** Whether these arguments can go this way. */
    boolean takes(Object[] values) {
        for (int i = 0; i < values.length; i++) {
            if (values[i] != null && !isEncodable(schema.args().get(i).type())) {
                return false;
            }
        }
        return true;
    }

    /** The results, or null if the call failed. */
    Object[] call(Object[] values) {
        for (var value : values) {
            requireOpen(value);    // before anything is allocated that would have to be given back
        }
        int results = schema.returns().size();
        var stack = new long[Math.max(values.length, results)];
        for (int i = 0; i < values.length; i++) {
            stack[i] = encode(values[i], schema.args().get(i).type());
        }
        if (!StableDispatcher.call(op, stack, values.length, results)) {
            return null;
        }
        var decoded = new Object[results];
        for (int i = 0; i < results; i++) {
            decoded[i] = decode(stack[i], schema.returns().get(i));
        }
        return decoded;
    }

    private static void requireOpen(Object value) {
        if (value instanceof Tensor tensor) {
            TensorAccess.at(tensor);
        } else if (value instanceof Object[] list) {
            for (var item : list) {
                requireOpen(item);
            }
        }
    }

    private static long encode(Object value, ArgType type) {
        if (value == null) {
            return 0;
        }
        long encoded;
        if (value instanceof Object[] items) {
            var values = new long[items.length];
            for (int i = 0; i < values.length; i++) {
                values[i] = encodeOne(items[i]);
            }
            encoded = StableDispatcher.list(values);
        } else {
            encoded = encodeOne(value);
        }
        return type.optional() ? StableDispatcher.some(encoded) : encoded;
    }

    private static long encodeOne(Object value) {
        return switch (value) {
            case Tensor tensor -> StableDispatcher.ownedTensor(TensorAccess.at(tensor).address());
            case Long n -> n;
            case Double d -> Double.doubleToRawLongBits(d);
            case Boolean b -> b ? 1 : 0;
            case DType dtype -> dtype.code;
            case Device device -> (long) device.type().code << 32 | device.index() & 0xffff_ffffL;
            default -> throw new AssertionError(value);
        };
    }

    private static Object decode(long value, ArgType type) {
        if (!type.list()) {
            return decodeOne(value, type.kind());
        }
        var values = StableDispatcher.takeList(value);
        var items = new Object[values.length];
        for (int i = 0; i < items.length; i++) {
            items[i] = decodeOne(values[i], type.kind());
        }
        return java.util.Collections.unmodifiableList(java.util.Arrays.asList(items));
    }

    private static Object decodeOne(long value, ArgType.Kind kind) {
        return switch (kind) {
            case TENSOR -> Results.tensor(new OwnedTensor(value));
            case INT -> value;
            case FLOAT -> Double.longBitsToDouble(value);
            case BOOL -> (value & 1) != 0;
            default -> throw new AssertionError(kind);
        };
    }
}
