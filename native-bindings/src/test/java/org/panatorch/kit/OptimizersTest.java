package org.panatorch.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.panatorch.torch.Tensor;
import org.panatorch.torch.TensorScope;
import org.panatorch.torch.optim.Optimizer;

/** Six steps of each optimizer, its state dict after three and six, and going on from PyTorch's state dict. */
class OptimizersTest {
    private static final double TOLERANCE = 1e-6;

    static Stream<Kit.Case> cases() {
        return Kit.cases("optimizer");
    }

    static Optimizer make(Kit.Case c, List<Tensor> params) {
        return (Optimizer) CaseCode.run(c, Map.of("params", params));
    }

    static List<Tensor> tensors(JsonNode keys) {
        return Kit.stream(keys).map(key -> Losses.leaf(Kit.tensor(key.asText()), true)).toList();
    }

    static void steps(Kit.Case c, Optimizer optimizer, List<Tensor> params, int from, int to) {
        for (int step = from; step < to; step++) {
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

    static void assertParams(Kit.Case c, String field, List<Tensor> params) {
        for (int k = 0; k < params.size(); k++) {
            Compare.assertTensor(field + " " + k, params.get(k), Kit.tensor(c.json().get(field).get(k).asText()), TOLERANCE);
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void stepsAndStateAreThoseOfPyTorch(Kit.Case c) {
        try (var _ = TensorScope.open()) {
            var params = tensors(c.json().get("params"));
            try (var optimizer = make(c, params)) {
                int pause = c.json().get("pause").asInt();
                int steps = c.json().get("stepGrads").size();
                steps(c, optimizer, params, 0, pause);
                assertParams(c, "paused", params);
                assertTree("state", optimizer.stateDict(), Kit.tree(c.json().get("state")));
                steps(c, optimizer, params, pause, steps);
                assertParams(c, "results", params);
                assertTree("end", optimizer.stateDict(), Kit.tree(c.json().get("end")));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void itGoesOnFromAStateOfPyTorch(Kit.Case c) {
        try (var _ = TensorScope.open()) {
            var params = tensors(c.json().get("paused"));
            try (var optimizer = make(c, params)) {
                optimizer.loadStateDict((Map<?, ?>) Kit.tree(c.json().get("state")));
                steps(c, optimizer, params, c.json().get("pause").asInt(), c.json().get("stepGrads").size());
                assertParams(c, "results", params);
                assertTree("end", optimizer.stateDict(), Kit.tree(c.json().get("end")));
            }
        }
    }

    /** The same keys in the same order, the same numbers, tensors to the tolerance. */
    static void assertTree(String path, Object actual, Object expected) {
        switch (expected) {
            case Tensor tensor -> Compare.assertTensor(path, (Tensor) actual, tensor, TOLERANCE);
            case Map<?, ?> map -> {
                assertThat(List.copyOf(((Map<?, ?>) actual).keySet())).as(path).isEqualTo(List.copyOf(map.keySet()));
                map.forEach((key, value) -> assertTree(path + "." + key, ((Map<?, ?>) actual).get(key), value));
            }
            case List<?> list -> {
                assertThat((List<?>) actual).as(path).hasSameSizeAs(list);
                for (int i = 0; i < list.size(); i++) {
                    assertTree(path + "." + i, ((List<?>) actual).get(i), list.get(i));
                }
            }
            case Number number when Double.isInfinite(number.doubleValue()) -> assertThat(actual).as(path).isEqualTo(number);
            case Number number -> assertThat(((Number) actual).doubleValue()).as(path)
                    .isCloseTo(number.doubleValue(), offset(1e-12));
            case null, default -> assertThat(actual).as(path).isEqualTo(expected);
        }
    }
}
