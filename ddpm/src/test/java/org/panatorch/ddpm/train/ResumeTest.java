package org.panatorch.ddpm.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.panatorch.ddpm.UserException;
import org.panatorch.ddpm.data.ImageDataset;
import org.panatorch.ddpm.data.Split;
import org.panatorch.ddpm.models.ModelKind;
import org.panatorch.ddpm.models.ModelSpec;
import org.panatorch.ddpm.models.Objective;
import org.panatorch.ddpm.models.Precision;
import org.panatorch.ddpm.schedulers.NoiseSchedule;
import org.panatorch.torch.Device;
import org.panatorch.torch.Tensor;
import org.panatorch.torch.TensorScope;
import org.panatorch.torch.Weights;

/** A run that stops and goes on is, bit for bit, the run that did not stop. */
class ResumeTest {
    private static final ImageDataset IMAGES = ImageDataset.mnist(Split.TEST).take(56);
    private static final int STEPS = 12;        // 3 epochs of 4 batches

    @TempDir
    Path folder;

    private TrainConfig config(String name, ModelKind model, Precision precision, int accumulate) {
        var spec = new ModelSpec(model, new NoiseSchedule(NoiseSchedule.Kind.cosine, 50, 1e-4, 0.02, false), Objective.v, 10);
        return new TrainConfig(spec, 3, 16, new Optimization(1e-3, LearningRate.Curve.cosine, 3, 1, accumulate, 0.99, 5, 0.2), 7,
                Device.CPU, precision, folder.resolve(name), 3, model == ModelKind.UNetModel ? 2 : 0, null);
    }

    private static Trainer trainer(TrainConfig config) {
        return trainer(config, Integer.MAX_VALUE, _ -> {});
    }

    /** Stops after so many batches. */
    private static Trainer trainer(TrainConfig config, int batches, Consumer<String> damaged) {
        int[] seen = {0};
        return new Trainer(config, IMAGES, new TrainListener() {
            @Override
            public void stepped(int images, double loss) {
                seen[0] += images > 0 ? 1 : 0;
            }

            @Override
            public void damagedCheckpoint(String reason) {
                damaged.accept(reason);
            }
        }, () -> seen[0] >= batches);
    }

    private static Trainer trainer(TrainConfig config, int batches) {
        return trainer(config, batches, _ -> {});
    }

    private static List<byte[]> results(TrainConfig config) throws Exception {
        var files = List.of(config.folder().weights(), config.folder().averagedWeights(),
                RunFolder.checkpoints(config.out()).getFirst());
        var contents = new ArrayList<byte[]>();
        for (var file : files) {
            contents.add(Files.readAllBytes(file));
        }
        return contents;
    }

    @ParameterizedTest
    @CsvSource({"UNetModel, fp32, 1", "UNetModel, bf16, 1", "UNetModel, fp32, 3", "AdvUNetModel, bf16, 1"})
    void nAndThenMStepsAreNPlusM(ModelKind model, Precision precision, int accumulate) throws Exception {
        var whole = config("whole", model, precision, accumulate);
        trainer(whole).run();
        var parts = config("parts", model, precision, accumulate);
        var first = trainer(parts, 1).run();
        assertThat(first.stopped()).isTrue();
        int runs = 1;
        for (boolean stopped = true; stopped; runs++) {
            stopped = trainer(parts, 2 + runs % 3).resume().stopped();
        }
        assertThat(runs).as("runs that made it up").isGreaterThan(2);
        var expected = results(whole);
        var found = results(parts);
        for (int i = 0; i < expected.size(); i++) {
            assertThat(Arrays.equals(found.get(i), expected.get(i))).as("file " + i).isTrue();
        }
        if (model == ModelKind.UNetModel) {
            assertThat(Files.readAllBytes(parts.folder().samples(3))).isEqualTo(Files.readAllBytes(whole.folder().samples(3)));
        }
        var lines = Files.readAllLines(parts.folder().log());
        assertThat(lines.stream().map(line -> line.split(",")[0]).toList())
                .isEqualTo(Files.readAllLines(whole.folder().log()).stream().map(line -> line.split(",")[0]).toList());
    }

    @Test
    void aPictureThatWasStoppedIsMadeInGoingOn() throws Exception {
        var config = config("run", ModelKind.UNetModel, Precision.fp32, 1);
        trainer(epochs(config, 2)).run();
        var picture = Files.readAllBytes(config.folder().samples(2));
        Files.delete(config.folder().samples(2));
        trainer(config, 1).resume();
        assertThat(Files.readAllBytes(config.folder().samples(2))).isEqualTo(picture);
    }

