package org.panatorch.torch.internal.ops;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.bytedeco.pytorch.IValue;
import org.panatorch.torch.DType;
import org.panatorch.torch.Tensor;
import org.panatorch.torch.internal.TensorAccess;

/** What came back, as Java values. */
final class Results {
    private Results() {}

    /** Takes a handle over; an undefined tensor is None. */
    static Tensor tensor(org.bytedeco.pytorch.Tensor owned) {
        if (!owned.defined()) {
            owned.close();
            return null;
        }
        return TensorAccess.wrap(owned);
    }

    /** A value of a stack, which keeps its own reference. */
    static Object of(String op, IValue value, ArgType type) {
        if (value.isNone()) {
            return null;
        }
        if (value.isTensor()) {
            return tensor(new org.bytedeco.pytorch.Tensor(value.toTensor()));    // toTensor only borrows
        }
        if (value.isInt()) {
            return type.kind() == ArgType.Kind.SCALAR_TYPE ? DType.of((int) value.toInt()) : (Object) value.toInt();
        }
        if (value.isDouble()) {
            return value.toDouble();
        }
        if (value.isBool()) {
            return value.toBool();
        }
        if (value.isString()) {
            return Dispatcher.text(value.toStringRef());
        }
        if (value.isList()) {
            return list(op, value, type);
        }
        try (var kind = value.tagKind()) {
            throw new UnsupportedOperationException(
                    op + " returned a " + kind.getString() + ", which no Java value stands for here");
        }
    }

    private static List<Object> list(String op, IValue value, ArgType type) {
        var items = new ArrayList<>();
        try (var list = value.toList()) {
            for (long i = 0; i < list.size(); i++) {
                try (var item = list.get(i)) {
                    items.add(of(op, item, type));
                }
            }
        }
        return Collections.unmodifiableList(items);
    }
}
