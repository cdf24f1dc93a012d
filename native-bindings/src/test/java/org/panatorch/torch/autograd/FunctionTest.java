package org.panatorch.torch.autograd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.panatorch.torch.DType.BFLOAT16;
import static org.panatorch.torch.DType.FLOAT64;
import static org.panatorch.torch.DType.INT64;
import static org.panatorch.torch.Keywords.dtype;
import static org.panatorch.torch.Keywords.shape;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.panatorch.torch.Autograd;
import org.panatorch.torch.DType;
import org.panatorch.torch.Tensor;
import org.panatorch.torch.TensorScope;
import org.panatorch.torch.Torch;
import org.panatorch.torch.TorchException;
import org.panatorch.torch.internal.GradHook;
import org.panatorch.torch.internal.Sentinel;
import org.panatorch.torch.internal.TensorAccess;

/** How a function of one's own behaves in the graph; the cases of org.panatorch.kit compare values and gradients with PyTorch's. */
class FunctionTest {
    private TensorScope scope;

    @BeforeEach
    void open() {
        scope = TensorScope.open();
    }

    @AfterEach
    void close() {
        scope.close();
    }

    private static Tensor leaf(double... values) {
        return Torch.tensor(values).requiresGrad_(true);
    }

    /** A function of two lambdas. */
    private static Function of(BiFunction<Context, Tensor[], Tensor[]> forward, BiFunction<Context, Tensor[], Tensor[]> backward) {
        return new Function() {
            @Override
            protected Tensor[] forward(Context ctx, Tensor... inputs) {
                return forward.apply(ctx, inputs);
            }

            @Override
            protected Tensor[] backward(Context ctx, Tensor... gradOutputs) {
                return backward.apply(ctx, gradOutputs);
            }
        };
    }

    private static Tensor[] tuple(Tensor... tensors) {
        return tensors;
    }

    private static Function cube() {
        return of((ctx, in) -> {
            ctx.saveForBackward(in[0]);
            return tuple(in[0].pow(3));
        }, (ctx, g) -> tuple(ctx.savedTensors().getFirst().square().mul(3).mul(g[0])));
    }

    /** Its gradient is the sign of wrong, so that it cannot come from the graph of forward. */
    private static Function minus() {
        return of((_, in) -> tuple(in[0].mul(1)), (_, g) -> tuple(g[0].neg()));
    }

    private static Function exp() {
        return of((ctx, in) -> {
            var y = in[0].exp();
            ctx.saveForBackward(y);
            return tuple(y);
        }, (ctx, g) -> tuple(g[0].mul(ctx.savedTensors().getFirst())));
    }

    /** Sums and differences; what comes to backward is noted. */
    private static Function sumAndDifference(List<double[]> seen, boolean materialize) {
        return of((ctx, in) -> {
            ctx.setMaterializeGrads(materialize);
            return tuple(in[0].add(in[1]), in[0].sub(in[1]));
        }, (_, g) -> {
            for (var grad : g) {
                seen.add(grad == null ? null : grad.toDoubleArray());
            }
            return g[0] == null ? tuple(g[1].mul(1), g[1].neg()) : g[1] == null ? tuple(g[0].mul(1), g[0].mul(1))
                    : tuple(g[0].add(g[1]), g[0].sub(g[1]));
        });
    }

    /** The gradient from differences, {@code gradcheck} in PyTorch. */
    private static void check(UnaryOperator<Tensor> f, double... at) {
        var x = leaf(at);
        var weights = Torch.arange(1, at.length + 1, 1, dtype(FLOAT64));
        f.apply(x).mul(weights).sum().backward();
        var grad = x.grad().toDoubleArray();
        double h = 1e-6;
        for (int i = 0; i < at.length; i++) {
            double[] up = at.clone();
            double[] down = at.clone();
            up[i] += h;
            down[i] -= h;
            double difference = f.apply(Torch.tensor(up)).mul(weights).sum().item() - f.apply(Torch.tensor(down)).mul(weights).sum().item();
            assertThat(grad[i]).isCloseTo(difference / (2 * h), Offset.offset(1e-7));
        }
    }

