package org.panatorch.bench;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.panatorch.torch.GradMode;
import org.panatorch.torch.Operator;
import org.panatorch.torch.Tensor;
import org.panatorch.torch.TensorScope;
import org.panatorch.torch.Torch;

/** What a call costs when there is next to nothing to compute: one-element tensors, one thread. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 6, time = 1)
@Fork(1)
public class CallBenchmark {
    private Tensor x;
    private Tensor leaf;
    private GradMode noGrad;
    private Operator relu;

    @Setup(Level.Trial)
    public void open() {
        Torch.setNumThreads(1);
        x = Torch.randn(1).keep();
        leaf = Torch.randn(1).requiresGrad_(true).keep();
        relu = Torch.op("aten::relu");
        noGrad = Torch.noGrad();
    }

    @TearDown(Level.Trial)
    public void close() {
        noGrad.close();
        x.close();
        leaf.close();
    }

    /** {@code torch.relu(x)} and freeing the result, without gradients. */
    @Benchmark
    public void relu() {
        x.relu().close();
    }

    /** The same with a graph. */
    @Benchmark
    public void reluWithGradients() {
        try (var _ = Torch.enableGrad()) {
            leaf.relu().close();
        }
    }

    /** The same by the operator's name. */
    @Benchmark
    public void reluByName() {
        relu.callTensor(x).close();
    }

    @Benchmark
    public void addScalar() {
        x.add(1.0).close();
    }

    @Benchmark
    public double item() {
        return x.item();
    }

    @Benchmark
    public long dim() {
        return x.dim();
    }

    /** Ten operators in a scope that frees them. */
    @Benchmark
    public void tenInAScope() {
        try (var _ = TensorScope.open()) {
            var y = x;
            for (int i = 0; i < 10; i++) {
                y = y.relu();
            }
        }
    }
}
