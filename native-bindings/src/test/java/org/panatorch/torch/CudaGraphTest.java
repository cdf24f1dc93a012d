package org.panatorch.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.panatorch.torch.Keywords.device;
import static org.panatorch.torch.Keywords.shape;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.panatorch.torch.nn.Conv2d;
import org.panatorch.torch.nn.GroupNorm;
import org.panatorch.torch.nn.ReLU;
import org.panatorch.torch.nn.Sequential;
import org.panatorch.torch.nn.F;

/** {@link CudaGraph} and {@link CudaStream}. */
class CudaGraphTest {
    private static void needsGpu() {
        assumeTrue(Device.cudaIsAvailable(), LibTorchInfo.cuda());
    }

    @Test
    void withoutCudaItSaysSo() {
        assumeFalse(Device.cudaIsAvailable(), "there is a GPU");
        assertThatThrownBy(CudaStream::create).isInstanceOf(TorchException.class).hasMessageContaining("CUDA is not used: ");
    }

    @Test
    void replaysOnWhatTheInputIsNow() {
        needsGpu();
        try (var scope = TensorScope.open(); var stream = CudaStream.create()) {
            var x = Torch.full(shape(4), 1, device(Device.CUDA));
            var y = new Tensor[1];
            try (var graph = CudaGraph.capture(stream, () -> y[0] = x.mul(2).add(1).keep())) {
                graph.replay();
                assertThat(y[0].cpu().toFloatArray()).containsExactly(3, 3, 3, 3);
                x.fill_(5);
                graph.replay();
                var other = Torch.full(shape(4), 77, device(Device.CUDA));   // does not get the graph's memory
                graph.replay();
                assertThat(y[0].cpu().toFloatArray()).containsExactly(11, 11, 11, 11);
                assertThat(other.cpu().toFloatArray()).containsExactly(77, 77, 77, 77);
            }
            y[0].close();
        }
    }

    @Test
    void gradientsAndLossAreThoseOfTheSameStepsWithoutIt() {
        needsGpu();
        var with = losses(true);
        var without = losses(false);
        assertThat(with).hasSameSizeAs(without);
        for (int i = 0; i < with.size(); i++) {
            assertThat(with.get(i)).isCloseTo(without.get(i), org.assertj.core.data.Percentage.withPercentage(0.01));
        }
        assertThat(with.getLast()).isLessThan(with.getFirst());
    }

    private static List<Double> losses(boolean graphed) {
        Torch.manualSeed(3);
        var losses = new ArrayList<Double>();
        try (var scope = TensorScope.open(); var stream = CudaStream.create(); var _ = stream.enter();
                var net = new Sequential(new Conv2d(1, 8, 3), new GroupNorm(4, 8), new ReLU(), new Conv2d(8, 1, 3))) {
            net.to(Device.CUDA);
            var x = Torch.empty(shape(16, 1, 12, 12), device(Device.CUDA));
            var loss = new Tensor[1];
            CudaGraph graph = null;
            var grads = new ArrayList<Tensor>();
            for (int i = 0; i < 8; i++) {
                net.parameters().forEach(Tensor::clearGrad);
                x.copy_(Torch.randn(shape(16, 1, 12, 12), device(Device.CUDA)));
                Runnable step = () -> {
                    loss[0] = F.mseLoss(net.forward(x), x.narrow(2, 2, 8).narrow(3, 2, 8));
                    loss[0].backward();
                };
                if (!graphed || i < 3) {
                    step.run();
                } else {
                    if (graph == null) {
                        graph = CudaGraph.capture(stream, step);
                        net.parameters().forEach(p -> grads.add(p.grad()));
                    }
                    graph.replay();
                    for (int k = 0; k < grads.size(); k++) {
                        net.parameters().get(k).setGrad(grads.get(k));
                    }
                }
                try (var _ = Torch.noGrad()) {
                    net.parameters().forEach(p -> p.sub_(p.grad().mul(0.1)));
                }
                losses.add(loss[0].item());
            }
            if (graph != null) {
                graph.close();
            }
        }
        return losses;
    }

    @Test
    void whatCannotBeCapturedThrowsAndTheGpuGoesOn() {
        needsGpu();
        try (var scope = TensorScope.open(); var stream = CudaStream.create()) {
            var x = Torch.ones(shape(4), device(Device.CUDA));
            assertThatThrownBy(() -> CudaGraph.capture(stream, () -> x.sum().item())).isInstanceOf(TorchException.class);
            assertThatThrownBy(() -> CudaGraph.capture(stream, () -> Torch.randn(shape(4), device(Device.CUDA))))
                    .isInstanceOf(TorchException.class);
            assertThatThrownBy(() -> CudaGraph.capture(stream, () -> {
                throw new IllegalArgumentException("mine");
            })).isInstanceOf(IllegalArgumentException.class).hasMessage("mine");
            assertThat(x.sum().item()).isEqualTo(4);
            try (var graph = CudaGraph.capture(stream, () -> x.mul_(2))) {
                graph.replay();
                Torch.cudaSynchronize();
                assertThat(x.sum().item()).isEqualTo(8);
            }
        }
    }

    @Test
    void closedTwiceAndUsedAfter() {
        needsGpu();
        try (var scope = TensorScope.open()) {
            var stream = CudaStream.create();
            var x = Torch.ones(shape(4), device(Device.CUDA));
            var graph = CudaGraph.capture(stream, () -> x.mul_(2));
            graph.close();
            graph.close();
            assertThatThrownBy(graph::replay).isInstanceOf(IllegalStateException.class).hasMessageContaining("closed");
            stream.close();
            stream.close();
            assertThatThrownBy(stream::synchronize).isInstanceOf(IllegalStateException.class).hasMessageContaining("closed");
        }
    }

    @Test
    void memoryOfClosedGraphsComesBack() {
        needsGpu();
        try (var scope = TensorScope.open(); var stream = CudaStream.create()) {
            var x = Torch.ones(shape(1 << 20), device(Device.CUDA));
            long before = -1;
            for (int i = 0; i < 20; i++) {
                try (var inner = TensorScope.open();
                        var graph = CudaGraph.capture(stream, () -> x.mul(2).add(1).sum())) {
                    graph.replay();
                }
                Torch.cudaSynchronize();
                CudaMemory.emptyCache();
                if (i == 5) {
                    before = CudaMemory.reserved(0);
                }
            }
            assertThat(CudaMemory.reserved(0)).isEqualTo(before);
        }
    }
}
