package org.panatorch.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.panatorch.torch.DType;
import org.panatorch.torch.StateDict;
import org.panatorch.torch.Tensor;
import org.panatorch.torch.TensorScope;
import org.panatorch.torch.Torch;
import org.panatorch.torch.nn.Module;

/**
 * Each module against PyTorch's: the state dict's names, the initial values that the same seed gives, the printed form; then,
 * with other parameters, output, gradients, and buffers afterwards. {@link Compare} has the tolerances.
 */
class ModulesTest {

    static Stream<Kit.Case> cases() {
        return Kit.cases("module");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void isThatOfPyTorch(Kit.Case c) {
        try (var _ = TensorScope.open()) {
            var grads = c.tensors("grads");
            var leaves = new LinkedHashMap<String, Tensor>();
            c.tensors("inputs").forEach((name, t) -> leaves.put(name, Losses.leaf(t, grads.containsKey(name))));
            var check = new Check(c);
            var arguments = new LinkedHashMap<String, Object>();
            arguments.put("check", check);
            arguments.putAll(leaves);
            Torch.manualSeed(7);
            var result = CaseCode.run(c, arguments);
            Compare.assertResults(result, c.json().path("results"), c);
            if (Losses.backward(Compare.flatten(result))) {
                grads.forEach((name, expected) -> Compare.assertTensor("gradient of " + name, leaves.get(name).grad(), expected, c));
                var own = check.module.namedParameters();
                c.tensors("paramGrads").forEach((name, expected) ->
                        Compare.assertTensor("gradient of " + name, own.get(name).grad(), expected, c));
            } else {
                assertThat(grads).isEmpty();
            }
            var buffers = check.module.namedBuffers();
            c.tensors("after").forEach((name, expected) -> Compare.assertTensor(name, buffers.get(name), expected, c));
            check.module.close();
        }
    }

    /** What is compared before the call. */
    private static final class Check implements ModuleCheck {
        private final Kit.Case c;
        private Module module;

        Check(Kit.Case c) {
            this.c = c;
        }

        @Override
        public <M extends Module> M of(M made) {
            module = made;
            var initial = c.tensors("state");
            var state = made.stateDict().asMap();
            assertThat(state.keySet()).containsExactlyElementsOf(initial.keySet());
            initial.forEach((name, expected) -> {
                assertThat(state.get(name).shape()).as(name).isEqualTo(expected.shape());
                if (c.json().path("init").asBoolean()) {
                    Compare.assertTensor("initial " + name, state.get(name), expected, 1e-6);
                }
            });
            assertThat(made.toString()).isEqualTo(c.json().get("repr").asText());
            var others = new LinkedHashMap<String, Tensor>();
            List<Map.Entry<String, Tensor>> entries = new ArrayList<>(initial.entrySet());
            for (int i = 0; i < entries.size(); i++) {
                others.put(entries.get(i).getKey(), Losses.perturbed(entries.get(i).getValue(), i));
            }
            made.loadStateDict(new StateDict(others));
            made.train(c.json().path("training").asBoolean());
            made.to(DType.valueOf(c.json().get("dtype").asText().substring("torch.".length()).toUpperCase(java.util.Locale.ROOT)));
            Torch.manualSeed(3);
            return made;
        }
    }
}
