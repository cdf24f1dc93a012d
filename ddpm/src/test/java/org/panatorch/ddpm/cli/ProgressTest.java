package org.panatorch.ddpm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.panatorch.ddpm.cli.ProgressLine.Unit;

class ProgressTest {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

    @Test
    void drawsOverItsLineOnATerminal() throws InterruptedException {
        var terminal = ProgressTerminal.of(out, true, 80, Map.of("NO_COLOR", "1"));
        try (var progress = Progress.start("epoch", 100, 0, Unit.of("images"), terminal, 10)) {
            progress.step(50);
            progress.message("loss 1");
            Thread.sleep(100);
            progress.step(50);
            progress.message("loss 0.5");
        }
        var lines = written().split("\r");
        assertThat(lines.length).isGreaterThan(3);
        assertThat(written()).startsWith("\r").endsWith("\n").containsOnlyOnce("\n").doesNotContain("\u001b")
                .contains("epoch  50%").contains("loss 1");
        assertThat(lines[lines.length - 1]).startsWith("epoch 100% |█").contains("100/100").contains("loss 0.5");
        for (var line : lines) {
            assertThat(line.stripTrailing().length()).isLessThan(80);
        }
    }

    @Test
    void aShorterLineLeavesNothingOfALongerOne() {
        var terminal = ProgressTerminal.of(out, true, 80, Map.of());
        try (var progress = Progress.start("x", -1, 0, Unit.of("images"), terminal, 5)) {
            progress.message("a long message that was here before");
            sleepUntil("before");
            progress.message("");
        }
        var last = written().substring(written().lastIndexOf('\r') + 1);
        assertThat(last).endsWith("     \n");
    }

    @Test
    void writesWholeLinesElsewhere() throws InterruptedException {
        var terminal = ProgressTerminal.of(out, false, 80, Map.of());
        try (var progress = Progress.start("epoch", 100, 0, Unit.of("images"), terminal, 30)) {
            for (int i = 0; i < 10; i++) {
                progress.step(10);
                Thread.sleep(15);
            }
        }
        assertThat(written()).doesNotContain("\r", "\u001b", "\n\n").endsWith("\n");
        var lines = written().lines().toList();
        assertThat(lines).hasSizeBetween(2, 8).allMatch(line -> line.startsWith("epoch: "));
        assertThat(lines.getLast()).startsWith("epoch: 100%, 100/100 images, ");
        assertThat(lines.getFirst()).doesNotContain(" 0/100");
    }

    @Test
    void aShortTaskElsewhereIsOneLine() {
        var terminal = ProgressTerminal.of(out, false, 80, Map.of());
        for (int i = 0; i < 50; i++) {      // closed before the library's thread has woken up, or after
            bytes.reset();
            try (var progress = Progress.start("t", 3, "images", terminal)) {
                progress.step(3);
            }
            assertThat(written().lines()).hasSize(1).allMatch(line -> line.startsWith("t: 100%, 3/3 images"));
        }
    }

    @Test
    void aDumbTerminalGetsPlainLines() {
        var terminal = ProgressTerminal.of(out, true, 80, Map.of("TERM", "dumb"));
        try (var progress = Progress.start("t", 3, "images", terminal)) {
            progress.step(3);
        }
        assertThat(written()).startsWith("t: 100%").doesNotContain("\r");
    }

    @Test
    void looksAtTheEnvironment() {
        assertThat(ProgressTerminal.of(out, true, 0, Map.of("COLUMNS", "132")).width()).isEqualTo(131);
        assertThat(ProgressTerminal.of(out, true, 0, Map.of("COLUMNS", "wide")).width()).isEqualTo(79);
        assertThat(ProgressTerminal.of(out, true, 120, Map.of()).width()).isEqualTo(119);
        assertThat(ProgressTerminal.of(out, true, 120, Map.of()).colour()).isTrue();
        assertThat(ProgressTerminal.of(out, true, 120, Map.of("NO_COLOR", "")).colour()).isTrue();
        assertThat(ProgressTerminal.of(out, true, 120, Map.of("NO_COLOR", "1")).colour()).isFalse();
        var latin = new PrintStream(bytes, true, Charset.forName("ISO-8859-1"));
        assertThat(ProgressTerminal.of(latin, true, 80, Map.of()).unicode()).isFalse();
        assertThat(ProgressTerminal.of(out, true, 80, Map.of()).unicode()).isTrue();
    }

    @Test
    void anInterruptSurvivesTheClosing() {
        var progress = Progress.start("t", 3, "images", ProgressTerminal.of(out, false, 80, Map.of()));
        Thread.currentThread().interrupt();
        progress.close();
        assertThat(Thread.interrupted()).isTrue();
        assertThat(written()).startsWith("t: 0%");
    }

    @Test
    void mayGoBackAndLearnItsTotal() {
        try (var progress = Progress.start("t", -1, "images", ProgressTerminal.of(out, false, 80, Map.of()))) {
            progress.stepTo(8);
            progress.total(10);
            progress.stepTo(5);
        }
        assertThat(written()).startsWith("t: 50%, 5/10 images");
    }

    private void sleepUntil(String text) {
        long end = System.nanoTime() + 5_000_000_000L;
        while (!written().contains(text) && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
    }

    private String written() {
        return bytes.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
    }
}
