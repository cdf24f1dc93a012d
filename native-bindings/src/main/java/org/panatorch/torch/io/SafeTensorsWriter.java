package org.panatorch.torch.io;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Writes safetensors files, byte for byte as the reference implementation does. */
public final class SafeTensorsWriter {

    private static final int HEADER_ALIGNMENT = 8;
    // The reference implementation escapes no more than it must.
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
            .build();

    private record Named(String name, byte[] utf8, SafeTensorsDType dtype, TensorSource tensor) {
    }

    private SafeTensorsWriter() {
    }

    /**
     * Saves tensors and, if there are any, strings about them. Tensors that share a storage are written out
     * one by one: the format has no sharing. The file appears in one step: until then, and if anything fails,
     * an older file of that name stays as it was.
     *
     * @throws IllegalArgumentException if a dtype or a name is not one that the format has
     * @throws java.io.UncheckedIOException if the file cannot be written
     */
    public static void save(Path path, Map<String, ? extends TensorSource> tensors, Map<String, String> metadata) {
        var sorted = sorted(tensors);
        var header = header(sorted, metadata);
        AtomicFile.write(path, channel -> {
            var out = new CountingChannel(channel);
            out.write(ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(header.length).flip());
            out.write(header);
            for (var named : sorted) {
                out.begin(named.tensor().byteSize());
                named.tensor().writeTo(out);
                out.end("tensor " + named.name());
            }
            out.flush();
        });
    }

    /** Larger elements first, which keeps all of them aligned; then by name. */
    private static List<Named> sorted(Map<String, ? extends TensorSource> tensors) {
        var sorted = new ArrayList<Named>();
        tensors.forEach((name, tensor) -> {
            var dtype = SafeTensorsDType.of(tensor.dtype());
            if (dtype == null) {
                throw new IllegalArgumentException(name + " is of " + tensor.dtype()
                        + ", which safetensors does not have");
            }
            if (name.equals(SafeTensorsHeader.METADATA)) {
                throw new IllegalArgumentException("a tensor cannot be named " + name);
            }
            if (tensor.byteSize() != Layout.byteSize(tensor.shape(), tensor.dtype().itemSize)) {
                throw new IllegalArgumentException(name + " of shape " + Arrays.toString(tensor.shape())
                        + " says that it has " + tensor.byteSize() + " bytes");
            }
            sorted.add(new Named(name, name.getBytes(StandardCharsets.UTF_8), dtype, tensor));
        });
        sorted.sort(Comparator.comparing(Named::dtype).reversed()
                .thenComparing(Named::utf8, Arrays::compareUnsigned));
        return sorted;
    }

    private static byte[] header(List<Named> sorted, Map<String, String> metadata) {
        var out = new ByteArrayOutputStream();
        try (var json = JSON.createGenerator(out)) {
            json.writeStartObject();
            if (!metadata.isEmpty()) {
                json.writeObjectFieldStart(SafeTensorsHeader.METADATA);
                for (var entry : metadata.entrySet()) {
                    json.writeStringField(entry.getKey(), entry.getValue());
                }
                json.writeEndObject();
            }
            long position = 0;
            for (var named : sorted) {
                var shape = named.tensor().shape();
                json.writeObjectFieldStart(named.name());
                json.writeStringField("dtype", named.dtype().name());
                json.writeFieldName("shape");
                json.writeArray(shape, 0, shape.length);
                json.writeFieldName("data_offsets");
                long end = Math.addExact(position, named.tensor().byteSize());
                json.writeArray(new long[] {position, end}, 0, 2);
                json.writeEndObject();
                position = end;
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        while (out.size() % HEADER_ALIGNMENT != 0) {
            out.write(' ');
        }
        if (out.size() > SafeTensorsFile.LONGEST_HEADER) {
            throw new IllegalArgumentException("the header of " + out.size()
                    + " bytes is longer than safetensors allows");
        }
        return out.toByteArray();
    }
}
