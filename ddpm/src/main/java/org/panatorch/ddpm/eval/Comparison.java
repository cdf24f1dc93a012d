package org.panatorch.ddpm.eval;

import java.util.ArrayList;
import java.util.List;
import org.panatorch.ddpm.sample.Denoiser;
import org.panatorch.ddpm.sample.SamplingConfig;

/**
 * Samplers and numbers of steps on one model, from the same seeds.
 *
 * @param floor what MNIST's test images score
 */
public record Comparison(List<Row> rows, Judge.Score floor) {

    /**
     * One sampler with one number of steps.
     *
     * @param steps timesteps that it used
     * @param seconds that sampling took
     */
    public record Row(String sampler, int steps, double seconds, Judge.Score score) {}

    /**
     * Runs them one after the other.
     *
     * @param n images each, 2 or more
     * @param seed of the first image
     */
    public static Comparison of(Denoiser denoiser, List<SamplingConfig> configs, int n, long seed, double guidanceScale,
            Yardstick yardstick, Phases phases) {
        try (var judge = new Judge(yardstick, denoiser.device(), phases)) {
            var floor = judge.floor(n, phases);
            warmUp(denoiser, configs.getFirst(), n, seed, guidanceScale, phases);
            var rows = new ArrayList<Row>();
            for (var config : configs) {
                int steps = config.count(denoiser.scheduler().steps());
                var watch = phases.begin(config.sampler() + ", " + steps + " steps", n, "images");
                long start = System.nanoTime();
                var images = new Generation(denoiser, config, seed, guidanceScale).images(n, watch);
                double seconds = (System.nanoTime() - start) / 1e9;
                try (var features = judge.features(images, "features of generated images", phases)) {
                    rows.add(new Row(config.sampler().name(), steps, seconds, judge.score(features)));
                }
            }
            return new Comparison(List.copyOf(rows), floor);
        }
    }

    /** One batch for nothing: the first run of anything is slower than all that follow. */
    private static void warmUp(Denoiser denoiser, SamplingConfig config, int n, long seed, double guidanceScale, Phases phases) {
        int images = Math.min(n, Generation.BATCH_SIZE);
        new Generation(denoiser, config.steps(1), seed, guidanceScale).images(images, phases.begin("warming up", images, "images"));
    }
}
