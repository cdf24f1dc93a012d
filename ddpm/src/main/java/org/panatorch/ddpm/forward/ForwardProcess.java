package org.panatorch.ddpm.forward;

import java.util.List;
import org.panatorch.ddpm.schedulers.AlphaNoiseScheduler;
import org.panatorch.ddpm.schedulers.BetaNoiseScheduler;
import org.panatorch.ddpm.schedulers.NoiseScheduler;
import org.panatorch.ddpm.schedulers.RandomNoiseScheduler;
import org.panatorch.ddpm.schedulers.SingleBetaNoiseScheduler;
import org.panatorch.torch.DType;
import org.panatorch.torch.Device;
import org.panatorch.torch.Tensor;
import org.panatorch.torch.TensorScope;
import org.panatorch.torch.Torch;

/**
 * The four schedulers of 1_forward_process.ipynb side by side, on the CPU: what each makes of one image at any t, with the
 * same noise.
 */
public final class ForwardProcess implements AutoCloseable {
    private static final double HALF = 0.5;
    private static final double SINGLE_BETA = 0.3;

    private final BetaNoiseScheduler beta;
    private final AlphaNoiseScheduler alpha;
    private final List<Variant> variants;

    /**
     * One of the four.
     *
     * @param name one word or two
     * @param what it does, in a few words
     */
    public record Variant(String name, String what, NoiseScheduler scheduler) {

        /**
         * x_t for each of the steps.
         *
         * @param x0 one image, (1, 1, H, W)
         * @param noise standard normal, shaped as x0: the same at every t
         * @return (ts.length, 1, H, W), in the open scope
         */
        public Tensor at(Tensor x0, Tensor noise, int... ts) {
            return TensorScope.returning(() -> scheduler.addNoise(x0.expand(ts.length, -1, -1, -1),
                    Torch.tensor(ts).to(DType.INT64), noise.expand(ts.length, -1, -1, -1)));
        }
    }

    /** With beta linear from betaStart to betaEnd in that many steps; the notebook has 24, 1e-4 and 0.6. */
    public ForwardProcess(int steps, double betaStart, double betaEnd) {
        beta = new BetaNoiseScheduler(steps, betaStart, betaEnd, Device.CPU);
        alpha = new AlphaNoiseScheduler(steps, betaStart, betaEnd, Device.CPU);
        variants = List.of(
                new Variant("random", "half image, half noise, whatever t", new RandomNoiseScheduler(HALF, HALF)),
                new Variant("single beta", SINGLE_BETA + ", whatever t", new SingleBetaNoiseScheduler(SINGLE_BETA)),
                new Variant("beta", "beta[t], applied once", beta),
                new Variant("alpha", "alpha-bar[t], the product of all steps up to t (DDPM)", alpha));
    }

    /** Random, single beta, beta, alpha. */
    public List<Variant> variants() {
        return variants;
    }

    /** The last of them: DDPM's, which the models are trained with. */
    public AlphaNoiseScheduler alpha() {
        return alpha;
    }

    public int steps() {
        return alpha.steps();
    }

    @Override
    public void close() {
        beta.close();
        alpha.close();
    }
}
