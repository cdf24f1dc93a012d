package org.panatorch.repl;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of docs/repl.md work as they stand there, and print what the page shows. */
class TourTest {
    private static final Pattern BLOCK = Pattern.compile("```(repl|screen) ?([^\n]*)\n(.*?)\n```", Pattern.DOTALL);

    @Test
    void theTour(@TempDir Path folder) throws Exception {
        var page = Files.readString(Path.of("..", "docs", "repl.md"));
        int commands = 0;
        try (var repl = new Typed()) {
            for (var block = BLOCK.matcher(page); block.find(); ) {
                if (block.group(1).equals("screen")) {
                    assertThat(shape(repl.good(block.group(2)))).as(block.group(2)).isEqualTo(shape(block.group(3)));
                    continue;
                }
                for (var line : block.group(3).lines().toList()) {
                    // the page's files are the reader's; here they go to a folder that is thrown away
                    repl.good(line.replaceAll("(?<=--out |save |load )", folder + "/"));
                    commands++;
                }
            }
            assertThat(commands).isGreaterThan(30);
            assertThat(folder.resolve("trace.gif")).isNotEmptyFile();
        }
    }

    /** The text without its last decimals, which are the processor's own, and the blanks that depend on them. */
    private static String shape(String text) {
        return String.join("\n", text.lines()
                .map(line -> line.replaceAll(" *-?\\d+\\.\\d+", " #").stripTrailing()).toList());
    }
}
