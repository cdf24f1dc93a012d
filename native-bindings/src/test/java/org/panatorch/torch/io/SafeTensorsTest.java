package org.panatorch.torch.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.panatorch.torch.DType;

class SafeTensorsTest {

    @TempDir
    private Path folder;

    private Path path() {
        return folder.resolve("x.safetensors");
    }

    @Test
    void everyDtypeComesBackTheSame() {
        var tensors = new LinkedHashMap<String, Source>();
        for (var type : SafeTensorsDType.values()) {
            tensors.put("some." + type, Source.of(type.dtype, 3, 2));
        }
        tensors.put("scalar", Source.of(DType.FLOAT32));
        tensors.put("empty", Source.of(DType.FLOAT32, 2, 0));
        tensors.put("quote \" \\ \n ü", Source.of(DType.INT8, 5));
        var metadata = Map.of("format", "pt", "a\"", "\u0001ü");
        SafeTensorsWriter.save(path(), tensors, metadata);
        try (var file = SafeTensorsFile.open(path())) {
            assertThat(file.metadata()).isEqualTo(metadata);
            assertThat(file.tensors().keySet()).containsExactlyInAnyOrderElementsOf(tensors.keySet());
            file.tensors().forEach((name, tensor) -> {
                assertThat(tensor.dtype()).isEqualTo(tensors.get(name).dtype());
                assertThat(tensor.shape()).isEqualTo(tensors.get(name).shape());
                assertThat(Fixtures.elements(tensor)).isEqualTo(tensors.get(name).bytes());
                // What larger elements first is for.
                assertThat(tensor.storage().filePosition().orElseThrow() % tensor.dtype().itemSize)
                        .isZero();
            });
        }
    }

    @Test
    void largerElementsComeFirst() throws IOException {
        var tensors = new LinkedHashMap<String, Source>();
        tensors.put("b", new Source(DType.UINT8, new long[] {2}, new byte[] {1, 2}));
        tensors.put("c", new Source(DType.FLOAT32, new long[] {1}, new byte[] {0, 0, -128, 63}));
        tensors.put("a", new Source(DType.UINT8, new long[] {1, 1}, new byte[] {9}));
        SafeTensorsWriter.save(path(), tensors, Map.of("format", "pt"));
        var header = "{\"__metadata__\":{\"format\":\"pt\"},"
                + "\"c\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},"
                + "\"a\":{\"dtype\":\"U8\",\"shape\":[1,1],\"data_offsets\":[4,5]},"
                + "\"b\":{\"dtype\":\"U8\",\"shape\":[2],\"data_offsets\":[5,7]}}";
        header += " ".repeat((8 - header.length() % 8) % 8);
        assertThat(path()).hasBinaryContent(file(header, new byte[] {0, 0, -128, 63, 9, 1, 2}));
    }

    @Test
    void theReferenceImplementationsFileComesBackByteForByte() {
        try (var file = SafeTensorsFile.open(Fixtures.file("reference.safetensors"))) {
            SafeTensorsWriter.save(path(), file.tensors(), file.metadata());
        }
        assertThat(path()).hasSameBinaryContentAs(Fixtures.file("reference.safetensors"));
    }

    @Test
    void viewsOfAPthFileAreWrittenOut() {
        try (var pth = PthFile.open(Fixtures.file("views.pth"))) {
            var tensors = new LinkedHashMap<String, TensorSource>();
            ((Map<?, ?>) pth.root()).forEach((name, tensor) -> tensors.put((String) name, (StoredTensor) tensor));
            SafeTensorsWriter.save(path(), tensors, Map.of());
            try (var file = SafeTensorsFile.open(path())) {
                file.tensors().forEach((name, tensor) -> assertThat(Fixtures.elements(tensor))
                        .isEqualTo(Fixtures.elements((StoredTensor) tensors.get(name))));
            }
        }
    }

    private static byte[] file(String header, byte[] data) {
        var text = header.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(8 + text.length + data.length).order(ByteOrder.LITTLE_ENDIAN)
                .putLong(text.length).put(text).put(data).array();
    }

    private void refuses(byte[] bytes, String message) throws IOException {
        Files.write(path(), bytes);
        assertThatThrownBy(() -> SafeTensorsFile.open(path()))
                .isInstanceOf(WeightsFormatException.class)
                .hasMessageContaining(message)
                .message().doesNotContain("\n");
    }

