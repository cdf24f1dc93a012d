package org.panatorch.torch.io;

import static java.util.Map.entry;

import java.util.Map;
import org.panatorch.torch.DType;

/**
 * The names that a pickle may use, and nothing else: PyTorch's list for {@code weights_only=True} as far as it
 * rebuilds dense tensors, complex numbers, and numpy's scalars.
 */
final class PickleGlobals {

    enum Callable {
        ORDERED_DICT, COUNTER, SET, FROZENSET, BYTEARRAY, COMPLEX, ENCODE, SIZE, DEVICE,
        REBUILD_TENSOR, REBUILD_TENSOR_V2, REBUILD_TENSOR_V3, REBUILD_PARAMETER, REBUILD_PARAMETER_WITH_STATE,
        REBUILD_FROM_TYPE_V2, TENSOR_CLASS, PARAMETER_CLASS, NUMPY_SCALAR, NUMPY_DTYPE
    }

    /** A storage class; {@code dtype} null for {@code UntypedStorage}. */
    record StorageClass(DType dtype) {
    }

    private static final Map<String, Callable> CALLABLES = Map.ofEntries(
            entry("collections.OrderedDict", Callable.ORDERED_DICT),
            entry("collections.Counter", Callable.COUNTER),
            entry("builtins.set", Callable.SET),
            entry("builtins.frozenset", Callable.FROZENSET),
            entry("builtins.bytearray", Callable.BYTEARRAY),
            entry("builtins.complex", Callable.COMPLEX),
            entry("_codecs.encode", Callable.ENCODE),
            entry("torch.Size", Callable.SIZE),
            entry("torch.device", Callable.DEVICE),
            entry("torch.Tensor", Callable.TENSOR_CLASS),
            entry("torch.nn.parameter.Parameter", Callable.PARAMETER_CLASS),
            entry("torch._utils._rebuild_tensor", Callable.REBUILD_TENSOR),
            entry("torch._utils._rebuild_tensor_v2", Callable.REBUILD_TENSOR_V2),
            entry("torch._utils._rebuild_tensor_v3", Callable.REBUILD_TENSOR_V3),
            entry("torch._utils._rebuild_parameter", Callable.REBUILD_PARAMETER),
            entry("torch._utils._rebuild_parameter_with_state", Callable.REBUILD_PARAMETER_WITH_STATE),
            entry("torch._tensor._rebuild_from_type_v2", Callable.REBUILD_FROM_TYPE_V2),
            entry("numpy.core.multiarray.scalar", Callable.NUMPY_SCALAR),
            entry("numpy._core.multiarray.scalar", Callable.NUMPY_SCALAR),
            entry("numpy.dtype", Callable.NUMPY_DTYPE));

    private PickleGlobals() {
    }

    static Object find(PickleInput input, String module, String name) {
        // Protocol 2 spells names the way Python 2 did.
        var fullName = (module.equals("__builtin__") ? "builtins" : module) + "." + name;
        var callable = CALLABLES.get(fullName);
        if (callable != null) {
            return callable;
        }
        if (module.equals("torch") && TorchNames.dtype(name) != null) {
            return TorchNames.dtype(name);
        }
        if (fullName.equals("torch.storage.UntypedStorage") || fullName.equals("torch.UntypedStorage")) {
            return new StorageClass(null);
        }
        // Old checkpoints name the storages of the GPU they were saved on.
        if ((module.equals("torch") || module.equals("torch.cuda")) && TorchNames.ofStorage(name) != null) {
            return new StorageClass(TorchNames.ofStorage(name));
        }
        throw input.error("the file asks for " + WeightsFormatException.quote(fullName)
                + "; only what rebuilds dense tensors and plain Python data is read");
    }
}
