package org.panatorch.torch.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.panatorch.torch.nn.Keywords.padding;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.panatorch.torch.Device;
import org.panatorch.torch.RemovableHandle;
import org.panatorch.torch.StateDict;
import org.panatorch.torch.Tensor;
import org.panatorch.torch.TensorScope;
import org.panatorch.torch.Torch;
import org.panatorch.torch.internal.GradHook;

/** What PyTorch has no counterpart of; the cases of org.panatorch.kit compare the values that hooks see and give. */
class HooksTest {
    private TensorScope scope;

    @BeforeEach
    void open() {
        scope = TensorScope.open();
    }

    @AfterEach
    void close() {
        scope.close();
    }

    /** A module of one's own. */
    static final class Twice extends Layer {
        final Linear linear = register("linear", new Linear(2, 2));

        @Override
        public Tensor forward(Tensor x) {
            return linear.forward(x).mul(2);
        }
    }

    @Test
    void whatAHookThrowsComesOutOfBackward() {
        var x = Torch.ones(2).requiresGrad_(true);
        var handle = x.registerHook(_ -> {
            throw new IllegalStateException("no");
        });
        assertThatThrownBy(() -> x.mul(3).sum().backward()).isInstanceOf(IllegalStateException.class).hasMessage("no");
        assertThat(x.grad().toFloatArray()).containsOnly(3);
        handle.remove();
        x.mul(3).sum().backward();
        assertThat(x.grad().toFloatArray()).containsOnly(6);
    }

    @Test
    void aHookMayRemoveItself() {
        var x = Torch.ones(2).requiresGrad_(true);
        var handles = new ArrayList<RemovableHandle>();
        handles.add(x.registerHook(g -> {
            handles.getFirst().remove();
            return g.mul(10);
        }));
        x.sum().backward();
        x.sum().backward();
        assertThat(x.grad().toFloatArray()).containsOnly(11);
    }

    @Test
    void aRemovedHookIsLetGo() {
        int before = GradHook.registered();
        var x = Torch.ones(2).requiresGrad_(true);
        for (int i = 0; i < 50; i++) {
            var y = x.mul(2);
            try (var _ = x.registerHook(g -> g.add(1)); var _ = y.registerHook(g -> g.mul(3))) {
                y.sum().backward();
            }
        }
        assertThat(GradHook.registered()).isEqualTo(before);
        assertThat(x.grad().toFloatArray()).containsOnly(50 * 7);
    }

    @Test
    void theGradientBelongsToTheHooksScope() {
        var x = Torch.ones(2).requiresGrad_(true);
        var seen = new ArrayList<Tensor>();
        x.registerHook(g -> {
            seen.add(g);
            return null;
        });
        x.sum().backward();
        assertThat(seen.getFirst().isClosed()).isTrue();
    }

    @Test
    void aModuleOfOnesOwnRunsItsHooksWhereItIsCalled() {
        var twice = new Twice();
        var x = Torch.ones(1, 2);
        var plain = twice.forward(x);
        twice.registerForwardHook((_, _, output) -> output.add(1));
        twice.registerForwardPreHook((_, args) -> List.of(args.getFirst().mul(1)));
        assertThat(twice.forward(x).equal(plain)).isTrue();
        assertThat(twice.call(x).equal(plain.add(1))).isTrue();
        assertThat(new Sequential(twice).forward(x).equal(plain.add(1))).isTrue();
    }

    @Test
    void aHookForAnotherOutputSaysSo() {
        var lstm = new LSTM(2, 3);
        lstm.registerForwardHook(Tensor.class, (_, _, output) -> output);
        assertThatThrownBy(() -> lstm.forward(Torch.ones(1, 1, 2))).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a forward hook of LSTM expects a Tensor, but forward gives a Output");
        var conv = new Conv2d(1, 1, 3, padding(1));
        conv.registerForwardPreHook((_, _) -> List.of());
        assertThatThrownBy(() -> conv.forward(Torch.ones(1, 1, 4, 4))).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a forward pre-hook of Conv2d gave 0 tensors for the 1 of forward");
    }

    private static ModuleDict<Layer> tied() {
        var linear = new Linear(3, 4, false);
        var embedding = new Embedding(4, 3);
        embedding.setParameter("weight", linear.weight());
        return new ModuleDict<Layer>().put("embedding", embedding).put("linear", linear);
    }

    @Test
    void tiedWeightsStayTiedWithoutData() {
        var model = tied();
        model.to(Device.of("meta"));
        assertThat(model.namedParameters().keySet()).containsExactly("embedding.weight");
        assertThat(model.stateDict().keys()).containsExactly("embedding.weight", "linear.weight");
        assertThatThrownBy(() -> model.module("linear").setParameter("bias", Torch.ones(4)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no parameter \"bias\" in Linear, which has [weight]");
    }

    @Test
    void aCheckpointOfTiedWeightsSharesThemAgain(@TempDir Path folder) {
        var model = tied();
        var checkpoint = new LinkedHashMap<String, Object>();
        checkpoint.put("model", model.stateDict());
        checkpoint.put("epoch", 3L);
        Torch.save(checkpoint, folder.resolve("checkpoint.pth"));
        var loaded = (Map<?, ?>) Torch.load(folder.resolve("checkpoint.pth"));
        var dict = StateDict.of(loaded.get("model"));
        assertThat(dict.keys()).containsExactly("embedding.weight", "linear.weight");
        assertThat(dict.get("embedding.weight").dataPtr()).isEqualTo(dict.get("linear.weight").dataPtr());
        assertThat(loaded.get("epoch")).isEqualTo(3L);
        var other = tied();
        other.loadStateDict(dict);
        assertThat(other.parameters().getFirst().equal(model.parameters().getFirst())).isTrue();
    }
}
