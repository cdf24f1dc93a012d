package org.panatorch.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.panatorch.torch.Keywords.kw;
import static org.panatorch.torch.MemoryFormat.CHANNELS_LAST;
import static org.panatorch.torch.Tensors.assertTensor;
import static org.panatorch.torch.Tensors.longs;
import static org.panatorch.torch.nn.Keywords.bias;

import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.panatorch.torch.ffm.TensorSegments;
import org.panatorch.torch.io.Python;
import org.panatorch.torch.nn.Conv2d;
import org.panatorch.torch.optim.AdamW;

/** Tensors whose channels lie next to each other, on their way to Java and into files; the kit has what is computed with them. */
class MemoryFormatTest {
    private static final long[] SHAPE = {1, 2, 2, 2};
    private static final double[] ROW_MAJOR = {0, 1, 2, 3, 4, 5, 6, 7};
    private static final float[] IN_MEMORY = {0, 4, 1, 5, 2, 6, 3, 7};

    @TempDir
    Path folder;

    private TensorScope scope;
    private Tensor x;

    @BeforeEach
    void open() {
        scope = TensorScope.open();
        x = Torch.arange(0, 8, 1).to(DType.FLOAT32).view(SHAPE).to(CHANNELS_LAST);
    }

    @AfterEach
    void close() {
        scope.close();
    }

    /** One whose weight has {@link #x}'s values and order in memory. */
    private Conv2d conv() {
        var conv = new Conv2d(2, 1, 2);
        conv.to(CHANNELS_LAST);
        conv.loadStateDict(new StateDict(Map.of("weight", x.contiguous(), "bias", Torch.zeros(1))));
        return conv;
    }

    @Test
    void arraysAndTextHaveTheLogicalOrderAndSegmentsThatOfTheMemory() {
        assertThat(x.stride()).containsExactly(8, 1, 4, 2);
        assertTensor(x, DType.FLOAT32, SHAPE, ROW_MAJOR);
        assertThat(x.toLongArray()).containsExactly(0, 1, 2, 3, 4, 5, 6, 7);
        assertThat(x.toFloatArray()).containsExactly(0, 1, 2, 3, 4, 5, 6, 7);
        assertThat(x.toByteArray()).containsExactly(0, 1, 2, 3, 4, 5, 6, 7);
        assertThat(x.toString()).isEqualTo(x.contiguous().toString());
        assertThat(TensorSegments.of(x).toArray(ValueLayout.JAVA_FLOAT)).containsExactly(IN_MEMORY);
        assertThatThrownBy(() -> x.bytes(0, 4)).isInstanceOf(TorchException.class).hasMessageContaining("only a contiguous tensor");
    }

    @Test
    void whatIsInThatOrderIsNotCopied() {
        assertThat(x.to(CHANNELS_LAST).dataPtr()).isEqualTo(x.dataPtr());
        assertThat(x.contiguous(CHANNELS_LAST).dataPtr()).isEqualTo(x.dataPtr());
        assertThat(x.copy(CHANNELS_LAST).dataPtr()).isNotEqualTo(x.dataPtr());
        assertThat(x.to(MemoryFormat.PRESERVE).dataPtr()).isEqualTo(x.dataPtr());
    }

    @Test
    void operatorsTakeItByNameOrAsItIs() {
        assertThat(CHANNELS_LAST).hasToString("torch.channels_last");
        for (var format : MemoryFormat.values()) {
            if (format == MemoryFormat.CHANNELS_LAST_3D) {
                continue;
            }
            assertThat(Torch.op("clone").callTensor(x, kw("memory_format", format)).stride()).as("%s", format)
                    .isEqualTo(Torch.op("clone").callTensor(x, kw("memory_format", format.toString())).stride())
                    .isEqualTo(format == MemoryFormat.CONTIGUOUS ? longs(8, 4, 2, 1) : longs(8, 1, 4, 2));
        }
        assertThatThrownBy(() -> Torch.op("relu").call(x, Keywords.memoryFormat(CHANNELS_LAST))).isInstanceOf(TorchException.class)
                .hasMessageContaining("memory_format");
    }

    @Test
    void convertingAModuleLeavesNoTensorsBehind() {
        try (var conv = new Conv2d(2, 3, 3)) {
            conv.forward(Torch.ones(1, 2, 4, 4)).sum().backward();
            long live = Tensor.liveCount();
            conv.to(CHANNELS_LAST).to(MemoryFormat.CONTIGUOUS);
            assertThat(Tensor.liveCount()).isEqualTo(live);
        }
    }

