package org.panatorch.torch.internal.ops;

import java.util.HashMap;
import java.util.Map;
import org.bytedeco.pytorch.GenericList;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.IValueVector;
import org.bytedeco.pytorch.OperatorHandle;
import org.bytedeco.pytorch.Type;
import org.panatorch.torch.DType;
import org.panatorch.torch.Device;
import org.panatorch.torch.Tensor;
import org.panatorch.torch.internal.Options;
import org.panatorch.torch.internal.TensorAccess;

/** A call through the dispatcher with libtorch's IValues: takes every type, and failures have their message. */
final class BoxedCall {
    private final Schema schema;
    private final OperatorHandle handle;
    /** The C++ element types of list arguments, by position: a list of libtorch's knows its own. */
    private final Map<Integer, Type.TypePtr> itemTypes = new HashMap<>();

    BoxedCall(Schema schema, OperatorHandle handle) {
        this.schema = schema;
        this.handle = handle;
        try (var arguments = handle.schema().arguments()) {
            for (int i = 0; i < schema.args().size(); i++) {
                var type = schema.args().get(i).type();
                if (type.list()) {
                    try (var whole = arguments.getPointer(i).type();
                            var list = type.optional() ? whole.get().containedType(0) : new Type.TypePtr(whole)) {
                        itemTypes.put(i, list.get().containedType(0));
                    }
                }
            }
        }
    }

    /** The results, the ones that are an argument as that argument itself. Throws what the presets throw. */
    Object[] call(Object[] values) {
        try (var stack = new IValueVector()) {
            for (int i = 0; i < values.length; i++) {
                try (var value = ivalue(values[i], i)) {
                    stack.push_back(value);
                }
            }
            handle.callBoxed(stack);
            var results = new Object[schema.returns().size()];
            for (int i = 0; i < results.length; i++) {
                var type = schema.returns().get(i);
                int written = schema.writtenArgument(type);
                results[i] = written >= 0 ? values[written] : Results.of(schema.name(), stack.get(i), type);
            }
            return results;
        }
    }

    private IValue ivalue(Object value, int argument) {
        if (!(value instanceof Object[] items)) {
            return one(value);
        }
        try (var list = new GenericList(itemTypes.get(argument))) {
            list.reserve(items.length);
            for (var item : items) {
                try (var ivalue = one(item)) {
                    list.push_back(ivalue);
                }
            }
            return new IValue(list);
        }
    }

    private static IValue one(Object value) {
        return switch (value) {
            case null -> new IValue();
            case Tensor tensor -> new IValue(TensorAccess.at(tensor));
            case Long n -> new IValue((long) n);
            case Double d -> new IValue((double) d);
            case Boolean b -> new IValue((boolean) b);
            case String s -> new IValue(s);
            case DType dtype -> new IValue((long) dtype.code);
            case Device device -> new IValue(Options.device(device));
            case org.bytedeco.pytorch.Generator generator -> new IValue(generator);
            default -> throw new AssertionError(value);
        };
    }
}
