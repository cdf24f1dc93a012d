package org.panatorch.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.panatorch.torch.TensorScope;
import org.panatorch.torch.Torch;
import org.panatorch.torch.optim.Optimizer;
import org.panatorch.torch.optim.SGD;
import org.panatorch.torch.optim.lr_scheduler.ExponentialLR;
import org.panatorch.torch.optim.lr_scheduler.LRScheduler;
import org.panatorch.torch.optim.lr_scheduler.OneCycleLR;
import org.panatorch.torch.optim.lr_scheduler.ReduceLROnPlateau;
import org.panatorch.torch.optim.lr_scheduler.StepLR;

/**
 * Every rate and momentum of every schedule, step by step, to 1e-12; its state dict on the way and at the end; and
 * going on from PyTorch's.
 */
class SchedulesTest {

    static Stream<Kit.Case> cases() {
        return Kit.cases("schedule");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void ratesAreThoseOfPyTorch(Kit.Case c) {
        try (var _ = TensorScope.open()) {
            var made = make(c);
            try (var optimizer = (Optimizer) made.get(0)) {
                int pause = c.json().get("pause").asInt();
                assertRates(c, 0, optimizer);
                steps(c, made, 1, pause);
                OptimizersTest.assertTree("state", stateDict(made.get(1)), Kit.tree(c.json().get("state")));
                steps(c, made, pause + 1, c.json().get("rates").size() - 1);
                OptimizersTest.assertTree("end", stateDict(made.get(1)), Kit.tree(c.json().get("end")));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void itGoesOnFromAStateOfPyTorch(Kit.Case c) {
        try (var _ = TensorScope.open()) {
            var made = make(c);
            try (var optimizer = (Optimizer) made.get(0)) {
                optimizer.loadStateDict((Map<?, ?>) Kit.tree(c.json().get("optimizerState")));
                var state = (Map<?, ?>) Kit.tree(c.json().get("state"));
                switch (made.get(1)) {
                    case LRScheduler scheduler -> scheduler.loadStateDict(state);
                    case ReduceLROnPlateau plateau -> plateau.loadStateDict(state);
                    default -> throw new AssertionError(made.get(1));
                }
                steps(c, made, c.json().get("pause").asInt() + 1, c.json().get("rates").size() - 1);
                OptimizersTest.assertTree("end", stateDict(made.get(1)), Kit.tree(c.json().get("end")));
            }
        }
    }

    @Test
    void aDictOfAnotherScheduleIsRefusedAndNothingChanged() {
        try (var _ = TensorScope.open(); var optimizer = new SGD(List.of(Torch.zeros(2).requiresGrad_(true)), 0.5)) {
            var scheduler = new StepLR(optimizer, 3, 0.5);
            scheduler.step();
            var before = scheduler.stateDict();
            assertThatThrownBy(() -> scheduler.loadStateDict(new ExponentialLR(optimizer, 0.9).stateDict()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("this is no state dict of StepLR: it lacks step_size");
            var wrong = new LinkedHashMap<>(before);
            wrong.put("gamma", "0.5");
            assertThatThrownBy(() -> scheduler.loadStateDict(wrong)).isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("\"gamma\" in a state dict of StepLR must be like 0.5, is 0.5");
            assertThat(scheduler.stateDict()).isEqualTo(before);
        }
    }

    /** PyTorch divides by zero there. */
    @Test
    void aPhaseWithoutStepsIsRefused() {
        try (var _ = TensorScope.open(); var optimizer = new SGD(List.of(Torch.zeros(2).requiresGrad_(true)), 0.5)) {
            var options = OneCycleLR.Options.DEFAULT.pctStart(0.1).cycleMomentum(false);
            assertThatThrownBy(() -> new OneCycleLR(optimizer, 0.1, 10, options)).isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("the phase from step 0 on has no steps: choose another pct_start (total_steps is 10)");
        }
    }

    private static List<?> make(Kit.Case c) {
        var params = List.of(Torch.zeros(2).requiresGrad_(true), Torch.zeros(3).requiresGrad_(true));
        return (List<?>) CaseCode.run(c, Map.of("params", params));
    }

    private static Map<String, Object> stateDict(Object scheduler) {
        return scheduler instanceof LRScheduler s ? s.stateDict() : ((ReduceLROnPlateau) scheduler).stateDict();
    }

    /** Steps {@code from} to {@code to}, looking at the rates after each. */
    private static void steps(Kit.Case c, List<?> made, int from, int to) {
        var optimizer = (Optimizer) made.get(0);
        for (int step = from; step <= to; step++) {
            optimizer.step();
            switch (made.get(1)) {
                case LRScheduler scheduler -> scheduler.step();
                case ReduceLROnPlateau plateau -> plateau.step(c.json().get("metrics").get(step - 1).asDouble());
                default -> throw new AssertionError(made.get(1));
            }
            assertRates(c, step, optimizer);
        }
    }

    private static void assertRates(Kit.Case c, int step, Optimizer optimizer) {
        var expected = c.json().get("rates").get(step);
        var actual = rates(optimizer);
        assertThat(actual).hasSize(expected.size());
        for (int i = 0; i < actual.size(); i++) {
            assertThat(actual.get(i)).as("number %d of step %d", i, step).isCloseTo(expected.get(i).asDouble(), offset(1e-12));
        }
    }

    /** The script's {@code look}. */
    private static List<Double> rates(Optimizer optimizer) {
        var groups = optimizer.paramGroups();
        return Stream.of(groups.stream().map(g -> g.get("lr")), groups.stream().map(g -> g.get("momentum")),
                        groups.stream().flatMap(g -> g.get("betas") instanceof List<?> betas ? betas.stream() : Stream.of()))
                .flatMap(s -> s).filter(Number.class::isInstance).map(n -> ((Number) n).doubleValue()).toList();
    }
}
