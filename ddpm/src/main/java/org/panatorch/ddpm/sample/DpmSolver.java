package org.panatorch.ddpm.sample;

import java.util.function.Supplier;
import org.panatorch.torch.Tensor;

/**
 * DPM-Solver++ (2M): Lu et al. 2022 (arXiv 2211.01095), algorithm 2, and for eta = 1 its way with noise, SDE-DPM-Solver++
 * (2M), appendix D. Second order, one call of the model a step. The first step has no step before it, and the last ends where
 * lambda is infinite: those two are of first order.
 *
 * @param eta 0: no noise is added, the start decides all; 1: as much as the reverse process adds; between them as
 *     k-diffusion's {@code sample_dpmpp_2m_sde} has it
 */
public record DpmSolver(double eta) implements SamplingMethod {

    public DpmSolver {
        Ddim.requireEta(eta);
    }

    @Override
    public Run start(Denoiser denoiser) {
        return new Multistep(denoiser, eta);
    }

    /** Remembers the image seen at the step before. */
    private static final class Multistep implements Run {
        private final Denoiser denoiser;
        private final double eta;
        private Tensor before;
        private double lambdaBefore;

        Multistep(Denoiser denoiser, double eta) {
            this.denoiser = denoiser;
            this.eta = eta;
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
            double forgotten = eta == 0 ? 0 : eta * h;      // what the noise of x_t loses to fresh noise; h may be infinite
            var xs = xt.mul(levels.noise(s) / levels.noise(t) * Math.exp(-forgotten))
                    .sub(seen.mul(levels.signal(s) * Math.expm1(-h - forgotten)));
            return eta == 0 || s == NoiseLevels.CLEAN ? xs
                    : xs.add(z.get().mul(levels.noise(s) * Math.sqrt(-Math.expm1(-2 * forgotten))));
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
