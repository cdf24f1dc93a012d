package org.panatorch.repl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
        assumeTrue(has("script", "--version"), "util-linux's script, which makes a pseudo-terminal, is not here");
        // a build started in the background of a script ignores Ctrl-C, and so would every process below it
        assumeTrue(has("env", "--default-signal=INT", "true"), "no env that can give Ctrl-C its meaning back (coreutils 8.31)");
        var command = "stty cols 90 rows 40; exec env --default-signal=INT " + String.join(" ", java("repl", "--no-history"));
        var process = start(List.of("script", "-qefc", command, folder.resolve("typescript").toString()), null);
        try (var keys = process.getOutputStream()) {
            var output = new StringBuilder();
            var reader = Thread.ofVirtual().start(() -> read(process, output));
            await(output, "(no model)> ");
            type(keys, "use steps 200000\r");
            await(output, "precision");
            type(keys, "use model SimpleModel\r");
            await(output, "SimpleModel T=200000");
            type(keys, "use sampler ancestral\r");
            await(output, "T=200000 ancestral");
            type(keys, "sample\r");
            await(output, "Ctrl-C stops");
            type(keys, "\003");
            await(output, "stopped");
            type(keys, "smaple\r");
            await(output, "did you mean sample?");
            awaitPrompt(output);        // the system forgets a Ctrl-D that comes while a command runs
            type(keys, "\004");
            assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
            reader.join();
            assertThat(process.exitValue()).isZero();
            assertThat(output.toString()).doesNotContain("WARNING", "Exception");
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    /** The system refuses more memory: one line, the prompt is there again, and the walk is where it was. */
    @Test
    void aBatchThatDoesNotFit() throws Exception {
        assumeTrue(has("script", "--version") && has("prlimit", "--version"), "util-linux, which limits a process's memory");
        var command = "stty cols 200 rows 40; exec " + String.join(" ", java("repl", "--no-history"));
        var process = start(List.of("script", "-qefc", command, folder.resolve("typescript").toString()), null);
        try (var keys = process.getOutputStream()) {
            var output = new StringBuilder();
            var reader = Thread.ofVirtual().start(() -> read(process, output));
            await(output, "(no model)> ");
            type(keys, "set live off\ruse model AdvUNetModel\ruse sampling-steps 1\rnoise 7 at 1234\r");
            await(output, "AdvUNetModel T=2000 dpmpp/1 cpu t=1234>");
            var java = process.descendants().filter(p -> p.info().command().orElse("").endsWith("/java")).findFirst().orElseThrow();
            limit(java, size(java) + ROOM);
            type(keys, "sample 1024\r");
            await(output, "error: the memory is full (");
            await(output, "gives some back");
            type(keys, "sample 1 as small\r");
            await(output, "small: 1 image");
            type(keys, "quit\r");
            assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
            reader.join();
            var error = output.substring(output.indexOf("error: the memory"));
            assertThat(error.lines().findFirst().orElseThrow()).contains("ask for fewer images");
            assertThat(error.substring(0, error.indexOf("sample 1 as"))).contains("t=1234>");
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
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

    private static List<String> java(String... args) {
        var command = new ArrayList<>(List.of(System.getProperty("java.home") + "/bin/java",
                "--enable-native-access=ALL-UNNAMED", "--illegal-native-access=deny", "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"), "org.panatorch.repl.Main"));
        command.addAll(List.of(args));
        return command;
    }

    private Process start(List<String> command, Path err) throws IOException {
        var builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().put("TERM", "xterm-256color");
        if (err == null) {
            builder.redirectErrorStream(true);
        } else {
            builder.redirectError(err.toFile());
        }
        return builder.start();
    }

    private static boolean has(String... command) {
        try {
            return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static void type(java.io.OutputStream keys, String text) throws IOException {
        keys.write(text.getBytes(StandardCharsets.UTF_8));
        keys.flush();
    }

    private static void read(Process process, StringBuilder output) {
        byte[] buffer = new byte[8192];
        try (var in = process.getInputStream()) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                synchronized (output) {
                    output.append(new String(buffer, 0, n, StandardCharsets.UTF_8));
                }
            }
        } catch (IOException e) {
            // the process has ended
        }
    }

    /** Waits until the last thing written, apart from control sequences, is a prompt. */
    private static void awaitPrompt(StringBuilder output) throws InterruptedException {
        for (long end = System.nanoTime() + PATIENCE_SECONDS * 1_000_000_000; System.nanoTime() < end; Thread.sleep(20)) {
            synchronized (output) {
                if (output.toString().replaceAll("\033(\\[[0-9;?]*[a-zA-Z]|[=>])", "").endsWith("> ")) {
                    return;
                }
            }
        }
        throw new AssertionError("no prompt came; the output is\n" + output);
    }

    private static void await(StringBuilder output, String text) throws InterruptedException {
        for (long end = System.nanoTime() + PATIENCE_SECONDS * 1_000_000_000; System.nanoTime() < end; Thread.sleep(20)) {
            synchronized (output) {
                if (output.indexOf(text) >= 0) {
                    return;
                }
            }
        }
        throw new AssertionError("\"" + text + "\" was not seen; the output is\n" + output);
    }
}
