package org.panatorch.ddpm.schedulers;

import org.panatorch.torch.DType;
import org.panatorch.torch.Device;
import org.panatorch.torch.Tensor;
import org.panatorch.torch.TensorScope;
import org.panatorch.torch.Torch;

/**
 * The DDPM scheduler ({@code Alpha_NoiseScheduler}): Ho et al. 2020 (arXiv 2006.11239), equations 4, 7 and 11, with the
 * variance beta-tilde.
 */
public final class AlphaNoiseScheduler implements SteppedNoiseScheduler {
    private final int steps;
    private final Tensor beta;
    private final Tensor alpha;
    private final Tensor alphaBar;

    /** The original's defaults, on the CPU. */
    public AlphaNoiseScheduler() {
        this(DEFAULT_STEPS, DEFAULT_BETA_START, DEFAULT_BETA_END, Device.CPU);
    }

    /** Linear from betaStart to betaEnd in T = steps. */
    public AlphaNoiseScheduler(int steps, double betaStart, double betaEnd, Device device) {
        this(TensorScope.returning(() -> Schedules.linear(steps, betaStart, betaEnd, device)));
    }

    /** Any schedule; see {@link NoiseSchedule}. Takes the tensor: it is closed with the scheduler. */
    AlphaNoiseScheduler(Tensor beta) {
        this.steps = (int) beta.size(0);
        try (var _ = TensorScope.open()) {
            this.beta = beta.keep();
            alpha = beta.rsub(1.0).keep();
            alphaBar = alpha.cumprod(0).keep();
        }
    }

    /** The same schedule in float64, as an evaluation needs it: the betas are those of this one. Close it, too. */
    public AlphaNoiseScheduler inFloat64() {
        return new AlphaNoiseScheduler(TensorScope.returning(() -> beta.to(DType.FLOAT64)));
    }

    @Override
    public int steps() {
        return steps;
    }

    @Override
    public Tensor beta() {
        return beta;
    }

    /** 1 - beta, (T). */
    public Tensor alpha() {
        return alpha;
    }

    /** The running product of alpha, (T): how much of x0's power is left at t. */
    public Tensor alphaBar() {
        return alphaBar;
    }

    /** sqrt(alpha-bar) at the steps t (B): how much of x0 is in x_t, (B, 1, 1, 1). */
    public Tensor signalWeight(Tensor t) {
        return alphaBar.get(t).view(-1, 1, 1, 1).sqrt();
    }

    /** sqrt(1 - alpha-bar) at the steps t (B): how much noise is in x_t, (B, 1, 1, 1). */
    public Tensor noiseWeight(Tensor t) {
        return alphaBar.get(t).view(-1, 1, 1, 1).rsub(1).sqrt();
    }

    /** Equation 4: xt from x0 in one go. */
    @Override
    public Tensor addNoise(Tensor x0, Tensor t, Tensor noise) {
        return signalWeight(t).mul(x0).add(noiseWeight(t).mul(noise));
    }

    /** {@link #samplePrevStep(Tensor, Tensor, Tensor, Tensor)} with fresh standard normal noise. */
    public Tensor samplePrevStep(Tensor xt, Tensor t, Tensor predNoise) {
        return samplePrevStep(xt, t, predNoise, Torch.randnLike(xt));
    }

    /**
     * Equation 11: one step back.
     *
     * @param xt (B, C, H, W)
     * @param t the steps that xt is at, (B), int64
     * @param predNoise what the model predicts for xt and t, shaped as xt
     * @param noise z, standard normal, shaped as xt; it counts as zero where t is 0, so that the wrapped
     *     {@code alpha_bar[t - 1]} there multiplies nothing
     * @return x_{t-1}, shaped as xt
     */
    public Tensor samplePrevStep(Tensor xt, Tensor t, Tensor predNoise, Tensor noise) {
        t = t.view(-1, 1, 1, 1);
        var z = noise.copy();
        z.maskedFill_(t.expandAs(z).eq(0), 0);
        var mean = alpha.get(t).sqrt().rdiv(1).mul(
                xt.sub(beta.get(t).div(alphaBar.get(t).rsub(1).sqrt()).mul(predNoise)));
        var betaTilde = alphaBar.get(t.sub(1)).rsub(1).div(alphaBar.get(t).rsub(1)).mul(beta.get(t));
        return mean.add(betaTilde.sqrt().mul(z));
    }

    @Override
    public void close() {
        beta.close();
        alpha.close();
        alphaBar.close();
    }
}
