package org.panatorch.torch.io;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** The JSON at the start of a safetensors file, read token by token: nothing is kept that was not asked for. */
final class SafeTensorsHeader {

    static final String METADATA = "__metadata__";

    /** One tensor; its bytes lie from {@code begin} to {@code end} behind the header. */
    record Entry(SafeTensorsDType dtype, long[] shape, long begin, long end) {
    }

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            // Its table of names throws when a file brings too many that collide.
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(4).build())
            .build();
    private static final int ENTRY_COST = 512;

    private final FileBytes file;
    private final Budget budget;
    private final JsonParser json;
    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private final Map<String, String> metadata = new LinkedHashMap<>();

    private SafeTensorsHeader(FileBytes file, Budget budget, JsonParser json) {
        this.file = file;
        this.budget = budget;
        this.json = json;
    }

    static SafeTensorsHeader parse(FileBytes file, byte[] bytes, Budget budget) {
        // A decoder that reports what is not UTF-8, where Jackson itself would also take UTF-16 and UTF-32.
        var text = new InputStreamReader(new ByteArrayInputStream(bytes), StandardCharsets.UTF_8.newDecoder());
        try (var json = JSON.createParser(text)) {
            var header = new SafeTensorsHeader(file, budget, json);
            header.read();
            return header;
        } catch (JsonProcessingException e) {
            throw new WeightsFormatException(file.path(), "the header is not the JSON that was expected: "
                    + WeightsFormatException.quote(e.getOriginalMessage()), e);
        } catch (CharacterCodingException e) {
            throw new WeightsFormatException(file.path(), "the header is not UTF-8", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Map<String, Entry> entries() {
        return entries;
    }

    Map<String, String> metadata() {
        return metadata;
    }

    private void read() throws IOException {
        expect(json.nextToken(), JsonToken.START_OBJECT, "the header");
        while (json.nextToken() != JsonToken.END_OBJECT) {
            var name = json.currentName();
            budget.charge(ENTRY_COST + 2L * name.length());
            json.nextToken();
            if (name.equals(METADATA)) {
                readMetadata();
            } else {
                entries.put(name, entry("tensor " + WeightsFormatException.quote(name)));
            }
        }
        if (json.nextToken() != null) {
            throw file.error("the header has something behind its JSON object");
        }
    }

    private void readMetadata() throws IOException {
        expect(json.currentToken(), JsonToken.START_OBJECT, METADATA);
        while (json.nextToken() != JsonToken.END_OBJECT) {
            var key = json.currentName();
            expect(json.nextToken(), JsonToken.VALUE_STRING, METADATA);
            budget.charge(ENTRY_COST + 2L * key.length() + 2L * json.getTextLength());
            metadata.put(key, json.getText());
        }
    }

    private Entry entry(String what) throws IOException {
        expect(json.currentToken(), JsonToken.START_OBJECT, what);
        SafeTensorsDType dtype = null;
        long[] shape = null;
        long[] offsets = null;
        while (json.nextToken() != JsonToken.END_OBJECT) {
            var field = json.currentName();
            json.nextToken();
            switch (field) {
                case "dtype" -> {
                    expect(json.currentToken(), JsonToken.VALUE_STRING, what);
                    dtype = SafeTensorsDType.named(json.getText());
                    if (dtype == null) {
                        throw file.error(what + " has dtype " + WeightsFormatException.quote(json.getText())
                                + "; these are read: " + Arrays.toString(SafeTensorsDType.values()));
                    }
                }
                case "shape" -> shape = longs(what, Layout.MOST_DIMENSIONS);
                case "data_offsets" -> offsets = longs(what, 2);
                default -> throw file.error(what + " has a field " + WeightsFormatException.quote(field)
                        + "; dtype, shape and data_offsets were expected");
            }
        }
        if (dtype == null || shape == null || offsets == null || offsets.length != 2) {
            throw file.error(what + " lacks its dtype, its shape or two data_offsets");
        }
        return new Entry(dtype, shape, offsets[0], offsets[1]);
    }

    private long[] longs(String what, int most) throws IOException {
        expect(json.currentToken(), JsonToken.START_ARRAY, what);
        var longs = new long[most];
        int length = 0;
        while (json.nextToken() != JsonToken.END_ARRAY) {
            expect(json.currentToken(), JsonToken.VALUE_NUMBER_INT, what);
            if (length == most || json.getLongValue() < 0) {
                throw file.error(what + " has a negative number, or more than " + most + " of them");
            }
            longs[length++] = json.getLongValue();
        }
        return Arrays.copyOf(longs, length);
    }

    private void expect(JsonToken actual, JsonToken expected, String what) {
        if (actual != expected) {
            throw file.error(what + " holds " + actual + " where " + expected + " was expected");
        }
    }
}
