package org.panatorch.ddpm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.panatorch.ddpm.Fixtures;
import org.panatorch.ddpm.models.ModelFile;
import org.panatorch.ddpm.models.ModelKind;
import org.panatorch.ddpm.models.ModelSpec;
import org.panatorch.ddpm.models.Objective;
import org.panatorch.ddpm.schedulers.NoiseSchedule;
import org.panatorch.torch.DType;
import org.panatorch.torch.Device;
import org.panatorch.torch.StateDict;
import org.panatorch.torch.TensorScope;
import org.panatorch.torch.Torch;
import org.panatorch.torch.Weights;
import org.panatorch.torch.io.Tuple;

/** {@code ddpm weights} and {@code ddpm convert}, as typed. */
class WeightsCommandsTest {
    @TempDir
    private Path folder;

    private Path checkpoint;

    /** As a script with DataParallel leaves it. */
    @BeforeEach
    void checkpoint() {
        checkpoint = folder.resolve("checkpoint.pth");
        try (var _ = TensorScope.open()) {
            var model = new LinkedHashMap<String, org.panatorch.torch.Tensor>();
            model.put("module.weight", Torch.tensor(new float[] {1, 2, 3, 1e6f}, 2, 2));
            model.put("module.tied", model.get("module.weight").t());
            model.put("module.steps", Torch.tensor(new long[] {7}, 1));
            var tree = new LinkedHashMap<String, Object>();
            tree.put("model", new StateDict(model));
            tree.put("optimizer", Map.of("state", Map.of(0, Map.of("exp_avg", Torch.zeros(0, 3)))));
            tree.put("epoch", 3);
            tree.put("losses", List.of(0.5, 0.25, Double.NaN));
            tree.put("betas", Tuple.of(0.9, null, true));
            tree.put("note", "a\u001b[31mred\nline");
            Weights.saveTree(tree, checkpoint);
        }
    }

    private static Run ok(Object... args) {
        var run = Run.of(java.util.Arrays.stream(args).map(Object::toString).toArray(String[]::new));
        assertThat(run.status()).as(run.err()).isZero();
        return run;
    }

    @Test
    void weightsShowsTheWholeTree() {
        var run = ok("weights", checkpoint, "--verify");
        assertThat(run.out().lines().map(line -> line.replaceAll(" {2,}", "  ").stripTrailing())).containsExactly(
                "name  shape  type  bytes",
                "model  OrderedDict of 3",
                "  module.weight  2x2  float32  16",
                "  module.tied  2x2  float32  16  strides [1, 2]  in the memory of model.module.weight",
                "  module.steps  1  int64  8",
                "optimizer  dict of 1",
                "  state  dict of 1",
                "  0  dict of 1",
                "  exp_avg  0x3  float32  0",
                "epoch  3",
                "losses  list of 3: 0.5, 0.25, NaN",
                "betas  tuple of 3: 0.9, None, True",
                "note  'a\\u001b[31mred\\u000aline'",
                "4 tensors, 9 elements, 24 bytes",
                "the tensors are as they were written");
        assertThat(run.out()).contains("\n    0    ", "\n      exp_avg ");
    }

    @Test
    void weightsShowsMetadata() {
        var file = folder.resolve("x.safetensors");
        try (var _ = TensorScope.open()) {
            Weights.save(new StateDict(Map.of("größe", Torch.scalar(1).to(DType.BFLOAT16))), file, Map.of("T", "2000"));
        }
        var run = ok("weights", file, "--verify");
        assertThat(run.out()).containsPattern("größe +scalar +bfloat16 +2\\R")
                .contains("metadata 'T': '2000'", "metadata 'format': 'pt'", "1 tensors, 1 elements, 2 bytes", "no checksums");
    }

    @ParameterizedTest
    @EnumSource
    void modelsGoToSafetensorsAndBack(ModelKind kind) {
        var pth = Fixtures.path(kind + ".pth");
        var safetensors = folder.resolve("new/" + kind + ".safetensors");
        var back = folder.resolve(kind + ".pth");
        var listed = Weights.load(pth);
        assertThat(ok("convert", pth, safetensors).out())
                .startsWith(listed.keys().size() + " tensors, ").contains("are in " + safetensors);
        ok("convert", safetensors, back);
        try (var _ = TensorScope.open()) {
            var expected = Weights.load(pth);
            for (var file : List.of(safetensors, back)) {
                var actual = Weights.load(file);
                assertThat(actual.keys()).containsExactlyInAnyOrderElementsOf(expected.keys());
                expected.asMap().forEach((name, tensor) -> assertThat(actual.get(name).equal(tensor)).as(name).isTrue());
            }
        }
        listed.close();
        assertThat(ok("info", "--weights", safetensors).out()).contains(kind.name());
    }

