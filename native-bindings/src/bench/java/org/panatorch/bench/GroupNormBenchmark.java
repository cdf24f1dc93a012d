package org.panatorch.bench;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.panatorch.torch.DType;
import org.panatorch.torch.MemoryFormat;
import org.panatorch.torch.Tensor;
import org.panatorch.torch.TensorScope;
import org.panatorch.torch.Torch;
import org.panatorch.torch.nn.GroupNorm;
import org.panatorch.torch.nn.ReLU;
import org.panatorch.torch.nn.Sequential;

/** GroupNorm and ReLU of 64 images, 32 channels in 16 groups, 28 x 28: libtorch's in the usual layout, this library's kernel in channels_last. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 6, time = 1)
@Fork(1)
public class GroupNormBenchmark {
    @Param({"CONTIGUOUS", "CHANNELS_LAST"})
    public MemoryFormat layout;

    @Param({"FLOAT32", "BFLOAT16"})
    public DType type;

    private Sequential layers;
    private Tensor x;
    private Tensor grad;

    @Setup(Level.Trial)
    public void open() {
        layers = new Sequential(new GroupNorm(16, 32), new ReLU());
        try (var scope = TensorScope.open()) {
            x = Torch.randn(64, 32, 28, 28).to(type).contiguous(layout).requiresGrad_(true).keep();
            grad = Torch.randn(64, 32, 28, 28).to(type).contiguous(layout).keep();
        }
    }

    @TearDown(Level.Trial)
    public void close() {
        layers.close();
        x.close();
        grad.close();
    }

    @Benchmark
    public void forward() {
        try (var scope = TensorScope.open(); var _ = Torch.noGrad()) {
            layers.forward(x);
        }
    }

    @Benchmark
    public void forwardAndBackward() {
        try (var scope = TensorScope.open()) {
            layers.forward(x).backward(grad);
            x.clearGrad();
        }
    }
}
