package org.panatorch.torch.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Java reads from PyTorch's files is what PyTorch reads from them, to the bit. */
class FixturesTest {

    private static Object expected(String name) throws IOException {
        return new ObjectMapper().readValue(Fixtures.file(name + ".json").toFile(), Object.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"state_dict", "checkpoint", "dtypes", "views", "parameter", "attributes", "big_endian",
        "legacy", "legacy_dtypes", "protocol2", "protocol3", "protocol4", "protocol5", "protocol4_legacy", "complex"})
    void readsWhatPyTorchWrote(String name) throws IOException {
        try (var file = PthFile.open(Fixtures.file(name + ".pth"))) {
            assertThat(Fixtures.describe(file.root())).isEqualTo(expected(name));
            file.verify();
        }
    }

    @Test
    void readsSafetensors() throws IOException {
        try (var file = SafeTensorsFile.open(Fixtures.file("tensors.safetensors"))) {
            assertThat(Fixtures.describe(file.tensors())).isEqualTo(expected("tensors.safetensors"));
            assertThat(file.metadata()).isEqualTo(Map.of("format", "pt", "note", "by hand"));
        }
    }

    @Test
    void tiedWeightsShareTheirStorage() {
        try (var file = PthFile.open(Fixtures.file("views.pth"))) {
            var tensors = (Map<?, ?>) file.root();
            var a = (StoredTensor) tensors.get("tied.a");
            var b = (StoredTensor) tensors.get("tied.b");
            assertThat(a.storage()).isSameAs(b.storage());
            assertThat(a.isContiguous()).isTrue();
            assertThat(((StoredTensor) tensors.get("transposed")).isContiguous()).isFalse();
        }
    }

    @Test
    void storagesCanBeMapped() throws IOException {
        var path = Fixtures.file("views.pth");
        try (var file = PthFile.open(path);
                var channel = FileChannel.open(path)) {
            var base = (StoredTensor) ((Map<?, ?>) file.root()).get("base");
            long position = base.storage().filePosition().orElseThrow();
            assertThat(position % 64).isZero();
            var mapped = channel.map(FileChannel.MapMode.READ_ONLY, position,
                    base.storage().byteSize());
            var bytes = new byte[mapped.remaining()];
            mapped.get(bytes);
            assertThat(bytes).isEqualTo(Fixtures.elements(base));
        }
        try (var file = PthFile.open(Fixtures.file("big_endian.pth"))) {
            var tensors = (Map<?, ?>) file.root();
            assertThat(((StoredTensor) tensors.get("float32")).storage().filePosition()).isEmpty();
            assertThat(((StoredTensor) tensors.get("uint8")).storage().filePosition()).isPresent();
        }
    }

    @Test
    void storagesAreReadAtAnyOffset() {
        for (var name : new String[] {"views.pth", "big_endian.pth"}) {
            Fixtures.with(Fixtures.file(name), false, root -> {
                var tensors = (Map<?, ?>) root;
                var source = tensors.get("views") instanceof Map<?, ?> views ? views : tensors;
                var base = (StoredTensor) source.get("base");
                var whole = Fixtures.elements(base);
                for (int start = 0; start < whole.length; start++) {
                    for (int end = start; end <= whole.length; end++) {
                        var part = ByteBuffer.allocate(end - start);
                        base.storage().read(start, part);
                        assertThat(part.array()).isEqualTo(Arrays.copyOfRange(whole, start, end));
                    }
                }
                return null;
            });
        }
    }

    @Test
    void aClosedFileSaysSo() {
        var file = PthFile.open(Fixtures.file("parameter.pth"));
        var tensor = (StoredTensor) file.root();
        file.close();
        assertThatThrownBy(() -> Fixtures.elements(tensor))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("is closed");
    }
}
