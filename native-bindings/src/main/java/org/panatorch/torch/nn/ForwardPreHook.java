package org.panatorch.torch.nn;

import java.util.List;
import org.panatorch.torch.Tensor;

/** A forward pre-hook of PyTorch: {@code hook(module, args)}. */
@FunctionalInterface
public interface ForwardPreHook {

    /**
     * Called before {@code forward}.
     *
     * @param args what {@code forward} is about to be given
     * @return as many tensors to give it instead; null for the arguments as they are, Python's None
     */
    List<Tensor> hook(Module module, List<Tensor> args);
}
