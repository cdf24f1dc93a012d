package org.panatorch.torch.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.panatorch.torch.Tensor;
import org.panatorch.torch.TensorScope;
import org.panatorch.torch.Torch;

/** What the cases of org.panatorch.kit.OptimizersTest, which compare LBFGS with PyTorch's, leave open. */
class LBFGSTest {

    private static Tensor bowl(LBFGS optimizer, Tensor x) {
        optimizer.zeroGrad();
        var loss = x.square().sum();
        loss.backward();
        return loss;
    }

    @Test
    void aStepWithoutAClosureIsRefused() {
        try (var _ = TensorScope.open(); var optimizer = new LBFGS(List.of(Torch.ones(2).requiresGrad_(true)), 1)) {
            assertThatThrownBy(optimizer::step).isInstanceOf(UnsupportedOperationException.class).hasMessageContaining("step(closure)");
        }
    }

    @Test
    void aStateOfOtherParametersIsRefused() {
        try (var _ = TensorScope.open()) {
            Tensor two = Torch.ones(2).requiresGrad_(true), three = Torch.ones(3).requiresGrad_(true);
            try (var optimizer = new LBFGS(List.of(two), 1); var other = new LBFGS(List.of(three), 1)) {
                optimizer.step(() -> bowl(optimizer, two));
                Map<String, Object> state = optimizer.stateDict();
                assertThatThrownBy(() -> other.loadStateDict(state)).isInstanceOf(IllegalArgumentException.class)
                        .hasMessage("the state dict does not fit the optimizer: \"d\" of parameter 0 has shape [2], "
                                + "the parameters have 3 numbers");
            }
        }
    }

    /** What a closure that failed leaves behind is a state that one can go on from. */
    @Test
    void aClosureThatFailsDoesNotSpoilTheState() {
        try (var _ = TensorScope.open()) {
            var x = Torch.tensor(new double[] {3, -2}).requiresGrad_(true);
            try (var optimizer = new LBFGS(List.of(x), 0.3, LBFGSOptions.DEFAULT.historySize(1))) {
                var calls = new int[1];
                assertThatThrownBy(() -> optimizer.step(() -> {
                    if (++calls[0] == 5) {
                        throw new IllegalStateException("out of data");
                    }
                    return bowl(optimizer, x);
                })).isInstanceOf(IllegalStateException.class).hasMessage("out of data");
                for (int i = 0; i < 5; i++) {
                    optimizer.step(() -> bowl(optimizer, x));
                }
                assertThat(x.abs().max().item()).isLessThan(1e-4);
            }
        }
    }

    @Test
    void aLineSearchOfAnotherNameIsRefused() {
        assertThatThrownBy(() -> LBFGSOptions.DEFAULT.lineSearchFn("weak_wolfe")).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected line_search_fn=\"strong_wolfe\" or None, got weak_wolfe");
    }
}
