package org.panatorch.ddpm.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.panatorch.ddpm.Fixtures.assertClose;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.panatorch.ddpm.Fixtures;
import org.panatorch.ddpm.schedulers.AlphaNoiseScheduler;
import org.panatorch.torch.DType;
import org.panatorch.torch.Device;
import org.panatorch.torch.MemoryFormat;
import org.panatorch.torch.StateDict;
import org.panatorch.torch.Tensor;
import org.panatorch.torch.TensorScope;
import org.panatorch.torch.Torch;
import org.panatorch.torch.nn.F;
import org.panatorch.torch.optim.Adam;

/**
 * Each model against PyTorch: names, shapes, output, every gradient, and ten steps of Adam.
 *
 * <p>The tolerance is 1e-5 on values of unit scale (relative above). After one step of Adam with its own eps there is an
 * exception: where a bias only shifts what GroupNorm takes out again (one channel a group), the true gradient is zero, the
 * computed one is rounding noise, and Adam divides that noise by its own size; PyTorch does not agree with itself there.
 * Ten steps have no exception: ours in float32 with eps = 0.01 to 1e-5 (AdvUNetModel 1e-4), and in float64 with Adam's own eps to 1e-6, both
 * against PyTorch in float64 (its own float32 run strays by 7e-5).
 */
class ModelParityTest {
    private static final double TOLERANCE = 1e-5;
    private static final double LR = 1e-3;
    /** Gradients of this size are rounding noise. */
    private static final double NOISE = 1e-6;
    private TensorScope scope;

    @BeforeEach
    void open() {
        scope = TensorScope.open();
    }

    @AfterEach
    void close() {
        scope.close();
    }

    @ParameterizedTest
    @EnumSource
    void stateDictHasPyTorchsKeysAndShapesInItsOrder(ModelKind kind) {
        var expected = Fixtures.load(kind + ".pth");
        try (var model = kind.create(2000)) {
            var actual = model.stateDict();
            assertThat(List.copyOf(actual.keys())).isEqualTo(List.copyOf(expected.keys()));
            actual.asMap().forEach((key, tensor) ->
                    assertThat(tensor.shape()).as(key).isEqualTo(expected.get(key).shape()));
            assertThat(model.parameterCount()).isEqualTo(
                    Map.of(ModelKind.SimpleModel, 337L, ModelKind.UNetModel, 151_473L, ModelKind.AdvUNetModel, 558_753L)
                            .get(kind));
        }
    }

    /**
     * The sinusoidal table is 2e-4 off at its far end: libtorch's exp without MKL and PyTorch's with it differ in the last
     * bit of div_term (6e-8), and that is multiplied by t up to 1999.
     */
    @ParameterizedTest
    @EnumSource
    void theSameSeedInitialisesToTheSameWeights(ModelKind kind) {
        Torch.manualSeed(42);
        try (var model = kind.create(2000)) {
            var expected = Fixtures.load(kind + ".pth");
            model.stateDict().asMap().forEach((key, tensor) ->
                    assertClose(key, tensor, expected.get(key), key.equals("embed.0.pe") ? 2e-4 : 1e-6));
        }
    }

    static Stream<Arguments> kindsAndLayouts() {
        return Arrays.stream(ModelKind.values()).flatMap(kind -> Stream.of(MemoryFormat.CONTIGUOUS, MemoryFormat.CHANNELS_LAST)
                .map(layout -> Arguments.of(kind, layout)));
    }

    @ParameterizedTest
    @MethodSource("kindsAndLayouts")
    void outputGradientsAndOneAdamStepAreThoseOfPyTorch(ModelKind kind, MemoryFormat layout) {
        var fixture = Fixtures.load(kind + ".safetensors");
        try (var model = kind.create(2000);
                var scheduler = new AlphaNoiseScheduler(2000, 1e-4, 0.02, Device.CPU);
                var optimizer = new Adam(model.parameters(), LR)) {
            model.loadStateDict(Fixtures.load(kind + ".pth"));
            model.to(layout);
            var batch = Batch.of(fixture, 1, DType.FLOAT32);
            double output;
            try (var _ = Torch.noGrad()) {
                output = assertClose("output", batch.predict(model, scheduler), fixture.get("output"),
                        relative(fixture.get("output")));
            }
            batch.train(model, scheduler, optimizer);
            double gradient = 0;
            for (var p : model.namedParameters().entrySet()) {
                var expected = fixture.get("grad." + p.getKey());
                gradient = Math.max(gradient, assertClose("gradient of " + p.getKey(), p.getValue().grad(), expected,
                        relative(expected)) / Math.max(1, expected.abs().max().item()));
            }
            System.out.printf("%s in float32, %s, largest difference from PyTorch: output %.1e, gradients %.1e, one Adam step %.1e%n",
                    kind, layout, output, gradient, assertOneStep(model, fixture));
        }
    }

