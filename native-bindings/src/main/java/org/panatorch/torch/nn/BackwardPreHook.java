package org.panatorch.torch.nn;

import java.util.List;
import org.panatorch.torch.Tensor;

/** A full backward pre-hook of PyTorch: {@code hook(module, grad_output)}. */
@FunctionalInterface
public interface BackwardPreHook {

    /**
     * Called before {@code backward} goes through the module. The gradient belongs to a scope that closes when the hook returns.
     *
     * @return one tensor to use instead; null for the gradient as it is, Python's None
     */
    List<Tensor> hook(Module module, List<Tensor> gradOutput);
}
