package org.panatorch.torch.nn;

import org.panatorch.torch.Tensor;

/** A module whose {@code forward} takes one tensor and gives one: what {@link Sequential} is made of. */
public abstract class Layer extends Module {

    /** {@code self.forward(x)}, Python's {@code layer(x)}. */
    public abstract Tensor forward(Tensor x);
}
