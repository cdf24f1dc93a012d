package org.panatorch.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.panatorch.torch.TensorScope;
import org.panatorch.torch.Torch;
import org.panatorch.torch.optim.Optimizer;
import org.panatorch.torch.optim.lr_scheduler.LRScheduler;
import org.panatorch.torch.optim.lr_scheduler.ReduceLROnPlateau;

/** Every rate and momentum of every schedule, step by step, to 1e-12. */
class SchedulesTest {

    static Stream<Kit.Case> cases() {
        return Kit.cases("schedule");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void ratesAreThoseOfPyTorch(Kit.Case c) {
        try (var _ = TensorScope.open()) {
            var arguments = new LinkedHashMap<String, Object>();
            arguments.put("params", List.of(Torch.zeros(2).requiresGrad_(true), Torch.zeros(3).requiresGrad_(true)));
            var made = (List<?>) CaseCode.run(c, arguments);
            try (var optimizer = (Optimizer) made.get(0)) {
                var rates = c.json().get("rates");
                for (int step = 0; step < rates.size(); step++) {
                    if (step > 0) {
                        optimizer.step();
                        switch (made.get(1)) {
                            case LRScheduler scheduler -> scheduler.step();
                            case ReduceLROnPlateau plateau -> plateau.step(c.json().get("metrics").get(step - 1).asDouble());
                            default -> throw new AssertionError(made.get(1));
                        }
                    }
                    var actual = rates(optimizer);
                    assertThat(actual).hasSize(rates.get(step).size());
                    for (int i = 0; i < actual.size(); i++) {
                        assertThat(actual.get(i)).as("number %d of step %d", i, step)
                                .isCloseTo(rates.get(step).get(i).asDouble(), offset(1e-12));
                    }
                }
            }
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
