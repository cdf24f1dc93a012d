package org.panatorch.torch.nn;

import java.util.List;
import org.panatorch.torch.Tensor;

/** A full backward hook of PyTorch: {@code hook(module, grad_input, grad_output)}. */
@FunctionalInterface
public interface BackwardHook {

    /**
     * Called when {@code backward} has come through the module. The gradients belong to a scope that closes when the hook
     * returns: {@code copy().keep()} what you want longer.
     *
     * @param gradInput one for each argument of {@code forward}; null for one that requires none
     * @param gradOutput that of the output
     * @return what to use instead of {@code gradInput}, of a module with one argument that requires a gradient; null for the
     *     gradients as they are, Python's None
     */
    List<Tensor> hook(Module module, List<Tensor> gradInput, List<Tensor> gradOutput);
}
