package org.panatorch.ddpm.schedulers;

import org.panatorch.torch.Tensor;

/** A scheduler with T steps, each with its beta. Its tensors are freed by {@link #close}. */
public sealed interface SteppedNoiseScheduler extends NoiseScheduler, AutoCloseable permits BetaNoiseScheduler, AlphaNoiseScheduler {

    /** The original's defaults, of its visualisation notebook: 24 steps, 1e-4 to 0.6. */
    int DEFAULT_STEPS = 24;
    double DEFAULT_BETA_START = 1e-4;
    double DEFAULT_BETA_END = 0.6;

    /** T. */
    int steps();

    /** The noise added in each step, (T), float32. */
    Tensor beta();

    @Override
    void close();
}
