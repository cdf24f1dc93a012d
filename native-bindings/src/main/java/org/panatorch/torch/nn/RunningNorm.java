package org.panatorch.torch.nn;

import java.util.Arrays;
import org.panatorch.torch.Tensor;
import org.panatorch.torch.TensorScope;
import org.panatorch.torch.Torch;
import org.panatorch.torch.TorchException;

/** What batch and instance norms have in common: parameters, and statistics that run along. */
abstract sealed class RunningNorm extends BuiltInLayer permits BatchNorm, InstanceNorm {
    final long numFeatures;
    final double eps;
    final Double momentum;
    private final boolean affine;
    private final boolean trackRunningStats;
    final Tensor weight;
    final Tensor bias;
    final Tensor runningMean;
    final Tensor runningVar;
    final Tensor numBatchesTracked;

    RunningNorm(long numFeatures, double eps, Double momentum, boolean affine, boolean trackRunningStats) {
        this.numFeatures = numFeatures;
        this.eps = eps;
        this.momentum = momentum;
        this.affine = affine;
        this.trackRunningStats = trackRunningStats;
        try (var _ = TensorScope.open()) {
            weight = affine ? registerParameter("weight", Torch.ones(numFeatures)) : null;
            bias = affine ? registerParameter("bias", Torch.zeros(numFeatures)) : null;
            runningMean = trackRunningStats ? registerBuffer("running_mean", Torch.zeros(numFeatures)) : null;
            runningVar = trackRunningStats ? registerBuffer("running_var", Torch.ones(numFeatures)) : null;
            numBatchesTracked = trackRunningStats
                    ? registerBuffer("num_batches_tracked", Torch.tensor(new long[] {0}).view(new long[0])) : null;
        }
    }

    /** {@code self.weight}, or null. */
    public final Tensor weight() {
        return weight;
    }

    /** {@code self.bias}, or null. */
    public final Tensor bias() {
        return bias;
    }

    final void requireDims(Tensor x, int... allowed) {
        if (Arrays.stream(allowed).noneMatch(d -> d == x.dim())) {
            var names = Arrays.stream(allowed).mapToObj(d -> d + "D").reduce((a, b) -> a + " or " + b).orElseThrow();
            throw new TorchException(getClass().getSimpleName(), "expected " + names + " input (got " + x.dim() + "D input)");
        }
    }

    @Override
    protected final String extraRepr() {
        return numFeatures + ", eps=" + Repr.of(eps) + ", momentum=" + (momentum == null ? "None" : Repr.of(momentum))
                + ", affine=" + Repr.of(affine) + ", bias=" + Repr.of(affine)
                + ", track_running_stats=" + Repr.of(trackRunningStats);
    }
}
