package org.panatorch.torch.io;

import java.util.List;
import java.util.Map;
import org.panatorch.torch.DType;

/** The functions of {@code torch/_utils.py} and {@code torch/_tensor.py} that make a tensor out of a storage. */
final class TensorRebuild {

    private final PickleInput input;

    TensorRebuild(PickleInput input) {
        this.input = input;
    }

    StoredTensor rebuild(PickleGlobals.Callable function, Tuple args) {
        return switch (function) {
            // (storage, storage_offset, size, stride)
            case REBUILD_TENSOR -> tensor(require(args, 4, 4), null, null);
            // (…, requires_grad, backward_hooks, metadata=None)
            case REBUILD_TENSOR_V2 -> tensor(require(args, 6, 7), null, optional(args, 6));
            // (…, requires_grad, backward_hooks, dtype, metadata=None)
            case REBUILD_TENSOR_V3 -> {
                if (!(require(args, 7, 8).get(6) instanceof DType dtype)) {
                    throw input.error("a tensor whose dtype is not a dtype");
                }
                yield tensor(args, dtype, optional(args, 7));
            }
            // (data, requires_grad, backward_hooks[, state])
            case REBUILD_PARAMETER -> parameter(require(args, 3, 3));
            case REBUILD_PARAMETER_WITH_STATE -> parameter(require(args, 4, 4));
            // (function, class, arguments, state): a tensor with Python attributes, which are dropped.
            case REBUILD_FROM_TYPE_V2 -> fromType(require(args, 4, 4));
            default -> throw input.error("a call of something that cannot be called");
        };
    }

    private Tuple require(Tuple args, int least, int most) {
        if (args.size() < least || args.size() > most) {
            throw input.error("a tensor is rebuilt from " + args.size() + " arguments, " + least + " to " + most
                    + " were expected");
        }
        return args;
    }

    private static Object optional(Tuple args, int index) {
        return index < args.size() ? args.get(index) : null;
    }

    private StoredTensor fromType(Tuple args) {
        if (args.get(1) != PickleGlobals.Callable.TENSOR_CLASS
                && args.get(1) != PickleGlobals.Callable.PARAMETER_CLASS) {
            throw input.error("a subclass of Tensor, which is not read");
        }
        // Not itself again: the arguments may nest as deep as they like.
        if (!(args.get(0) instanceof PickleGlobals.Callable inner) || !(args.get(2) instanceof Tuple arguments)
                || inner == PickleGlobals.Callable.REBUILD_FROM_TYPE_V2) {
            throw input.error("a tensor that is not rebuilt by one of PyTorch's functions");
        }
        return rebuild(inner, arguments);
    }

    private StoredTensor parameter(Tuple args) {
        if (args.get(0) instanceof StoredTensor tensor) {
            return tensor;
        }
        throw input.error("a Parameter that is not made of a tensor");
    }

    private StoredTensor tensor(Tuple args, DType given, Object metadata) {
        if (!(args.get(0) instanceof StorageView view) || !(args.get(1) instanceof Long offset)) {
            throw input.error("a tensor without a storage and an offset into it");
        }
        // Such a tensor's bytes are not yet its values.
        if (metadata instanceof Map<?, ?> flags && (isSet(flags, "conj") || isSet(flags, "neg"))) {
            throw input.error("a lazily conjugated or negated tensor; save tensor.resolve_conj().resolve_neg()");
        }
        var dtype = given != null ? given : view.dtype() != null ? view.dtype() : DType.UINT8;
        if (view.firstElement() != 0 && dtype != view.dtype()) {
            throw input.error("a part of a storage of one type is used as another");
        }
        var shape = longs(args.get(2));
        var stride = longs(args.get(3));
        var problem = Layout.problem(shape, stride, offset, dtype.itemSize, view.byteSize());
        if (problem != null) {
            throw input.error("a tensor does not fit its storage: " + problem);
        }
        view.storage().seenAs(dtype);
        return new StoredTensor(dtype, shape, stride, view.firstElement() + offset, view.storage());
    }

    private static boolean isSet(Map<?, ?> flags, String name) {
        var value = flags.get(name);
        return value != null && !Boolean.FALSE.equals(value);
    }

    private long[] longs(Object object) {
        if (!(object instanceof List<?> list) || list.size() > Layout.MOST_DIMENSIONS) {
            throw input.error("a size or stride that is not a tuple of at most "
                    + Layout.MOST_DIMENSIONS + " integers");
        }
        var longs = new long[list.size()];
        for (int i = 0; i < longs.length; i++) {
            if (!(list.get(i) instanceof Long value)) {
                throw input.error("a size or stride that is not an integer");
            }
            longs[i] = value;
        }
        return longs;
    }
}
