package org.panatorch.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The lines of code that README.md says each file has. Not counted: blank lines, comments, docstrings, imports. */
class LinesTest {
    private static final Pattern ROW = Pattern.compile("]\\((src/main/[^)]+)\\) \\| (\\d+) ");
    private static final Pattern NO_CODE = Pattern.compile("(?s)\"\"\".*?\"\"\"|/\\*.*?\\*/");
    private static final Pattern UNCOUNTED = Pattern.compile("(#|//|import |from \\w\\S* import |package |@Override).*");

    @Test
    void theReadmeCountsThem() throws IOException {
        var said = new TreeMap<String, Long>();
        ROW.matcher(Files.readString(Path.of("README.md"))).results()
                .forEach(row -> said.put(row.group(1), Long.parseLong(row.group(2))));
        var counted = new TreeMap<String, Long>();
        for (var folder : new String[] {"mnist", "gpt", "conditional"}) {
            try (var files = Files.list(Path.of("src/main/java/org/panatorch/examples", folder))) {
                for (var file : files.filter(f -> f.toString().matches(".*\\.(py|java)")).toList()) {
                    counted.put(file.toString().replace('\\', '/'), lines(Files.readString(file)));
                }
            }
        }
        assertThat(said).isEqualTo(counted);
    }

    private static long lines(String text) {
        return NO_CODE.matcher(text).replaceAll("").lines().map(String::strip)
                .filter(line -> !line.isEmpty() && !UNCOUNTED.matcher(line).matches()).count();
    }

    /** Such as they should not be counted. */
    @Test
    void whatIsNoCodeIsNotCounted() {
        var samples = Map.of("\"\"\"A module.\n\nx = 1\n\"\"\"\nimport a\nfrom b.c import d\n\n# e\nx = 1\n", 1L,
                "package a;\n\nimport b;\n\n/** c\n * d */\n@Override\nint x;   // e\n", 1L);
        samples.forEach((text, lines) -> assertThat(lines(text)).as(text).isEqualTo(lines));
    }
}
