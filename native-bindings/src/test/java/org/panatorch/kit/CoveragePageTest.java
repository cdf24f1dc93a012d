package org.panatorch.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** docs/coverage.md is what the cases make of it; {@code -Dpanatorch.writeCoverage=true} writes it. */
class CoveragePageTest {
    private static final Path PAGE = Path.of("../docs/coverage.md");
    private static final Map<String, String> TESTS = Map.of("op", "OperationsTest", "error", "OperationsTest",
            "module", "ModulesTest", "optimizer", "OptimizersTest", "schedule", "SchedulesTest");

    @Test
    void thePageIsUpToDate() throws IOException {
        var page = page();
        if (Boolean.getBoolean("panatorch.writeCoverage")) {
            Files.writeString(PAGE, page);
        }
        assertThat(PAGE).content().as("docs/coverage.md; write it with -Dpanatorch.writeCoverage=true").isEqualTo(page);
    }

    /** The chapter of a name in the script's list, by its prefix. */
    private static String chapter(String name) {
        for (var prefix : List.of("autograd.", "linalg.", "nn.init.", "nn.Module.", "nn.", "F.", "optim.lr_scheduler.", "optim.", "utils.data.")) {
            if (name.startsWith(prefix)) {
                return prefix.equals("F.") ? "nn.functional" : prefix.substring(0, prefix.length() - 1);
            }
        }
        return "torch and Tensor";
    }

    private static String page() {
        var covered = new LinkedHashMap<String, TreeMap<String, List<Kit.Case>>>();
        Kit.json().get("names").fieldNames().forEachRemaining(chapter -> covered.put(chapter, new TreeMap<>()));
        for (var c : Kit.cases()) {
            c.json().get("covers").forEach(name -> covered.get(chapter(name.asText()))
                    .computeIfAbsent(name.asText(), _ -> new ArrayList<>()).add(c));
        }
        var text = new StringBuilder("""
                # What of PyTorch there is

                Each row is a name of PyTorch, a line of Python that uses it, the line of Java that stands for it, and the number
                of cases in which the two are compared: values, and gradients where there are any. The lines are compiled and run
                by the tests in `org.panatorch.kit`, which also write this page. Names that are missing have no method of their
                own yet, or none that is compared (PyTorch's undocumented ones are left out); an operator of libtorch among them is reached by its name:
                `Torch.op("NAME").call(...)`.

                """);
        text.append("%,d cases compare with PyTorch %s. Tolerances: 2e-6 of the largest value in float32 (some cases say 1e-5; Muon's, in bfloat16, 1e-3), 1e-12 in\n"
                .formatted(Kit.cases().size(), Kit.json().get("torch").asText()))
                .append("float64, one unit in the last place in float16 and bfloat16, none in integers and shapes.\n\n")
                .append("| chapter | covered | missing | cases |\n|---|---|---|---|\n");
        covered.forEach((chapter, names) -> text.append("| %s | %d | %d | %d |\n".formatted(chapter, names.size(),
                missing(chapter, names).size(), names.values().stream().flatMap(List::stream).distinct().count())));
        covered.forEach((chapter, names) -> chapter(text, chapter, names));
        return text.toString();
    }

    private static TreeSet<String> missing(String chapter, Map<String, List<Kit.Case>> covered) {
        var missing = new TreeSet<String>();
        Kit.json().get("names").get(chapter).forEach(name -> missing.add(name.asText()));
        missing.removeAll(covered.keySet());
        return missing;
    }

    private static void chapter(StringBuilder text, String chapter, Map<String, List<Kit.Case>> names) {
        text.append("\n## ").append(chapter).append("\n\n| PyTorch | Python | Java | cases | test |\n|---|---|---|---|---|\n");
        names.forEach((name, cases) -> {
            var shown = cases.stream().filter(c -> !c.kind().equals("error")).min(Comparator.comparingInt(c -> c.java().length()))
                    .orElse(cases.getFirst());
            text.append("| `%s` | %s | %s | %d | %s |\n".formatted(name, code(shown.json().get("python").asText()),
                    code(shown.java()), cases.size(), TESTS.get(shown.kind())));
        });
        var missing = missing(chapter, names);
        if (!missing.isEmpty()) {
            text.append("\nMissing: ").append(String.join(", ", missing.stream().map(n -> "`" + n + "`").toList())).append(".\n");
        }
    }

    private static String code(String line) {
        return "`" + line.replaceFirst("^return ", "").replaceFirst("; return x;$", "").replaceFirst(";$", "").replace("|", "\\|") + "`";
    }
}
