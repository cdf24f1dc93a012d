package org.panatorch.torch.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.panatorch.torch.Tensors.assertClose;
import static org.panatorch.torch.nn.Keywords.bias;
import static org.panatorch.torch.nn.Keywords.dilation;
import static org.panatorch.torch.nn.Keywords.groups;
import static org.panatorch.torch.nn.Keywords.padding;
import static org.panatorch.torch.nn.Keywords.paddingMode;
import static org.panatorch.torch.nn.Keywords.stride;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.panatorch.torch.StateDict;
import org.panatorch.torch.Tensor;
import org.panatorch.torch.TensorScope;
import org.panatorch.torch.Torch;
import org.panatorch.torch.Weights;
import org.panatorch.torch.optim.Adam;

/** Every layer against PyTorch: output and all gradients. scripts/make_core_fixtures.py has the same cases. */
class LayersTest {
    private static final double TOLERANCE = 1e-5;
    private static final Path FIXTURE = Path.of("src/test/resources/core/layers.safetensors");

    private static final Map<String, Supplier<Layer>> CASES = Map.ofEntries(
            Map.entry("conv2d", () -> new Conv2d(3, 8, 3)),
            Map.entry("conv2d.padding", () -> new Conv2d(16, 16, 3, padding(1))),
            Map.entry("conv2d.stride", () -> new Conv2d(3, 8, 3, stride(2).padding(1))),
            Map.entry("conv2d.dilation", () -> new Conv2d(3, 8, 3, dilation(2))),
            Map.entry("conv2d.groups", () -> new Conv2d(4, 8, 3, groups(2))),
            Map.entry("conv2d.noBias", () -> new Conv2d(3, 8, 3, bias(false))),
            Map.entry("conv2d.padded", () -> new Conv2d(20, 18, 5, stride(2).padding(2))),
            Map.entry("conv2d.pointwise", () -> new Conv2d(20, 18, 1)),
            Map.entry("convTranspose2d", () -> new ConvTranspose2d(8, 3, 2, stride(2))),
            Map.entry("convTranspose2d.outputPadding",
                    () -> new ConvTranspose2d(8, 4, 3, stride(2).padding(1).outputPadding(1))),
            Map.entry("convTranspose2d.groups", () -> new ConvTranspose2d(4, 6, 3, groups(2).dilation(2).bias(false))),
            Map.entry("linear", () -> new Linear(5, 7)),
            Map.entry("linear.noBias", () -> new Linear(5, 7, false)),
            Map.entry("embedding", () -> new Embedding(6, 4)),
            Map.entry("groupNorm", () -> new GroupNorm(2, 6)),
            Map.entry("groupNorm.eps", () -> new GroupNorm(3, 6, 0.1)),
            Map.entry("relu", ReLU::new),
            Map.entry("maxPool2d", () -> function(x -> F.maxPool2d(x, 2))),
            Map.entry("interpolateNearest", () -> function(x -> F.interpolateNearest(x, 2))));

    private static Layer function(Function<Tensor, Tensor> f) {
        return new Layer() {
            @Override
            public Tensor forward(Tensor x) {
                return f.apply(x);
            }
        };
    }

    private TensorScope scope;

    @BeforeEach
    void open() {
        scope = TensorScope.open();
    }

    @AfterEach
    void close() {
        scope.close();
    }

    @Test
    void layersTellTheirSizes() {
        var conv = new Conv2d(3, 8, 5);
        var transposed = new ConvTranspose2d(8, 3, 2);
        var linear = new Linear(5, 7);
        var embedding = new Embedding(6, 4);
        var gru = new GRU(2, 9);
        assertThat(new long[] {conv.inChannels(), conv.outChannels(), transposed.inChannels(), transposed.outChannels(), linear.inFeatures(),
                linear.outFeatures(), embedding.numEmbeddings(), embedding.embeddingDim(), gru.inputSize(), gru.hiddenSize()})
                .containsExactly(3, 8, 8, 3, 5, 7, 6, 4, 2, 9);
    }