    @Test
    void theLastTwoCheckpointsAreKeptAndMemoryIsGivenBack() {
        long before = Tensor.liveCount();
        var config = config("run", ModelKind.UNetModel, Precision.fp32, 1);
        trainer(config).run();
        assertThat(RunFolder.checkpoints(config.out()).stream().map(f -> f.getFileName().toString()))
                .containsExactly("checkpoint-00000012.pth", "checkpoint-00000009.pth");
        assertThat(Tensor.liveCount()).isLessThanOrEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 100, 5000})
    void aDamagedLastCheckpointCostsTheStepsSinceTheOneBefore(int bytesLeft) throws Exception {
        var whole = config("whole", ModelKind.UNetModel, Precision.fp32, 1);
        trainer(whole).run();
        var config = config("run", ModelKind.UNetModel, Precision.fp32, 1);
        trainer(config, 8).run();
        var last = config.folder().checkpoint(8);
        Files.write(last, Arrays.copyOf(Files.readAllBytes(last), bytesLeft));
        var told = new ArrayList<String>();
        trainer(config, Integer.MAX_VALUE, told::add).resume();
        assertThat(told).singleElement().asString().contains("checkpoint-00000008.pth");
        assertThat(results(config).getFirst()).isEqualTo(results(whole).getFirst());
    }

    @Test
    void aLastCheckpointWithSomethingElseInItIsLeftOut() {
        var config = config("run", ModelKind.UNetModel, Precision.fp32, 1);
        trainer(config, 8).run();
        var told = new ArrayList<String>();
        for (var tree : List.<Map<String, Object>>of(Map.of("spec", Map.of("model", "UNetModel")), Map.of("epoch", 3),
                Map.of("spec", config.spec().toMap(), "seed", config.seed(), "model", Map.of("w", 1)))) {
            Weights.saveTree(tree, config.folder().checkpoint(99));
            trainer(config, 1, told::add).resume();
            RunFolder.delete(List.of(config.folder().checkpoint(99)));
        }
        assertThat(told).hasSize(3).allMatch(reason -> reason.contains("checkpoint-00000099.pth"));
    }

    @Test
    void aFlippedBitInAWeightIsNoticed() throws Exception {
        var config = config("run", ModelKind.UNetModel, Precision.fp32, 1);
        trainer(config, 8).run();
        var last = config.folder().checkpoint(8);
        var bytes = Files.readAllBytes(last);
        bytes[bytes.length / 2] ^= 4;
        Files.write(last, bytes);
        var told = new ArrayList<String>();
        trainer(config, 1, told::add).resume();
        assertThat(told).hasSize(1);
    }

    @Test
    void anotherRunsCheckpointIsRefused() {
        var config = config("run", ModelKind.UNetModel, Precision.fp32, 1);
        trainer(config, 4).run();
        var other = TrainConfig.original(ModelKind.UNetModel, 50, 3, config.out());
        assertThatThrownBy(() -> trainer(other).resume())
                .isInstanceOf(UserException.class).hasMessageContaining("another run");
        assertThatThrownBy(() -> trainer(config("none", ModelKind.UNetModel, Precision.fp32, 1)).resume())
                .isInstanceOf(UserException.class).hasMessageContaining("no checkpoint");
    }

    /** The position counts batches: with others, images would be left out or seen twice. */
    @Test
    void withinAnEpochTheBatchesStayWhatTheyAre() {
        var config = config("run", ModelKind.UNetModel, Precision.fp32, 1);
        trainer(config, 6).run();
        var eights = batches(config, 8);
        assertThatThrownBy(() -> trainer(eights).resume()).isInstanceOf(UserException.class)
                .hasMessageContaining("in the middle of an epoch of 56 images, in batches of 16").hasMessageContaining("--batch-size")
                .hasMessageEndingWith("got 56 in batches of 8");
        assertThatThrownBy(() -> new Trainer(config, IMAGES.take(48), new TrainListener() {}, () -> false).resume())
                .isInstanceOf(UserException.class).hasMessageEndingWith("got 48 in batches of 16");
        trainer(epochs(config, 2)).resume();
        assertThat(trainer(eights).resume().epochs()).as("between epochs they may change").isEqualTo(3);
        assertThat(RunFolder.checkpoints(config.out()).getFirst()).hasFileName("checkpoint-00000015.pth");     // 2 * 4 + 7
    }

    private static TrainConfig batches(TrainConfig c, int size) {
        return with(c, c.epochs(), size, c.optimization());
    }

    private static TrainConfig epochs(TrainConfig c, int epochs) {
        return with(c, epochs, c.batchSize(), c.optimization());
    }

    private static TrainConfig with(TrainConfig c, int epochs, int batchSize, Optimization optimization) {
        return new TrainConfig(c.spec(), epochs, batchSize, optimization, c.seed(), c.device(), c.precision(), c.out(),
                c.checkpointEvery(), c.gridImages(), c.startFrom());
    }

    /** With a decay of next to nothing the average is the weights, whatever they were when it began. */
    @Test
    void anAverageMayBeginLater() throws Exception {
        var config = config("run", ModelKind.UNetModel, Precision.fp32, 1);
        var plain = average(config, 0);
        trainer(plain, 5).run();
        assertThat(config.folder().averagedWeights()).doesNotExist();
        trainer(average(config, 1e-9)).resume();
        try (var _ = TensorScope.open()) {
            var average = Weights.load(config.folder().averagedWeights());
            var weights = Weights.load(config.folder().weights());
            for (var name : weights.keys()) {
                assertThat(average.get(name).allclose(weights.get(name))).as(name).isTrue();
            }
        }
        trainer(average(config, 0)).resume();
    }

    private static TrainConfig average(TrainConfig c, double decay) {
        var o = c.optimization();
        return with(c, c.epochs(), c.batchSize(), new Optimization(o.lr(), o.curve(), o.warmup(), o.clipGrad(), o.accumulate(), decay,
                o.minSnr(), o.labelDropout()));
    }

    @Test
    void aFinishedRunHasNothingToDo() {
        var config = config("run", ModelKind.UNetModel, Precision.fp32, 1);
        trainer(config).run();
        var again = new Trainer(config, IMAGES, new TrainListener() {
            @Override
            public void epochStarted(int epoch, int images, int seen) {
                throw new AssertionError("trained");
            }
        }, () -> false).resume();
        assertThat(again.epochs()).isEqualTo(STEPS / 4);
    }
}
