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
