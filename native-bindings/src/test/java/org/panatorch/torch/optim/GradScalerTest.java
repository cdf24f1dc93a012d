package org.panatorch.torch.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.panatorch.torch.DType;
import org.panatorch.torch.Device;
import org.panatorch.torch.Tensor;
import org.panatorch.torch.TensorScope;
import org.panatorch.torch.Torch;

/** GradScaler against torch.amp.GradScaler("cpu"), in float32. */
class GradScalerTest {
    private TensorScope scope;
    private Tensor param;
    private Optimizer optimizer;
    private GradScaler scaler;

    @BeforeEach
    void open() {
        scope = TensorScope.open();
        param = Torch.tensor(new float[] {1, -2}, 2).requiresGrad_(true);
        optimizer = new Adam(List.of(param), 0.1);
        scaler = new GradScaler(Device.CPU, new GradScaler.Options(1024, 2, 0.5, 2));
    }

    @AfterEach
    void close() {
        scaler.close();
        optimizer.close();
        scope.close();
    }

    private void backward(double factor) {
        optimizer.zeroGrad();
        scaler.scale(Torch.op("sum").callTensor(param.mul(param)).mul(factor)).backward();
    }

    @Test
    void eightStepsWithOverflowsAreThoseOfPyTorch() {
        var fixture = OptimFixture.load();
        var factors = new double[] {1, 2, Double.POSITIVE_INFINITY, 3, Double.NaN, 0.5, 1.5, 1e-3};
        for (int step = 1; step <= factors.length; step++) {
            backward(factors[step - 1]);
            if (step % 2 == 1) {
                scaler.unscale_(optimizer);
                OptimFixture.assertClose("gradient " + step, param.grad(), fixture.get("scaler.grad." + step), 1e-6);
            }
            assertThat(scaler.step(optimizer)).isEqualTo(Double.isFinite(factors[step - 1]));
            scaler.update();
            OptimFixture.assertClose("parameter " + step, param, fixture.get("scaler.param." + step), 1e-6);
            var state = scaler.state();
            assertThat(new double[] {state.scale(), state.growthTracker()})
                    .as("state " + step).isEqualTo(fixture.get("scaler.state." + step).toDoubleArray());
        }
    }

    @Test
    void stateGoesToAnotherScaler() {
        scaler.loadState(new GradScaler.State(8, 1));
        assertThat(scaler.getScale()).isEqualTo(8);
        backward(1);
        scaler.step(optimizer);
        scaler.update();
        assertThat(scaler.state()).isEqualTo(new GradScaler.State(16, 0));
        scaler.update(3);
        assertThat(scaler.getScale()).isEqualTo(3);
    }

    @Test
    void callsOutOfOrderAreRefused() {
        assertThatThrownBy(scaler::update).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no inf checks were recorded prior to update()");
        assertThatThrownBy(() -> scaler.step(optimizer)).hasMessageContaining("it has no gradients");
        scaler.update(1024);
        backward(1);
        scaler.unscale_(optimizer);
        assertThatThrownBy(() -> scaler.unscale_(optimizer)).hasMessageContaining("already been called on this optimizer");
        scaler.step(optimizer);
        assertThatThrownBy(() -> scaler.step(optimizer)).hasMessageContaining("step() has already been called");
        assertThatThrownBy(() -> scaler.unscale_(optimizer)).hasMessageContaining("after step()");
        assertThatThrownBy(() -> new GradScaler.Options(1, 1, 0.5, 1)).hasMessageContaining("growth factor > 1");
    }

    @Test
    void halfPrecisionGradientsAreRefused() {
        var half = Torch.ones(1).to(DType.FLOAT16).requiresGrad_(true);
        Torch.op("sum").callTensor(half).backward();
        try (var other = new Adam(List.of(half), 0.1)) {
            assertThatThrownBy(() -> scaler.unscale_(other)).hasMessageContaining("FP16 gradients");
        }
    }

    @Test
    void nothingIsLeftBehind() {
        backward(1);
        scaler.step(optimizer);
        scaler.update();
        long live = Tensor.liveCount();
        for (int i = 0; i < 50; i++) {
            try (var _ = TensorScope.open()) {
                backward(1);
                scaler.step(optimizer);
                scaler.update();
            }
        }
        assertThat(Tensor.liveCount()).isLessThanOrEqualTo(live);
    }
}
