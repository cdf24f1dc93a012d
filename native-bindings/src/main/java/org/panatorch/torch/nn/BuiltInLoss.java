package org.panatorch.torch.nn;

import org.panatorch.torch.Tensor;

/** A loss of this library: its hooks run however it is called. */
abstract class BuiltInLoss extends Loss {

    @Override
    public final Tensor forward(Tensor input, Tensor target) {
        return withHooks(this::compute, input, target);
    }

    /** How far the input is from the target. */
    abstract Tensor compute(Tensor input, Tensor target);

    @Override
    final boolean runsItsHooks() {
        return true;
    }
}
