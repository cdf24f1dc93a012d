package org.panatorch.kit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.panatorch.torch.StateDict;
import org.panatorch.torch.Tensor;
import org.panatorch.torch.TensorScope;
import org.panatorch.torch.Weights;
import org.panatorch.torch.io.Tuple;

/** What scripts/make_kit_fixtures.py made: the cases, and PyTorch's inputs and results. */
final class Kit {
    static final Path FOLDER = Path.of("src/test/resources/kit");
    private static final JsonNode JSON = read();
    /** Outside all scopes, for all tests. */
    private static final StateDict TENSORS = load();

    private Kit() {}

    /** One case; {@code json} has what its kind needs. */
    record Case(int number, String name, String kind, String java, JsonNode json) {
        /** The tensors named under {@code field}, in order. */
        Map<String, Tensor> tensors(String field) {
            var tensors = new LinkedHashMap<String, Tensor>();
            json.path(field).properties().forEach(e -> tensors.put(e.getKey(), tensor(e.getValue().asText())));
            return tensors;
        }

        double tolerance(double usual) {
            return json.has("tolerance") ? json.get("tolerance").asDouble() : usual;
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private static JsonNode read() {
        try {
            return new ObjectMapper().readTree(FOLDER.resolve("kit.json").toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static StateDict load() {
        try (var _ = TensorScope.open()) {
            var dict = Weights.load(FOLDER.resolve("kit.safetensors"));
            dict.asMap().values().forEach(Tensor::keep);
            return dict;
        }
    }

    static JsonNode json() {
        return JSON;
    }

    static Tensor tensor(String key) {
        return TENSORS.get(key);
    }

    static List<Case> cases() {
        var cases = new ArrayList<Case>();
        JSON.get("cases").forEach(c -> cases.add(new Case(
                cases.size(), c.get("name").asText(), c.get("kind").asText(), c.get("java").asText(), c)));
        return cases;
    }

    static Stream<Case> cases(String kind) {
        return cases().stream().filter(c -> c.kind().equals(kind));
    }

    /** A state dict as the script's {@code tree} wrote it. */
    static Object tree(JsonNode node) {
        if (node.isObject() && node.has("tensor")) {
            return tensor(node.get("tensor").asText());
        }
        if (node.isObject() && node.has("tuple")) {
            return Tuple.copyOf(stream(node.get("tuple")).map(Kit::tree).toList());
        }
        if (node.isObject() && node.has("float")) {
            return Double.parseDouble(node.get("float").asText().replace("inf", "Infinity").replace("nan", "NaN"));
        }
        if (node.isObject()) {
            var map = new LinkedHashMap<>();
            node.get("dict").forEach(entry -> map.put(scalar(entry.get(0)), tree(entry.get(1))));
            return map;
        }
        return node.isArray() ? stream(node).map(Kit::tree).toList() : scalar(node);
    }

    static Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    private static Object scalar(JsonNode node) {
        return node.isNull() ? null : node.isBoolean() ? (Object) node.asBoolean() : node.isIntegralNumber()
                ? (Object) node.asLong() : node.isNumber() ? (Object) node.asDouble() : node.asText();
    }
}
