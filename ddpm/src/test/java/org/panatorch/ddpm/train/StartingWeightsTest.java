package org.panatorch.ddpm.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.panatorch.ddpm.Fixtures;
import org.panatorch.ddpm.UserException;
import org.panatorch.ddpm.models.ModelFile;
import org.panatorch.ddpm.models.ModelKind;
import org.panatorch.ddpm.models.ModelSpec;
import org.panatorch.ddpm.models.Objective;
import org.panatorch.ddpm.schedulers.NoiseSchedule;
import org.panatorch.torch.Device;
import org.panatorch.torch.Tensor;
import org.panatorch.torch.TensorScope;
import org.panatorch.torch.Torch;

class StartingWeightsTest {
    private static final int STEPS = 20;

    @TempDir
    Path folder;

    private static ModelSpec spec(Objective objective, int classes) {
        return new ModelSpec(ModelKind.UNetModel, NoiseSchedule.original(STEPS), objective, classes);
    }

    private Path saved(ModelSpec spec) {
        var file = folder.resolve("weights.safetensors");
        Torch.manualSeed(1);
        try (var model = spec.create()) {
            ModelFile.save(model.stateDict(), spec, file);
        }
        return file;
    }

    private static Tensor says(ModelSpec spec, Path file, Tensor x, Tensor labels) {
        Torch.manualSeed(2);
        try (var model = spec.create()) {
            StartingWeights.load(file, model, spec);
            return model.on(Device.CPU).forward(x, Torch.tensor(new long[] {7, 7}), labels);
        }
    }

    @Test
    void aModelWithLabelsSaysAtFirstWhatItSaidWithout() {
        var plain = spec(Objective.v, 0);
        var file = saved(plain);
        try (var _ = TensorScope.open(); var _ = Torch.noGrad(); var original = ModelFile.load(file, null, null, Device.CPU)) {
            var x = Torch.randn(2, 1, 28, 28);
            var expected = original.forward(x, Torch.tensor(new long[] {7, 7}), null);
            assertThat(Fixtures.difference(says(plain, file, x, null), expected)).isZero();
            assertThat(Fixtures.difference(says(spec(Objective.v, 10), file, x, Torch.tensor(new long[] {3, 9})), expected)).isZero();
        }
    }

    @Test
    void weightsOfSomethingElseAreRefused() {
        var file = saved(spec(Objective.v, 10));
        try (var _ = TensorScope.open()) {
            var x = Torch.zeros(2, 1, 28, 28);
            assertThatThrownBy(() -> says(spec(Objective.x0, 10), file, x, null)).isInstanceOf(UserException.class)
                    .hasMessageContainingAll("--start-from", "was trained for v", "this run is for x0");
            assertThatThrownBy(() -> says(spec(Objective.v, 5), file, x, null)).isInstanceOf(UserException.class)
                    .hasMessageContainingAll("knows 10 labels", "expected 5");
            assertThatThrownBy(() -> says(spec(Objective.v, 5), folder.resolve("no.pth"), x, null))
                    .isInstanceOf(UserException.class).hasMessageContaining("no such file");
        }
    }
}
