package org.panatorch.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.panatorch.torch.Keywords.dtype;
import static org.panatorch.torch.Tensors.assertTensor;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.panatorch.torch.io.OrderedDict;
import org.panatorch.torch.io.Python;
import org.panatorch.torch.io.TorchDevice;
import org.panatorch.torch.io.Tuple;
import org.panatorch.torch.io.WeightsFormatException;
import org.panatorch.torch.nn.Linear;

/** Whole checkpoints to files and back. */
class WeightsTreeTest {
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

    /** A checkpoint as people write them: weights, an optimizer's state, numbers, texts. */
    private static Map<String, Object> checkpoint() {
        var weight = Torch.arange(6).to(DType.FLOAT32).view(2, 3);
        var model = new LinkedHashMap<String, Tensor>();
        model.put("embed.weight", weight);
        model.put("head.weight", weight);
        model.put("head.bias", Torch.tensor(new float[] {0.5f, -1.25f}, 2).to(DType.BFLOAT16));
        var tree = new LinkedHashMap<String, Object>();
        tree.put("model", new StateDict(model));
        tree.put("optimizer", Map.of("state", Map.of(0, Map.of("step", Torch.scalar(7), "exp_avg", weight.t())),
                "param_groups", List.of(Map.of("lr", 1e-3, "betas", Tuple.of(0.9, 0.999), "params", List.of(0, 1)))));
        tree.put("epoch", 3);
        tree.put("best", Float.NaN);
        tree.put("losses", Arrays.asList(0.5, null, 5e-324));
        tree.put("huge", BigInteger.ONE.shiftLeft(90).negate());
        tree.put("name", "Grüße, 世界");
        tree.put("done", true);
        tree.put("tags", Set.of("a"));
        tree.put("raw", new byte[] {0, -1});
        tree.put("dtype", DType.BFLOAT16);
        tree.put("devices", List.of(Device.CPU, Device.cuda(1), new TorchDevice("xla", 0)));
        tree.put("mask", Torch.tensor(new long[] {1, 0}, 2).to(DType.BOOL));
        tree.put("nothing", Torch.zeros(new long[] {0, 3}, dtype(DType.INT64)));
        return tree;
    }

    @Test
    void aCheckpointComesBackWhole() {
        var file = folder.resolve("checkpoint.pth");
        Weights.saveTree(checkpoint(), file);
        var loaded = (Map<?, ?>) Weights.loadTree(file);
        assertThat(loaded.keySet().stream().map(String.class::cast)).containsExactlyElementsOf(checkpoint().keySet());
        var model = StateDict.of(loaded.get("model"));
        assertThat(loaded.get("model")).isInstanceOf(OrderedDict.class);
        assertThat(model.keys()).containsExactly("embed.weight", "head.weight", "head.bias");
        assertTensor(model.get("embed.weight"), DType.FLOAT32, new long[] {2, 3}, 0, 1, 2, 3, 4, 5);
        assertTensor(model.get("head.bias"), DType.BFLOAT16, new long[] {2}, 0.5, -1.25);
        var optimizer = (Map<?, ?>) loaded.get("optimizer");
        var state = (Map<?, ?>) ((Map<?, ?>) optimizer.get("state")).get(0L);
        assertTensor((Tensor) state.get("step"), DType.FLOAT32, new long[0], 7);
        assertTensor((Tensor) state.get("exp_avg"), DType.FLOAT32, new long[] {3, 2}, 0, 3, 1, 4, 2, 5);
        var group = (Map<?, ?>) ((List<?>) optimizer.get("param_groups")).getFirst();
        assertThat(group.get("lr")).isEqualTo(1e-3);
        assertThat(group.get("betas")).isInstanceOf(Tuple.class).isEqualTo(List.of(0.9, 0.999));
        assertThat(group.get("params")).isEqualTo(List.of(0L, 1L));
        assertThat(loaded.get("epoch")).isEqualTo(3L);
        assertThat(loaded.get("best")).isEqualTo(Double.NaN);
        assertThat(loaded.get("losses")).isEqualTo(Arrays.asList(0.5, null, 5e-324));
        assertThat(loaded.get("huge")).isEqualTo(BigInteger.ONE.shiftLeft(90).negate());
        assertThat(loaded.get("name")).isEqualTo("Grüße, 世界");
        assertThat(loaded.get("done")).isEqualTo(true);
        assertThat(loaded.get("tags")).isEqualTo(Set.of("a"));
        assertThat((byte[]) loaded.get("raw")).containsExactly(0, -1);
        assertThat(loaded.get("dtype")).isEqualTo(DType.BFLOAT16);
        assertThat(loaded.get("devices")).isEqualTo(List.of(Device.CPU, Device.cuda(1), new TorchDevice("xla", 0)));
        assertTensor((Tensor) loaded.get("mask"), DType.BOOL, new long[] {2}, 1, 0);
        assertTensor((Tensor) loaded.get("nothing"), DType.INT64, new long[] {0, 3});
    }

