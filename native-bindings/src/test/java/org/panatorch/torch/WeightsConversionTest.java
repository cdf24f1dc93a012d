package org.panatorch.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.panatorch.torch.io.KeyRules;
import org.panatorch.torch.io.WeightsFormatException;

/** Weight files made into others, compared to the bit with what PyTorch wrote. */
class WeightsConversionTest {
    private static final Path FIXTURES = Path.of("src/test/resources/io");

    @TempDir
    private Path folder;

    private TensorScope scope;

    @BeforeEach
    void open() {
        scope = TensorScope.open();
    }

    @AfterEach
    void close() {
        scope.close();
    }

    private static byte[] bytes(Tensor tensor) {
        return tensor.contiguous().view(tensor.numel()).view(DType.UINT8).toByteArray();
    }

    private static void assertSame(Tensor actual, Tensor expected, String what) {
        assertThat(actual.dtype()).as(what).isEqualTo(expected.dtype());
        assertThat(actual.shape()).as(what).isEqualTo(expected.shape());
        assertThat(bytes(actual)).as(what).isEqualTo(bytes(expected));
    }

    @ParameterizedTest
    @CsvSource({"state_dict.pth,a.safetensors", "views.pth,a.safetensors", "views.pth,a.pth", "legacy_dtypes.pth,a.pth",
        "tensors.safetensors,a.pth", "tensors.safetensors,a.safetensors", "reference.safetensors,a.pt"})
    void everyTensorIsTheSameInTheOtherFormat(String from, String to) {
        var source = FIXTURES.resolve(from);
        var target = folder.resolve(to);
        var report = new WeightsConversion().convert(source, target);
        var expected = Weights.load(source);
        var actual = Weights.load(target);
        assertThat(actual.keys()).containsExactlyInAnyOrderElementsOf(expected.keys());
        expected.asMap().forEach((name, tensor) -> assertSame(actual.get(name), tensor, name));
        assertThat(report.tensors()).isEqualTo(expected.keys().size());
        assertThat(report.overflows()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"float16", "bfloat16", "float64", "float8_e5m2"})
    void valuesAreRoundedAsPyTorchDoes(String type) {
        var source = FIXTURES.resolve("casts.pth");
        var dtype = DType.valueOf(type.toUpperCase(java.util.Locale.ROOT));
        for (var name : List.of("cast.pth", "cast.safetensors")) {
            var target = folder.resolve(name);
            var report = new WeightsConversion().dtype(dtype).rename(KeyRules.NONE.drop("^float(?!32)|^bfloat"))
                    .convert(source, target);
            var cast = Weights.load(target).get("float32");
            var expected = Weights.load(source).get(type);
            assertThat(cast.dtype()).isEqualTo(dtype);
            // A NaN has many bit patterns: as numbers, then, which tell -0 from 0
            assertThat(cast.toDoubleArray()).isEqualTo(expected.toDoubleArray());
            long finite = Arrays.stream(expected.toDoubleArray()).filter(Double::isFinite).count();
            assertThat(report.overflows()).isEqualTo(expected.numel() - 3 - finite);
        }
    }

    /** What is too large became 448 in the PyTorch that wrote the file, and becomes NaN in the libtorch here. */
    @Test
    void smallFloatsAreRoundedAsPyTorchDoes() {
        var source = FIXTURES.resolve("casts.pth");
        var target = folder.resolve("cast.pth");
        new WeightsConversion().dtype(DType.FLOAT8_E4M3FN).convert(source, target);
        var large = Weights.load(source).get("float32").abs().gt(448);
        var cast = Weights.load(target).get("float32").to(DType.FLOAT32);
        var expected = Weights.load(source).get("float8_e4m3fn").to(DType.FLOAT32);
        assertThat(Torch.op("masked_fill").callTensor(cast, large, 0).toDoubleArray())
                .isEqualTo(Torch.op("masked_fill").callTensor(expected, large, 0).toDoubleArray());
    }

    @Test
    void aLargeTensorIsConvertedInParts() {
        Torch.manualSeed(1);
        var x = Torch.randn(1000, 700);
        var file = folder.resolve("x.pth");
        Weights.saveTree(Map.of("x", x, "turned", x.t(), "count", Torch.arange(3)), file);
        new WeightsConversion().dtype(DType.BFLOAT16).convert(file, file);
        var loaded = (Map<?, ?>) Weights.loadTree(file);
        var converted = (Tensor) loaded.get("x");
        assertSame(converted, x.to(DType.BFLOAT16), "x");
        assertThat(((Tensor) loaded.get("turned")).stride()).containsExactly(1, 700);
        assertThat(((Tensor) loaded.get("turned")).dataPtr()).isEqualTo(converted.dataPtr());
        assertThat(((Tensor) loaded.get("count")).dtype()).isEqualTo(DType.INT64);
    }

