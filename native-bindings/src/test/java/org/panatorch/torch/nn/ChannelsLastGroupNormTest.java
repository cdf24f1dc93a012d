package org.panatorch.torch.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.panatorch.torch.Autograd;
import org.panatorch.torch.DType;
import org.panatorch.torch.MemoryFormat;
import org.panatorch.torch.Tensor;
import org.panatorch.torch.TensorScope;
import org.panatorch.torch.Torch;
import org.panatorch.torch.TorchException;

/** GroupNorm of images in channels_last, of this library's own making, against libtorch's in the usual layout and float64. */
class ChannelsLastGroupNormTest {
    private final TensorScope scope = TensorScope.open();
    private final int threads = Torch.getNumThreads();

    @BeforeEach
    void seed() {
        Torch.manualSeed(3);
    }

    @AfterEach
    void close() {
        Torch.setNumThreads(threads);
        scope.close();
    }

    /** Images, channels, groups, height, width. */
    static Stream<long[]> shapes() {
        return Stream.of(new long[] {4, 16, 16, 28, 28}, new long[] {3, 32, 16, 14, 14}, new long[] {2, 128, 16, 7, 7},
                new long[] {5, 64, 1, 3, 5}, new long[] {2, 8, 2, 4, 12}, new long[] {2, 1056, 4, 3, 3}, new long[] {2, 2, 1, 64, 33},
                new long[] {3, 96, 8, 1, 2}, new long[] {64, 4, 4, 20, 20});
    }

    private record Results(Tensor y, Tensor gradX, Tensor gradWeight, Tensor gradBias) {
        List<Tensor> all() {
            return List.of(y, gradX, gradWeight, gradBias);
        }
    }

    private static Results run(Tensor x, Tensor weight, Tensor bias, long groups, boolean relu, Tensor grad) {
        var leaves = List.of(x.detach().requiresGrad_(true), weight.detach().requiresGrad_(true), bias.detach().requiresGrad_(true));
        var y = ChannelsLastGroupNorm.of(leaves.get(0), groups, leaves.get(1), leaves.get(2), 1e-5, relu);
        boolean own = y != null;
        assertThat(own).isEqualTo(x.dtype() != DType.FLOAT64);
        if (!own) {
            y = Torch.op("group_norm").callTensor(leaves.get(0), groups, leaves.get(1), leaves.get(2), 1e-5);
            y = relu ? y.relu() : y;
        }
        var grads = Autograd.grad(List.of(y), leaves, List.of(grad.to(y.dtype())), false, false, false);
        return new Results(y, grads.get(0), grads.get(1), grads.get(2));
    }

