package org.panatorch.torch.nn;

import org.panatorch.torch.Tensor;

/** A module whose {@code forward} takes one tensor and gives one: what {@link Sequential} is made of. */
public abstract class Layer extends Module {

    /** {@code self.forward(x)}, Python's {@code layer(x)}. */
    public abstract Tensor forward(Tensor x);

    /**
     * Whether the output is a new tensor that this layer's own gradient does not look at, so that the next layer of a
     * {@link Sequential}, the only one to see it, may write over it.
     */
    boolean outputMayBeOverwritten() {
        return false;
    }
}
