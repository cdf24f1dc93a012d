package org.panatorch.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.panatorch.torch.Device;
import org.panatorch.torch.Tensor;
import org.panatorch.torch.TensorScope;
import org.panatorch.torch.optim.Optimizer;

/** Some steps of each optimizer, its state dict after three and six, and going on from PyTorch's state dict. */
class OptimizersTest {
    private static final double TOLERANCE = 1e-6;

    static Stream<Kit.Case> cases() {
        return Kit.cases("optimizer");
    }

    static Stream<Kit.Case> casesWithALoss() {
        return cases().filter(c -> !c.json().path("javaLoss").asText("").isEmpty());
    }

    /** An optimizer, its parameters, and the loss that its closure computes, if it is stepped with one. */
    record Run(Kit.Case c, List<Tensor> params, Optimizer optimizer, Supplier<Tensor> loss) implements AutoCloseable {

        @SuppressWarnings("unchecked")
        static Run of(Kit.Case c, String params, Device device) {
            var tensors = Kit.stream(c.json().get(params)).map(key -> Losses.leaf(Kit.tensor(key.asText()).to(device), true)).toList();
            var made = CaseCode.run(c, Map.of("params", tensors));
            return made instanceof List<?> both
                    ? new Run(c, tensors, (Optimizer) both.getFirst(), (Supplier<Tensor>) both.getLast())
                    : new Run(c, tensors, (Optimizer) made, null);
        }

        double tolerance() {
            return c.tolerance(TOLERANCE);
        }

        int pause() {
            return c.json().get("pause").asInt();
        }

        int end() {
            return c.json().get("steps").asInt();
        }

        void steps(int from, int to) {
            for (int step = from; step < to; step++) {
                if (loss != null) {
                    var value = optimizer.step(this::closure);
                    double expected = c.json().get("losses").get(step).asDouble();
                    assertThat(value.item()).as("loss " + step).isCloseTo(expected, offset(tolerance() * Math.max(1, Math.abs(expected))));
                    continue;
                }
                optimizer.zeroGrad();
                for (int k = 0; k < params.size(); k++) {
                    var key = c.json().get("stepGrads").get(step).get(k);
                    if (!key.isNull()) {
                        params.get(k).mul(Kit.tensor(key.asText()).to(params.get(k).device())).sum().backward();
                    }
                }
                optimizer.step();
            }
        }

        private Tensor closure() {
            optimizer.zeroGrad();
            var value = loss.get();
            value.backward();
            return value;
        }

        void assertParams(String field) {
            for (int k = 0; k < params.size(); k++) {
                Compare.assertTensor(field + " " + k, params.get(k), Kit.tensor(c.json().get(field).get(k).asText()), tolerance());
            }
        }

        void assertState(String field) {
            assertTree(field, optimizer.stateDict(), Kit.tree(c.json().get(field)), tolerance());
        }

        @Override
        public void close() {
            optimizer.close();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void stepsAndStateAreThoseOfPyTorch(Kit.Case c) {
        try (var _ = TensorScope.open(); var run = Run.of(c, "params", Device.CPU)) {
            run.steps(0, run.pause());
            run.assertParams("paused");
            run.assertState("state");
            run.steps(run.pause(), run.end());
            run.assertParams("results");
            run.assertState("end");
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void itGoesOnFromAStateOfPyTorch(Kit.Case c) {
        try (var _ = TensorScope.open(); var run = Run.of(c, "paused", Device.CPU)) {
            run.optimizer().loadStateDict((Map<?, ?>) Kit.tree(c.json().get("state")));
            run.steps(run.pause(), run.end());
            run.assertParams("results");
            run.assertState("end");
        }
    }

    /** On the meta device, which has no values but refuses tensors of the CPU as a GPU does: the cases can run on one. */
    @ParameterizedTest
    @MethodSource("casesWithALoss")
    void lossAndGradientsAreWhereTheParametersAre(Kit.Case c) {
        try (var _ = TensorScope.open(); var run = Run.of(c, "params", Device.of("meta"))) {
            var loss = run.closure();
            assertThat(loss.device().type()).isEqualTo(Device.Type.META);
            assertThat(run.params()).allMatch(param -> param.grad().device().type() == Device.Type.META);
        }
    }

    static void assertTree(String path, Object actual, Object expected) {
        assertTree(path, actual, expected, TOLERANCE);
    }

    /** The same keys in the same order, the same numbers, tensors to the tolerance. */
    private static void assertTree(String path, Object actual, Object expected, double tolerance) {
        switch (expected) {
            // where PyTorch computes with a tensor of no dimensions, LBFGS has a number
            case Tensor tensor when actual instanceof Number number -> assertThat(number.doubleValue()).as(path)
                    .isCloseTo(tensor.item(), offset(tolerance * Math.max(1, Math.abs(tensor.item()))));
            case Tensor tensor -> Compare.assertTensor(path, (Tensor) actual, tensor, tolerance);
            case Map<?, ?> map -> {
                assertThat(List.copyOf(((Map<?, ?>) actual).keySet())).as(path).isEqualTo(List.copyOf(map.keySet()));
                map.forEach((key, value) -> assertTree(path + "." + key, ((Map<?, ?>) actual).get(key), value, tolerance));
            }
            case List<?> list -> {
                assertThat((List<?>) actual).as(path).hasSameSizeAs(list);
                for (int i = 0; i < list.size(); i++) {
                    assertTree(path + "." + i, ((List<?>) actual).get(i), list.get(i), tolerance);
                }
            }
            case Number number when Double.isInfinite(number.doubleValue()) -> assertThat(actual).as(path).isEqualTo(number);
            case Number number -> assertThat(((Number) actual).doubleValue()).as(path)
                    .isCloseTo(number.doubleValue(), offset(path.endsWith(".prev_loss") ? tolerance * Math.max(1, Math.abs(number.doubleValue())) : 1e-12));
            case null, default -> assertThat(actual).as(path).isEqualTo(expected);
        }
    }
}
