package org.panatorch.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.panatorch.torch.Tensor;
import org.panatorch.torch.TensorScope;
import org.panatorch.torch.Torch;
import org.panatorch.torch.TorchException;

/** Each line of Java gives what its line of Python gives: results, gradients, errors. {@link Compare} has the tolerances. */
class OperationsTest {
    private static final int SEED = 0;

    static Stream<Kit.Case> operations() {
        return Kit.cases("op");
    }

    static Stream<Kit.Case> errors() {
        return Kit.cases("error");
    }

    @ParameterizedTest
    @MethodSource("operations")
    void valuesAndGradientsAreThoseOfPyTorch(Kit.Case c) {
        try (var _ = TensorScope.open()) {
            var grads = c.tensors("grads");
            var leaves = new LinkedHashMap<String, Tensor>();
            c.tensors("inputs").forEach((name, t) -> leaves.put(name, Losses.leaf(t, grads.containsKey(name))));
            var arguments = new LinkedHashMap<>(leaves);
            if (c.json().path("copies").asBoolean()) {
                arguments.replaceAll((_, t) -> t.copy());    // in place, which a leaf does not allow
            }
            Torch.manualSeed(SEED);
            var result = CaseCode.run(c, arguments);
            Compare.assertResults(result, c.json().path("results"), c);
            if (!grads.isEmpty()) {
                assertThat(Losses.backward(Compare.flatten(result))).as("a result has a gradient").isTrue();
            }
            grads.forEach((name, expected) -> Compare.assertTensor("gradient of " + name, leaves.get(name).grad(), expected, c));
        }
    }

    @ParameterizedTest
    @MethodSource("errors")
    void whatPyTorchRefusesIsRefusedInItsWords(Kit.Case c) {
        try (var _ = TensorScope.open()) {
            assertThatThrownBy(() -> CaseCode.run(c, c.tensors("inputs"))).isInstanceOfSatisfying(TorchException.class,
                    e -> assertThat(e.torchMessage()).contains(c.json().get("message").asText()));
        }
    }

    @AfterAll
    static void report() {
        System.out.println("largest differences from PyTorch, relative: " + Compare.WORST);
    }
}
