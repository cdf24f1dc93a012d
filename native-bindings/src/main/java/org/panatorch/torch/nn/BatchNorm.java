package org.panatorch.torch.nn;

import org.panatorch.torch.Tensor;
import org.panatorch.torch.Torch;

/**
 * {@code torch.nn.modules.batchnorm._BatchNorm}: by the batch's own mean and variance while training, by those that have run
 * along in evaluation.
 */
abstract sealed class BatchNorm extends RunningNorm permits BatchNorm1d, BatchNorm2d, BatchNorm3d {
    private final int n;

    BatchNorm(int n, long numFeatures, double eps, Double momentum, boolean affine, boolean trackRunningStats) {
        super(numFeatures, eps, momentum, affine, trackRunningStats);
        this.n = n;
    }

    @Override
    final Tensor compute(Tensor x) {
        if (n == 1) {
            requireDims(x, 2, 3);
        } else {
            requireDims(x, n + 2);
        }
        double factor = momentum == null ? 0 : momentum;
        if (isTraining() && numBatchesTracked != null) {
            try (var _ = Torch.noGrad()) {
                numBatchesTracked.add_(1);
            }
            factor = momentum == null ? 1.0 / numBatchesTracked.itemLong() : momentum;
        }
        boolean ofTheBatch = isTraining() || runningMean == null;
        return F.batchNorm(x, runningMean, runningVar, weight, bias, ofTheBatch, factor, eps);
    }

    /** It keeps its input for the gradient, not its output. */
    @Override
    final boolean outputMayBeOverwritten() {
        return true;
    }
}