    @Test
    void whatSharesMemoryDoesSoAgainAndStridesAreKept() throws IOException {
        var file = folder.resolve("shared.pth");
        var base = Torch.arange(10_000).to(DType.FLOAT32);
        var matrix = base.narrow(0, 100, 12).view(3, 4);
        Weights.saveTree(Map.of("matrix", matrix, "again", matrix, "views", List.of(matrix.t(), base.narrow(0, 104, 4)),
                "apart", base.narrow(0, 9_000, 5)), file);
        assertThat(Files.size(file)).as("only what is covered is written").isLessThan(2_500);
        var loaded = (Map<?, ?>) Weights.loadTree(file);
        var views = (List<?>) loaded.get("views");
        var turned = (Tensor) views.get(0);
        assertThat(turned.stride()).containsExactly(1, 4);
        assertTensor((Tensor) loaded.get("apart"), DType.FLOAT32, new long[] {5}, 9000, 9001, 9002, 9003, 9004);
        ((Tensor) loaded.get("matrix")).fill_(1);
        for (var same : List.of(loaded.get("again"), turned, views.get(1))) {
            assertThat(((Tensor) same).toDoubleArray()).containsOnly(1);
        }
        assertThat(((Tensor) loaded.get("apart")).toDoubleArray()).doesNotContain(1);
    }

    @Test
    void viewsOfOtherTypesAndLazilyConjugatedTensorsAreWrittenApart() {
        var floats = Torch.tensor(new float[] {1, 2, 3, 4}, 4);
        var complex = Torch.op("view_as_complex").callTensor(floats.view(2, 2));
        var file = folder.resolve("types.pth");
        Weights.saveTree(List.of(floats, floats.view(DType.INT32), Torch.op("conj").callTensor(complex),
                Torch.op("imag").callTensor(Torch.op("conj").callTensor(complex))), file);
        var loaded = (List<?>) Weights.loadTree(file);
        assertThat(((Tensor) loaded.get(0)).toFloatArray()).containsExactly(1, 2, 3, 4);
        assertThat(((Tensor) loaded.get(1)).toLongArray()).containsExactly(0x3f800000, 0x40000000, 0x40400000, 0x40800000);
        assertThat(Torch.op("view_as_real").callTensor((Tensor) loaded.get(2)).toFloatArray()).containsExactly(1, -2, 3, -4);
        assertThat(((Tensor) loaded.get(3)).toFloatArray()).containsExactly(-2, -4);
    }

    @Test
    void mappedWeightsCanBeSavedAgain() {
        var file = folder.resolve("a.pth");
        Weights.saveTree(checkpoint(), file);
        var mapped = Weights.map(file, "model");
        var copy = folder.resolve("b.pth");
        Weights.save(mapped, copy);
        assertThat(Weights.load(copy).get("head.weight").toFloatArray()).containsExactly(0, 1, 2, 3, 4, 5);
        assertThat(Weights.load(copy).get("head.bias").toFloatArray()).containsExactly(0.5f, -1.25f);
    }

    @Test
    void aStateDictInsideIsFound() {
        var file = folder.resolve("checkpoint.pth");
        Weights.saveTree(Map.of("run", Map.of("model", new Linear(3, 2).stateDict(), "step", 1)), file);
        assertThat(Weights.load(file, "run", "model").keys()).containsExactly("weight", "bias");
        assertThatThrownBy(() -> Weights.load(file)).isInstanceOf(WeightsFormatException.class)
                .hasMessageEndingWith("holds no state dict: under 'run' a tensor was expected, found dict;"
                        + " there is one in ['run']['model']");
        assertThatThrownBy(() -> Weights.load(file, "ema")).isInstanceOf(WeightsFormatException.class)
                .hasMessageContaining("has no ['ema']; there is one in ['run']['model']");
        assertThatThrownBy(() -> Weights.map(file, "run", "step")).isInstanceOf(WeightsFormatException.class)
                .hasMessageContaining("holds no state dict in ['run']['step'], but a int");
    }

