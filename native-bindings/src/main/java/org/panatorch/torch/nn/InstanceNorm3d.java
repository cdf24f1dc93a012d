package org.panatorch.torch.nn;

/**
 * {@code torch.nn.InstanceNorm3d}: (B, C, D, H, W) to the same, normalised
 * of each channel of each image (Ulyanov et al. 2016, arXiv 1607.08022).
 */
public final class InstanceNorm3d extends InstanceNorm {

    /** {@code nn.InstanceNorm3d(num_features)}, with eps = 1e-5 and momentum = 0.1. */
    public InstanceNorm3d(long numFeatures) {
        this(numFeatures, 1e-5, 0.1, false, false);
    }

    /** {@code nn.InstanceNorm3d(num_features, eps, momentum, affine, track_running_stats)}. */
    public InstanceNorm3d(long numFeatures, double eps, double momentum, boolean affine,
            boolean trackRunningStats) {
        super(3, numFeatures, eps, momentum, affine, trackRunningStats);
    }
}
