package org.panatorch.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.panatorch.torch.Keywords.device;
import static org.panatorch.torch.Keywords.shape;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.panatorch.torch.nn.Conv2d;
import org.panatorch.torch.nn.F;
import org.panatorch.torch.nn.Linear;
import org.panatorch.torch.nn.ReLU;
import org.panatorch.torch.nn.Sequential;
import org.panatorch.torch.nn.Utils;
import org.panatorch.torch.optim.Adam;
import org.panatorch.torch.optim.AdamOptions;
import org.panatorch.torch.optim.AdamW;
import org.panatorch.torch.optim.GradScaler;

/** Training steps on a GPU; where there is none, on the CPU. */
class CudaStepsTest {
    private static final Device DEVICE = OnCuda.orCpu();

    private TensorScope scope;

    @BeforeEach
    void open() {
        scope = TensorScope.open();
        Torch.manualSeed(2);
    }

    @AfterEach
    void close() {
        scope.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void adamWStepsAreTheCpus(boolean fused) {
        var start = Torch.randn(5, 7);
        var grads = List.of(Torch.randn(5, 7), Torch.randn(5, 7), Torch.randn(5, 7), Torch.randn(5, 7));
        var here = start.copy().requiresGrad_(true);
        var there = start.to(DEVICE).copy().requiresGrad_(true);
        var options = AdamOptions.DEFAULT.weightDecay(0.1).amsgrad(true);
        try (var cpu = new AdamW(List.of(here), 0.01, options); var gpu = new AdamW(List.of(there), 0.01, options.fused(fused))) {
            for (var grad : grads) {
                cpu.zeroGrad();
                gpu.zeroGrad();
                here.mul(grad).sum().backward();
                there.mul(grad.to(DEVICE)).sum().backward();
                cpu.step();
                gpu.step();
            }
            assertThat(there.cpu().sub(here).abs().max().item()).isLessThan(1e-6);
            var steps = (Tensor) ((Map<?, ?>) ((Map<?, ?>) gpu.stateDict().get("state")).get(0L)).get("step");
            assertThat(steps.item()).isEqualTo(4);
            assertThat(steps.device().type()).isEqualTo(fused ? DEVICE.type() : Device.Type.CPU);
            // a state dict of the CPU's goes on there
            gpu.loadStateDict(cpu.stateDict());
            cpu.step();
            gpu.step();
            assertThat(there.cpu().sub(here).abs().max().item()).isLessThan(1e-6);
        }
    }

    @Test
    void aStepThatIsToChangeNothingChangesNothing() {
        var p = Torch.ones(shape(3), device(DEVICE)).requiresGrad_(true);
        try (var optimizer = new Adam(List.of(p), 0.1)) {
            for (int found : new int[] {0, 1, 0}) {
                optimizer.zeroGrad();
                p.sum().mul(found == 1 ? Double.POSITIVE_INFINITY : 1).backward();
                var before = p.detach().copy();
                var norm = Utils.clipGradNorm_(List.of(p), 1);
                assertThat(norm.device().type()).isEqualTo(DEVICE.type());
                optimizer.stepUnless(norm.isfinite().logicalNot().to(DType.FLOAT32));
                assertThat(p.detach().sub(before).abs().max().item() == 0).isEqualTo(found == 1);
            }
            var steps = (Tensor) ((Map<?, ?>) ((Map<?, ?>) optimizer.stateDict().get("state")).get(0L)).get("step");
            assertThat(steps.item()).isEqualTo(2);
        }
    }

    @Test
    void halfPrecisionTrainsWithAScaler() {
        try (var model = new Sequential(new Linear(8, 16), new ReLU(), new Linear(16, 1))) {
            model.to(DEVICE);
            var x = Torch.randn(shape(64, 8), device(DEVICE));
            var y = x.sum(1).unsqueeze(1);
            try (var optimizer = new AdamW(model.parameters(), 0.01); var scaler = new GradScaler(DEVICE)) {
                double first = 0;
                double last = 0;
                for (int step = 0; step < 40; step++) {
                    try (var _ = TensorScope.open()) {
                        optimizer.zeroGrad();
                        Tensor loss;
                        try (var _ = Torch.autocast(DEVICE.type(), DType.FLOAT16)) {
                            loss = F.mseLoss(model.forward(x).to(DType.FLOAT32), y);
                        }
                        boolean overflow = step == 20;
                        double scale = scaler.getScale();
                        scaler.scale(overflow ? loss.mul(1e30) : loss).backward();
                        if (step % 2 == 0) {
                            scaler.unscale_(optimizer);
                            Utils.clipGradNorm_(model.parameters(), 10);
                        }
                        var before = model.getParameter("0.weight").detach().copy();
                        boolean stepped = scaler.step(optimizer);
                        scaler.update();
                        boolean changed = model.getParameter("0.weight").detach().sub(before).abs().max().item() > 0;
                        assertThat(changed).as("step " + step).isEqualTo(stepped);
                        assertThat(scaler.getScale()).isEqualTo(stepped ? scale : scale / 2);
                        assertThat(stepped && overflow).isFalse();
                        first = step == 0 ? loss.item() : first;
                        last = loss.item();
                    }
                }
                assertThat(last).isLessThan(first / 2);
            }
        }
    }

    @Test
    void memoryStaysFlat() {
        boolean cuda = OnCuda.is(DEVICE);
        try (var model = new Sequential(new Conv2d(1, 8, 3), new ReLU(), new Conv2d(8, 1, 3))) {
            model.to(DEVICE);
            try (var optimizer = new Adam(model.parameters(), 1e-3)) {
                long live = 0;
                long allocated = 0;
                long reserved = 0;
                for (int step = 0; step < 200; step++) {
                    if (step == 20) {
                        live = Tensor.liveCount();
                        allocated = cuda ? CudaMemory.allocated(0) : 0;
                        reserved = cuda ? CudaMemory.reserved(0) : 0;
                    }
                    try (var _ = TensorScope.open(); var _ = Torch.autocast(DEVICE.type(), DType.BFLOAT16)) {
                        optimizer.zeroGrad();
                        var x = Torch.randn(shape(8, 1, 16, 16), device(DEVICE));
                        model.forward(x).to(DType.FLOAT32).square().mean().backward();
                        Utils.clipGradNorm_(model.parameters(), 1);
                        optimizer.step();
                    }
                }
                assertThat(Tensor.liveCount()).isLessThanOrEqualTo(live);
                if (cuda) {
                    assertThat(CudaMemory.allocated(0)).isEqualTo(allocated);
                    assertThat(CudaMemory.reserved(0)).isEqualTo(reserved);
                    assertThat(CudaMemory.peakAllocated(0)).isGreaterThanOrEqualTo(allocated);
                }
            }
        }
    }
}