    @Test
    void gradientsAreThoseOfDifferences() {
        check(x -> cube().apply(x), 0.3, -1.2, 0.9);
        check(x -> exp().apply(x.mul(2)).mul(x), 0.3, -1.2, 0.9);
        check(x -> exp().apply(cube().apply(x)).add(cube().apply(exp().apply(x))), 0.3, -0.7);
        check(x -> sumAndDifference(new ArrayList<>(), true).applyAll(x, x.square()).get(1), 0.3, -1.2);
    }

    @Test
    void theUsersBackwardCountsAndNotTheGraphOfForward() {
        var x = leaf(1, 2);
        var y = minus().apply(x);
        assertThat(y.toDoubleArray()).containsExactly(1, 2);
        assertThat(y.requiresGrad()).isTrue();
        assertThat(y.isLeaf()).isFalse();
        y.mul(Torch.tensor(new double[] {3, 5})).sum().backward();
        assertThat(x.grad().toDoubleArray()).containsExactly(-3, -5);
    }

    @Test
    void signsOfZeroNaNsAndStridesStay() {
        var x = leaf(-0.0, Double.NaN, Double.NEGATIVE_INFINITY);
        var y = of((_, in) -> tuple(in[0].mul(1)), (_, g) -> g).apply(x);
        assertThat(y.rdiv(1).toDoubleArray()).containsExactly(Double.NEGATIVE_INFINITY, Double.NaN, -0.0);
        y.sum().backward();
        assertThat(x.grad().toDoubleArray()).containsExactly(1, 1, 1);
        var z = of((_, in) -> tuple(in[0].mul(2).permute(2, 0, 1)), (_, g) -> tuple(g[0].permute(1, 2, 0)))
                .apply(Torch.ones(2, 3, 4).requiresGrad_(true));
        assertThat(z.shape()).containsExactly(4, 2, 3);
        assertThat(z.stride()).containsExactly(1, 12, 4);
    }

    @Test
    void shapesAndTypesOfAllKinds() {
        for (var dtype : List.of(DType.FLOAT32, FLOAT64, BFLOAT16, DType.FLOAT16, DType.COMPLEX64)) {
            for (var shape : List.of(shape(), shape(0), shape(3), shape(2, 0, 3), shape(2, 1, 3))) {
                var x = Torch.ones(shape, dtype(dtype)).requiresGrad_(true);
                minus().apply(x).sum().abs().to(FLOAT64).backward();
                assertThat(x.grad().dtype()).isEqualTo(dtype);
                assertThat(x.grad().equal(Torch.ones(shape, dtype(dtype)).neg())).as("%s %s", dtype, shape.length).isTrue();
            }
        }
        var strided = Torch.ones(3, 4).requiresGrad_(true);
        minus().apply(strided.T()).sum().backward();
        minus().apply(strided.unsqueeze(0).expand(5, 3, 4)).sum().backward();
        assertThat(strided.grad().toFloatArray()).containsOnly(-6);
    }

    @Test
    void backwardRunsOnceForAllOutputs() {
        Tensor a = leaf(1, 2);
        Tensor b = leaf(3, 4);
        var seen = new ArrayList<double[]>();
        var outputs = sumAndDifference(seen, true).applyAll(a, b);
        outputs.get(0).mul(outputs.get(1)).mul(outputs.get(0)).sum().backward();    // (a + b)^2 (a - b)
        assertThat(seen).hasSize(2);
        assertThat(seen.get(0)).containsExactly(2 * 4 * -2, 2 * 6 * -2);
        assertThat(seen.get(1)).containsExactly(16, 36);
        assertThat(a.grad().toDoubleArray()).containsExactly(0, 12);
        assertThat(b.grad().toDoubleArray()).containsExactly(-32, -60);
    }

