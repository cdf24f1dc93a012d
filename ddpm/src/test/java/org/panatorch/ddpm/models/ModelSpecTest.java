package org.panatorch.ddpm.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.panatorch.ddpm.UserException;
import org.panatorch.ddpm.schedulers.NoiseSchedule;
import org.panatorch.torch.Device;
import org.panatorch.torch.TensorScope;
import org.panatorch.torch.Torch;
import org.panatorch.torch.Weights;

/** What a file says about its weights; models with labels. */
class ModelSpecTest {
    @TempDir
    Path folder;

    @Test
    void safetensorsKeepWhatTheModelWasTrainedToDo() {
        var spec = new ModelSpec(ModelKind.UNetModel,
                new NoiseSchedule(NoiseSchedule.Kind.cosine, 40, 2e-4, 0.03, true), Objective.v, 10);
        var file = folder.resolve("m.safetensors");
        try (var _ = TensorScope.open(); var model = spec.create()) {
            ModelFile.save(model.stateDict(), spec, file);
            try (var again = ModelFile.open(file, null, null, Device.CPU)) {
                assertThat(again.spec()).isEqualTo(spec);
                assertThat(again.model().numClasses()).isEqualTo(10);
                var x = Torch.randn(3, 1, 28, 28);
                var t = Torch.tensor(new long[] {0, 20, 39});
                var labels = Torch.tensor(new long[] {3, 9, 10});
                assertThat(again.model().forward(x, t, labels).equal(model.on(Device.CPU).forward(x, t, labels))).isTrue();
            }
        }
        assertThatThrownBy(() -> ModelFile.open(file, ModelKind.AdvUNetModel, null, Device.CPU))
                .isInstanceOf(UserException.class).hasMessageContaining("UNetModel, but --model says AdvUNetModel");
    }

    @Test
    void aPthIsTakenAsTheOriginalTrains() {
        var file = folder.resolve("m.pth");
        try (var _ = TensorScope.open(); var model = ModelKind.UNetModel.create(30, 10)) {
            Weights.save(model.stateDict(), file);
        }
        try (var trained = ModelFile.open(file, null, null, Device.CPU)) {
            assertThat(trained.spec()).isEqualTo(
                    new ModelSpec(ModelKind.UNetModel, NoiseSchedule.original(30), Objective.epsilon, 10));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"UNetModel", "AdvUNetModel"})
    void labelsMatterAndTheNullLabelIsNoLabel(ModelKind kind) {
        try (var _ = TensorScope.open(); var _ = Torch.noGrad(); var model = kind.create(20, 10)) {
            var x = Torch.randn(2, 1, 28, 28);
            var t = Torch.tensor(new long[] {5, 15});
            var plain = model.forward(x, t);
            assertThat(model.forward(x, t, Torch.tensor(new long[] {10, 10})).equal(plain)).isTrue();
            assertThat(model.forward(x, t, Torch.tensor(new long[] {1, 10})).equal(plain)).isFalse();
        }
    }

    /** Without labels the same seed still gives the same parameters: the embedding of labels is made last. */
    @Test
    void classesAddParametersAndChangeNone() {
        try (var _ = TensorScope.open()) {
            Torch.manualSeed(4);
            try (var plain = ModelKind.AdvUNetModel.create(20)) {
                Torch.manualSeed(4);
                try (var labelled = ModelKind.AdvUNetModel.create(20, 10)) {
                    assertThat(labelled.parameterCount()).isEqualTo(plain.parameterCount() + 11 * 64);
                    plain.namedParameters().forEach((name, tensor) ->
                            assertThat(labelled.namedParameters().get(name).equal(tensor)).as(name).isTrue());
                }
            }
        }
    }

    @Test
    void aModelWithoutClassesRefusesLabels() {
        try (var _ = TensorScope.open(); var model = ModelKind.UNetModel.create(20)) {
            assertThatThrownBy(() -> model.forward(Torch.randn(1, 1, 28, 28), Torch.tensor(new long[] {1}),
                    Torch.tensor(new long[] {1}))).hasMessageContaining("without classes");
        }
    }
}