    @Test
    void aPartIsTakenRenamedAndCast() {
        var out = folder.resolve("half.safetensors");
        var run = ok("convert", checkpoint, out, "--key", "model", "--dtype", "fp16", "--remove-prefix", "module.",
                "--remove-prefix", "_orig_mod.", "--rename", "^tied$=head.weight", "--drop", "steps");
        assertThat(run.out().lines()).containsExactly("2 tensors, 16 bytes are in " + out,
                "renamed 2, as 'module.weight' to 'weight'", "dropped 1, as 'module.steps'",
                "warning: no name fits '_orig_mod.'",
                "warning: 2 values are too large for torch.float16 and became infinite or NaN");
        try (var _ = TensorScope.open()) {
            var dict = Weights.load(out);
            assertThat(dict.keys()).containsExactlyInAnyOrder("weight", "head.weight");
            assertThat(dict.get("head.weight").dtype()).isEqualTo(DType.FLOAT16);
            assertThat(dict.get("head.weight").toFloatArray()).containsExactly(1, 3, 2, Float.POSITIVE_INFINITY);
        }
        assertThat(Weights.metadata(out)).containsEntry("epoch", "3");
    }

    /** A checkpoint of ddpm train says what its model was trained to do beside the state dict. */
    @Test
    void aPartOfACheckpointTellsWhatItsModelWasTrainedToDo() {
        var spec = new ModelSpec(ModelKind.SimpleModel, new NoiseSchedule(NoiseSchedule.Kind.cosine, 20, 1e-4, 0.02, false), Objective.v, 0);
        var file = folder.resolve("checkpoint.pth");
        try (var _ = TensorScope.open(); var model = ModelKind.SimpleModel.create(20)) {
            Weights.saveTree(Map.of("model", model.stateDict().asMap(), "spec", spec.toMap(), "epoch", 3), file);
        }
        for (var name : List.of("m.safetensors", "m.pth")) {
            ok("convert", file, folder.resolve(name), "--key", "model");
            try (var trained = ModelFile.open(folder.resolve(name), null, null, Device.CPU)) {
                assertThat(trained.spec()).isEqualTo(spec);
            }
        }
    }

    @Test
    void aWholeCheckpointCanReplaceItself() {
        var before = ok("weights", checkpoint).out();
        assertThat(ok("convert", checkpoint, checkpoint, "--dtype", "float64").out()).contains("4 tensors, 40 bytes");
        assertThat(ok("weights", checkpoint).out()).isNotEqualTo(before).contains("float64").contains("int64");
        ok("convert", checkpoint, checkpoint, "--dtype", "float32");
        assertThat(ok("weights", checkpoint).out()).isEqualTo(before);
    }

    @Test
    void whatIsLargerThanTheDiskIsNotBegun() {
        var file = folder.resolve("expanded.pth");
        try (var _ = TensorScope.open()) {
            Weights.saveTree(Map.of("w", Torch.ones(1).asStrided(new long[] {1L << 55}, new long[] {0}, 0)), file);
        }
        var run = Run.of("convert", file.toString(), folder.resolve("x.safetensors").toString());
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err().strip()).contains("it would have 144,115,188,075,855,872 bytes, there is room for").doesNotContain("\n");
        ok("convert", file, folder.resolve("x.pth"));
        assertThat(ok("weights", folder.resolve("x.pth")).out()).contains("36028797018963968");
    }

    @Test
    void metadataGoAlongAndAreShown() {
        var file = folder.resolve("x.safetensors");
        try (var _ = TensorScope.open()) {
            Weights.save(new StateDict(Map.of("w", Torch.ones(2))), file, Map.of("T", "2000"));
        }
        ok("convert", file, folder.resolve("x.pth"));
        assertThat(ok("weights", folder.resolve("x.pth")).out()).contains("metadata 'T': '2000'");
    }

    @Test
    void anOldFileStaysWhenTheNewOneCannotBeMade() throws IOException {
        var out = Files.writeString(folder.resolve("old.safetensors"), "old");
        var run = Run.of("convert", checkpoint.toString(), out.toString());
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("holds no state dict: under 'model' a tensor was expected, found OrderedDict; there is one in ['model']");
        assertThat(out).hasContent("old");
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactlyInAnyOrder(checkpoint, out);
        }
    }
}
