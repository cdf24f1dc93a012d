package org.panatorch.torch.nn;

import org.panatorch.torch.Tensor;

/** A layer of this library: its hooks run however it is called. */
abstract class BuiltInLayer extends Layer {

    @Override
    public final Tensor forward(Tensor x) {
        return withHooks(this::compute, x);
    }

    /** What it does to its input. */
    abstract Tensor compute(Tensor x);

    @Override
    final boolean runsItsHooks() {
        return true;
    }
}
