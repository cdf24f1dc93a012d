package org.panatorch.ddpm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.panatorch.ddpm.image.PngText;
import org.panatorch.ddpm.models.ModelFile;
import org.panatorch.ddpm.models.ModelKind;
import org.panatorch.ddpm.models.ModelSpec;
import org.panatorch.ddpm.models.Objective;
import org.panatorch.ddpm.sample.SamplerKind;
import org.panatorch.ddpm.schedulers.NoiseSchedule;
import org.panatorch.torch.TensorScope;

/** The main job in small, through the real commands: train on real MNIST, see the loss fall, sample a picture. */
class EndToEndTest {
    private static final Pattern LOSS = Pattern.compile("Epoch \\[(\\d+)/2], Loss: ([0-9.]+)");

    @TempDir
    private Path folder;

    /**
     * 200 steps of 32 images. A model that predicts no noise at all has a loss of 1; the mean of the first 100 steps is
     * around 0.25, that of the next 100 around 0.1.
     */
    @Test
    void trainsOnMnistAndSamples() throws Exception {
        var train = Run.of("train", "--preset", "original", "--device", "cpu", "--epochs", "2", "--limit", "3200", "--batch-size", "32", "--steps", "100",
                "--beta-end", "0.2", "--out", folder.toString());
        assertThat(train.err()).isEmpty();
        assertThat(train.status()).isZero();
        var losses = LOSS.matcher(train.out()).results().mapToDouble(m -> Double.parseDouble(m.group(2))).toArray();
        assertThat(losses).as(train.out()).hasSize(2);
        assertThat(losses[0]).isLessThan(0.5);
        assertThat(losses[1]).isLessThan(0.2).isLessThan(losses[0]);
        var weights = folder.resolve("mnist-model-AdvUNetModel.pth");
        assertThat(train.out()).contains("The weights are in " + weights);

        var first = sample(weights, "first.png", "1");
        var image = ImageIO.read(first.toFile());
        assertThat(image.getWidth()).isEqualTo(2 * (2 * 30 + 2));
        assertThat(image.getHeight()).isEqualTo(2 * (2 * 30 + 2));
        assertThat(deviationOf(image)).as("deviation of the gray values: 200 steps make no digits, but no flat gray either")
                .isGreaterThan(20);
        pictureTellsHowItWasMade(first);
        assertThat(Files.readAllBytes(sample(weights, "again.png", "1"))).as("same seed").isEqualTo(Files.readAllBytes(first));
        assertThat(Files.readAllBytes(sample(weights, "other.png", "2"))).as("other seed").isNotEqualTo(Files.readAllBytes(first));

        var range = sample(weights, "range.png", "1-4");
        assertThat(pixels(range)).as("1 is 1, 2, 3, 4").isEqualTo(pixels(first));
        for (var sampler : SamplerKind.values()) {
            var out = sample(weights, sampler + ".png", "1", "--sampler", sampler.name(), "--sampling-steps", "5");
            assertThat(deviationOf(ImageIO.read(out.toFile()))).as(sampler.name()).isGreaterThan(20);
        }
        var original = sample(weights, "original.png", "1", "--sampler", "ancestral");
        assertThat(PngText.of(original)).containsEntry("sampling-steps", "all").containsEntry("clip", "no");
    }

    private static void pictureTellsHowItWasMade(Path picture) throws Exception {
        assertThat(PngText.of(picture)).containsEntry("sampler", "dpmpp").containsEntry("sampling-steps", "20")
                .containsEntry("spacing", "logsnr").containsEntry("solver-type", "heun").containsEntry("clip", "yes").containsEntry("seed", "1")
                .containsEntry("model", "AdvUNetModel").containsEntry("steps", "100").containsEntry("objective", "epsilon")
                .containsEntry("schedule", "linear").containsEntry("beta_end", "0.2")
                .containsEntry("weights", "mnist-model-AdvUNetModel.pth").containsEntry("precision", "fp32");
    }

    /** A model that was trained with labels; here one that was not trained at all, whose answers they still change. */
    @Test
    void labelsAndWhatAFileSaysAboutItself() throws Exception {
        var spec = new ModelSpec(ModelKind.UNetModel, new NoiseSchedule(NoiseSchedule.Kind.cosine, 40, 1e-4, 0.02, true),
                Objective.v, 10);
        var weights = folder.resolve("labelled.safetensors");
        try (var model = spec.create(); var _ = TensorScope.open()) {
            ModelFile.save(model.stateDict(), spec, weights);
        }
        var sevens = run("--weights", weights.toString(), "--n", "4", "--labels", "7", "--out", folder.resolve("7.png").toString());
        assertThat(sevens.err()).isEmpty();
        assertThat(PngText.of(folder.resolve("7.png"))).containsEntry("labels", "7").containsEntry("guidance", "2.0")
                .containsEntry("objective", "v").containsEntry("schedule", "cosine").containsEntry("zero_terminal_snr", "true");
        run("--weights", weights.toString(), "--n", "4", "--labels", "7,3", "--out", folder.resolve("73.png").toString());
        var seven = ImageIO.read(folder.resolve("7.png").toFile()).getRaster();
        var both = ImageIO.read(folder.resolve("73.png").toFile()).getRaster();
        assertThat(both.getSamples(4, 4, 56, 56, 0, (int[]) null)).as("the first is a 7 in both")
                .isEqualTo(seven.getSamples(4, 4, 56, 56, 0, (int[]) null));
        assertThat(both.getSamples(64, 4, 56, 56, 0, (int[]) null)).isNotEqualTo(seven.getSamples(64, 4, 56, 56, 0, (int[]) null));
        assertThat(run("--weights", weights.toString(), "--objective", "epsilon", "--out", folder.resolve("e.png").toString()).err())
                .contains("--objective, --schedule: with zero terminal SNR");
        assertThat(run("--weights", weights.toString(), "--labels", "10", "--out", folder.resolve("e.png").toString()).err())
                .contains("--labels: expected labels from 0 to 9, got 10");
    }

    private static Run run(String... arguments) {
        return Run.of(Stream.concat(Stream.of("sample", "--device", "cpu"), Stream.of(arguments)).toArray(String[]::new));
    }

    private static int[] pixels(Path picture) throws Exception {
        var raster = ImageIO.read(picture.toFile()).getRaster();
        return raster.getSamples(0, 0, raster.getWidth(), raster.getHeight(), 0, (int[]) null);
    }

    private Path sample(Path weights, String name, String seed, String... more) {
        var out = folder.resolve(name);
        var run = run(Stream.concat(Stream.of("--weights", weights.toString(), "--beta-end", "0.2", "--n", "4",
                "--seed", seed, "--out", out.toString()), Stream.of(more)).toArray(String[]::new));
        assertThat(run.err()).isEmpty();
        assertThat(run.status()).isZero();
        assertThat(run.out()).contains("4 images are in " + out);
        return out;
    }

    private static double deviationOf(BufferedImage image) {
        var pixels = image.getRaster().getSamples(0, 0, image.getWidth(), image.getHeight(), 0, (double[]) null);
        double mean = Arrays.stream(pixels).average().orElseThrow();
        return Math.sqrt(Arrays.stream(pixels).map(p -> (p - mean) * (p - mean)).average().orElseThrow());
    }
}