    @Test
    void anOutputWithoutAGradientGetsZerosOrNull() {
        for (int used = 0; used < 2; used++) {
            for (boolean materialize : new boolean[] {true, false}) {
                Tensor a = leaf(1, 2);
                Tensor b = leaf(3, 4);
                var seen = new ArrayList<double[]>();
                sumAndDifference(seen, materialize).applyAll(a, b).get(used).mul(5).sum().backward();
                assertThat(seen.get(used)).containsExactly(5, 5);
                assertThat(seen.get(1 - used)).isEqualTo(materialize ? new double[] {0, 0} : null);
                assertThat(a.grad().toDoubleArray()).containsExactly(5, 5);
                assertThat(b.grad().toDoubleArray()).containsOnly(used == 0 ? 5 : -5);
            }
        }
    }

    @Test
    void inputsThatNeedNoGradient() {
        var x = leaf(1, 2);
        var needs = new ArrayList<Boolean>();
        var f = of((ctx, in) -> tuple(in[0].mul(in[1])), (ctx, g) -> {
            needs.addAll(List.of(ctx.needsInputGrad(0), ctx.needsInputGrad(1), ctx.needsInputGrad(2)));
            return tuple(g[0].mul(7), null, null);
        });
        f.apply(x, Torch.tensor(new double[] {2, 3}), null).sum().backward();
        assertThat(needs).containsExactly(true, false, false);
        assertThat(x.grad().toDoubleArray()).containsExactly(7, 7);
        var none = leaf(1, 2);
        of((_, in) -> tuple(in[0].add(in[1])), (_, g) -> tuple(g[0], null)).apply(x, none).sum().backward();
        assertThat(none.grad().toDoubleArray()).as("null is zeros").containsExactly(0, 0);
        var integers = Torch.tensor(new long[] {1, 0});
        x.clearGrad();
        of((_, in) -> tuple(in[0].get(in[1])), (_, g) -> tuple(g[0].mul(2), null)).apply(x, integers).sum().backward();
        assertThat(x.grad().toDoubleArray()).containsExactly(2, 2);
    }

    @Test
    void anInputGivenTwice() {
        var x = leaf(1, 2);
        of((_, in) -> tuple(in[0].add(in[1])), (_, g) -> tuple(g[0].mul(2), g[0].mul(3))).apply(x, x).sum().backward();
        assertThat(x.grad().toDoubleArray()).containsExactly(5, 5);
    }

    @Test
    void theSameGradientForSeveralIsNobodysAlias() {
        Tensor a = leaf(1, 2);
        Tensor b = leaf(3, 4);
        var f = of((_, in) -> tuple(in[0].add(in[1])), (_, g) -> tuple(g[0], g[0]));
        var start = Torch.tensor(new double[] {1, 1});
        f.apply(a, b).backward(start);
        f.apply(a, b.detach()).backward(start);
        assertThat(a.grad().toDoubleArray()).containsExactly(2, 2);
        assertThat(b.grad().toDoubleArray()).containsExactly(1, 1);
        assertThat(start.toDoubleArray()).containsExactly(1, 1);
        var alone = Torch.ones(2);
        assertThat(Tensors.isAlone(alone)).isTrue();
        var view = alone.view(1, 2);
        assertThat(Tensors.isAlone(view)).isFalse();
    }

    @Test
    void twiceThroughOneGraph() {
        var x = leaf(2);
        var y = cube().apply(x).sum();
        y.backward(null, true, false);
        y.backward();
        assertThat(x.grad().item()).isEqualTo(24);
        assertThatThrownBy(y::backward).isInstanceOf(TorchException.class)
                .hasMessageContaining("Trying to backward through the graph a second time");
        // as in PyTorch, there is no need to keep what saves nothing
        var z = minus().apply(x);
        z.backward(Torch.ones(shape(1), dtype(FLOAT64)));
        z.backward(Torch.ones(shape(1), dtype(FLOAT64)));
        assertThat(x.grad().item()).isEqualTo(22);
    }

