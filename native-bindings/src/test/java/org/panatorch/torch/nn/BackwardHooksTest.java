package org.panatorch.torch.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.panatorch.torch.Eventually;
import org.panatorch.torch.Tensor;
import org.panatorch.torch.TensorScope;
import org.panatorch.torch.Torch;
import org.panatorch.torch.TorchException;
import org.panatorch.torch.internal.GradHook;

/** What PyTorch has no counterpart of; the cases of org.panatorch.kit compare the gradients. */
class BackwardHooksTest {
    private TensorScope scope;

    @BeforeEach
    void open() {
        scope = TensorScope.open();
    }

    @AfterEach
    void close() {
        scope.close();
    }

    private static Tensor leaf() {
        return Torch.ones(2, 2).requiresGrad_(true);
    }

    @Test
    void aModuleOfOnesOwnRunsThemWhereItIsCalled() {
        var own = new Layer() {
            @Override
            public Tensor forward(Tensor x) {
                return x.mul(3);
            }
        };
        var seen = new ArrayList<Float>();
        own.registerFullBackwardHook((module, gradInput, gradOutput) -> {
            assertThat(module).isSameAs(own);
            seen.add(gradInput.getFirst().toFloatArray()[0]);
            seen.add(gradOutput.getFirst().toFloatArray()[0]);
            return null;
        });
        own.forward(leaf()).sum().backward();
        assertThat(seen).isEmpty();
        own.call(leaf()).sum().backward();
        assertThat(seen).containsExactly(3f, 1f);
    }

    @Test
    void manyCallsAddNothingThatStays() {
        var linear = new Linear(2, 2);
        var count = new ArrayList<Integer>();
        var handle = linear.registerFullBackwardHook((_, _, _) -> {
            count.add(1);
            return null;
        });
        linear.forward(leaf()).sum().backward();
        int before = GradHook.registered();
        for (int i = 0; i < 50; i++) {
            linear.forward(leaf()).sum().backward();
        }
        assertThat(GradHook.registered()).isEqualTo(before);
        assertThat(count).hasSize(51);
        var late = linear.forward(leaf()).sum();
        handle.remove();
        late.backward();
        assertThat(count).hasSize(51);
    }

    @Test
    void hooksThatComeAndGoAddNothingThatStays() {
        var linear = new Linear(2, 2);
        int before = 0;
        var count = new ArrayList<Integer>();
        for (int i = 0; i < 20; i++) {
            try (var _ = TensorScope.open()) {
                var handle = linear.registerFullBackwardHook((_, _, _) -> {
                    count.add(1);
                    return null;
                });
                linear.forward(leaf()).sum().backward();
                handle.remove();
            }
            before = i == 0 ? GradHook.registered() : before;
        }
        assertThat(GradHook.registered()).isEqualTo(before);
        assertThat(count).hasSize(20);
    }

    /** Of the first kind the hook is removed, of the second the module is closed; the third is only forgotten. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void aModuleIsCollected(int kind) {
        var module = new WeakReference<>(used(kind));
        Eventually.afterCollecting("a module with hooks is collected", () -> module.get() == null);
    }

    private static Module used(int kind) {
        var linear = new Linear(2, 2);
        var handle = linear.registerFullBackwardHook((_, _, _) -> null);
        linear.forward(leaf()).sum().backward();
        if (kind == 0) {
            handle.remove();
        } else if (kind == 1) {
            linear.close();
        }
        return linear;
    }

    @Test
    void aClosedModulesHooksDoNotRun() {
        var relu = new ReLU();
        var count = new ArrayList<Integer>();
        relu.registerFullBackwardHook((_, _, _) -> {
            count.add(1);
            return null;
        });
        var late = relu.forward(leaf()).sum();
        relu.close();
        late.backward();
        assertThat(count).isEmpty();
    }

    /** A gradient that waits for others which never come, and one whose hook throws. */
    @Test
    void noGradientStaysAlive() {
        var second = new Layer() {
            @Override
            public Tensor forward(Tensor x) {
                return x;
            }
        };
        var handle = second.registerFullBackwardHook((_, _, _) -> null);
        long before = Tensor.liveCount();
        try (var _ = TensorScope.open()) {
            second.call((x, y) -> x.mul(2), leaf(), leaf()).sum().backward();
        }
        handle.remove();
        assertThat(Tensor.liveCount()).isLessThanOrEqualTo(before);    // the collector may free others
        second.registerFullBackwardPreHook((_, _) -> {
            throw new IllegalStateException("no");
        });
        try (var _ = TensorScope.open()) {
            var y = second.call(x -> x.mul(2), leaf()).sum();
            assertThatThrownBy(y::backward).isInstanceOf(IllegalStateException.class);
        }
        assertThat(Tensor.liveCount()).isLessThanOrEqualTo(before);    // the collector may free others
    }

    /** PyTorch refuses it, too: the hook would see the gradient of another tensor. */
    @Test
    void argumentsAndOutputCannotBeChangedInPlace() {
        var own = new Layer() {
            @Override
            public Tensor forward(Tensor x) {
                return x.relu_().mul(2);
            }
        };
        own.call(leaf().mul(1)).sum().backward();
        own.registerFullBackwardHook((_, _, _) -> null);
        assertThatThrownBy(() -> own.call(leaf().mul(1))).isInstanceOf(TorchException.class).hasMessageContaining("modified inplace");
        var linear = new Linear(2, 2);
        linear.registerFullBackwardHook((_, _, _) -> null);
        var y = linear.forward(leaf());
        assertThatThrownBy(() -> y.add_(1)).isInstanceOf(TorchException.class).hasMessageContaining("modified inplace");
        try (var _ = Torch.noGrad()) {
            assertThat(own.call(leaf().mul(1)).toFloatArray()).containsOnly(2);
        }
    }

    @Test
    void whatCannotBeIsSaid() {
        var lstm = new LSTM(2, 2);
        lstm.registerFullBackwardHook((_, _, _) -> null);
        assertThatThrownBy(() -> lstm.forward(leaf())).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a backward hook of LSTM, whose forward gives more than a tensor");
        var loss = new MSELoss();
        loss.registerFullBackwardHook((_, gradInput, _) -> gradInput);
        assertThatThrownBy(() -> loss.forward(leaf(), leaf()).backward()).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("which is possible where one argument requires one, not 2");
        var relu = new ReLU();
        relu.registerFullBackwardPreHook((_, _) -> List.of());
        assertThatThrownBy(() -> relu.forward(leaf()).sum().backward()).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("gave 0 tensors for the gradient of one output");
    }
}
