package org.panatorch.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files as tensors without reading them. */
class MappedFilesTest {
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

    private Path floats(int count) throws IOException {
        var bytes = ByteBuffer.allocate(4 * count).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < count; i++) {
            bytes.putFloat(i);
        }
        return Files.write(folder.resolve("floats.bin"), bytes.array());
    }

    @Test
    void aFileIsATensorAndWritesStayInMemory() throws IOException {
        var file = floats(12);
        var before = Files.readAllBytes(file);
        var x = Torch.fromFile(file, DType.FLOAT32, 2, 5);
        assertThat(x.toFloatArray()).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
        x.mul_(-1);
        assertThat(x.toFloatArray()).endsWith(-9);
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
        assertThat(Torch.fromFile(file, DType.UINT8, 48).toByteArray()).isEqualTo(before);
        assertThat(Torch.fromFile(file, DType.FLOAT32, 0, 3).numel()).isZero();
    }

    @Test
    void theFileIsNotRead() throws IOException {
        var file = folder.resolve("sparse.bin");
        try (var channel = Files.newByteChannel(file, java.util.Set.of(
                java.nio.file.StandardOpenOption.CREATE_NEW, java.nio.file.StandardOpenOption.WRITE,
                java.nio.file.StandardOpenOption.SPARSE))) {
            channel.position((8L << 30) - 4).write(ByteBuffer.wrap(new byte[] {0, 0, (byte) 0x80, 0x3f}));
        }
        var x = Torch.fromFile(file, DType.FLOAT32, 2L << 30);
        assertThat(x.narrow(0, (2L << 30) - 1, 1).item()).isEqualTo(1);
    }

    @Test
    void aDeletedFileStaysMappedUntilTheLastView() throws IOException {
        var file = floats(8);
        var x = Torch.fromFile(file, DType.FLOAT32, 8);
        var view = x.narrow(0, 4, 2);
        x.close();
        Files.delete(file);
        assertThat(view.toFloatArray()).containsExactly(4, 5);
    }

    @Test
    void shortAndMissingFilesAreRefused() throws IOException {
        var file = floats(3);
        assertThatThrownBy(() -> Torch.fromFile(file, DType.FLOAT32, 4)).isInstanceOf(TorchException.class)
                .hasMessageContaining("has 12 bytes, 16 were expected");
        assertThatThrownBy(() -> Torch.fromFile(folder.resolve("none"), DType.FLOAT32, 4))
                .isInstanceOf(TorchException.class).hasMessageContaining("NoSuchFileException");
    }

    @ParameterizedTest
    @ValueSource(strings = {"w.pth", "w.safetensors"})
    void mappedWeightsAreTheWeights(String name) throws IOException {
        var file = folder.resolve(name);
        Torch.manualSeed(1);
        var dict = new LinkedHashMap<String, Tensor>();
        dict.put("a", Torch.randn(5, 7));
        dict.put("half", Torch.randn(3).to(DType.FLOAT16));
        dict.put("long", Torch.arange(9));
        dict.put("none", Torch.zeros(0));
        dict.put("scalar", Torch.scalar(2));
        Weights.save(new StateDict(dict), file);
        var before = Files.readAllBytes(file);
        var mapped = Weights.map(file);
        assertThat(List.copyOf(mapped.keys())).isEqualTo(List.copyOf(Weights.load(file).keys()));
        dict.forEach((key, tensor) -> {
            assertThat(mapped.get(key).dtype()).isEqualTo(tensor.dtype());
            assertThat(mapped.get(key).shape()).isEqualTo(tensor.shape());
            assertThat(mapped.get(key).toDoubleArray()).isEqualTo(tensor.toDoubleArray());
        });
        mapped.get("a").fill_(3);
        assertThat(mapped.get("a").toFloatArray()).containsOnly(3);
        assertThat(mapped.get("long").toLongArray()).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8);
        assertThat(Files.readAllBytes(file)).as("the file is as it was").isEqualTo(before);
        Weights.save(mapped, folder.resolve("copy-" + name));
        assertThat(Weights.load(folder.resolve("copy-" + name)).get("a").toFloatArray()).containsOnly(3);
    }

    @Test
    void mappedTensorsShareOneMappingWithoutACopy() throws IOException {
        var file = folder.resolve("w.pth");
        Weights.save(new StateDict(Map.of("a", Torch.ones(1000), "b", Torch.ones(1000))), file);
        var mapped = Weights.map(file);
        assertThat(Math.abs(mapped.get("a").dataPtr() - mapped.get("b").dataPtr())).isLessThan(Files.size(file));
        Files.delete(file);
        assertThat(mapped.get("b").toFloatArray()).containsOnly(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"state_dict.pth", "dtypes.pth", "legacy_dtypes.pth", "views.pth"})
    void pytorchsFilesAreAsWhenRead(String name) throws URISyntaxException {
        var resource = MappedFilesTest.class.getResource("/io/" + name);
        var file = Path.of(resource.toURI());
        var read = Weights.load(file);
        var mapped = Weights.map(file);
        assertThat(List.copyOf(mapped.keys())).isEqualTo(List.copyOf(read.keys()));
        read.asMap().forEach((key, tensor) -> {
            assertThat(mapped.get(key).dtype()).as(key).isEqualTo(tensor.dtype());
            assertThat(mapped.get(key).stride()).as(key).isEqualTo(tensor.stride());
            assertThat(Torch.op("equal").call(bytes(mapped.get(key)), bytes(tensor)))
                    .as(key).isEqualTo(true);
        });
    }

    /** Compared as bytes, since some are NaN. */
    private static Tensor bytes(Tensor tensor) {
        return tensor.contiguous().view(tensor.numel()).view(DType.UINT8);
    }

    @Test
    void unalignedDataIsRead() throws IOException {
        var header = "{\"x\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}".getBytes();
        assertThat(header.length % 4).isNotZero();
        var bytes = ByteBuffer.allocate(8 + header.length + 8).order(ByteOrder.LITTLE_ENDIAN)
                .putLong(header.length).put(header).putFloat(1.5f).putFloat(-2);
        var file = Files.write(folder.resolve("odd.safetensors"), bytes.array());
        assertThat(Weights.map(file).get("x").toFloatArray()).containsExactly(1.5f, -2);
    }
}
