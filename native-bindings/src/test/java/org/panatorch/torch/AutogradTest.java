package org.panatorch.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.panatorch.torch.DType.FLOAT64;
import static org.panatorch.torch.Keywords.dtype;
import static org.panatorch.torch.Keywords.shape;

import java.util.ArrayList;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.panatorch.torch.internal.TensorAccess;

class AutogradTest {
    private TensorScope scope;

    @BeforeEach
    void open() {
        scope = TensorScope.open();
    }

    @AfterEach
    void close() {
        scope.close();
        assertThat(Torch.isGradEnabled()).isTrue();
    }

    private static Tensor leaf(double... values) {
        return Torch.tensor(values).requiresGrad_(true);
    }

    static Stream<Arguments> derivatives() {
        record Case(String name, UnaryOperator<Tensor> f, DoubleUnaryOperator derivative) {}
        return Stream.of(
                new Case("square", Tensor::square, x -> 2 * x),
                new Case("pow 3", x -> x.pow(3), x -> 3 * x * x),
                new Case("exp", Tensor::exp, Math::exp),
                new Case("log", Tensor::log, x -> 1 / x),
                new Case("sin", Tensor::sin, Math::cos),
                new Case("tanh", Tensor::tanh, x -> 1 - Math.tanh(x) * Math.tanh(x)),
                new Case("sigmoid", Tensor::sigmoid, x -> Math.exp(-x) / Math.pow(1 + Math.exp(-x), 2)),
                new Case("sqrt", Tensor::sqrt, x -> 0.5 / Math.sqrt(x)),
                new Case("1 / x", x -> x.rdiv(1), x -> -1 / (x * x)),
                new Case("1 - x", x -> x.rsub(1), x -> -1),
                new Case("relu(x - 1)", x -> x.sub(1.0).relu(), x -> x > 1 ? 1 : 0),
                new Case("x * exp(-x)", x -> x.mul(x.neg().exp()), x -> (1 - x) * Math.exp(-x)))
                .map(c -> Arguments.of(c.name, c.f, c.derivative));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("derivatives")
    void gradientsAreTheClosedForms(String name, UnaryOperator<Tensor> f, DoubleUnaryOperator derivative) {
        var x = leaf(0.3, 1.7, 2.5);
        f.apply(x).sum().backward();
        var grad = x.grad().toDoubleArray();
        var at = x.toDoubleArray();
        for (int i = 0; i < 3; i++) {
            assertThat(grad[i]).isCloseTo(derivative.applyAsDouble(at[i]), Offset.offset(1e-12));
        }
    }

    @Test
    void matrixProductsIndexingAndViews() {
        var a = Torch.arange(0, 6, 1, dtype(FLOAT64)).view(2, 3).requiresGrad_(true);
        var b = Torch.arange(0, 3, 1, dtype(FLOAT64)).requiresGrad_(true);
        a.matmul(b).sum().backward();
        assertThat(a.grad().toDoubleArray()).containsExactly(0, 1, 2, 0, 1, 2);
        assertThat(b.grad().toDoubleArray()).containsExactly(3, 5, 7);
        a.clearGrad();
        a.get(1).slice(0, 0, 2, 1).mul(3.0).sum().backward();
        assertThat(a.grad().toDoubleArray()).containsExactly(0, 0, 0, 3, 3, 0);
        a.clearGrad();
        a.get(Torch.tensor(new long[] {1, 1})).sum().backward();
        assertThat(a.grad().toDoubleArray()).containsExactly(0, 0, 0, 2, 2, 2);
    }

    @Test
    void gradientsAddUpUntilTheyAreCleared() {
        var x = leaf(2);
        assertThat(x.grad()).isNull();
        x.square().sum().backward();
        x.square().sum().backward();
        assertThat(x.grad().item()).isEqualTo(8);
        x.clearGrad();
        assertThat(x.grad()).isNull();
        x.square().sum().backward();
        assertThat(x.grad().item()).isEqualTo(4);
    }

    @Test
    void aHandleOfTheGradientOutlivesClearGrad() {
        var x = leaf(2);
        x.square().sum().backward();
        var grad = x.grad();
        x.clearGrad();
        assertThat(grad.item()).isEqualTo(4);
        x.pow(3).sum().backward();
        assertThat(grad.item()).isEqualTo(4);
        assertThat(x.grad().item()).isEqualTo(12);
    }

    @Test
    void closingIntermediatesDoesNotBreakTheGraph() {
        var x = leaf(0.5, 1);
        Tensor loss;
        try (var inner = TensorScope.open()) {
            loss = inner.promote(x.sin().square().exp().sum());
        }
        loss.backward();
        var d = x.toDoubleArray()[0];
        assertThat(x.grad().get(0).item()).isCloseTo(
                Math.exp(Math.pow(Math.sin(d), 2)) * 2 * Math.sin(d) * Math.cos(d), Offset.offset(1e-12));
    }

    @Test
    void aHookKeepsNoGradient() {
        var x = leaf(1, 2);
        var start = Torch.tensor(new double[] {1, 1});
        var references = new ArrayList<Long>();
        for (int n = 0; n < 10; n++) {
            int i = n;
            var y = x.mul(3);
            try (var _ = y.registerHook(g -> i % 2 == 0 ? null : g.mul(2))) {
                y.backward(start);
            }
            references.add(TensorAccess.at(start).use_count());
        }
        // the test's own, and that of what the last hook gave back
        assertThat(references).allMatch(count -> count <= 2);
    }

    @Test
    void noGradNests() {
        var x = leaf(1);
        try (var _ = Torch.noGrad()) {
            assertThat(x.mul(2).requiresGrad()).isFalse();
            try (var _ = Torch.enableGrad()) {
                assertThat(x.mul(2).requiresGrad()).isTrue();
                try (var _ = Torch.noGrad()) {
                    assertThat(Torch.isGradEnabled()).isFalse();
                }
                assertThat(Torch.isGradEnabled()).isTrue();
            }
            assertThat(Torch.isGradEnabled()).isFalse();
        }
        assertThat(x.mul(2).requiresGrad()).isTrue();
    }

    @Test
    void leavingAnOuterBlockLeavesTheForgottenInnerOne() {
        var outer = Torch.noGrad();
        var inner = Torch.noGrad();
        outer.close();
        assertThat(Torch.isGradEnabled()).isTrue();
        inner.close();
        assertThat(Torch.isGradEnabled()).isTrue();
        outer.close();
        assertThat(Torch.isGradEnabled()).isTrue();
    }

    @Test
    void anotherThreadCannotLeaveANoGradBlock() throws InterruptedException {
        try (var noGrad = Torch.noGrad()) {
            var other = Thread.ofPlatform().name("other").start(() -> {
                assertThatThrownBy(noGrad::close).isInstanceOf(IllegalStateException.class)
                        .hasMessageEndingWith("must be left there, not on other");
            });
            var failed = new java.util.concurrent.atomic.AtomicReference<Throwable>();
            other.setUncaughtExceptionHandler((_, e) -> failed.set(e));
            other.join();
            assertThat(failed.get()).isNull();
            assertThat(Torch.isGradEnabled()).isFalse();
        }
        assertThat(Torch.isGradEnabled()).isTrue();
    }

    @Test
    void autocastComputesMatrixProductsInTheLowType() {
        var a = Torch.ones(4, 4);
        var outer = Torch.autocast(Device.Type.CPU, DType.BFLOAT16);
        var inner = Torch.autocast(Device.Type.CPU, DType.FLOAT16);
        assertThat(a.matmul(a).dtype()).isEqualTo(DType.FLOAT16);
        inner.close();
        assertThat(a.matmul(a).dtype()).isEqualTo(DType.BFLOAT16);
        assertThat(a.add(a).dtype()).isEqualTo(DType.FLOAT32);
        assertThat(a.matmul(a).get(0, 0).item()).isEqualTo(4);
        outer.close();
        assertThat(a.matmul(a).dtype()).isEqualTo(DType.FLOAT32);
        try (var forgotten = Torch.autocast(Device.Type.CPU, DType.BFLOAT16)) {
            Torch.autocast(Device.Type.CPU, DType.FLOAT16);
        }
        assertThat(a.matmul(a).dtype()).isEqualTo(DType.FLOAT32);
    }

    @Test
    void aLeafChangedInPlaceIsRefusedOutsideNoGrad() {
        var x = leaf(1);
        assertThatThrownBy(() -> x.add_(1.0)).isInstanceOf(TorchException.class)
                .hasMessage("a leaf Variable that requires grad is being used in an in-place operation. [add_: (1) float64]");
        try (var _ = Torch.noGrad()) {
            x.add_(1.0);
        }
        assertThat(x.item()).isEqualTo(2);
        assertThat(Torch.zeros(shape(1)).grad()).isNull();
        Torch.zeros(1).clearGrad();
    }
}
