package org.panatorch.torch.nn;

import org.panatorch.torch.Tensor;

/** A module that says how far an output is from its target: {@code criterion(input, target)}. */
public abstract class Loss extends Module {

    /** {@code self.forward(input, target)}: 0-dimensional, unless the reduction is none. */
    public abstract Tensor forward(Tensor input, Tensor target);

    /** {@code criterion(input, target)}: {@link #forward} with the hooks around it, as {@link Layer#call}. */
    public final Tensor call(Tensor input, Tensor target) {
        return call(this::forward, input, target);
    }
}
