package org.panatorch.torch.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.panatorch.torch.Keywords.dtype;
import static org.panatorch.torch.Keywords.shape;
import static org.panatorch.torch.Tensors.assertClose;
import static org.panatorch.torch.nn.Keywords.padding;
import static org.panatorch.torch.nn.Keywords.stride;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.panatorch.torch.Autocast;
import org.panatorch.torch.DType;
import org.panatorch.torch.Device;
import org.panatorch.torch.Tensor;
import org.panatorch.torch.TensorScope;
import org.panatorch.torch.Torch;

/**
 * Convolutions where the memory that oneDNN will be given is full of NaN, and in bfloat16, where channels do not fill its
 * blocks of 16: the oneDNN of libtorch 2.10 (v3.7.1) computed them wrongly, by tens of percent or as NaN, on some
 * processors. Compared with the same convolution in float64, which does not go by oneDNN.
 */
class ConvolutionValuesTest {
    private static final int ROUNDS = 2;
    private static final int BATCH = 2;
    private static final int SIZE = 14;

    private static int threads;

    /** The tensors are small: threads would only wait for each other. */
    @BeforeAll
    static void oneThread() {
        threads = Torch.getNumThreads();
        Torch.setNumThreads(1);
    }

    @AfterAll
    static void threadsAsBefore() {
        Torch.setNumThreads(threads);
    }

    private record Shape(int in, int out, int kernel, int groups, boolean transposed) {
        Layer layer() {
            return transposed
                    ? new ConvTranspose2d(in, out, kernel, stride(2).groups(groups))
                    : new Conv2d(in, out, kernel, padding(kernel / 2).groups(groups));
        }

        @Override
        public String toString() {
            return (transposed ? "transposed " : "") + in + "->" + out + " " + kernel + "x" + kernel
                    + (groups == 1 ? "" : " in " + groups + " groups");
        }
    }

    static Stream<Arguments> shapes() {
        int[][] channels = {{16, 1}, {16, 3}, {24, 16}, {16, 24}, {40, 24}, {1, 16}, {8, 8}, {17, 33}, {32, 32}};
        var shapes = new ArrayList<Shape>();
        for (var c : channels) {
            shapes.add(new Shape(c[0], c[1], 1, 1, false));
            shapes.add(new Shape(c[0], c[1], 3, 1, false));
            shapes.add(new Shape(c[0], c[1], 5, 1, false));
            shapes.add(new Shape(c[0], c[1], 2, 1, true));
            shapes.add(new Shape(c[0], c[1], 3, 1, true));
        }
        shapes.add(new Shape(40, 40, 3, 2, false));
        shapes.add(new Shape(8, 8, 3, 8, false));
        shapes.add(new Shape(40, 40, 3, 2, true));
        shapes.add(new Shape(24, 12, 2, 1, true));
        shapes.add(new Shape(16, 48, 2, 1, true));
        shapes.add(new Shape(32, 80, 3, 1, true));
        return shapes.stream().flatMap(s -> Stream.of(Arguments.of(s, DType.FLOAT32), Arguments.of(s, DType.BFLOAT16)));
    }

    /** In bfloat16 the numbers themselves are rounded to it first, so that only the arithmetic differs from float64. */
    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("shapes")
    void valuesAreRightWhateverTheMemoryHeld(Shape shape, DType type) {
        Torch.manualSeed(1);
        try (var _ = TensorScope.open(); var layer = shape.layer()) {
            layer.to(type);
            layer.to(DType.FLOAT64);
            var x = Torch.randn(BATCH, shape.in, SIZE, SIZE).to(type);
            var r = Torch.randn(layer.forward(x.to(DType.FLOAT64)).shape()).to(type);
            var expected = run(shape, layer, x.to(DType.FLOAT64), r.to(DType.FLOAT64), DType.FLOAT64);
            layer.to(DType.FLOAT32);
            for (int round = 0; round < ROUNDS; round++) {
                var actual = run(shape, layer, x.to(DType.FLOAT32), r.to(DType.FLOAT32), type);
                expected.forEach((name, e) -> {
                    assertThat(actual.get(name).isfinite().all().itemLong()).as(name + " is finite").isEqualTo(1);
                    double size = e.abs().max().item();
                    assertClose(name, actual.get(name).div(size), e.div(size), type == DType.BFLOAT16 ? 2e-2 : 1e-5);
                });
            }
            if (type == DType.FLOAT32) {    // an image by itself, not a batch
                pollute(shape);
                assertClose("one image", layer.forward(x.get(0)), expected.get("output").get(0), 1e-5);
            }
        }
    }

    /** Outputs with and without gradients, and the gradients of the output weighted with {@code r}. */
    private static Map<String, Tensor> run(Shape shape, Layer layer, Tensor x, Tensor r, DType type) {
        var results = new LinkedHashMap<String, Tensor>();
        pollute(shape);
        try (var _ = Torch.noGrad(); var _ = autocast(type)) {
            results.put("output without gradients", layer.forward(x));
        }
        var input = x.detach().requiresGrad_(true);
        layer.zeroGrad();
        pollute(shape);
        Tensor y;
        try (var _ = autocast(type)) {
            y = layer.forward(input);
        }
        results.put("output", y.detach());
        pollute(shape);
        y.mul(r).sum().backward();
        results.put("gradient of the input", input.grad());
        layer.namedParameters().forEach((name, p) -> results.put("gradient of " + name, p.grad()));
        return results;
    }

    private static Autocast autocast(DType type) {
        return type == DType.BFLOAT16 ? Torch.autocast(Device.Type.CPU, type) : null;
    }

    private static long upTo16(long channels) {
        return (channels + 15) / 16 * 16;
    }

    /** NaN in freed blocks of the sizes that the convolution and its backward pass will ask for. */
    private static void pollute(Shape s) {
        try (var _ = TensorScope.open()) {
            for (var dtype : new DType[] {DType.FLOAT32, DType.BFLOAT16}) {
                var options = dtype(dtype);
                for (int i = 0; i < 4; i++) {
                    Torch.full(shape(upTo16(s.out), upTo16(s.in), s.kernel, s.kernel), Double.NaN, options);
                    Torch.full(shape(upTo16(s.in), upTo16(s.out), s.kernel, s.kernel), Double.NaN, options);
                    Torch.full(shape(16, 16, s.kernel, s.kernel), Double.NaN, options);
                    Torch.full(shape(s.out, s.in, s.kernel, s.kernel), Double.NaN, options);
                    Torch.full(shape(BATCH, upTo16(s.in), SIZE, SIZE), Double.NaN, options);
                    Torch.full(shape(BATCH, upTo16(s.out), SIZE, SIZE), Double.NaN, options);
                    Torch.full(shape(BATCH, s.in, SIZE, SIZE), Double.NaN, options);
                    Torch.full(shape(BATCH, s.out, SIZE, SIZE), Double.NaN, options);
                    Torch.full(shape(BATCH, upTo16(s.out), 2 * SIZE + 1, 2 * SIZE + 1), Double.NaN, options);
                }
            }
        }
    }
}
