package org.panatorch.torch.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.panatorch.torch.DType;
import org.panatorch.torch.Tensor;
import org.panatorch.torch.TensorScope;
import org.panatorch.torch.Torch;

/** What PyTorch's deepcopy cannot get wrong; the cases of org.panatorch.kit compare the values. */
class DeepCopyTest {
    private TensorScope scope;

    @BeforeEach
    void open() {
        scope = TensorScope.open();
    }

    @AfterEach
    void close() {
        scope.close();
    }

    private static final class Net extends Module {
        final Linear fc;
        final Tensor cache;

        Net(long width) {
            fc = register("fc", new Linear(2, width));
            cache = registerBuffer("cache", Torch.zeros(2), false);
        }
    }

    @Test
    void theCopyIsOfItsOwn() {
        var net = new Net(3);
        net.cache.fill_(5);
        net.to(DType.FLOAT64);
        var copy = net.deepCopy(() -> new Net(3));
        net.cache.fill_(6);
        net.fc.weight().detach().fill_(0);
        assertThat(copy.cache.toDoubleArray()).containsOnly(5);
        assertThat(copy.fc.weight().toDoubleArray()).doesNotContain(0);
        assertThat(copy.fc.forward(Torch.ones(2).to(DType.FLOAT64)).dtype()).isEqualTo(DType.FLOAT64);
        assertThat(copy.fc.weight().grad()).isNull();
    }

    /** Two layers, of which the second may have the weight of the first. */
    private static final class Pair extends Module {
        final Linear first = register("first", new Linear(2, 2));
        final Linear second = register("second", new Linear(2, 2));

        Pair(boolean tied) {
            if (tied) {
                second.setParameter("weight", first.weight());
            }
        }
    }

    @Test
    void frozenTiedWeightsStayFrozen() {
        for (boolean tiedByConstructor : new boolean[] {true, false}) {
            var pair = new Pair(true);
            pair.first.weight().requiresGrad_(false);
            var copy = pair.deepCopy(() -> new Pair(tiedByConstructor));
            assertThat(copy.first.weight().requiresGrad()).isFalse();
            assertThat(copy.second.weight().requiresGrad()).isFalse();
            assertThat(copy.second.bias().requiresGrad()).isTrue();
            assertThat(copy.parameters()).hasSize(3);
        }
    }

    @Test
    void aTieThatTheOriginalHasNotIsRefused() {
        assertThatThrownBy(() -> new Pair(false).deepCopy(() -> new Pair(true))).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the constructor ties \"second.weight\" to another parameter, which the original does not");
    }

    @Test
    void anotherModuleIsRefused() {
        var net = new Net(3);
        assertThatThrownBy(() -> net.deepCopy(() -> net)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the constructor gave the module itself, expected a new Net");
        assertThatThrownBy(() -> net.deepCopy(() -> new Linear(2, 3))).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the constructor gave a Linear, expected a new Net");
        assertThatThrownBy(() -> net.deepCopy(() -> new Net(4))).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("\"fc.weight\" has shape [3, 2], the constructor makes one of shape [4, 2]");
        assertThatThrownBy(() -> new Sequential(net.fc).deepCopy(Sequential::new)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the constructor makes other modules: [], expected [, 0]");
    }

    @Test
    void addModuleIsRefusedWhereTheContainerWouldNotSeeTheChild() {
        var list = new ModuleList<Linear>();
        assertThatThrownBy(() -> list.addModule("0", new Linear(1, 1))).isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("append");
        var dict = new ModuleDict<Linear>();
        assertThatThrownBy(() -> dict.addModule("a", new ReLU())).isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("put");
        assertThat(list.children()).isEmpty();
        assertThat(dict.children()).isEmpty();
    }

    @Test
    void whatIsNotThereIsNamed() {
        var net = new Net(3);
        assertThatThrownBy(() -> net.getParameter("fc.scale")).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no parameter \"fc.scale\": Linear has [weight, bias]");
        assertThatThrownBy(() -> net.getBuffer("fc")).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no buffer \"fc\": Net has [cache]");
        assertThatThrownBy(() -> net.get("fc", Conv2d.class)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("\"fc\" is a Linear, not a Conv2d");
        assertThatThrownBy(() -> new Sequential().addModule("lstm", new LSTM(1, 1))).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("\"lstm\" is a LSTM, not a Layer");
    }
}