    private static Tensor image(long[] shape) {
        // means that are many standard deviations off, in some channels
        return Torch.randn(shape[0], shape[1], shape[3], shape[4]).mul(Torch.rand(1, shape[1], 1, 1).add(0.1))
                .add(Torch.randn(1, shape[1], 1, 1).mul(5));
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void float32IsPyTorchs(long[] shape) {
        compare(shape, DType.FLOAT32, DType.FLOAT32, 1e-5);
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void bfloat16IsPyTorchsToItsRounding(long[] shape) {
        compare(shape, DType.BFLOAT16, DType.BFLOAT16, 1 / 200.0);
        compare(shape, DType.BFLOAT16, DType.FLOAT32, 1 / 200.0);
    }

    private void compare(long[] shape, DType type, DType parameters, double tolerance) {
        var x = image(shape).to(type).contiguous(MemoryFormat.CHANNELS_LAST);
        var weight = Torch.randn(shape[1]).to(parameters);
        var bias = Torch.randn(shape[1]).to(parameters);
        var grad = Torch.randn(x.shape()).to(type);
        for (boolean relu : new boolean[] {false, true}) {
            var own = run(x, weight, bias, shape[2], relu, grad);
            var exact = run(x.to(DType.FLOAT64).contiguous(), weight.to(DType.FLOAT64), bias.to(DType.FLOAT64), shape[2], relu, grad);
            assertThat(own.y.isContiguous(MemoryFormat.CHANNELS_LAST)).isTrue();
            assertThat(own.gradX.isContiguous(MemoryFormat.CHANNELS_LAST)).isTrue();
            assertThat(own.y.dtype()).isEqualTo(type);
            assertThat(own.gradWeight.dtype()).isEqualTo(parameters);
            for (int k = 0; k < 4; k++) {
                assertClose(own.all().get(k), exact.all().get(k), tolerance, "result " + k + (relu ? ", relu" : ""));
            }
        }
    }

    /** Relative to the largest: single numbers near zero are differences of larger ones. */
    private static void assertClose(Tensor actual, Tensor expected, double tolerance, String what) {
        var difference = actual.to(DType.FLOAT64).sub(expected).abs().max().item();
        assertThat(difference / expected.abs().max().item()).as(what).isLessThan(tolerance);
    }

    @Test
    void whatDoesNotFillVectorsIsLibtorchs() {
        var x = Torch.randn(2, 6, 5, 5).contiguous(MemoryFormat.CHANNELS_LAST);
        assertThat(ChannelsLastGroupNorm.of(x, 3, null, null, 1e-5, false)).isNull();
        assertClose(new GroupNorm(3, 6).forward(x), new GroupNorm(3, 6).forward(x.contiguous()).to(DType.FLOAT64), 1e-5, "y");
    }

    @Test
    void withoutParameters() {
        var x = image(new long[] {2, 8, 4, 4, 4}).contiguous(MemoryFormat.CHANNELS_LAST);
        assertClose(F.groupNorm(x, 4, null, null, 1e-3), F.groupNorm(x.to(DType.FLOAT64).contiguous(), 4, null, null, 1e-3), 1e-6, "y");
        var norm = new GroupNorm(4, 8, 1e-5, false);
        assertClose(norm.forward(x), norm.forward(x.contiguous()).to(DType.FLOAT64), 1e-6, "layer");
    }

    @Test
    void theNumberOfThreadsChangesNoBit() {
        var shape = new long[] {33, 16, 16, 28, 28};
        var x = image(shape).contiguous(MemoryFormat.CHANNELS_LAST);
        var weight = Torch.randn(16);
        var grad = Torch.randn(x.shape());
        Torch.setNumThreads(1);
        var one = run(x, weight, Torch.zeros(16), 16, true, grad);
        Torch.setNumThreads(3);
        var three = run(x, weight, Torch.zeros(16), 16, true, grad);
        for (int k = 0; k < 4; k++) {
            assertThat(three.all().get(k).equal(one.all().get(k))).as("result " + k).isTrue();
        }
    }

    /** A channel that is the same everywhere gives exactly zero, through which no gradient goes. */
    @Test
    void nothingGoesBackThroughZero() {
        var x = Torch.ones(2, 4, 4, 8).contiguous(MemoryFormat.CHANNELS_LAST);
        var results = run(x, Torch.ones(4), Torch.zeros(4), 4, true, Torch.ones(2, 4, 4, 8));
        assertThat(results.y.toFloatArray()).containsOnly(0);
        assertThat(results.gradBias.toFloatArray()).containsOnly(0);
    }

    @Test
    void nanStaysInItsGroup() {
        var x = Torch.randn(1, 4, 4, 8);
        x.select(1, 1).fill_(Double.NaN);
        var y = ChannelsLastGroupNorm.of(x.contiguous(MemoryFormat.CHANNELS_LAST), 2, null, null, 1e-5, true);
        assertThat(y.isnan().sum().item()).isEqualTo(64);
        assertThat(y.narrow(1, 0, 2).isnan().all().item()).isEqualTo(1);
        var half = ChannelsLastGroupNorm.of(x.to(DType.BFLOAT16).contiguous(MemoryFormat.CHANNELS_LAST), 2, null, null, 1e-5, true);
        assertThat(half.narrow(1, 0, 2).isnan().all().item()).isEqualTo(1);
    }

    @Test
    void gradientsHaveGradients() {
        var x = image(new long[] {2, 4, 2, 8, 4});
        var last = x.contiguous(MemoryFormat.CHANNELS_LAST).requiresGrad_(true);
        var usual = x.copy().requiresGrad_(true);
        var norm = new GroupNorm(2, 4);
        assertClose(second(norm, last), second(norm, usual).to(DType.FLOAT64), 1e-5, "second gradient");
    }

    private static Tensor second(GroupNorm norm, Tensor x) {
        var y = new Sequential(norm, new ReLU()).forward(x).pow(3).sum();
        var first = Autograd.grad(y, x, null, true);
        return Autograd.grad(first.pow(2).sum(), x);
    }

    @Test
    void inASequentialTheReluIsDoneWithIt() {
        var net = new Sequential(new GroupNorm(4, 8), new ReLU(), new Conv2d(8, 4, 3));
        var x = image(new long[] {2, 8, 4, 8, 8});
        var usual = net.forward(x);
        assertClose(net.forward(x.contiguous(MemoryFormat.CHANNELS_LAST)), usual.to(DType.FLOAT64), 1e-5, "forward");
        var seen = new ArrayList<Boolean>();
        net.get(0).registerForwardHook((_, _, y) -> {
            seen.add(y.lt(0).any().item() == 1);
            return null;
        });
        assertClose(net.forward(x.contiguous(MemoryFormat.CHANNELS_LAST)), usual.to(DType.FLOAT64), 1e-5, "with a hook");
        assertThat(seen).as("the hook sees what is below zero").containsExactly(true);
    }

    @Test
    void wrongParametersAreRefusedInLibtorchsWords() {
        var x = Torch.ones(2, 4, 4, 8).contiguous(MemoryFormat.CHANNELS_LAST);
        assertThatThrownBy(() -> F.groupNorm(x, 3, null, null, 1e-5)).isInstanceOf(TorchException.class)
                .hasMessageContaining("divisible");
        assertThatThrownBy(() -> F.groupNorm(x, 2, Torch.ones(5), null, 1e-5)).isInstanceOf(TorchException.class);
    }

    @Test
    void aModelTrainsThereAsInTheUsualLayout() {
        var first = trained(MemoryFormat.CONTIGUOUS);
        var second = trained(MemoryFormat.CHANNELS_LAST);
        for (int i = 0; i < first.length; i++) {
            assertThat(second[i]).isCloseTo(first[i], within(1e-4f));
        }
    }

    private static float[] trained(MemoryFormat format) {
        Torch.manualSeed(1);
        var net = new Sequential(new Conv2d(1, 16, 3), new GroupNorm(16, 16), new ReLU(), new Conv2d(16, 16, 3), new GroupNorm(4, 16),
                new ReLU(), new Conv2d(16, 1, 3)).to(format);
        var optimizer = new org.panatorch.torch.optim.SGD(((Module) net).parameters(), 0.1);
        var x = Torch.randn(8, 1, 12, 12);
        for (int step = 0; step < 5; step++) {
            optimizer.zeroGrad();
            F.mseLoss(((Layer) net).forward(x), x.narrow(2, 3, 6).narrow(3, 3, 6)).backward();
            optimizer.step();
        }
        return ((Layer) net).forward(x).toFloatArray();
    }
}
