package org.panatorch.ddpm.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.panatorch.torch.Keywords.device;
import static org.panatorch.torch.Keywords.shape;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.panatorch.ddpm.data.ImageDataset;
import org.panatorch.ddpm.data.ImageTensors;
import org.panatorch.ddpm.models.ModelKind;
import org.panatorch.ddpm.models.NoisePredictor;
import org.panatorch.ddpm.models.Objective;
import org.panatorch.ddpm.models.Precision;
import org.panatorch.ddpm.sample.Sampler;
import org.panatorch.ddpm.schedulers.AlphaNoiseScheduler;
import org.panatorch.torch.DType;
import org.panatorch.torch.Device;
import org.panatorch.torch.Tensor;
import org.panatorch.torch.TensorScope;
import org.panatorch.torch.Torch;
import org.panatorch.torch.TorchException;
import org.panatorch.torch.optim.Adam;

/**
 * No tensor is made on the wrong device: on the meta device, which has shapes and no data, a tensor that was made on the
 * CPU by mistake does not mix with the rest, just as on a GPU.
 *
 * <p>The three models make no tensors in forward; libtorch's meta kernels of their convolutions are PyTorch's Python code.
 * So a model of operators that have one stands in for them.
 */
class MetaDeviceTest {

    /** x * weight + t. */
    private static final class StandIn extends NoisePredictor {
        private final Tensor weight;

        StandIn(long numSteps) {
            super(numSteps, 0);
            try (var ones = Torch.ones(1)) {
                weight = registerParameter("weight", ones);
            }
        }

        @Override
        public Tensor forward(Tensor x, Tensor t, Tensor labels) {
            return x.mul(weight).add(t.to(DType.FLOAT32).view(-1, 1, 1, 1));
        }
    }

    /** libtorch has no meta kernel for the loss's gradient either: that is where the step ends, and not before. */
    @Test
    void aTrainingStepStaysOnItsDeviceUpToTheLoss() {
        var dataset = new ImageDataset("black", new byte[3 * 28 * 28], new byte[3], 3, 28, 28);
        try (var _ = TensorScope.open(); var model = new StandIn(10);
                var scheduler = new AlphaNoiseScheduler(10, 1e-4, 0.02, Device.META);
                var images = new ImageTensors(dataset, Device.META)) {
            model.to(Device.META);
            var step = new TrainingStep(model, scheduler, Objective.epsilon, 0, 0, images, Device.META, Precision.fp32);
            assertThatThrownBy(() -> step.run(new int[] {0, 2}, 1))
                    .isInstanceOf(TorchException.class).hasMessageStartingWith("aten::mse_loss_backward: attempted");
        }
    }

    @Test
    void anOptimizerStepStaysOnItsDevice() {
        try (var _ = TensorScope.open(); var model = new StandIn(10)) {
            model.to(Device.META);
            try (var optimizer = new Adam(model.parameters(), 1e-3)) {
                model.forward(Torch.zeros(shape(2, 1, 28, 28), device(Device.META)), Torch.zeros(shape(2), device(Device.META)))
                        .sum().backward();
                optimizer.step();
                assertThat(model.parameters().getFirst().grad().device()).isEqualTo(Device.META);
            }
        }
    }

    @Test
    void samplingStaysOnItsDevice() {
        try (var _ = TensorScope.open(); var model = new StandIn(3);
                var scheduler = new AlphaNoiseScheduler(3, 1e-4, 0.02, Device.META)) {
            model.to(Device.META);
            var x0 = new Sampler(model, scheduler, Device.META, Precision.fp32).sample(2, 0, (_, _) -> {}, () -> false);
            assertThat(x0.device()).isEqualTo(Device.META);
            assertThat(x0.shape()).containsExactly(2, 1, 28, 28);
        }
    }

    @Test
    void aTensorOnTheWrongDeviceIsFound() {
        try (var _ = TensorScope.open(); var model = new StandIn(3)) {
            model.to(Device.META);
            assertThatThrownBy(() -> model.forward(Torch.randn(2, 1, 28, 28), Torch.zeros(2)))
                    .isInstanceOf(TorchException.class).hasMessageContaining("device");
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyParameterAndBufferOfAModelMoves(ModelKind kind) {
        try (var _ = TensorScope.open(); var model = kind.create(10)) {
            model.to(Device.META);
            assertThat(model.stateDict().asMap()).allSatisfy((key, tensor) ->
                    assertThat(tensor.device()).as(key).isEqualTo(Device.META));
            assertThat(model.parameters()).allMatch(Tensor::requiresGrad);
        }
    }
}
