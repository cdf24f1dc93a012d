package org.panatorch.torch.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.panatorch.torch.Keywords.device;
import static org.panatorch.torch.Keywords.shape;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.panatorch.torch.DType;
import org.panatorch.torch.Device;
import org.panatorch.torch.Eventually;
import org.panatorch.torch.StateDict;
import org.panatorch.torch.Tensor;
import org.panatorch.torch.TensorScope;
import org.panatorch.torch.Torch;

class ModuleTest {

    /** Parameters, buffers of both kinds, and children at two levels. */
    static final class Net extends Layer {
        final Tensor scale;
        final Tensor table;
        final Tensor count;
        final Linear first;
        final Sequential rest;

        Net() {
            try (var _ = TensorScope.open()) {
                first = register("first", new Linear(2, 3));
                scale = registerParameter("scale", Torch.ones(3));
                table = registerBuffer("table", Torch.full(shape(3), 0.5, org.panatorch.torch.TensorOptions.DEFAULT));
                count = registerBuffer("count", Torch.tensor(new long[] {7}));
                rest = register("rest", new Sequential(new ReLU(), new Linear(3, 1, false)));
            }
        }

        @Override
        public Tensor forward(Tensor x) {
            return rest.forward(first.forward(x).mul(scale).add(table));
        }
    }

    private TensorScope scope;
    private Net net;

    @BeforeEach
    void open() {
        scope = TensorScope.open();
        net = new Net();
    }

    @AfterEach
    void close() {
        net.close();
        scope.close();
    }

    @Test
    void namesAndOrderArePyTorchs() {
        assertThat(net.namedModules().keySet()).containsExactly("", "first", "rest", "rest.0", "rest.1");
        assertThat(net.namedChildren().keySet()).containsExactly("first", "rest");
        assertThat(net.namedParameters().keySet()).containsExactly("scale", "first.weight", "first.bias", "rest.1.weight");
        assertThat(net.namedBuffers().keySet()).containsExactly("table", "count");
        assertThat(net.stateDict().keys())
                .containsExactly("scale", "table", "count", "first.weight", "first.bias", "rest.1.weight");
        assertThat(net.parameterCount()).isEqualTo(3 + 6 + 3 + 3);
        assertThat(net.parameters()).hasSize(4).allMatch(Tensor::requiresGrad);
    }

