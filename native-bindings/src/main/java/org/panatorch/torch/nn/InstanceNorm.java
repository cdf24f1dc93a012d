package org.panatorch.torch.nn;

import org.panatorch.torch.Tensor;

/** {@code torch.nn.modules.instancenorm._InstanceNorm}: the same in training and evaluation, unless statistics run along. */
abstract sealed class InstanceNorm extends RunningNorm permits InstanceNorm1d, InstanceNorm2d, InstanceNorm3d {
    private final int n;

    InstanceNorm(int n, long numFeatures, double eps, double momentum, boolean affine, boolean trackRunningStats) {
        super(numFeatures, eps, momentum, affine, trackRunningStats);
        this.n = n;
    }

    @Override
    final Tensor compute(Tensor x) {
        requireDims(x, n + 1, n + 2);
        boolean single = x.dim() == n + 1;
        return org.panatorch.torch.TensorScope.returning(() -> {
            var y = F.instanceNorm(single ? x.unsqueeze(0) : x, runningMean, runningVar, weight, bias,
                    isTraining() || runningMean == null, momentum, eps);
            return single ? y.squeeze(0) : y;
        });
    }
}
