package org.panatorch.ddpm.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.panatorch.torch.Keywords.device;
import static org.panatorch.torch.Keywords.shape;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.panatorch.ddpm.OnCuda;
import org.panatorch.ddpm.data.ImageDataset;
import org.panatorch.ddpm.data.ImageTensors;
import org.panatorch.ddpm.data.Split;
import org.panatorch.ddpm.models.ModelFile;
import org.panatorch.ddpm.models.ModelKind;
import org.panatorch.ddpm.models.ModelSpec;
import org.panatorch.ddpm.models.Objective;
import org.panatorch.ddpm.models.Precision;
import org.panatorch.ddpm.schedulers.NoiseSchedule;
import org.panatorch.torch.Backends;
import org.panatorch.torch.CudaMemory;
import org.panatorch.torch.Device;
import org.panatorch.torch.Tensor;
import org.panatorch.torch.TensorScope;
import org.panatorch.torch.Torch;

/** Training on a GPU; without one, the same on the CPU. cuDNN is deterministic in it: {@link Trainer} sees to that. */
class CudaTrainingTest {
    private static final Device DEVICE = OnCuda.orCpu();
    private static final ImageDataset IMAGES = ImageDataset.mnist(Split.TEST).take(160);

    @TempDir
    Path folder;

    /** 40 steps: 4 epochs of 10 batches. */
    private TrainConfig config(String name, ModelKind model, Precision precision, int grid) {
        var spec = new ModelSpec(model, new NoiseSchedule(NoiseSchedule.Kind.cosine, 50, 1e-4, 0.02, false), Objective.v,
                model == ModelKind.SimpleModel ? 0 : 10);
        return new TrainConfig(spec, 4, 16, new Optimization(1e-3, LearningRate.Curve.cosine, 3, 1, 1, 0.99, 5,
                model == ModelKind.SimpleModel ? 0 : 0.2), 7, DEVICE, precision, folder.resolve(name), 7, grid, null);
    }

    private static Trainer trainer(TrainConfig config, int steps, List<Double> losses) {
        int[] seen = {0};
        return new Trainer(config, IMAGES, new TrainListener() {
            @Override
            public void stepped(int images, double loss) {
                seen[0]++;
                losses.add(loss);
            }
        }, () -> seen[0] >= steps);
    }

    private static List<byte[]> files(TrainConfig config) throws Exception {
        var contents = new ArrayList<byte[]>();
        for (var file : List.of(config.folder().weights(), config.folder().averagedWeights(),
                RunFolder.checkpoints(config.out()).getFirst())) {
            contents.add(Files.readAllBytes(file));
        }
        return contents;
    }

    @ParameterizedTest
    @CsvSource({"UNetModel, fp32", "UNetModel, bf16", "AdvUNetModel, fp32", "AdvUNetModel, bf16", "SimpleModel, fp32"})
    void twentyStepsAndTwentyAreForty(ModelKind model, Precision precision) throws Exception {
        var whole = config("whole", model, precision, 0);
        trainer(whole, Integer.MAX_VALUE, new ArrayList<>()).run();
        var parts = config("parts", model, precision, 0);
        var losses = new ArrayList<Double>();
        assertThat(trainer(parts, 20, losses).run().stopped()).isTrue();
        assertThat(losses).hasSize(20);
        assertThat(trainer(parts, Integer.MAX_VALUE, losses).resume().stopped()).isFalse();
        assertThat(losses).hasSize(40);
        if (DEVICE.type() == Device.Type.CUDA) {
            assertThat(losses).as("a loss is read every 50 steps only").allMatch(loss -> Double.isNaN(loss));
        }
        var expected = files(whole);
        var found = files(parts);
        for (int i = 0; i < expected.size(); i++) {
            assertThat(Arrays.equals(found.get(i), expected.get(i))).as("file " + i).isTrue();
        }
        assertThat(Backends.cudnnDeterministic()).isFalse();
    }

    /** What the grid after an epoch draws changes nothing of the training. */
    @Test
    void aGridOfImagesLeavesTheTrainingAlone() throws Exception {
        var without = config("without", ModelKind.UNetModel, Precision.fp32, 0);
        var with = config("with", ModelKind.UNetModel, Precision.fp32, 4);
        trainer(without, Integer.MAX_VALUE, new ArrayList<>()).run();
        trainer(with, Integer.MAX_VALUE, new ArrayList<>()).run();
        assertThat(Files.readAllBytes(with.folder().weights())).isEqualTo(Files.readAllBytes(without.folder().weights()));
        assertThat(with.folder().samples(4)).isNotEmptyFile();
    }

    @Test
    void weightsFromThereLoadOnTheCpuAndTheLossFalls() {
        var config = config("run", ModelKind.UNetModel, Precision.fp32, 0);
        trainer(config, Integer.MAX_VALUE, new ArrayList<>()).run();
        try (var _ = TensorScope.open(); var trained = ModelFile.open(config.folder().weights(), null, null, Device.CPU)) {
            assertThat(trained.model().parameters()).allMatch(p -> p.device().equals(Device.CPU))
                    .allMatch(p -> p.isfinite().all().itemBoolean());
            var y = trained.model().forward(Torch.zeros(2, 1, 28, 28), Torch.zeros(shape(2)).to(org.panatorch.torch.DType.INT64));
            assertThat(y.isfinite().all().itemBoolean()).isTrue();
        }
    }

    @Test
    void memoryStaysFlatOverTheSteps() {
        boolean cuda = DEVICE.type() == Device.Type.CUDA;
        var config = config("memory", ModelKind.UNetModel, Precision.bf16, 0);
        var seen = new ArrayList<long[]>();
        new Trainer(config, IMAGES, new TrainListener() {
            @Override
            public void stepped(int images, double loss) {
                seen.add(new long[] {Tensor.liveCount(), cuda ? CudaMemory.allocated(0) : 0});
            }
        }, () -> false).run();
        for (int column = 0; column < 2; column++) {
            long before = seen.get(12)[column];
            assertThat(seen.getLast()[column]).as(column == 0 ? "live tensors" : "bytes").isLessThanOrEqualTo(before);
        }
    }

    @Test
    void aBatchIsThatOfTheCpu() {
        try (var _ = TensorScope.open(); var there = new ImageTensors(IMAGES, DEVICE); var here = new ImageTensors(IMAGES, Device.CPU)) {
            int[] indices = {5, 0, 159, 5};
            for (int i = 0; i < 20; i++) {
                indices[1] = i;
                var batch = there.batch(indices);
                assertThat(batch.device().type()).isEqualTo(DEVICE.type());
                assertThat(batch.cpu().sub(here.batch(indices)).abs().max().item()).isLessThan(1e-6);
                assertThat(there.labels(indices).toLongArray()).isEqualTo(here.labels(indices).toLongArray());
            }
            assertThat(Torch.zeros(shape(1), device(DEVICE)).item()).isZero();
        }
    }
}