    @Test
    void argumentsThatMakeNoSenseAreRefused() {
        assertThatThrownBy(() -> new Conv2d(1, 1, 3, paddingMode("nope"))).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("padding_mode must be one of [zeros, reflect, replicate, circular], but got padding_mode='nope'");
        assertThatThrownBy(() -> new Dropout(2)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("dropout probability has to be between 0 and 1, but got 2.0");
        assertThatThrownBy(() -> new LSTM(3, 0)).isInstanceOf(IllegalArgumentException.class).hasMessage("hidden_size must be greater than zero");
        assertThatThrownBy(() -> new Embedding(3, 4, 7)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Padding_idx must be within num_embeddings (3), got 7");
        assertThat(new Embedding(4, 2, -1).toString()).isEqualTo("Embedding(4, 2, padding_idx=3)");
        assertThatThrownBy(() -> new Adam(List.of(Torch.ones(3).requiresGrad_(true).mul(2)), 1e-3))
                .isInstanceOf(IllegalArgumentException.class).hasMessage("can't optimize a non-leaf Tensor");
    }

    static Iterable<String> names() {
        return new TreeSet<>(CASES.keySet());
    }

    @ParameterizedTest
    @MethodSource("names")
    void outputAndGradientsAreThoseOfPyTorch(String name) {
        var fixture = Weights.load(FIXTURE);
        try (var layer = CASES.get(name).get()) {
            var parameters = new java.util.LinkedHashMap<String, Tensor>();
            fixture.asMap().forEach((key, tensor) -> {
                if (key.startsWith(name + "/param.")) {
                    parameters.put(key.substring((name + "/param.").length()), tensor);
                }
            });
            layer.loadStateDict(new StateDict(parameters));    // strict: the names are PyTorch's
            var x = fixture.get(name + "/x");
            if (x.dtype().isFloatingPoint()) {
                x.requiresGrad_(true);
            }
            var y = layer.forward(x);
            assertClose("output", y, fixture.get(name + "/y"), TOLERANCE);
            y.mul(fixture.get(name + "/r")).sum().backward();
            if (x.requiresGrad()) {
                assertClose("gradient of the input", x.grad(), fixture.get(name + "/grad.x"), TOLERANCE);
            }
            layer.namedParameters().forEach((key, p) ->
                    assertClose("gradient of " + key, p.grad(), fixture.get(name + "/grad." + key), TOLERANCE));
        }
    }

    @Test
    void mseLossIsThatOfPyTorch() {
        var fixture = Weights.load(FIXTURE);
        var x = fixture.get("mseLoss/x").requiresGrad_(true);
        var target = fixture.get("mseLoss/target").requiresGrad_(true);
        var loss = F.mseLoss(x, target);
        assertThat(loss.dim()).isZero();
        assertClose("loss", loss, fixture.get("mseLoss/y"), 1e-6);
        loss.backward();
        assertClose("gradient", x.grad(), fixture.get("mseLoss/grad.x"), 1e-6);
        assertClose("gradient of the target", target.grad(), fixture.get("mseLoss/grad.target"), 1e-6);
    }

    @Test
    void theFixtureHasNoCaseThatIsNotTested() {
        var cases = new TreeSet<String>();
        Weights.load(FIXTURE).keys().forEach(key -> cases.add(key.substring(0, key.indexOf('/'))));
        cases.remove("mseLoss");
        assertThat(cases).isEqualTo(new TreeSet<>(CASES.keySet()));
    }

    @Test
    void identityReturnsWhatItIsGiven() {
        try (var layer = new Identity(); var x = Torch.ones(2)) {
            assertThat(layer.forward(x)).isSameAs(x);
        }
    }

    @Test
    void aClosedLayerRefusesToWork() {
        var layer = new Linear(2, 2);
        layer.close();
        layer.close();
        assertThatThrownBy(() -> layer.forward(Torch.ones(1, 2))).isInstanceOf(IllegalStateException.class);
        var conv = new Conv2d(3, 3, 3);
        conv.close();
        assertThatThrownBy(() -> conv.forward(Torch.ones(1, 3, 5, 5).requiresGrad_(true)))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aLayerThatNobodyHoldsWorksToTheEnd() {
        for (int i = 0; i < 50; i++) {
            assertThat(new Linear(64, 64).forward(Torch.ones(8, 64)).isfinite().all().itemLong()).isEqualTo(1);
            if (i % 10 == 0) {
                System.gc();
            }
        }
    }

    @Test
    void reprIsThatOfPyTorch() {
        var text = Map.of(
                new Conv2d(1, 2, 3, padding(1)), "Conv2d(1, 2, kernel_size=(3, 3), stride=(1, 1), padding=(1, 1))",
                new Conv2d(2, 4, 1, stride(2).groups(2).dilation(3).bias(false)),
                "Conv2d(2, 4, kernel_size=(1, 1), stride=(2, 2), dilation=(3, 3), groups=2, bias=False)",
                new ConvTranspose2d(2, 4, 2, stride(2).outputPadding(1)),
                "ConvTranspose2d(2, 4, kernel_size=(2, 2), stride=(2, 2), output_padding=(1, 1))",
                new Linear(3, 4), "Linear(in_features=3, out_features=4, bias=True)",
                new Embedding(5, 6), "Embedding(5, 6)",
                new GroupNorm(2, 4), "GroupNorm(2, 4, eps=1e-05, affine=True, bias=True)",
                new ReLU(), "ReLU()",
                new Identity(), "Identity()");
        text.forEach((module, repr) -> {
            assertThat(module).hasToString(repr);
            module.close();
        });
        try (var net = new Sequential(new Linear(1, 2), new Sequential(new ReLU()))) {
            assertThat(net).hasToString("""
                    Sequential(
                      (0): Linear(in_features=1, out_features=2, bias=True)
                      (1): Sequential(
                        (0): ReLU()
                      )
                    )""");
        }
    }
}
