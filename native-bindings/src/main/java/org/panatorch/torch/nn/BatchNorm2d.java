package org.panatorch.torch.nn;

/**
 * {@code torch.nn.BatchNorm2d}: (B, C, H, W) to the same, normalised
 * over the batch (Ioffe and Szegedy 2015, arXiv 1502.03167).
 */
public final class BatchNorm2d extends BatchNorm {

    /** {@code nn.BatchNorm2d(num_features)}, with eps = 1e-5 and momentum = 0.1. */
    public BatchNorm2d(long numFeatures) {
        this(numFeatures, 1e-5, 0.1, true, true);
    }

    /**
     * {@code nn.BatchNorm2d(num_features, eps, momentum, affine, track_running_stats)}.
     *
     * @param momentum of the running statistics; null means that they are the mean of all batches
     */
    public BatchNorm2d(long numFeatures, double eps, Double momentum, boolean affine,
            boolean trackRunningStats) {
        super(2, numFeatures, eps, momentum, affine, trackRunningStats);
    }
}
