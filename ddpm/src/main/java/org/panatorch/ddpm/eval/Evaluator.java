package org.panatorch.ddpm.eval;

import org.panatorch.ddpm.data.ImageDataset;
import org.panatorch.ddpm.data.Split;
import org.panatorch.ddpm.sample.Denoiser;
import org.panatorch.ddpm.sample.SamplingConfig;
import org.panatorch.torch.Device;

/**
 * Samples from a model and measures what came.
 *
 * @param n images to sample, 2 or more
 * @param seed of the first image, and for everything else
 * @param guidanceScale counts only where the model knows labels
 * @param tstrSteps of either classifier; 0: no {@link Tstr}
 * @param nllImages test images whose likelihood is measured; 0: no {@link Nll}
 * @param nllEvaluations of the model for each of them; at most T are made
 */
public record Evaluator(int n, long seed, double guidanceScale, int tstrSteps, int nllImages, int nllEvaluations) {

    /**
     * Does it all.
     *
     * @throws java.util.concurrent.CancellationException if a watch ended it
     */
    public Evaluation evaluate(Denoiser denoiser, SamplingConfig config, Yardstick yardstick, Phases phases) {
        var device = denoiser.device();
        var generation = new Generation(denoiser, config, seed, guidanceScale);
        long start = System.nanoTime();
        var images = generation.images(n, phases.begin("sampling", n, "images"));
        double seconds = (System.nanoTime() - start) / 1e9;
        try (var judge = new Judge(yardstick, device, phases);
                var features = judge.features(images, "features of generated images", phases)) {
            var generated = judge.score(features);
            var floor = judge.floor(n, phases);
            boolean labelled = generation.labelled();
            return new Evaluation(generated, floor, labelled ? features.accuracy(images) : Double.NaN, seconds,
                    tstrSteps == 0 ? null : tstr(labelled ? images : images.withLabels(features.labels()), device, phases),
                    nllImages == 0 ? null : nll(denoiser, config, phases));
        }
    }

    private Tstr tstr(ImageDataset labelled, Device device, Phases phases) {
        return Tstr.of(labelled, tstrSteps, seed, device, phases);
    }

    private Nll nll(Denoiser denoiser, SamplingConfig config, Phases phases) {
        var images = ImageDataset.mnist(Split.TEST).choose(nllImages, Judge.SEED);
        int evaluations = Math.min(nllEvaluations, denoiser.scheduler().steps());
        try (var bound = new VariationalBound(denoiser.model(), denoiser.scheduler(), denoiser.objective(), config.variance(),
                denoiser.device(), denoiser.precision())) {
            return Nll.of(bound, images, denoiser.model().numClasses() > 0, evaluations, seed, denoiser.device(),
                    phases.begin("likelihood of test images", (long) nllImages * evaluations, "evaluations"));
        }
    }
}