    @Test
    void gradOfSomeInputs() {
        Tensor a = leaf(1, 2);
        Tensor b = leaf(3, 4);
        var seen = new ArrayList<double[]>();
        var y = sumAndDifference(seen, true).applyAll(a, b).get(1).sum();
        assertThat(Autograd.grad(List.of(y), List.of(b), null, true, false, false).getFirst().toDoubleArray()).containsExactly(-1, -1);
        assertThat(Autograd.grad(List.of(y.mul(3)), List.of(a), null, true, false, false).getFirst().toDoubleArray())
                .containsExactly(3, 3);
        assertThat(a.grad()).isNull();
        y.backward();
        assertThat(a.grad().toDoubleArray()).containsExactly(1, 1);
        assertThat(b.grad().toDoubleArray()).containsExactly(-1, -1);
    }

    @Test
    void noGraphUnderNoGradOrWithoutAnInputThatNeedsOne() {
        var x = leaf(1, 2);
        int hooks = GradHook.registered();
        try (var _ = Torch.noGrad()) {
            assertThat(cube().apply(x).requiresGrad()).isFalse();
        }
        assertThat(cube().apply(x.detach()).requiresGrad()).isFalse();
        assertThat(GradHook.registered()).isEqualTo(hooks);
        assertThat(Torch.isGradEnabled()).isTrue();
    }

    @Test
    void outputsWithoutADerivative() {
        var x = leaf(3, 1, 2);
        var seen = new ArrayList<double[]>();
        var f = of((ctx, in) -> {
            var sorted = in[0].sort(0);
            var marked = in[0].mul(2);
            ctx.markNonDifferentiable(marked);
            ctx.saveForBackward(sorted.indices());
            return tuple(sorted.indices(), marked, sorted.values());
        }, (ctx, g) -> {
            seen.add(g[1].toDoubleArray());
            assertThat(g[0].dtype()).isEqualTo(INT64);
            return tuple(Torch.zerosLike(g[2]).scatter(0, ctx.savedTensors().getFirst(), g[2]));
        });
        var outputs = f.applyAll(x);
        assertThat(outputs.stream().map(Tensor::requiresGrad)).containsExactly(false, false, true);
        outputs.get(2).mul(Torch.tensor(new double[] {10, 20, 30})).sum().backward();
        assertThat(x.grad().toDoubleArray()).containsExactly(30, 10, 20);
        assertThat(seen.getFirst()).containsExactly(0, 0, 0);
    }

    @Test
    void anOutputMayBeChangedInPlace() {
        var x = leaf(1, -2);
        var y = minus().apply(x);
        y.mul_(3).relu_();
        y.sum().backward();
        assertThat(y.toDoubleArray()).containsExactly(3, 0);
        assertThat(x.grad().toDoubleArray()).containsExactly(-3, -0.0);
    }

    @Test
    void anOutputThatIsAnInput() {
        var x = leaf(1, -2);
        var reversed = of((_, in) -> tuple(in[0]), (_, g) -> tuple(g[0].mul(-2)));
        var y = reversed.apply(x);
        assertThat(y).isNotSameAs(x);
        y.sum().backward();
        assertThat(x.grad().toDoubleArray()).containsExactly(-2, -2);
        assertThat(x.isLeaf()).isTrue();
        assertThatThrownBy(() -> y.mul_(2)).isInstanceOf(TorchException.class).hasMessageContaining("modified inplace");
        var views = of((_, in) -> tuple(in[0].view(1, 2)), (_, g) -> tuple(g[0].view(2).mul(3))).apply(x);
        views.sum().backward();
        assertThat(x.grad().toDoubleArray()).containsExactly(1, 1);
        var twice = of((_, in) -> {
            var two = in[0].mul(2);
            return tuple(two, two);
        }, (_, g) -> tuple(g[0].add(g[1].mul(10)))).applyAll(x);
        x.clearGrad();
        twice.get(0).add(twice.get(1)).sum().backward();
        assertThat(x.grad().toDoubleArray()).containsExactly(11, 11);
        try (var _ = Torch.noGrad()) {
            assertThat(reversed.apply(x).toDoubleArray()).containsExactly(1, -2);
        }
        assertThat(x.isClosed()).isFalse();
    }

