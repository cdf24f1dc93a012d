package org.panatorch.ddpm.sample;

import java.util.function.Supplier;
import org.panatorch.torch.Tensor;

/** A way from noise to image, step by step, with any model. */
public sealed interface SamplingMethod permits Ancestral, Ddim, DpmSolver, Euler, Heun {

    /** Begins. Close the run after its last step. */
    Run start(Denoiser denoiser);

    /** Steps that follow each other: some methods remember the one before. */
    @FunctionalInterface
    interface Run extends AutoCloseable {
        /**
         * One step.
         *
         * @param xt (B, C, H, W)
         * @param t the level of xt
         * @param s the level to go to, below t; {@link NoiseLevels#CLEAN} is the image
         * @param z gives standard normal noise shaped as xt; asked only if some is needed
         * @return x_s, in the open scope
         */
        Tensor step(Tensor xt, int t, int s, Supplier<Tensor> z);

        @Override
        default void close() {}
    }
}