    @Test
    void onlyTheTensorsStayOpen() {
        var file = folder.resolve("checkpoint.pth");
        Weights.saveTree(checkpoint(), file);
        long live = Tensor.liveCount();
        try (var inner = TensorScope.open()) {
            Weights.loadTree(file);
            assertThat(inner.size()).isEqualTo(7);
        }
        var tree = checkpoint();
        long before = Tensor.liveCount();
        Weights.saveTree(tree, file);
        assertThat(Tensor.liveCount()).isEqualTo(before);
        assertThat(before).isGreaterThan(live);
    }

    @Test
    void whatCannotBeWrittenIsNamedAndTheOldFileStays() throws IOException {
        var file = Files.writeString(folder.resolve("x.pth"), "old");
        assertThatThrownBy(() -> Weights.saveTree(Map.of("when", java.time.Instant.EPOCH), file))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("['when'] is a java.time.Instant");
        var cycle = new ArrayList<>();
        cycle.add(cycle);
        assertThatThrownBy(() -> Weights.saveTree(cycle, file))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("contains itself");
        assertThatThrownBy(() -> Weights.saveTree(Map.of("epoch", 1), folder.resolve("x.safetensors")))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("under \"epoch\" a tensor was expected, found int");
        assertThat(file).hasContent("old");
        assertThat(folder.resolve("x.safetensors")).doesNotExist();
    }

    @Test
    void pythonReadsItWithItsDefaults() throws IOException {
        Python.assumeThere();
        var file = folder.resolve("checkpoint.pth");
        Weights.saveTree(checkpoint(), file);
        Python.run("""
                import collections, math, sys, torch
                for options in ({}, {"mmap": True}, {"weights_only": False}):
                    c = torch.load(sys.argv[1], **options)
                    assert type(c) is dict and list(c)[:3] == ["model", "optimizer", "epoch"]
                    m = c["model"]
                    assert type(m) is collections.OrderedDict and list(m) == ["embed.weight", "head.weight", "head.bias"]
                    assert m["embed.weight"].tolist() == [[0, 1, 2], [3, 4, 5]] and m["embed.weight"].dtype is torch.float32
                    assert m["embed.weight"].data_ptr() == m["head.weight"].data_ptr()
                    assert m["head.bias"].dtype is torch.bfloat16 and m["head.bias"].tolist() == [0.5, -1.25]
                    state = c["optimizer"]["state"][0]
                    assert state["step"].item() == 7 and state["exp_avg"].stride() == (1, 3)
                    assert state["exp_avg"].data_ptr() == m["embed.weight"].data_ptr()
                    assert c["optimizer"]["param_groups"] == [{"lr": 1e-3, "betas": (0.9, 0.999), "params": [0, 1]}]
                    assert type(c["optimizer"]["param_groups"][0]["betas"]) is tuple
                    assert c["epoch"] == 3 and type(c["epoch"]) is int and math.isnan(c["best"])
                    assert c["losses"] == [0.5, None, 5e-324] and c["huge"] == -(1 << 90) and c["name"] == "Grüße, 世界"
                    assert c["done"] is True and c["tags"] == {"a"} and c["raw"] == bytes([0, 255]) and c["dtype"] is torch.bfloat16
                    assert c["devices"] == [torch.device("cpu"), torch.device("cuda:1"), torch.device("xla:0")]
                    assert c["mask"].tolist() == [True, False] and c["nothing"].shape == (0, 3)
                """, file);
    }

    /** A checkpoint that Python saved, read and written by Java: training goes on with it as with the original. */
    @Test
    void anOptimizerGoesOnWithACopyOfItsCheckpoint() throws IOException {
        Python.assumeThere();
        var written = Path.of("src/test/resources/io/checkpoint.pth");
        var copy = folder.resolve("copy.pth");
        Weights.saveTree(Weights.loadTree(written), copy);
        Python.run("""
                import sys, torch
                class Net(torch.nn.Module):
                    def __init__(self):
                        super().__init__()
                        self.conv = torch.nn.Conv2d(1, 2, 3)
                        self.norm = torch.nn.BatchNorm2d(2)
                        self.out = torch.nn.Linear(2, 3)
                def step(file):
                    c = torch.load(file, weights_only=file == sys.argv[2])
                    net = Net()
                    net.load_state_dict(c["model"], strict=True)
                    optimizer = torch.optim.Adam(net.parameters())
                    optimizer.load_state_dict(c["optimizer"])
                    sum(p.square().sum() for p in net.parameters()).backward()
                    optimizer.step()
                    assert c["model"]._metadata == net.state_dict()._metadata
                    return [optimizer.param_groups[0]["lr"], *net.state_dict().values()]
                original, copy = step(sys.argv[1]), step(sys.argv[2])
                assert original[0] == copy[0] and all(torch.equal(a, b) for a, b in zip(original[1:], copy[1:]))
                """, written, copy);
    }
}