    @Test
    void anInputChangedInPlaceIsRefused() {
        var f = of((_, in) -> tuple(in[0].mul_(2)), (_, g) -> g);
        var x = leaf(1).mul(1);
        assertThatThrownBy(() -> f.apply(x)).isInstanceOf(IllegalStateException.class).hasMessageContaining("forward changed its input 0 in place");
        assertThat(f.apply(Torch.ones(1)).toFloatArray()).containsExactly(2);
    }

    @Test
    void whatWasSavedAndThenChangedIsRefused() {
        var x = leaf(2).mul(1);
        var y = cube().apply(x);
        x.add_(1);
        assertThatThrownBy(() -> y.sum().backward()).isInstanceOf(TorchException.class)
                .hasMessageContaining("modified by an inplace operation: [torch.float64 [1]] is at version 1; expected version 0 instead");
        var z = exp().apply(leaf(2));
        z.add_(1);
        assertThatThrownBy(() -> z.sum().backward()).isInstanceOf(TorchException.class).hasMessageContaining("inplace operation");
    }

    @Test
    void hooksOfOutputAndInputSeeWhatTheyDoInPyTorch() {
        var x = leaf(1, 2);
        var h = x.mul(1);
        var seen = new ArrayList<double[]>();
        h.registerHook(g -> {
            seen.add(g.toDoubleArray());
            return null;
        });
        var y = cube().apply(h);
        y.registerHook(g -> g.mul(10));
        y.retainGrad();
        y.sum().backward();
        assertThat(y.grad().toDoubleArray()).containsExactly(10, 10);
        assertThat(seen.getFirst()).containsExactly(30, 120);
        assertThat(x.grad().toDoubleArray()).containsExactly(30, 120);
    }

    @Test
    void whatBackwardThrowsComesOut() {
        class Mine extends RuntimeException {
            private static final long serialVersionUID = 1L;
        }

        var mine = new Mine();
        var f = of((ctx, in) -> {
            ctx.saveForBackward(in[0]);
            return tuple(in[0].mul(2));
        }, (_, _) -> {
            throw mine;
        });
        var x = leaf(1);
        assertThatThrownBy(() -> f.apply(x).sum().backward()).isSameAs(mine);
        assertThatThrownBy(() -> Autograd.grad(List.of(f.apply(x).sum()), List.of(x))).isSameAs(mine);
        x.clearGrad();
        cube().apply(x).sum().backward();
        assertThat(x.grad().item()).isEqualTo(3);
    }

