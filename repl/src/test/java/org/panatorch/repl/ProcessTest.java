package org.panatorch.repl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The real process: in a real pseudo-terminal, with a script, on a pipe. */
@Timeout(120)
class ProcessTest {
    private static final long PATIENCE_SECONDS = 60;

    @TempDir
    private Path folder;

    @Test
    void aPseudoTerminal() throws Exception {
        try (var pty = Pty.repl(folder, 90, 40, Map.of("TERM", "xterm-256color"))) {
            pty.type("use steps 200000\r");
            pty.await("precision");
            pty.type("use model SimpleModel\r");
            pty.await("SimpleModel T=200000");
            pty.type("use sampler ancestral\r");
            pty.await("T=200000 ancestral");
            pty.type("sample\r");
            pty.await("Ctrl-C stops");
            pty.type("\003");
            pty.await("stopped");
            pty.type("smaple\r");
            pty.await("did you mean sample?");
            pty.awaitPrompt();        // the system forgets a Ctrl-D that comes while a command runs
            pty.type("\004");
            assertThat(pty.ended()).isZero();
            assertThat(pty.output()).doesNotContain("WARNING", "Exception");
        }
    }

    /** The system shows what is typed and what Ctrl-C is; the program does not show it again, and nothing controls. */
    @Test
    void aDumbTerminal() throws Exception {
        try (var pty = Pty.repl(folder, 90, 40, Map.of("TERM", "dumb"))) {
            assertThat(pty.line("seed 3")).isEqualTo("seed 3\r\nddpm (no model)> ");
            pty.line("use steps 200000");
            pty.line("use model SimpleModel");
            pty.line("use sampler ancestral");
            pty.type("sample\r");
            Thread.sleep(1000);       // nothing is drawn while it runs
            pty.type("\003");
            pty.await("^C\r\nat t = ");
            pty.await("stopped");
            assertThat(pty.line("java")).contains("goes back").endsWith("java> ");
            pty.type("\004");
            pty.await("java> \r\nSimpleModel");
            pty.type("half a line");
            pty.await("half a line");
            pty.type("\003");
            pty.await("half a line^C\r\nSimpleModel");
            pty.awaitPrompt();
            pty.type("\004");
            assertThat(pty.ended()).isZero();
            assertThat(pty.output()).doesNotContain("\033").endsWith("> \r\n");
        }
    }

    /** The system refuses more memory: one line, the prompt is there again, and the walk is where it was. */
    @Test
    void aBatchThatDoesNotFit() throws Exception {
        assumeTrue(Pty.has("prlimit", "--version"), "util-linux, which limits a process's memory");
        try (var pty = Pty.repl(folder, 200, 40, Map.of("TERM", "xterm-256color"))) {
            pty.type("set live off\ruse model AdvUNetModel\ruse sampling-steps 1\rnoise 7 at 1234\r");
            pty.await("AdvUNetModel T=2000 dpmpp/1 cpu t=1234>");
            limit(pty.java(), size(pty.java()) + ROOM);
            pty.type("sample 1024\r");
            pty.await("error: the memory is full (");
            pty.await("gives some back");
            pty.type("sample 1 as small\r");
            pty.await("small: 1 image");
            pty.type("quit\r");
            pty.ended();
            var error = pty.output().substring(pty.output().indexOf("error: the memory"));
            assertThat(error.lines().findFirst().orElseThrow()).contains("ask for fewer images");
            assertThat(error.substring(0, error.indexOf("sample 1 as"))).contains("t=1234>");
        }
    }

    /** What the process may still ask for: enough for Java and for one image, not for a thousand. */
    private static final long ROOM = 400L << 20;

    private static long size(ProcessHandle process) throws IOException {
        return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream().filter(line -> line.startsWith("VmSize:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10).findFirst().orElseThrow();
    }

    private static void limit(ProcessHandle process, long bytes) throws Exception {
        assertThat(new ProcessBuilder("prlimit", "--pid", "" + process.pid(), "--as=" + bytes).start().waitFor()).isZero();
    }

    @Test
    void aPipe() throws Exception {
        var good = run("seed 4\nseed\njava 1 +\\\n 1\n", "repl");
        assertThat(good).isEqualTo(new Ended(0, "seed 4\n2\n", ""));
        var bad = run("seed 4\nsmaple\nseed\n", "repl");
        assertThat(bad).isEqualTo(new Ended(2, "", "error: no command smaple (did you mean sample?); help lists them\n"));
    }

    @Test
    void aScript() throws Exception {
        var script = Files.writeString(folder.resolve("s.ddpm"), "seed 9\nseed\nshow nobody\n");
        var ended = run("", "repl", script.toString());
        assertThat(ended.status()).isEqualTo(2);
        assertThat(ended.out()).isEqualTo("seed 9\n");
        assertThat(ended.err()).contains("nothing is called nobody", "s.ddpm: stopped at line 3");
    }

    /** What a command says of its end is said before the process is gone. */
    @Test
    void ctrlCOnTheCommandLine() throws Exception {
        var err = folder.resolve("err");
        var process = start(java("sample", "--n", "4", "--sampler", "ancestral", "--out", "x.png"), err);
        while (!Files.readString(err).contains("sampling")) {
            assertThat(process.isAlive()).isTrue();
            Thread.sleep(20);
        }
        new ProcessBuilder("kill", "-INT", "" + process.pid()).start().waitFor();
        assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(130);
        assertThat(err).content().endsWith("Stopped; no picture was written\n");
        assertThat(folder.resolve("x.png")).doesNotExist();
    }

    private record Ended(int status, String out, String err) {}

    private Ended run(String input, String... args) throws Exception {
        var err = folder.resolve("err");
        var process = start(java(args), err);
        try (var in = process.getOutputStream()) {
            in.write(input.getBytes(StandardCharsets.UTF_8));
        }
        var out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        return new Ended(process.exitValue(), out, Files.readString(err));
    }

    static List<String> java(String... args) {
        var command = new ArrayList<>(List.of(System.getProperty("java.home") + "/bin/java",
                "--enable-native-access=ALL-UNNAMED", "--illegal-native-access=deny", "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"), "org.panatorch.repl.Main"));
        command.addAll(List.of(args));
        return command;
    }

    private Process start(List<String> command, Path err) throws IOException {
        var builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().put("TERM", "xterm-256color");
        return builder.redirectError(err.toFile()).start();
    }
}
