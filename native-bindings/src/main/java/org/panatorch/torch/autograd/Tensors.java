package org.panatorch.torch.autograd;

import java.util.Arrays;
import org.panatorch.torch.Tensor;
import org.panatorch.torch.internal.Call;
import org.panatorch.torch.internal.TensorAccess;

/** What the tensors of a {@link Function} are asked, and other handles of them. */
final class Tensors {
    private Tensors() {}

    /** Another handle, outside all scopes. */
    static Tensor outliving(Tensor tensor) {
        return TensorAccess.own(TensorAccess.at(tensor));
    }

    /** Another handle, for the open scope. */
    static Tensor scoped(Tensor tensor) {
        return TensorAccess.wrap(new org.bytedeco.pytorch.Tensor(TensorAccess.at(tensor)));
    }

    /** How often each was changed in place; 0 for null. */
    static long[] versions(Tensor... tensors) {
        return Arrays.stream(tensors).mapToLong(t -> t == null ? 0 : Call.number(t, org.bytedeco.pytorch.Tensor::_version)).toArray();
    }

    /** Whether two handles are of one C++ tensor. */
    static boolean same(Tensor a, Tensor b) {
        return a == b || a != null && b != null && Call.value("is", () -> TensorAccess.at(a).is_same(TensorAccess.at(b)), a, b);
    }

    static boolean shareMemory(Tensor a, Tensor b) {
        return a != null && b != null && Call.value("is_alias_of", () -> TensorAccess.at(a).is_alias_of(TensorAccess.at(b)), a, b);
    }

    /** Whether nothing else refers to the tensor that {@code owned} is the handle of, nor to its memory. */
    static boolean isAlone(Tensor owned) {
        return Call.value("use_count", () -> {
            var at = TensorAccess.at(owned);
            try (var storage = at.storage()) {
                return at.use_count() == 1 && storage.use_count() == 1;
            }
        }, owned);
    }

    static String describe(Tensor tensor) {
        return tensor.dtype() + " " + Arrays.toString(tensor.shape());
    }
}