    @Test
    void wrongGradientsAreNamed() {
        var x = leaf(1, 2);
        var few = of((_, in) -> tuple(in[0].add(in[1])), (_, g) -> g);
        assertThatThrownBy(() -> few.apply(x, x).sum().backward()).isInstanceOf(TorchException.class)
                .hasMessageContaining("returned an incorrect number of gradients (expected 2, got 1)");
        var shape = of((_, in) -> tuple(in[0].mul(2)), (_, g) -> tuple(Torch.ones(3)));
        assertThatThrownBy(() -> shape.apply(x).sum().backward()).isInstanceOf(TorchException.class)
                .hasMessageContaining("returned an invalid gradient at index 0 - got [3] but expected shape compatible with [2]");
        var several = of((_, in) -> tuple(in[0], in[0]), (_, g) -> g);
        assertThatThrownBy(() -> several.apply(x)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("forward gave 2 outputs: call applyAll");
        assertThatThrownBy(() -> of((_, _) -> tuple((Tensor) null), (_, g) -> g).apply(x)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a null output");
    }

    @Test
    void largerGradientsAreSummedUpAndOtherTypesConverted() {
        var x = leaf(1, 2);
        of((_, in) -> tuple(in[0].mul(2)), (_, g) -> tuple(Torch.ones(3, 2))).apply(x).sum().backward();
        assertThat(x.grad().toDoubleArray()).containsExactly(3, 3);
    }

    @Test
    void gradientsOfGradients() {
        var x = leaf(2, 3);
        var first = Autograd.grad(List.of(cube().apply(x).sum()), List.of(x), null, true, true, false).getFirst();
        assertThat(first.toDoubleArray()).containsExactly(12, 27);
        var second = Autograd.grad(List.of(first.sum()), List.of(x), null, true, true, false).getFirst();
        assertThat(second.toDoubleArray()).containsExactly(12, 18);
        assertThat(Autograd.grad(List.of(second.sum()), List.of(x)).getFirst().toDoubleArray()).containsExactly(6, 6);
        assertThatThrownBy(() -> exp().apply(x).sum().backward(null, true, true)).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("save the inputs");
    }

    @Test
    void backwardWithinBackward() {
        var x = leaf(2);
        var checkpoint = of((ctx, in) -> {
            ctx.saveForBackward(in[0]);
            return tuple(in[0].sin().square());
        }, (ctx, g) -> {
            try (var _ = Torch.enableGrad()) {
                var again = ctx.savedTensors().getFirst().detach().requiresGrad_(true);
                cube().apply(again).sum();
                again.sin().square().backward(g[0]);
                return tuple(again.grad());
            }
        });
        checkpoint.apply(x).mul(5).sum().backward();
        assertThat(x.grad().item()).isCloseTo(5 * Math.sin(4), Offset.offset(1e-12));
    }

    @Test
    void fieldsAndAttributes() {
        var x = leaf(1, 2);
        var f = of((ctx, in) -> {
            ctx.set("factor", 4);
            return tuple(in[0].mul(2));
        }, (ctx, g) -> tuple(g[0].mul(ctx.get("factor", Integer.class))));
        f.apply(x).sum().backward();
        assertThat(x.grad().toDoubleArray()).containsExactly(4, 4);
        var wrong = of((_, in) -> tuple(in[0].mul(2)), (ctx, g) -> {
            ctx.saveForBackward(g);
            return g;
        });
        assertThatThrownBy(() -> wrong.apply(x).sum().backward()).isInstanceOf(IllegalStateException.class)
                .hasMessage("saveForBackward is for forward");
    }

    @Test
    void randomNumbersAreNotTouched() {
        Torch.manualSeed(5);
        double expected = Torch.rand(1).item();
        Torch.manualSeed(5);
        cube().apply(leaf(2)).sum().backward();
        assertThat(Torch.rand(1).item()).isEqualTo(expected);
    }

    /** Every other thread's backward throws, and only there. */
    @Test
    void threadsWithGraphsOfTheirOwn() throws InterruptedException {
        var f = cube();
        var failing = of((_, in) -> tuple(in[0].mul(2)), (_, _) -> {
            throw new IllegalStateException(Thread.currentThread().getName());
        });
        var failure = new AtomicReference<Throwable>();
        var threads = new ArrayList<Thread>();
        for (int t = 1; t <= 4; t++) {
            int at = t;
            threads.add(Thread.ofPlatform().name("thread " + at).start(() -> {
                try {
                    for (int i = 0; i < 100; i++) {
                        try (var _ = TensorScope.open()) {
                            var x = leaf(at);
                            if (at % 2 == 0) {
                                assertThatThrownBy(() -> failing.apply(x).sum().backward()).hasMessage("thread " + at);
                                x.clearGrad();
                            }
                            f.apply(x).sum().backward();
                            assertThat(x.grad().item()).isEqualTo(3.0 * at * at);
                        }
                    }
                } catch (Throwable e) {
                    failure.set(e);
                }
            }));
        }
        for (var thread : threads) {
            thread.join();
        }
        assertThat(failure.get()).isNull();
    }

    @Test
    void theSavedLiveAsLongAsTheGraph() {
        var x = leaf(2);
        long before = Tensor.liveCount();
        Tensor y;
        try (var inner = TensorScope.open()) {
            y = inner.promote(cube().apply(x.mul(1)));
        }
        assertThat(Tensor.liveCount() - before).as("y and what it saved").isEqualTo(2);
        y.backward(Torch.ones(shape(1), dtype(FLOAT64)), true, false);
        assertThat(x.grad().item()).isEqualTo(12);
        y.backward(Torch.ones(shape(1), dtype(FLOAT64)));
        assertThat(x.grad().item()).isEqualTo(24);
        var hooks = GradHook.registered();
        y.close();
        assertThat(GradHook.registered()).isEqualTo(hooks - 2);
    }

    /** With and without a backward, with one that goes to some inputs only, and with one that throws. */
    @Test
    void nothingStays() {
        var x = leaf(0.5, 0.25);
        var failing = of((ctx, in) -> {
            ctx.saveForBackward(in[0]);
            return tuple(in[0].mul(2));
        }, (_, _) -> {
            throw new IllegalStateException("no");
        });
        Runnable step = () -> {
            try (var _ = TensorScope.open()) {
                x.clearGrad();
                var y = exp().apply(cube().apply(exp().apply(x)).neg());
                y.sum().backward();
                exp().apply(cube().apply(x));
                var both = sumAndDifference(new ArrayList<>(), true).applyAll(x, x.mul(1));
                Autograd.grad(List.of(both.get(0).sum()), List.of(x), null, true, false, false);
                Autograd.grad(List.of(cube().apply(x).sum()), List.of(x), null, true, true, false);
                try {
                    failing.apply(x).sum().backward();
                    throw new AssertionError("nothing was thrown");
                } catch (IllegalStateException e) {
                    assertThat(e).hasMessage("no");
                }
            }
        };
        Runnable last = () -> {    // each thread keeps what its last hook returned
            try (var _ = TensorScope.open()) {
                minus().apply(x).sum().backward();
                x.clearGrad();
            }
        };
        step.run();
        last.run();
        long live = Tensor.liveCount();
        int hooks = GradHook.registered();
        int watched = Sentinel.watched();
        for (int i = 0; i < 500; i++) {
            step.run();
        }
        last.run();
        assertThat(Tensor.liveCount()).isLessThanOrEqualTo(live);    // the collector may free others
        assertThat(GradHook.registered()).isLessThanOrEqualTo(hooks);
        assertThat(Sentinel.watched()).isLessThanOrEqualTo(watched);
    }

    /** Also what Java does not count: handles of the gradient that libtorch gave and got. */
    @Test
    void nothingHoldsTheGradient() {
        var x = leaf(2, 3);
        var start = Torch.tensor(new double[] {1, 1});
        var through = of((_, in) -> tuple(in[0].mul(1)), (_, g) -> g);
        Runnable step = () -> {
            try (var _ = TensorScope.open()) {
                through.apply(x).backward(start);
                x.clearGrad();
            }
        };
        step.run();
        long before = holders(start);
        for (int i = 0; i < 20; i++) {
            step.run();
        }
        assertThat(holders(start)).isEqualTo(before);
    }

    private static long holders(Tensor tensor) {
        try (var storage = TensorAccess.at(tensor).storage()) {
            return storage.use_count();
        }
    }

    /** Each saves the one before; the end of the last must not end all others on top of each other. */
    @Test
    void aLongChainEndsWithoutAStackOverflow() {
        int watched = Sentinel.watched();
        try (var _ = TensorScope.open()) {
            var x = leaf(1);
            var y = x;
            for (int i = 0; i < 5_000; i++) {
                var last = y;
                y = of((ctx, in) -> {
                    ctx.saveForBackward(last);
                    return tuple(in[0].mul(1));
                }, (_, g) -> g).apply(x);
                if (i > 0) {
                    last.close();
                }
            }
        }
        assertThat(Sentinel.watched()).isEqualTo(watched);
    }

    @Test
    void arraysOfNulls() {
        assertThat(Arrays.asList(Function.tuple((Tensor[]) null))).containsExactly((Tensor) null);
    }
}
