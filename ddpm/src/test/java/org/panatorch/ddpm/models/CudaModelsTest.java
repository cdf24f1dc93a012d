package org.panatorch.ddpm.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.panatorch.ddpm.Fixtures.assertClose;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.panatorch.ddpm.Fixtures;
import org.panatorch.ddpm.OnCuda;
import org.panatorch.ddpm.UserException;
import org.panatorch.ddpm.schedulers.AlphaNoiseScheduler;
import org.panatorch.torch.Backends;
import org.panatorch.torch.Device;
import org.panatorch.torch.StateDict;
import org.panatorch.torch.Tensor;
import org.panatorch.torch.TensorScope;
import org.panatorch.torch.Torch;
import org.panatorch.torch.nn.F;

/** The models on a GPU against PyTorch's on the CPU: output and every gradient. Without a GPU it is the CPU again. */
class CudaModelsTest {
    private static final Device DEVICE = OnCuda.orCpu();
    private TensorScope scope;

    @BeforeEach
    void open() {
        scope = TensorScope.open();
    }

    @AfterEach
    void close() {
        scope.close();
    }

    private record Batch(Tensor x, Tensor t, Tensor noise) {
        static Batch of(StateDict fixture) {
            return new Batch(fixture.get("x.1").to(DEVICE), fixture.get("t.1").to(DEVICE), fixture.get("noise.1").to(DEVICE));
        }
    }

    private static Tensor predict(NoisePredictor model, AlphaNoiseScheduler scheduler, Batch batch, Precision precision) {
        try (var _ = precision.enter(DEVICE)) {
            return model.forward(scheduler.addNoise(batch.x, batch.t, batch.noise), batch.t);
        }
    }

    private static NoisePredictor model(ModelKind kind) {
        var model = kind.create(2000);
        model.loadStateDict(Fixtures.load(kind + ".pth"));
        model.to(DEVICE);
        return model;
    }

    /** Relative to the largest value, at least 1: 1e-4. */
    @ParameterizedTest
    @EnumSource
    void outputAndGradientsAreThoseOfPyTorch(ModelKind kind) {
        var fixture = Fixtures.load(kind + ".safetensors");
        try (var model = model(kind); var scheduler = new AlphaNoiseScheduler(2000, 1e-4, 0.02, DEVICE)) {
            var batch = Batch.of(fixture);
            var output = predict(model, scheduler, batch, Precision.fp32);
            double forward = assertClose("output", output.detach().cpu(), fixture.get("output"), relative(fixture.get("output")));
            F.mseLoss(output, batch.noise).backward();
            double worst = 0;
            for (var p : model.namedParameters().entrySet()) {
                var expected = fixture.get("grad." + p.getKey());
                worst = Math.max(worst, assertClose("gradient of " + p.getKey(), p.getValue().grad().cpu(), expected,
                        relative(expected)) / Math.max(1, expected.abs().max().item()));
            }
            System.out.printf("%s on %s, largest difference from PyTorch on the CPU: output %.1e, gradients %.1e%n", kind, DEVICE,
                    forward, worst);
        }
    }

    private static double relative(Tensor expected) {
        return 1e-4 * Math.max(1, expected.abs().max().item());
    }

    /** A GPU's TF32 has 10 bits of mantissa, bfloat16 7. */
    @ParameterizedTest
    @EnumSource
    void lessPrecisionComesClose(ModelKind kind) {
        var fixture = Fixtures.load(kind + ".safetensors");
        var expected = fixture.get("output");
        double size = Math.max(1, expected.abs().max().item());
        try (var model = model(kind); var scheduler = new AlphaNoiseScheduler(2000, 1e-4, 0.02, DEVICE)) {
            var batch = Batch.of(fixture);
            for (var precision : Precision.values()) {
                if (precision == Precision.tf32 && DEVICE.type() == Device.Type.CPU) {
                    continue;
                }
                var output = predict(model, scheduler, batch, precision);
                double difference = output.detach().cpu().to(expected.dtype()).sub(expected).abs().max().item() / size;
                System.out.printf("%s on %s in %s: output %.1e from float32's%n", kind, DEVICE, precision, difference);
                assertThat(difference).as(precision.name()).isLessThan(switch (precision) {
                    case fp32 -> 1e-4;
                    case tf32 -> 2e-2;
                    case bf16 -> 1e-1;
                });
                F.mseLoss(output.to(expected.dtype()), batch.noise).backward();
                assertThat(model.parameters()).allMatch(p -> p.grad().isfinite().all().itemBoolean());
                model.zeroGrad();
            }
        }
    }

    @Test
    void tf32IsForGpus() {
        assertThatThrownBy(() -> Precision.tf32.enter(Device.CPU)).isInstanceOf(UserException.class)
                .hasMessage("precision tf32 is for NVIDIA GPUs, the device is cpu: expected fp32 or bf16");
        var cuda = OnCuda.required();
        try (var _ = Precision.tf32.enter(cuda)) {
            assertThat(Backends.cudaMatmulAllowTf32() && Backends.cudnnAllowTf32()).isTrue();
        }
        try (var _ = Precision.fp32.enter(cuda)) {
            assertThat(Backends.cudaMatmulAllowTf32() || Backends.cudnnAllowTf32()).isFalse();
        }
    }

    @Test
    void noGradGivesTheSame() {
        try (var model = model(ModelKind.UNetModel); var scheduler = new AlphaNoiseScheduler(2000, 1e-4, 0.02, DEVICE)) {
            var batch = Batch.of(Fixtures.load("UNetModel.safetensors"));
            var with = predict(model, scheduler, batch, Precision.fp32).detach();
            try (var _ = Torch.noGrad()) {
                assertThat(predict(model, scheduler, batch, Precision.fp32).sub(with).abs().max().item()).isLessThan(1e-4);
            }
        }
    }
}