    @Test
    void namesAreCheckedWhenTheyAreRegistered() {
        assertThatThrownBy(() -> net.register("first", new ReLU())).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Net already has a \"first\"");
        assertThatThrownBy(() -> net.registerBuffer("scale", Torch.ones(1))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> net.registerParameter("table", Torch.ones(1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> net.register("a.b", new ReLU())).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a name in a module has no dot and is not empty, got \"a.b\"");
        assertThatThrownBy(() -> net.register("", new ReLU())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void modulesAreFoundByTheirPath() {
        assertThat(net.get("")).isSameAs(net);
        assertThat(net.get("rest.1")).isInstanceOf(Linear.class);
        assertThatThrownBy(() -> net.get("rest.2")).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no module \"2\" of \"rest.2\" in Sequential, which has [0, 1]");
    }

    @Test
    void aModuleOfAnyClassTellsItsWeightAndBias() {
        assertThat(net.get("first").weight()).isSameAs(net.first.weight());
        assertThat(net.get("first").bias()).isSameAs(net.first.bias());
        assertThatThrownBy(() -> net.weight()).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Net has no parameter weight, but [scale]");
    }

    @Test
    void trainAndEvalReachEveryModule() {
        assertThat(net.eval()).isSameAs(net);
        assertThat(net.namedModules().values()).noneMatch(Module::isTraining);
        net.train(true);
        assertThat(net.namedModules().values()).allMatch(Module::isTraining);
    }

    /** As a Parameter in Python: it is trained if it was before. */
    @Test
    void aFrozenParameterStaysFrozenWhereItIsSet() {
        var frozen = Torch.ones(3, 2);
        net.first.setParameter("weight", frozen);
        assertThat(net.first.weight().requiresGrad()).isFalse();
        net.forward(Torch.ones(1, 2)).sum().backward();
        assertThat(net.first.weight().grad()).isNull();
        net.first.setParameter("weight", Torch.ones(3, 2).requiresGrad_(true));
        net.forward(Torch.ones(1, 2)).sum().backward();
        assertThat(net.first.weight().requiresGrad()).isTrue();
        assertThat(net.first.weight().grad().shape()).containsExactly(3, 2);
    }

    @Test
    void applyVisitsChildrenFirst() {
        var visited = new ArrayList<Module>();
        net.apply(visited::add);
        assertThat(visited).containsExactly(net.first, net.get("rest.0"), net.get("rest.1"), net.rest, net);
    }

    @Test
    void anotherTypeLeavesIntegersAndKeepsTheTensorObjects() {
        net.forward(Torch.ones(1, 2)).sum().backward();
        var before = net.namedParameters();
        var weight = net.first.namedParameters().get("weight").toFloatArray();
        net.to(DType.FLOAT64);
        assertThat(net.namedParameters()).isEqualTo(before);
        assertThat(net.parameters()).allMatch(p -> p.dtype() == DType.FLOAT64 && p.requiresGrad());
        assertThat(net.parameters()).allMatch(p -> p.grad().dtype() == DType.FLOAT64);
        assertThat(net.table.dtype()).isEqualTo(DType.FLOAT64);
        assertThat(net.count.dtype()).isEqualTo(DType.INT64);
        assertThat(net.first.namedParameters().get("weight").toFloatArray()).isEqualTo(weight);
        assertThat(net.forward(Torch.ones(1, 2).to(DType.FLOAT64)).dtype()).isEqualTo(DType.FLOAT64);
        net.to(DType.BFLOAT16);
        assertThat(net.parameters()).allMatch(p -> p.dtype() == DType.BFLOAT16);
        assertThat(net.count.dtype()).isEqualTo(DType.INT64);
    }

    @Test
    void onTheMetaDeviceItComputesShapes() {
        var weight = net.first.namedParameters().get("weight");
        net.to(Device.META);
        assertThat(net.parameters()).allMatch(p -> p.device().equals(Device.META) && p.requiresGrad());
        assertThat(net.first.namedParameters().get("weight")).isSameAs(weight);
        var y = net.forward(Torch.ones(shape(5, 2), device(Device.META)));
        assertThat(y.shape()).containsExactly(5, 1);
        assertThat(y.device()).isEqualTo(Device.META);
    }

    @Test
    void movingDoesNotLeakTensors() {
        long live = Tensor.liveCount();
        net.to(DType.FLOAT64);
        net.to(Device.META);
        assertThat(Tensor.liveCount()).isLessThanOrEqualTo(live);
    }

    @Test
    void theStateDictSharesTheModulesMemory() {
        var dict = net.stateDict();
        assertThat(dict.asMap().values()).noneMatch(Tensor::requiresGrad);
        dict.get("scale").fill_(4);
        assertThat(net.scale.toFloatArray()).containsExactly(4, 4, 4);
    }

    private Map<String, Tensor> copyOfState() {
        var copy = new LinkedHashMap<String, Tensor>();
        net.stateDict().asMap().forEach((key, tensor) -> copy.put(key, tensor.copy()));
        return copy;
    }

    @Test
    void strictLoadingCopiesEverything() {
        var dict = copyOfState();
        dict.values().forEach(t -> t.fill_(3));
        net.loadStateDict(new StateDict(dict));
        net.stateDict().asMap().values().forEach(t -> assertThat(t.toDoubleArray()).containsOnly(3));
        assertThat(net.parameters()).allMatch(Tensor::requiresGrad);
    }

    @Test
    void strictLoadingListsAllThatIsWrongAndCopiesNothing() {
        var dict = copyOfState();
        dict.values().forEach(t -> t.fill_(3));
        dict.remove("table");
        dict.remove("rest.1.weight");
        dict.put("extra", Torch.ones(1));
        dict.put("first.bias", Torch.ones(4));
        var e = catchThrowableOfType(StateDict.MismatchException.class, () -> net.loadStateDict(new StateDict(dict)));
        assertThat(e).hasMessage("the weights do not fit Net: missing keys: table, rest.1.weight; unexpected keys: extra;"
                + " \"first.bias\" has shape [4] in the weights and [3] in the model");
        assertThat(e.mismatch().missing()).containsExactly("table", "rest.1.weight");
        assertThat(net.scale.toFloatArray()).containsExactly(1, 1, 1);
        assertThat(net.count.itemLong()).isEqualTo(7);
    }

    /** One parameter under two names, and a buffer that is not saved. */
    static final class Tied extends Module {
        final Linear linear = register("linear", new Linear(2, 2, false));
        final Tensor again = registerParameter("again", linear.weight());
        final Tensor scratch = registerBuffer("scratch", Torch.zeros(1), false);
    }

    @Test
    void tiedParametersAreListedOnceAndSavedUnderBothNames() {
        try (var tied = new Tied()) {
            assertThat(tied.namedParameters().keySet()).containsExactly("again");
            assertThat(tied.stateDict().keys()).containsExactly("again", "linear.weight");
            assertThat(tied.namedBuffers().keySet()).containsExactly("scratch");
            tied.again.detach().fill_(3);
            assertThat(tied.linear.weight().toFloatArray()).containsOnly(3);
            tied.loadStateDict(new StateDict(Map.of("again", Torch.ones(2, 2), "linear.weight", Torch.ones(2, 2))));
            assertThat(tied.again.toFloatArray()).containsOnly(1);
        }
    }

    @Test
    void lenientLoadingCopiesWhatFitsAndTellsTheRest() {
        var dict = copyOfState();
        dict.values().forEach(t -> t.fill_(3));
        dict.remove("table");
        dict.put("extra", Torch.ones(1));
        var mismatch = net.loadStateDictLenient(new StateDict(dict));
        assertThat(mismatch.missing()).containsExactly("table");
        assertThat(mismatch.unexpected()).containsExactly("extra");
        assertThat(net.scale.toFloatArray()).containsExactly(3, 3, 3);
        assertThat(net.table.toFloatArray()).containsOnly(0.5f);
        dict.put("scale", Torch.ones(9));
        assertThatThrownBy(() -> net.loadStateDictLenient(new StateDict(dict)))
                .isInstanceOf(StateDict.MismatchException.class);
    }

    @Test
    void loadingConvertsToTheModulesType() {
        var dict = copyOfState();
        dict.put("scale", Torch.tensor(new double[] {1, 2, 3}));
        net.loadStateDict(new StateDict(dict));
        assertThat(net.scale.dtype()).isEqualTo(DType.FLOAT32);
        assertThat(net.scale.toFloatArray()).containsExactly(1, 2, 3);
    }

    @Test
    void zeroGradDropsTheGradientsButNotTheHandlesOfThem() {
        net.forward(Torch.ones(4, 2)).sum().backward();
        var grad = net.scale.grad();
        var values = grad.toFloatArray();
        net.zeroGrad();
        assertThat(net.parameters()).allMatch(p -> p.grad() == null);
        assertThat(grad.toFloatArray()).isEqualTo(values);
    }

    @Test
    void frozenParametersGetNoGradient() {
        net.first.requiresGrad_(false);
        net.forward(Torch.ones(4, 2)).sum().backward();
        assertThat(net.first.namedParameters().values()).allMatch(p -> p.grad() == null);
        assertThat(net.scale.grad()).isNotNull();
    }

    @Test
    void aModuleMadeInsideAScopeOutlivesIt() {
        Net inner;
        try (var _ = TensorScope.open()) {
            inner = new Net();
        }
        assertThat(inner.forward(Torch.ones(1, 2)).shape()).containsExactly(1, 1);
        inner.close();
    }

    @Test
    void closeFreesEverythingOnce() {
        long live = Tensor.liveCount();
        var other = new Net();
        assertThat(Tensor.liveCount()).isLessThanOrEqualTo(live + 6);
        other.close();
        other.close();
        assertThat(Tensor.liveCount()).isLessThanOrEqualTo(live);
        assertThatThrownBy(() -> other.scale.item()).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aModuleThatNobodyHoldsIsFreedByTheCollector() {
        long live = Tensor.liveCount();
        for (int i = 0; i < 10; i++) {
            new Net();
        }
        Eventually.afterCollecting("forgotten modules freed", () -> Tensor.liveCount() <= live);
    }

    @Test
    void theSequentialNamesItsLayersByNumber() {
        try (var sequential = new Sequential(new Linear(2, 2), new ReLU())) {
            assertThat(List.copyOf(sequential.namedParameters().keySet())).containsExactly("0.weight", "0.bias");
        }
    }
}
