package org.panatorch.torch.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.panatorch.torch.DType;

class PthWriterTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"state_dict", "checkpoint", "dtypes", "views", "parameter", "big_endian", "legacy",
        "protocol5"})
    void whatWasReadComesBackTheSame(String name) {
        var copy = folder.resolve(name + ".pth");
        try (var file = PthFile.open(Fixtures.file(name + ".pth"))) {
            PthWriter.save(copy, file.root());
            try (var copied = PthFile.open(copy)) {
                assertThat(Fixtures.describe(copied.root())).isEqualTo(Fixtures.describe(asWritten(file.root())));
                copied.verify();
            }
        }
    }

    /** A root map of nothing but tensors is taken for a state dict. */
    private static Object asWritten(Object root) {
        return root instanceof Map<?, ?> map && map.values().stream().allMatch(StoredTensor.class::isInstance)
                && !(map instanceof OrderedDict) ? new OrderedDict<>(map) : root;
    }

    @Test
    void theSameTensorsMakeTheSameFile() throws IOException {
        var first = folder.resolve("a/model.pth");
        var second = folder.resolve("b/model.pth");
        for (var path : List.of(first, second)) {
            Files.createDirectories(path.getParent());
            PthWriter.save(path, Map.of("w", Source.of(DType.FLOAT32, 2, 3)));
        }
        assertThat(first).hasSameBinaryContentAs(second);
    }

    @Test
    void everyStorageIsAlignedAndUncompressed() {
        var tensors = new LinkedHashMap<String, TensorSource>();
        for (int i = 0; i < 300; i++) {
            tensors.put("t" + i, Source.of(DType.UINT8, i));
        }
        var path = folder.resolve("many.pth");
        PthWriter.save(path, tensors);
        try (var file = PthFile.open(path)) {
            var read = (OrderedDict<?, ?>) file.root();
            tensors.forEach((name, tensor) -> {
                var stored = (StoredTensor) read.get(name);
                assertThat(stored.storage().filePosition().orElseThrow() % 64).isZero();
                assertThat(Fixtures.elements(stored)).isEqualTo(((Source) tensor).bytes());
            });
        }
    }

    @Test
    void otherZipReadersAgree() throws IOException {
        var path = folder.resolve("model.pth");
        PthWriter.save(path, Map.of("w", Source.of(DType.FLOAT64, 3)));
        try (var zip = new ZipFile(path.toFile())) {
            assertThat(zip.stream().map(java.util.zip.ZipEntry::getName)).containsExactly("model/data.pkl",
                    "model/.format_version", "model/.storage_alignment", "model/byteorder", "model/data/0",
                    "model/version", "model/.data/serialization_id");
            // Reading through the stream checks the CRC.
            assertThat(zip.getInputStream(zip.getEntry("model/data/0")).readAllBytes())
                    .isEqualTo(Source.of(DType.FLOAT64, 3).bytes());
        }
    }

    @Test
    void plainValuesSurvive() {
        var shared = List.of(1L, 2L);
        var root = new LinkedHashMap<Object, Object>();
        root.put("nothing", null);
        root.put("numbers", new ArrayList<>(List.of(1, (short) 2, (byte) 3, 4L, 1.5f, 2.5, BigInteger.TWO.pow(2038))));
        root.put("tuples", Tuple.of(Tuple.of(), Tuple.of(1L), Tuple.of(1L, null), Tuple.of(1L, 2L, 3L),
                Tuple.of(1L, 2L, 3L, 4L)));
        root.put("sets", List.of(Set.of(), Set.of("a")));
        root.put("bytes", new byte[] {0, -1, 127});
        root.put("shared", List.of(shared, shared));
        root.put("text", "\u0000\n'ü世\ud83d\ude00");
        root.put(7L, Map.of(2.5, true));
        root.put("devices", List.of(new TorchDevice("cpu", null), new TorchDevice("cuda", 1), DType.INT8));
        root.put("complex", List.of(new Complex(1.5, -2), new Complex(-0.0, Double.NaN)));
        var path = folder.resolve("values.pth");
        PthWriter.save(path, root);
        root.put("numbers", List.of(1L, 2L, 3L, 4L, 1.5, 2.5, BigInteger.TWO.pow(2038)));
        try (var file = PthFile.open(path)) {
            assertThat(Fixtures.describe(file.root())).isEqualTo(Fixtures.describe(root));
            var lists = (List<?>) ((Map<?, ?>) file.root()).get("shared");
            assertThat(lists.get(0)).isSameAs(lists.get(1));
        }
    }

    @Test
    void whatCannotBeWrittenIsNamed() {
        var path = folder.resolve("x.pth");
        assertThatThrownBy(() -> PthWriter.save(path, Map.of("a", List.of(1, new Object()))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("['a'][1] is a java.lang.Object");
        assertThatThrownBy(() -> PthWriter.save(path, Map.of(List.of(), 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("key");
        var cycle = new ArrayList<>();
        cycle.add(Tuple.of(cycle));
        assertThatThrownBy(() -> PthWriter.save(path, cycle))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("contains itself");
        Object deep = List.of(1);
        for (int i = 0; i < 5_000; i++) {
            deep = List.of(deep);
        }
        var tower = deep;
        assertThatThrownBy(() -> PthWriter.save(path, tower))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("levels deep");
        assertThat(folder).isEmptyDirectory();
    }

    /** A tensor that breaks while it is written, in one way or another. */
    private record Broken(byte[] bytes, RuntimeException failure) implements TensorSource {
        @Override
        public DType dtype() {
            return DType.UINT8;
        }

        @Override
        public long[] shape() {
            return new long[] {8};
        }

        @Override
        public long byteSize() {
            return 8;
        }

        @Override
        public void writeTo(WritableByteChannel out) throws IOException {
            out.write(ByteBuffer.wrap(bytes));
            if (failure != null) {
                throw failure;
            }
        }
    }

    @Test
    void aFailureLeavesTheOldFileAlone() throws IOException {
        var path = folder.resolve("model.pth");
        PthWriter.save(path, Map.of("w", Source.of(DType.INT64, 5)));
        var before = Files.readAllBytes(path);
        var failures = List.of(new Broken(new byte[7], null), new Broken(new byte[9], null),
                new Broken(new byte[4], new IllegalStateException("the tensor was closed")));
        for (var broken : failures) {
            assertThatThrownBy(() -> PthWriter.save(path, Map.of("w", broken)))
                    .isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> SafeTensorsWriter.save(path, Map.of("w", broken), Map.of()))
                    .isInstanceOf(IllegalStateException.class);
        }
        assertThat(path).hasBinaryContent(before);
        assertThat(folder).isDirectoryContaining(path::equals).isDirectoryNotContaining(p -> !p.equals(path));
    }

    @Test
    void aFileCanReplaceItselfWhileItIsOpen() {
        var path = folder.resolve("model.pth");
        PthWriter.save(path, Map.of("w", Source.of(DType.INT64, 5)));
        try (var old = PthFile.open(path)) {
            PthWriter.save(path, old.root());
            var tensor = (StoredTensor) ((Map<?, ?>) old.root()).get("w");
            assertThat(Fixtures.elements(tensor)).isEqualTo(Source.of(DType.INT64, 5).bytes());
        }
    }

    @Test
    void targetsThatAreNoFilesAreRefused() {
        assertThatThrownBy(() -> PthWriter.save(folder, Map.of()))
                .isInstanceOf(UncheckedIOException.class);
        assertThatThrownBy(() -> PthWriter.save(folder.resolve("no/such/folder.pth"), Map.of()))
                .isInstanceOf(UncheckedIOException.class);
        assertThatThrownBy(() -> PthFile.open(folder))
                .isInstanceOf(WeightsFormatException.class).hasMessageContaining("directory");
        assertThatThrownBy(() -> PthFile.open(folder.resolve("none.pth")))
                .isInstanceOf(UncheckedIOException.class).hasMessageContaining("there is no file");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aDamagedWeightIsFoundOnRequest() throws IOException {
        var path = folder.resolve("model.pth");
        PthWriter.save(path, Map.of("w", Source.of(DType.INT64, 5)));
        long position;
        try (var file = PthFile.open(path)) {
            position = ((StoredTensor) ((Map<?, ?>) file.root()).get("w")).storage().filePosition().orElseThrow();
        }
        var bytes = Files.readAllBytes(path);
        bytes[(int) position + 3] ^= 1;
        Files.write(path, bytes);
        try (var file = PthFile.open(path)) {
            assertThatThrownBy(file::verify).isInstanceOf(WeightsFormatException.class)
                    .hasMessageContaining("CRC-32");
        }
    }
}
