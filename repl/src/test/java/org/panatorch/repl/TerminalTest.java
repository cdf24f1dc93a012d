package org.panatorch.repl;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Typed at a terminal, with the screens that a person sees. */
class TerminalTest {
    private static final String SMALL = "use steps 20";

    @Test
    void thePromptTellsWhereOneIs() throws Exception {
        try (var seat = Seat.usual()) {
            assertThat(seat.screen()).isEqualTo("ddpm (no model)>");
            seat.line(SMALL);
            assertThat(Seat.lastLine(seat.line("use model SimpleModel"))).isEqualTo("SimpleModel T=20 dpmpp/20 cpu>");
            assertThat(Seat.lastLine(seat.line("noise 7 at 10"))).isEqualTo("SimpleModel T=20 dpmpp/20 cpu t=10>");
            assertThat(Seat.lastLine(seat.line("run"))).isEqualTo("SimpleModel T=20 dpmpp/20 cpu x0>");
            assertThat(seat.screen()).contains("▀▀▀▀▀", "called r2");
            assertThat(Seat.lastLine(seat.line("use precision bf16"))).contains("cpu bf16 x0>");
        }
    }

    @Test
    void tabCompletes() throws Exception {
        try (var seat = Seat.usual()) {
            seat.line(SMALL);
            seat.line("use model SimpleModel");
            seat.keys("sam\t");
            seat.await(text -> Seat.lastLine(text).endsWith("> sample"));
            seat.keys("--s\t");
            seat.await(text -> Seat.lastLine(text).endsWith("> sample --seed"));
            seat.keys("3\r");
            seat.await(text -> text.contains("r1: 1 image"));
            seat.keys("weights con\t");
            seat.await(text -> text.contains("weights conv\n") && text.contains("conv2"));
            seat.keys("1\r");
            seat.await(text -> text.contains("conv1.weight"));
            seat.keys("use sampler dd\t\r");
            seat.await(text -> text.contains("sampler    ddim"));
            seat.keys("inpaint 7 --hole cen\t");
            seat.await(text -> Seat.lastLine(text).endsWith("--hole center"));
            seat.keys("\025use prec\tbf\t\r");
            seat.await(text -> text.contains("precision  bf16"));
            seat.keys("show r\t\r");
            seat.await(text -> text.contains("> show r1"));
            seat.keys("noise 7 at 1\t");
            seat.await(text -> text.contains("19") && text.contains("14"));
        }
    }

    @Test
    void filesComplete(@TempDir Path folder) throws Exception {
        Files.createFile(folder.resolve("a-model.pth"));
        try (var seat = Seat.usual()) {
            seat.keys("load " + folder + "/a-m\t");
            seat.await(text -> text.replace("\n", "").contains("a-model.pth"));
        }
    }

    @Test
    void ctrlCStopsTheCommandAndKeepsThePrompt() throws Exception {
        try (var seat = Seat.usual()) {
            seat.line("use steps 1000000");
            seat.line("use model SimpleModel");
            seat.line("use sampler ancestral");
            seat.keys("sample 1\r");
            seat.await(text -> text.contains("Ctrl-C stops"));      // the live picture's line
            seat.keys("\003");
            assertThat(seat.await(text -> text.contains("stopped"))).contains("run goes on");
            assertThat(seat.line("seed 3")).contains("t=");
            seat.keys("eval --n 100000\r");
            seat.await(text -> text.contains("sampling"));
            seat.keys("\003");
            seat.await(text -> Seat.lastLine(text).endsWith(">") && text.contains("eval --n 100000") && text.contains("stopped"));
            assertThat(seat.line("java 40 + 2")).contains("42");      // JShell is there now
            seat.keys("java while (true) { }\r");
            Thread.sleep(1500);
            seat.keys("\003");
            seat.await(text -> text.lines().filter(l -> l.contains("stopped")).count() >= 3);
            seat.keys("abandoned\003");
            assertThat(seat.line("seed")).contains("seed 3");
        }
    }

    @Test
    void ctrlDLeavesJavaFirstThenTheSession() throws Exception {
        try (var seat = Seat.usual()) {
            seat.keys("java\r");
            seat.await(text -> Seat.lastLine(text).startsWith("java>"));
            seat.keys("int f(int a) {\r");
            seat.await(text -> Seat.lastLine(text).startsWith("..."));
            seat.keys("return a + 1; }\r");
            seat.await(text -> text.contains("defined"));
            seat.keys("f(41)\r");
            seat.await(text -> text.contains("\n42\n"));
            seat.keys("\004");
            seat.await(text -> Seat.lastLine(text).startsWith("ddpm (no model)>"));
            seat.keys("\004");
            assertThat(seat.ends()).isTrue();
        }
    }

    @Test
    void historyStaysFromSessionToSession(@TempDir Path folder) throws Exception {
        var history = folder.resolve("sub/history");
        try (var seat = new Seat(80, 24, "xterm", Map.of(), history)) {
            seat.line("seed 123");
        }
        try (var seat = new Seat(80, 24, "xterm", Map.of(), history)) {
            seat.keys("\033OA");        // arrow up
            seat.await(text -> Seat.lastLine(text).contains("seed 123"));
        }
    }

