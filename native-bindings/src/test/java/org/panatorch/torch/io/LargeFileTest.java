package org.panatorch.torch.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.panatorch.torch.DType;
import org.panatorch.torch.TensorScope;
import org.panatorch.torch.Weights;

/** Files of more than 4 GiB, which need zip64: {@code -Dlarge.files=true}. */
@EnabledIfSystemProperty(named = "large.files", matches = "true", disabledReason = "writes 9 GB; -Dlarge.files=true")
class LargeFileTest {

    private static final long BIG = (1L << 32) + 24;

    @TempDir
    private Path folder;

    /** Bytes that tell where they are, more than fit in an array. */
    private record Big() implements TensorSource {
        @Override
        public DType dtype() {
            return DType.INT64;
        }

        @Override
        public long[] shape() {
            return new long[] {BIG / 8};
        }

        @Override
        public long byteSize() {
            return BIG;
        }

        @Override
        public void writeTo(WritableByteChannel out) throws IOException {
            var chunk = ByteBuffer.allocate(1 << 20).order(ByteOrder.LITTLE_ENDIAN);
            for (long i = 0; i < BIG / 8; i++) {
                chunk.putLong(i);
                if (!chunk.hasRemaining() || i == BIG / 8 - 1) {
                    out.write(chunk.flip());
                    chunk.clear();
                }
            }
        }
    }

    private static Map<String, TensorSource> tensors() {
        var tensors = new LinkedHashMap<String, TensorSource>();
        tensors.put("small", Source.of(DType.INT64, 3));
        tensors.put("big", new Big());
        tensors.put("behind", Source.of(DType.INT64, 5));
        return tensors;
    }

    private static void check(Map<?, ?> read) {
        var big = (StoredTensor) read.get("big");
        for (long i : new long[] {0, 12345, Integer.MAX_VALUE / 4, BIG / 8 - 1}) {
            var element = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
            big.storage().read(i * 8, element);
            assertThat(element.getLong(0)).isEqualTo(i);
        }
        var behind = (StoredTensor) read.get("behind");
        assertThat(Fixtures.elements(behind)).isEqualTo(Source.of(DType.INT64, 5).bytes());
    }

    @Test
    void aPthFile() throws Exception {
        var path = folder.resolve("big.pth");
        PthWriter.save(path, tensors());
        try (var file = PthFile.open(path)) {
            check((Map<?, ?>) file.root());
            file.verify();
        }
        if (Python.isThere()) {
            Python.run("""
                    import sys, torch
                    from torch.utils.serialization import config
                    for computed in (False, True):
                        config.load.calculate_storage_offsets = computed
                        loaded = torch.load(sys.argv[1], mmap=True)
                        assert loaded["big"][-1] == len(loaded["big"]) - 1 and loaded["big"][12345] == 12345
                        assert loaded["behind"].view(torch.uint8)[:3].tolist() == [11, 48, 85]
                    """, path);
        }
        Files.delete(path);
    }

    /** More entries than zip's directory counts without zip64. */
    @Test
    void aPthFileOfManyTensors() throws Exception {
        var path = folder.resolve("many.pth");
        var tensors = new LinkedHashMap<String, TensorSource>();
        for (int i = 0; i < 70_000; i++) {
            tensors.put("t" + i, Source.of(DType.INT64, 1));
        }
        PthWriter.save(path, tensors);
        try (var file = PthFile.open(path)) {
            var read = (Map<?, ?>) file.root();
            assertThat(read).hasSize(70_000);
            assertThat(Fixtures.elements((StoredTensor) read.get("t69999"))).isEqualTo(Source.of(DType.INT64, 1).bytes());
        }
        if (Python.isThere()) {
            Python.run("import sys, torch; loaded = torch.load(sys.argv[1]); assert len(loaded) == 70_000", path);
        }
    }

    @Test
    void aPthFileFromPython() throws Exception {
        Python.assumeThere();
        var path = folder.resolve("python.pth");
        Python.run("""
                import sys, torch
                count = ((1 << 32) + 24) // 8
                behind = torch.tensor([(i * 37 + 11) % 256 for i in range(40)], dtype=torch.uint8).view(torch.int64)
                torch.save({"small": torch.zeros(3), "big": torch.arange(count), "behind": behind}, sys.argv[1])
                """, path);
        try (var file = PthFile.open(path)) {
            check((Map<?, ?>) file.root());
            file.verify();
        }
        try (var _ = TensorScope.open()) {
            for (var dict : List.of(Weights.map(path), Weights.load(path))) {
                assertThat(dict.get("big").narrow(0, BIG / 8 - 2, 2).toLongArray()).containsExactly(BIG / 8 - 2, BIG / 8 - 1);
            }
        }
    }

    @Test
    void aSafetensorsFile() throws Exception {
        var path = folder.resolve("big.safetensors");
        SafeTensorsWriter.save(path, tensors(), Map.of());
        try (var file = SafeTensorsFile.open(path)) {
            check(file.tensors());
        }
        if (Python.isThere()) {
            Python.run("""
                    import sys
                    try:
                        from safetensors import safe_open
                    except ImportError:    # PyTorch does without
                        sys.exit()
                    with safe_open(sys.argv[1], "pt") as file:
                        big = file.get_slice("big")
                        count = big.get_shape()[0]
                        assert big[count - 1:].tolist() == [count - 1] and big[12345:12347].tolist() == [12345, 12346]
                        assert file.get_tensor("behind")[0] == int.from_bytes(bytes((i * 37 + 11) % 256 for i in range(8)), "little", signed=True)
                    """, path);
        }
    }
}
