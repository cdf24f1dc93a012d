package org.panatorch.ddpm.schedulers;

import org.panatorch.torch.Device;
import org.panatorch.torch.Tensor;
import org.panatorch.torch.TensorScope;

/** beta[t] applied once to x0: not cumulative ({@code Beta_NoiseScheduler}). */
public final class BetaNoiseScheduler implements SteppedNoiseScheduler {
    private final int steps;
    private final Tensor beta;

    /** The original's defaults, on the CPU. */
    public BetaNoiseScheduler() {
        this(DEFAULT_STEPS, DEFAULT_BETA_START, DEFAULT_BETA_END, Device.CPU);
    }

    /** Linear from betaStart to betaEnd in T = steps. */
    public BetaNoiseScheduler(int steps, double betaStart, double betaEnd, Device device) {
        this.steps = steps;
        this.beta = TensorScope.returning(() -> Schedules.linear(steps, betaStart, betaEnd, device)).keep();
    }

    @Override
    public int steps() {
        return steps;
    }

    @Override
    public Tensor beta() {
        return beta;
    }

    @Override
    public Tensor addNoise(Tensor x0, Tensor t, Tensor noise) {
        var beta = this.beta.get(t).view(-1, 1, 1, 1);
        return beta.rsub(1).sqrt().mul(x0).add(beta.sqrt().mul(noise));
    }

    @Override
    public void close() {
        beta.close();
    }
}
