package org.panatorch.torch.nn;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.panatorch.torch.StateDict;
import org.panatorch.torch.Tensor;
import org.panatorch.torch.Torch;

/** What of a module goes into its state dict: parameters and saved buffers, tied ones under each of their names. */
final class ModuleState {
    private final String type;
    private final Map<String, Tensor> own = new LinkedHashMap<>();

    ModuleState(Module root) {
        type = root.getClass().getSimpleName();
        root.walk("", (path, module) -> {
            module.ownParameters().forEach((name, p) -> own.put(Module.join(path, name), p));
            module.ownBuffers().forEach((name, b) -> {
                if (module.isSaved(name)) {
                    own.put(Module.join(path, name), b);
                }
            });
        });
    }

    StateDict dict() {
        var dict = new LinkedHashMap<String, Tensor>();
        own.forEach((name, tensor) -> dict.put(name, tensor.detach()));
        return new StateDict(dict);
    }

    void load(StateDict dict) {
        var mismatch = StateDict.compare(type, own, dict);
        if (!mismatch.isEmpty()) {
            throw new StateDict.MismatchException(mismatch);
        }
        copyIn(dict, dict.keys());
    }

    StateDict.Mismatch loadLenient(StateDict dict) {
        var mismatch = StateDict.compare(type, own, dict);
        if (!mismatch.shapes().isEmpty()) {
            throw new StateDict.MismatchException(mismatch);
        }
        var keys = new ArrayList<>(dict.keys());
        keys.removeAll(mismatch.unexpected());
        copyIn(dict, keys);
        return mismatch;
    }

    private void copyIn(StateDict dict, Collection<String> keys) {
        try (var _ = Torch.noGrad()) {
            keys.forEach(key -> own.get(key).copy_(dict.get(key)));
        }
    }
}