    @ParameterizedTest
    @MethodSource("kindsAndLayouts")
    void tenAdamStepsAreThoseOfPyTorch(ModelKind kind, MemoryFormat layout) {
        // PyTorch's float32 run of AdvUNetModel is 7e-5 from its float64 run: a value near zero falls on the other side of a
        // ReLU, depending on the number of threads; ours then goes the one way or the other
        double tolerance = kind == ModelKind.AdvUNetModel ? 1e-4 : TOLERANCE;
        var fixture = Fixtures.load(kind + ".safetensors");
        try (var model = kind.create(2000);
                var scheduler = new AlphaNoiseScheduler(2000, 1e-4, 0.02, Device.CPU);
                var optimizer = new Adam(model.parameters(), LR, 0.9, 0.999, 0.01)) {
            model.loadStateDict(Fixtures.load(kind + ".pth"));
            model.to(layout);
            var losses = fixture.get("losses").toDoubleArray();
            for (int step = 1; step <= 10; step++) {
                double loss = Batch.of(fixture, step, DType.FLOAT32).train(model, scheduler, optimizer);
                assertThat(loss).as("loss of step " + step)
                        .isCloseTo(losses[step - 1], Offset.offset(5 * tolerance * Math.max(1, losses[step - 1])));
            }
            double worst = 0;
            for (var p : model.namedParameters().entrySet()) {
                worst = Math.max(worst, assertClose(p.getKey(), p.getValue().detach(), fixture.get("step10." + p.getKey()),
                        tolerance));
            }
            System.out.printf("%s in float32, %s, largest difference of parameters after ten Adam steps %.1e%n", kind, layout, worst);
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "SimpleModel")    // it makes float32 of t, whatever its own type
    void tenAdamStepsInDoubleAreThoseOfPyTorch(ModelKind kind) {
        var fixture = Fixtures.load(kind + ".safetensors");
        try (var model = kind.create(2000);
                var scheduler = new AlphaNoiseScheduler(2000, 1e-4, 0.02, Device.CPU)) {
            model.loadStateDict(Fixtures.load(kind + ".pth"));
            model.to(DType.FLOAT64);
            var expectedLosses = fixture.get("losses64").toDoubleArray();
            try (var optimizer = new Adam(model.parameters(), LR)) {
                for (int step = 1; step <= 10; step++) {
                    double loss = Batch.of(fixture, step, DType.FLOAT64).train(model, scheduler, optimizer);
                    assertThat(loss).as("loss of step " + step)
                            .isCloseTo(expectedLosses[step - 1], Percentage.withPercentage(1e-5));
                }
            }
            double worst = 0;
            for (var p : model.namedParameters().entrySet()) {
                var expected = fixture.get("float64." + p.getKey());
                // the fixture was rounded to float32
                worst = Math.max(worst, assertClose(p.getKey(), p.getValue().detach().to(DType.FLOAT32), expected, 1e-6));
            }
            System.out.printf("%s in float64, largest difference of parameters after ten Adam steps %.1e%n", kind, worst);
        }
    }

    private record Batch(Tensor x, Tensor t, Tensor noise) {
        static Batch of(StateDict fixture, int step, DType dtype) {
            return new Batch(fixture.get("x." + step).to(dtype), fixture.get("t." + step),
                    fixture.get("noise." + step).to(dtype));
        }

        Tensor predict(NoisePredictor model, AlphaNoiseScheduler scheduler) {
            return model.forward(scheduler.addNoise(x, t, noise), t);
        }

        double train(NoisePredictor model, AlphaNoiseScheduler scheduler, Adam optimizer) {
            optimizer.zeroGrad();
            var loss = F.mseLoss(predict(model, scheduler), noise);
            loss.backward();
            optimizer.step();
            return loss.item();
        }
    }

    private static double relative(Tensor expected) {
        return TOLERANCE * Math.max(1, expected.abs().max().item());
    }

    /**
     * After one step: within the tolerance where PyTorch's gradient is at least {@link #NOISE}; below it Adam's step is the
     * sign of rounding noise, up to the learning rate either way. Returns the largest difference outside the noise.
     */
    private static double assertOneStep(NoisePredictor model, StateDict fixture) {
        double worst = 0;
        for (var p : model.namedParameters().entrySet()) {
            var difference = p.getValue().detach().sub(fixture.get("step1." + p.getKey())).abs();
            var noise = fixture.get("grad." + p.getKey()).abs().lt(NOISE);
            worst = Math.max(worst, difference.copy().maskedFill_(noise, 0).max().item());
            assertThat(worst).as(p.getKey() + " after one step").isLessThanOrEqualTo(TOLERANCE);
            assertThat(difference.max().item()).as(p.getKey() + ", noise included").isLessThanOrEqualTo(2 * LR);
        }
        return worst;
    }
}
