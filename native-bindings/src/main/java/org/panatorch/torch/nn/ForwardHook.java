package org.panatorch.torch.nn;

import java.util.List;
import org.panatorch.torch.Tensor;

/**
 * A forward hook of PyTorch: {@code hook(module, args, output)}.
 *
 * @param <R> what the module's {@code forward} gives
 */
@FunctionalInterface
public interface ForwardHook<R> {

    /**
     * Called after {@code forward}.
     *
     * @param args what {@code forward} was given
     * @return what to give instead of the output; null for the output as it is, Python's None
     */
    R hook(Module module, List<Tensor> args, R output);
}
