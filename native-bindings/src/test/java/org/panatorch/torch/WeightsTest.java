package org.panatorch.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.panatorch.torch.Tensors.assertTensor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.panatorch.torch.io.WeightsFormatException;
import org.panatorch.torch.nn.Conv2d;
import org.panatorch.torch.nn.Embedding;
import org.panatorch.torch.nn.GroupNorm;
import org.panatorch.torch.nn.Sequential;

class WeightsTest {
    @TempDir
    Path folder;

    private TensorScope scope;

    @BeforeEach
    void open() {
        scope = TensorScope.open();
    }

    @AfterEach
    void close() {
        scope.close();
    }

    private static Sequential net() {
        return new Sequential(new Conv2d(3, 5, 3), new GroupNorm(1, 5), new Embedding(4, 2));
    }

    @ParameterizedTest
    @ValueSource(strings = {"net.pth", "net.pt", "net.safetensors", "NET.SAFETENSORS"})
    void aModuleComesBackBitForBit(String name) {
        var file = folder.resolve(name);
        try (var saved = net(); var loaded = net()) {
            Weights.save(saved.stateDict(), file);
            var dict = Weights.load(file);
            // safetensors files are sorted, as those of the reference implementation are
            assertThat(dict.keys()).containsExactlyInAnyOrderElementsOf(saved.stateDict().keys());
            if (!name.toLowerCase(java.util.Locale.ROOT).endsWith("s")) {
                assertThat(dict.keys()).containsExactlyElementsOf(saved.stateDict().keys());
            }
            loaded.loadStateDict(dict);
            saved.stateDict().asMap().forEach((key, tensor) ->
                    assertThat(loaded.stateDict().get(key).equal(tensor)).as(key).isTrue());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"all.pth", "all.safetensors"})
    void everyTypeLayoutAndEmptyTensorComesBack(String name) {
        var dict = new LinkedHashMap<String, Tensor>();
        for (var type : List.of(DType.FLOAT32, DType.FLOAT64, DType.FLOAT16, DType.BFLOAT16, DType.INT64, DType.INT32,
                DType.INT16, DType.INT8, DType.UINT8, DType.BOOL)) {
            dict.put(type.name(), Torch.arange(4).to(type));
        }
        dict.put("transposed", Torch.arange(6).view(2, 3).t());
        dict.put("scalar", Torch.scalar(2.5));
        dict.put("empty", Torch.zeros(0, 3));
        dict.put("leaf", Torch.ones(1).requiresGrad_(true));
        var file = folder.resolve(name);
        Weights.save(new StateDict(dict), file);
        var loaded = Weights.load(file);
        dict.forEach((key, tensor) ->
                assertTensor(loaded.get(key), tensor.dtype(), tensor.shape(), tensor.toDoubleArray()));
        assertThat(loaded.get("leaf").requiresGrad()).isFalse();
    }

    @Test
    void loadedTensorsBelongToTheOpenScopeAndNoOthersStay() {
        var file = folder.resolve("net.pth");
        try (var saved = net()) {
            Weights.save(saved.stateDict(), file);
        }
        long live = Tensor.liveCount();
        try (var inner = TensorScope.open()) {
            var dict = Weights.load(file);
            assertThat(inner.size()).isEqualTo(dict.keys().size());
        }
        assertThat(Tensor.liveCount()).isEqualTo(live);
    }

    @ParameterizedTest
    @ValueSource(strings = {"foreign.pth", "foreign.safetensors"})
    void aForeignFileIsRefusedByName(String name) throws IOException {
        var file = Files.writeString(folder.resolve(name), "This is not a file of weights at all.");
        long live = Tensor.liveCount();
        assertThatThrownBy(() -> Weights.load(file)).isInstanceOf(WeightsFormatException.class)
                .hasMessageContaining(name);
        assertThat(Tensor.liveCount()).isEqualTo(live);
    }

    @Test
    void aMissingFileIsNamed() {
        assertThatThrownBy(() -> Weights.load(folder.resolve("none.pth"))).isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("none.pth");
    }

    @Test
    void closingAStateDictClosesItsTensors() {
        var dict = new StateDict(java.util.Map.of("a", Torch.ones(1)));
        dict.close();
        assertThat(dict.get("a").isClosed()).isTrue();
        assertThatThrownBy(() -> dict.get("b")).isInstanceOf(IllegalArgumentException.class);
    }
}