    @Test
    void aCheckpointStaysOneAndItsPartsCanBeTakenOut() {
        var source = FIXTURES.resolve("checkpoint.pth");
        var whole = folder.resolve("half.pth");
        assertThat(new WeightsConversion().dtype(DType.FLOAT16).convert(source, whole).names()).isNull();
        var before = (Map<?, ?>) Weights.loadTree(source);
        var after = (Map<?, ?>) Weights.loadTree(whole);
        assertThat(after.keySet().stream().map(Object::toString).toList())
                .isEqualTo(before.keySet().stream().map(Object::toString).toList());
        assertThat(after.get("losses")).isEqualTo(before.get("losses"));
        assertThat(StateDict.of(after.get("model")).get("conv.weight").dtype()).isEqualTo(DType.FLOAT16);
        assertThat(StateDict.of(after.get("model")).get("norm.num_batches_tracked").dtype()).isEqualTo(DType.INT64);

        var part = folder.resolve("model.safetensors");
        assertThatThrownBy(() -> new WeightsConversion().convert(source, part)).isInstanceOf(WeightsFormatException.class)
                .hasMessageContaining("there is one in ['model']");
        assertThat(part).doesNotExist();
        new WeightsConversion().inside("model").rename(KeyRules.NONE.sub("^conv\\.", "stem.")).convert(source, part);
        assertSame(Weights.load(part).get("stem.weight"), Weights.load(source, "model").get("conv.weight"), "weight");
        assertThat(Weights.metadata(part)).containsEntry("epoch", "7").containsEntry("text", "Grüße, 世界 \ud83d\ude00")
                .containsEntry("format", "pt").doesNotContainKeys("losses", "optimizer");
    }

    @Test
    void metadataAreKept() {
        var source = FIXTURES.resolve("tensors.safetensors");
        var kept = folder.resolve("kept.safetensors");
        new WeightsConversion().convert(source, kept);
        assertThat(Weights.metadata(kept)).isEqualTo(Map.of("format", "pt", "note", "by hand"));
        var pth = folder.resolve("kept.pth");
        new WeightsConversion().convert(source, pth);
        assertThat(Weights.metadata(pth)).isEqualTo(Map.of("note", "by hand"));
        new WeightsConversion().convert(pth, kept);
        assertThat(Weights.metadata(kept)).isEqualTo(Map.of("format", "pt", "note", "by hand"));
    }

    @Test
    void theListenerHearsOfEveryByteAndCanEndIt() throws IOException {
        for (var name : List.of("a.pth", "a.safetensors")) {
            var target = Files.writeString(folder.resolve(name), "old");
            var totals = new ArrayList<Long>();
            var written = new long[1];
            var conversion = new WeightsConversion().dtype(DType.FLOAT64).listener(new WeightsConversion.Listener() {
                @Override
                public void total(long bytes) {
                    totals.add(bytes);
                }

                @Override
                public void written(long bytes) {
                    written[0] += bytes;
                    if (totals.size() > 1) {
                        throw new IllegalStateException("enough");
                    }
                }
            });
            var report = conversion.convert(FIXTURES.resolve("views.pth"), target);
            assertThat(totals).containsExactly(written[0]);
            assertThat(report.bytes()).isEqualTo(written[0]);
            var before = Files.readAllBytes(target);
            assertThatThrownBy(() -> conversion.convert(FIXTURES.resolve("views.pth"), target)).hasMessage("enough");
            assertThat(target).hasBinaryContent(before);
        }
        try (var files = Files.list(folder)) {
            assertThat(files).hasSize(2);
        }
    }

    @Test
    void whatDoesNotFitIsNamed() {
        var target = folder.resolve("a.safetensors");
        assertThatThrownBy(() -> new WeightsConversion().convert(FIXTURES.resolve("dtypes.pth"), target))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("which safetensors does not have");
        assertThatThrownBy(() -> new WeightsConversion().dtype(DType.INT8))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("not floating-point");
        assertThat(target).doesNotExist();
    }

    /** The report that a lenient load gives: what the file lacks, what it has too much. */
    @Test
    void aForeignCheckpointIsLoadedByRules() {
        try (var model = new org.panatorch.torch.nn.Linear(2, 1)) {
            var foreign = new LinkedHashMap<String, Tensor>();
            foreign.put("module._orig_mod.fc.kernel", Torch.ones(1, 2));
            foreign.put("module._orig_mod.fc.scale", Torch.ones(1));
            var rules = KeyRules.NONE.consumePrefix("module.").consumePrefix("_orig_mod.").consumePrefix("fc.")
                    .sub("^kernel$", "weight");
            var mismatch = model.loadStateDictLenient(new StateDict(rules.apply(foreign).entries()));
            assertThat(mismatch.missing()).containsExactly("bias");
            assertThat(mismatch.unexpected()).containsExactly("scale");
            assertThat(model.stateDict().get("weight").toFloatArray()).containsOnly(1);
        }
    }
}