    @Test
    void aPthKeepsTheStrides() {
        var file = folder.resolve("model.pth");
        try (var conv = conv()) {
            Weights.save(conv.stateDict(), file);
            for (var dict : List.of(Weights.load(file), Weights.map(file))) {
                assertTensor(dict.get("weight"), DType.FLOAT32, SHAPE, ROW_MAJOR);
                assertThat(dict.get("weight").stride()).containsExactly(8, 1, 4, 2);
            }
            try (var rowMajor = new Conv2d(2, 1, 2)) {
                rowMajor.loadStateDict(Weights.load(file));
                assertTensor(rowMajor.weight(), DType.FLOAT32, SHAPE, ROW_MAJOR);
                assertThat(rowMajor.weight().stride()).containsExactly(8, 4, 2, 1);
            }
        }
    }

    @Test
    void aSafetensorsFileIsRowMajor() throws IOException {
        var file = folder.resolve("model.safetensors");
        try (var conv = conv()) {
            Weights.save(new StateDict(Map.of("weight", conv.weight())), file);
        }
        var bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        bytes.position(bytes.limit() - 8 * Float.BYTES);
        for (double value : ROW_MAJOR) {
            assertThat(bytes.getFloat()).isEqualTo((float) value);
        }
        try (var conv = new Conv2d(2, 1, 2, bias(false))) {
            conv.to(CHANNELS_LAST);
            conv.loadStateDict(Weights.load(file));
            assertTensor(conv.weight(), DType.FLOAT32, SHAPE, ROW_MAJOR);
            assertThat(conv.weight().stride()).containsExactly(8, 1, 4, 2);
        }
    }

    @Test
    void aPthBecomesARowMajorSafetensorsFile() {
        var pth = folder.resolve("model.pth");
        var safetensors = folder.resolve("model.safetensors");
        Weights.save(new StateDict(Map.of("weight", x)), pth);
        new WeightsConversion().convert(pth, safetensors);
        assertTensor(Weights.load(safetensors).get("weight"), DType.FLOAT32, SHAPE, ROW_MAJOR);
    }

    /** Two steps, saved, loaded by another optimizer in the middle of four: the numbers of four steps without a break. */
    @Test
    void anOptimizerGoesOnFromAFile() {
        var file = folder.resolve("optimizer.pth");
        try (var whole = conv(); var broken = conv(); var once = new AdamW(whole.parameters(), 0.1);
                var first = new AdamW(broken.parameters(), 0.1); var second = new AdamW(broken.parameters(), 0.1)) {
            for (int i = 0; i < 4; i++) {
                whole.zeroGrad();
                whole.forward(x).square().sum().backward();
                once.step();
                broken.zeroGrad();
                broken.forward(x).square().sum().backward();
                (i < 2 ? first : second).step();
                if (i == 1) {
                    Weights.saveTree(first.stateDict(), file);
                    second.loadStateDict((Map<?, ?>) Weights.loadTree(file));
                }
            }
            assertThat(broken.weight().toFloatArray()).isEqualTo(whole.weight().toFloatArray());
            assertThat(broken.weight().stride()).containsExactly(8, 1, 4, 2);
        }
    }

    @Test
    void pyTorchReadsThem() throws IOException {
        Python.assumeThere();
        var model = folder.resolve("model.pth");
        var optimizer = folder.resolve("optimizer.pth");
        try (var conv = conv(); var adam = new AdamW(conv.parameters(), 0.1)) {
            conv.forward(x).sum().backward();
            Weights.save(conv.stateDict(), model);
            adam.step();
            Weights.saveTree(adam.stateDict(), optimizer);
        }
        Python.run("""
                import sys, torch
                w = torch.load(sys.argv[1])["weight"]
                assert torch.equal(w, torch.arange(8.).view(1, 2, 2, 2)) and w.stride() == (8, 1, 4, 2), (w, w.stride())
                assert w.is_contiguous(memory_format=torch.channels_last)
                conv = torch.nn.Conv2d(2, 1, 2).to(memory_format=torch.channels_last)
                o = torch.optim.AdamW(conv.parameters(), 0.1)
                o.load_state_dict(torch.load(sys.argv[2]))
                m = o.state[conv.weight]["exp_avg"]
                torch.testing.assert_close(m, torch.arange(8.).view(1, 2, 2, 2) * 0.1)
                assert m.stride() == (8, 1, 4, 2)
                """, model, optimizer);
    }
}
