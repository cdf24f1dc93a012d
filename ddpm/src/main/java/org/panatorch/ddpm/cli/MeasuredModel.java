package org.panatorch.ddpm.cli;

import java.util.function.Function;
import org.panatorch.ddpm.UserException;
import org.panatorch.ddpm.eval.Phases;
import org.panatorch.ddpm.eval.Yardstick;
import org.panatorch.ddpm.models.ModelSpec;
import org.panatorch.ddpm.sample.Denoiser;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A model whose images are measured. */
final class MeasuredModel {
    @Mixin
    private TrainedOptions weights;

    @Option(names = "--seed", paramLabel = "SEED", defaultValue = "0",
            description = "Image k is made from seed + k (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--guidance", paramLabel = "SCALE", defaultValue = "1",
            description = "For a model trained with labels, which is asked for each in turn: how far to follow them"
                    + " (default: ${DEFAULT-VALUE}, as the model does).")
    private double guidance;

    @Mixin
    private ComputeOptions where;

    /** Work that takes all there is to measure a model. */
    interface Measurement<R> {
        R run(Denoiser denoiser, Yardstick yardstick, Phases phases);
    }

    long seed() {
        return seed;
    }

    double guidance() {
        return guidance;
    }

    /** The name of the weights' file. */
    String name() {
        return weights.name();
    }

    /**
     * Loads the model and measures it, with a bar for each phase of the work.
     *
     * @param interrupt ends it
     * @param measurement what to do, by what the model was trained to do; asked before anything else is loaded
     * @throws java.util.concurrent.CancellationException if Ctrl-C came
     */
    <R> R measure(Interrupt interrupt, Function<ModelSpec, Measurement<R>> measurement) {
        if (!Double.isFinite(guidance)) {
            throw new UserException("--guidance: expected a number, got " + guidance);
        }
        var device = where.device();
        try (var trained = weights.open(device)) {
            var spec = trained.spec();
            if (guidance != 1 && spec.classes() == 0) {
                throw new UserException("--guidance: the model knows no labels to follow");
            }
            var work = measurement.apply(spec);
            try (var scheduler = spec.schedule().scheduler(device);
                    var yardstick = Yardstick.shipped(device);
                    var bars = new PhaseBars(interrupt, Surroundings.COMMAND_LINE.progress())) {
                var denoiser = new Denoiser(trained.model(), scheduler, spec.objective(), device, where.precision());
                return work.run(denoiser, yardstick, bars);
            }
        }
    }
}
