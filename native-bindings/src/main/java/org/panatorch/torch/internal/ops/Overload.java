package org.panatorch.torch.internal.ops;

import java.util.Arrays;
import java.util.stream.Stream;
import org.bytedeco.pytorch.OperatorHandle;
import org.panatorch.torch.Tensor;
import org.panatorch.torch.TorchException;

/** One overload of an operator, ready to be called. */
final class Overload {
    private final Schema schema;
    private final BoxedCall boxed;
    private final StableCall stable;

    Overload(Schema schema, OperatorHandle handle) {
        this.schema = schema;
        this.boxed = new BoxedCall(schema, handle);
        this.stable = StableCall.of(schema);
    }

    Schema schema() {
        return schema;
    }

    Object[] call(Object[] values) {
        if (stable != null && stable.takes(values)) {
            var results = stable.call(values);
            if (results != null) {
                return results;
            }
        }
        try {
            return boxed.call(values);
        } catch (RuntimeException e) {
            throw TorchException.of(shortName(), e, tensors(values));
        }
    }

    private String shortName() {
        return schema.name().startsWith("aten::") ? schema.name().substring("aten::".length()) : schema.name();
    }

    private static Tensor[] tensors(Object[] values) {
        return Arrays.stream(values)
                .flatMap(v -> v instanceof Object[] list ? Arrays.stream(list) : Stream.ofNullable(v))
                .filter(Tensor.class::isInstance).toArray(Tensor[]::new);
    }
}
