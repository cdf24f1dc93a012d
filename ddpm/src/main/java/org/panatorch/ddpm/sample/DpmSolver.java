package org.panatorch.ddpm.sample;

import java.util.function.Supplier;
import org.panatorch.torch.Tensor;

/**
 * DPM-Solver++ (2M): Lu et al. 2022 (arXiv 2211.01095), algorithm 2. Second order, one call of the model a step; no noise
 * is added. The first step has no step before it, and the last ends where lambda is infinite: those two are of first order.
 */
public record DpmSolver() implements SamplingMethod {

    @Override
    public Run start(Denoiser denoiser) {
        return new Multistep(denoiser);
    }

    /** Remembers the image seen at the step before. */
    private static final class Multistep implements Run {
        private final Denoiser denoiser;
        private Tensor before;
        private double lambdaBefore;

        Multistep(Denoiser denoiser) {
            this.denoiser = denoiser;
        }

        @Override
        public Tensor step(Tensor xt, int t, int s, Supplier<Tensor> z) {
            var levels = denoiser.levels();
            var x0 = denoiser.estimate(xt, t).x0();
            var seen = x0;
            double h = levels.lambda(s) - levels.lambda(t);
            if (before != null && s != NoiseLevels.CLEAN) {
                double half = h / (levels.lambda(t) - lambdaBefore) / 2;     // 1 / 2r
                seen = x0.mul(1 + half).sub(before.mul(half));
            }
            remember(x0, levels.lambda(t));
            return xt.mul(levels.noise(s) / levels.noise(t)).sub(seen.mul(levels.signal(s) * Math.expm1(-h)));
        }

        private void remember(Tensor x0, double lambda) {
            close();
            before = x0.keep();
            lambdaBefore = lambda;
        }

        @Override
        public void close() {
            if (before != null) {
                before.close();
            }
        }
    }
}