    /** Each over eight bytes of data. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "[]                                                                          | does not start with",
        "{                                                                           | not the JSON",
        "{} x                                                                        | not the JSON",
        "{} {}                                                                       | something behind",
        "{}                                                                          | end at byte 0 of 8",
        "{'a':[]}                                                                    | START_OBJECT was expected",
        "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]},'a':{}}               | Duplicate",
        "{'a':{'dtype':'F32','dtype':'F32','shape':[2],'data_offsets':[0,8]}}        | Duplicate",
        "{'a':{'dtype':'F4','shape':[16],'data_offsets':[0,8]}}                      | has dtype 'F4'",
        "{'a':{'dtype':'F32','shape':[1],'data_offsets':[0,8]}}                      | its shape needs 4",
        "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,7]}}                      | end at byte 7 of 8",
        "{'a':{'dtype':'F32','shape':[3],'data_offsets':[0,12]}}                     | lies from byte 0 to 12 of 8",
        "{'a':{'dtype':'F32','shape':[1],'data_offsets':[4,8]}}                      | from 0 on was expected",
        "{'a':{'dtype':'F32','shape':[2],'data_offsets':[8,0]}}                      | from 0 on was expected",
        "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,0,8]}}                    | more than 2",
        "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0]}}                        | two data_offsets",
        "{'a':{'dtype':'F32','shape':[-2],'data_offsets':[0,8]}}                     | negative",
        "{'a':{'dtype':'F32','shape':[2.0],'data_offsets':[0,8]}}                    | VALUE_NUMBER_INT was expected",
        "{'a':{'dtype':'F32','shape':[4294967296,4294967296],'data_offsets':[0,8]}}  | its shape overflows",
        "{'a':{'dtype':'F32','shape':[99999999999999999999],'data_offsets':[0,8]}}   | not the JSON",
        "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8],'x':1}}                | has a field 'x'",
        "{'a':{'shape':[2],'data_offsets':[0,8]}}                                    | lacks",
        "{'a':{'dtype':3,'shape':[2],'data_offsets':[0,8]}}                          | VALUE_STRING was expected",
        "{'__metadata__':{'a':1}}                                                    | VALUE_STRING was expected",
        "{'__metadata__':{'a':'1','a':'1'}}                                          | Duplicate",
        "{'a':{'dtype':'U8','shape':[4],'data_offsets':[0,4]},'b':{'dtype':'U8','shape':[5],'data_offsets':[3,8]}}"
            + "| lies from byte 3 to 8",
    })
    void aBadHeaderIsRefused(String header, String message) throws IOException {
        refuses(file(header.strip().replace('\'', '"'), new byte[8]), message);
    }

    @Test
    void badFramesAreRefused() throws IOException {
        refuses(new byte[7], "too few");
        refuses(ByteBuffer.allocate(16).putLong(-1).array(), "claims a header of 18446744073709551615 bytes");
        refuses(ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN).putLong(9).array(), "at most 8 were expected");
        refuses(ByteBuffer.allocate(16).array(), "does not start with");
        refuses(file("{\"\u00ff\":1}", new byte[0]), "START_OBJECT");
        var notUtf8 = file("{\"?\":1}", new byte[0]);
        notUtf8[10] = (byte) 0xff;
        refuses(notUtf8, "not UTF-8");
        refuses(file("{\"a\":" + "[".repeat(50_000), new byte[0]), "START_OBJECT");
        refuses(file("{\"a\":{\"dtype\":\"U8\",\"shape\":[" + "1,".repeat(70) + "1],\"data_offsets\":[0,1]}}",
                new byte[1]), "more than 64");
    }

    @Test
    void collidingNamesDoNotHang() throws IOException {
        // "Aa" and "BB" have the same hash code, and so have all words made of them.
        var header = new StringBuilder("{\"__metadata__\":{");
        for (int i = 0; i < 1 << 15; i++) {
            for (int bit = 0; bit < 15; bit++) {
                header.append(bit == 0 ? i == 0 ? "\"" : ",\"" : "").append((i >> bit & 1) == 0 ? "Aa" : "BB");
            }
            header.append("\":\"\"");
        }
        Files.write(path(), file(header.append("}}").toString(), new byte[0]));
        try (var file = SafeTensorsFile.open(path())) {
            assertThat(file.metadata()).hasSize(1 << 15);
        }
    }

    @Test
    void whatTheFormatLacksIsNamed() {
        assertThatThrownBy(() -> SafeTensorsWriter.save(path(), Map.of("z", Source.of(DType.COMPLEX128, 1)), Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("z is of torch.complex128");
        assertThatThrownBy(() ->
                SafeTensorsWriter.save(path(), Map.of("__metadata__", Source.of(DType.INT8, 1)), Map.of()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(List.of(path())).noneMatch(Files::exists);
    }
}