    @Test
    void aHistoryThatCannotBeKeptIsToldOnce(@TempDir Path folder) throws Exception {
        var damaged = Files.write(folder.resolve("damaged"), new byte[] {'1', ':', (byte) 0xff, '\n'});
        var foreign = Files.writeString(folder.resolve("notes"), "buy milk\n");
        var within = foreign.resolve("history");
        for (var file : List.of(damaged, foreign, within, folder)) {
            try (var seat = new Seat(300, 24, "xterm", Map.of(), file)) {
                assertThat(seat.line("seed 123").lines()).as("" + file).hasSize(3)
                        .first().asString().startsWith("error: lines will not be kept: ").contains(file.getParent().toString());
            }
        }
        assertThat(foreign).hasContent("buy milk");
    }

    @Test
    void aBackslashContinuesTheLine() throws Exception {
        try (var seat = Seat.usual()) {
            seat.keys("seed \\\r");
            seat.await(text -> Seat.lastLine(text).startsWith("..."));
            seat.keys("77\r");
            seat.await(text -> Seat.lastLine(text).startsWith("ddpm"));
            assertThat(seat.line("seed")).contains("seed 77");
        }
    }

    /** A terminal that brackets what is pasted gives all of its lines at once. */
    @Test
    void pastedLinesRunOneAfterTheOther() throws Exception {
        try (var seat = Seat.usual()) {
            seat.keys("\033[200~seed 7\n# a comment\nseed\nuse steps \\\n20\nseed\033[201~\r");
            assertThat(seat.await(text -> Seat.lastLine(text).equals("ddpm (no model)>")))
                    .containsPattern("seed 7\nmodel +none yet\nsteps +20\n(.*\n)+seed 7\n");
            seat.keys("\033[200~seed 8\nsed 9\nseed 10\n\033[201~\r");
            seat.await(text -> text.contains("error: no command sed (did you mean seed?)"));
            assertThat(seat.line("seed")).contains("\nseed 8\n");
            seat.line("java");
            seat.keys("\033[200~int twice(int a) {\n  return 2 * a;\n}\nvar b = twice(21)\nb + 1\033[201~\r");
            seat.await(text -> text.contains("defined\nb = 42\n43\njava>"));
        }
    }

    @Test
    void timestepsAreOfferedInTheirOrder() throws Exception {
        try (var seat = Seat.usual()) {
            seat.line("use steps 50");
            seat.line("use model SimpleModel");
            seat.keys("noise 7 at \t");
            seat.await(text -> text.contains("49   36   24   12   4    0"));
        }
    }

    @Test
    void aNarrowWindowAndAWiderOne() throws Exception {
        try (var seat = new Seat(38, 60, "xterm-256color", Map.of(), null)) {
            seat.line(SMALL);
            seat.line("use model SimpleModel");
            assertThat(Seat.lastLine(seat.line("noise 7 at 10"))).isEqualTo("t=10>");
            assertThat(seat.screen()).contains("mean       std").doesNotContain("max");
            assertThat(seat.line("smaple")).contains("error: no command smaple (did you mean\n  sample?); help lists them");
            var weights = seat.line("weights conv1");
            assertThat(weights.substring(weights.indexOf("> weights"))).contains("tensor       shape").doesNotContain("max");
            assertThat(seat.line("info")).contains("linear         32\ntotal         337\n").doesNotContain("kind");
            seat.resize(100, 50);
            seat.keys("noise 7 at 11\r");
            seat.await(text -> Seat.lastLine(text).equals("SimpleModel T=20 dpmpp/20 cpu t=11>"));
        }
    }

    @Test
    void withoutColourThereAreShadesAndOnADumbTerminalNoControls() throws Exception {
        try (var seat = new Seat(90, 40, "xterm-256color", Map.of("NO_COLOR", "1"), null)) {
            seat.line(SMALL);
            seat.line("use model SimpleModel");
            assertThat(seat.line("noise 7 at 2")).contains("▓").doesNotContain("▀");
        }
        try (var seat = new Seat(90, 40, "dumb", Map.of(), null)) {
            seat.line(SMALL);
            seat.line("use model SimpleModel");
            assertThat(seat.line("noise 7 at 2")).contains("▓").doesNotContain("▀");
            assertThat(seat.line("sample 2")).contains("2 images, 20 steps");
        }
    }

    @Test
    void terminalsWithGraphicsGetThem() throws Exception {
        for (var protocol : Map.of("kitty", "\033_G", "iterm", "\033]1337;File=", "sixel", "\033P").entrySet()) {
            try (var seat = Seat.usual()) {
                seat.keys(SMALL + "\ruse model SimpleModel\rset live off\rset pictures " + protocol.getKey() + "\rsample 2 as a\r");
                seat.awaitWritten("a: 2 images");
                assertThat(seat.written()).as(protocol.getKey()).contains(protocol.getValue()).doesNotContain("▀");
            }
        }
    }
}
