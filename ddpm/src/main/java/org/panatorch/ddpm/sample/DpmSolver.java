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
 * @param type how far the image seen is carried on along its change since the step before
 */
public record DpmSolver(double eta, SolverType type) implements SamplingMethod {

    /** diffusers' and k-diffusion's {@code solver_type}. Both are of second order. */
    public enum SolverType {
        /** To the middle of the step, as the paper has it. */
        midpoint {
            @Override
            double ahead(double h) {
                return 0.5;
            }
        },
        /** What is right if the image changes evenly with lambda: a little further, since a step heeds its end the most. */
        heun {
            @Override
            double ahead(double h) {
                return -1 / Math.expm1(-h) - 1 / h;
            }
        };

        /** How far, in steps; h is how much lambda grows, with what fresh noise makes one forget. */
        abstract double ahead(double h);
    }

    public DpmSolver {
        Ddim.requireEta(eta);
    }

    @Override
    public Run start(Denoiser denoiser) {
        return new Multistep(denoiser, this);
    }

    /** Remembers the image seen at the step before. */
    private static final class Multistep implements Run {
        private final Denoiser denoiser;
        private final DpmSolver solver;
        private Tensor before;
        private double lambdaBefore;

        Multistep(Denoiser denoiser, DpmSolver solver) {
            this.denoiser = denoiser;
            this.solver = solver;
        }

        @Override
        public Tensor step(Tensor xt, int t, int s, Supplier<Tensor> z) {
            var levels = denoiser.levels();
            var x0 = denoiser.estimate(xt, t).x0();
            var seen = x0;
            double h = levels.lambda(s) - levels.lambda(t);
            double forgotten = solver.eta == 0 ? 0 : solver.eta * h;      // what the noise of x_t loses to fresh noise; h may be infinite
            if (before != null && s != NoiseLevels.CLEAN) {
                double r = (levels.lambda(t) - lambdaBefore) / h;
                double ahead = solver.type.ahead(h + forgotten) / r;
                seen = x0.mul(1 + ahead).sub(before.mul(ahead));
            }
            remember(x0, levels.lambda(t));
            var xs = xt.mul(levels.noise(s) / levels.noise(t) * Math.exp(-forgotten))
                    .sub(seen.mul(levels.signal(s) * Math.expm1(-h - forgotten)));
            return solver.eta == 0 || s == NoiseLevels.CLEAN ? xs
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
