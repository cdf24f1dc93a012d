package org.panatorch.ddpm.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.panatorch.ddpm.UserException;
import org.panatorch.ddpm.data.ImageDataset;
import org.panatorch.ddpm.data.Split;
import org.panatorch.ddpm.models.ModelFile;
import org.panatorch.ddpm.models.ModelKind;
import org.panatorch.ddpm.models.ModelSpec;
import org.panatorch.ddpm.models.Objective;
import org.panatorch.ddpm.models.Precision;
import org.panatorch.ddpm.schedulers.NoiseSchedule;
import org.panatorch.torch.Device;
import org.panatorch.torch.Tensor;

class TrainerTest {
    private static final ImageDataset IMAGES = ImageDataset.mnist(Split.TEST).take(100);

    @TempDir
    private Path folder;

    private TrainConfig config(ModelKind model, int epochs, double lr, Precision precision) {
        var spec = new ModelSpec(model, new NoiseSchedule(NoiseSchedule.Kind.linear, 50, 1e-4, 0.2, false), Objective.epsilon, 0);
        return new TrainConfig(spec, epochs, 32, Optimization.original(lr), 3, Device.CPU, precision, folder.resolve("out"), 500, 0, null);
    }

    @ParameterizedTest
    @EnumSource(names = {"fp32", "bf16"})
    void theLossOfEachEpochIsTheMeanOverItsImagesAndFalls(Precision precision) {
        var seen = new ArrayList<Integer>();
        var batchSums = new ArrayList<Double>();
        var epochs = new ArrayList<Double>();
        var saved = new ArrayList<Path>();
        long before = Tensor.liveCount();
        var result = new Trainer(config(ModelKind.UNetModel, 3, 1e-3, precision), IMAGES, new TrainListener() {
            @Override
            public void stepped(int images, double loss) {
                seen.add(images);
                batchSums.add(loss * images);
            }

            @Override
            public void epochEnded(int epoch, double meanLoss) {
                double expected = batchSums.stream().mapToDouble(d -> d).sum() / 100;
                assertThat(meanLoss).isCloseTo(expected, org.assertj.core.data.Offset.offset(1e-6));
                batchSums.clear();
                epochs.add(meanLoss);
            }

            @Override
            public void saved(Path file) {
                saved.add(file);
            }
        }, () -> false).run();
        assertThat(seen).isEqualTo(List.of(32, 32, 32, 4, 32, 32, 32, 4, 32, 32, 32, 4));
        assertThat(epochs.get(2)).isLessThan(epochs.get(0));
        assertThat(result.stopped()).isFalse();
        assertThat(result.meanLoss()).isEqualTo(epochs.get(2));
        assertThat(saved).hasSize(3).containsOnly(folder.resolve("out/mnist-model-UNetModel.pth"));
        assertThat(Tensor.liveCount()).isLessThanOrEqualTo(before);    // fewer, if the collector found what another test forgot
        try (var model = ModelFile.load(result.weights(), null, null, Device.CPU)) {
            assertThat(model.numSteps()).isEqualTo(50);
        }
    }

    /** What is there of an earlier run is given up when the new one has begun, not before. */
    @Test
    void aRunWhoseFirstStepFailsHasNotBegun() {
        var odd = new ImageDataset("odd", new byte[2 * 27 * 27], new byte[2], 2, 27, 27);
        var config = config(ModelKind.UNetModel, 1, 1e-3, Precision.fp32);
        var begun = new ArrayList<String>();
        assertThatThrownBy(() -> new Trainer(config, odd, new TrainListener() {}, () -> false).run(() -> begun.add("begun")))
                .hasMessageContaining("Sizes of tensors must match");
        assertThat(begun).isEmpty();
        assertThat(config.out()).isEmptyDirectory();
        new Trainer(config, IMAGES, new TrainListener() {}, () -> true).run(() -> begun.add("begun"));
        assertThat(begun).hasSize(1);
    }

    @Test
    void twoTrainingsInOneFolderAreOneTooMany() {
        var config = config(ModelKind.SimpleModel, 1, 1e-3, Precision.fp32);
        var first = new Trainer(config, IMAGES, new TrainListener() {
            @Override
            public void epochStarted(int epoch, int images, int seen) {
                assertThatThrownBy(() -> new Trainer(config, IMAGES, new TrainListener() {}, () -> false).run())
                        .isInstanceOf(UserException.class).hasMessageContaining("another training is at work there");
            }
        }, () -> false);
        assertThat(first.run().epochs()).isEqualTo(1);
        first.resume();     // the lock is given back
        assertThat(config.out().resolve(".lock")).doesNotExist();
    }

    @Test
    void theSameSeedTrainsToTheSameWeights() throws Exception {
        var file = new Trainer(config(ModelKind.UNetModel, 1, 1e-3, Precision.fp32), IMAGES, new TrainListener() {}, () -> false)
                .run().weights();
        var first = Files.readAllBytes(file);
        new Trainer(config(ModelKind.UNetModel, 1, 1e-3, Precision.fp32), IMAGES, new TrainListener() {}, () -> false).run();
        assertThat(Files.readAllBytes(file)).isEqualTo(first);
    }

    @Test
    void aStopSavesWhatThereIs() {
        int[] steps = {0};
        var result = new Trainer(config(ModelKind.SimpleModel, 5, 1e-3, Precision.fp32), IMAGES, new TrainListener() {
            @Override
            public void stepped(int images, double loss) {
                steps[0]++;
            }
        }, () -> steps[0] == 6).run();
        assertThat(result.stopped()).isTrue();
        assertThat(result.epochs()).isEqualTo(1);
        assertThat(result.weights()).exists();
    }

    @Test
    void aLossThatIsNoNumberStopsWithTheReasonAndSavesNothing() {
        assertThatThrownBy(() -> new Trainer(config(ModelKind.UNetModel, 2, 1e5, Precision.fp32), IMAGES,
                new TrainListener() {}, () -> false).run())
                .isInstanceOf(UserException.class).hasMessageContaining("smaller --lr");
        assertThat(folder.resolve("out/mnist-model-UNetModel.pth")).doesNotExist();
    }

    @Test
    void aFolderThatCannotBeIsFoundOutBeforeTheFirstStep() throws Exception {
        Files.writeString(folder.resolve("out"), "a file");
        assertThatThrownBy(() -> new Trainer(config(ModelKind.SimpleModel, 1, 1e-3, Precision.fp32), IMAGES,
                new TrainListener() {
                    @Override
                    public void epochStarted(int epoch, int images, int seen) {
                        throw new AssertionError("trained");
                    }
                }, () -> false).run()).isInstanceOf(UserException.class).hasMessageContaining("out");
    }
}
