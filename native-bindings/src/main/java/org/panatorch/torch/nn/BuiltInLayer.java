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

    /** {@code p} of a dropout. */
    static double probability(double p) {
        if (!(p >= 0 && p <= 1)) {
            throw new IllegalArgumentException("dropout probability has to be between 0 and 1, but got " + p);
        }
        return p;
    }
}
