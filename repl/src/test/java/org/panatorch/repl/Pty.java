package org.panatorch.repl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The real process in a real pseudo-terminal, which util-linux's {@code script} makes. */
final class Pty implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 60;

    private final Process process;
    private final OutputStream keys;
    private final StringBuilder output = new StringBuilder();
    private final Thread reader;

    private Pty(Process process) {
        this.process = process;
        this.keys = process.getOutputStream();
        reader = Thread.ofVirtual().start(this::read);
    }

    /**
     * A session that has come to its prompt.
     *
     * @param folder where it runs
     * @param environment TERM, and what else it is told
     */
    static Pty repl(Path folder, int columns, int rows, Map<String, String> environment) throws Exception {
        return repl(folder, columns, rows, environment, "");
    }

    /** {@link #repl}, with keys that are pressed before it has come to its prompt. */
    static Pty repl(Path folder, int columns, int rows, Map<String, String> environment, String early) throws Exception {
        assumeTrue(has("script", "--version"), "util-linux's script, which makes a pseudo-terminal, is not here");
        // a build started in the background of a script ignores Ctrl-C, and so would every process below it
        assumeTrue(has("env", "--default-signal=INT", "true"), "no env that can give Ctrl-C its meaning back (coreutils 8.31)");
        var command = "stty cols " + columns + " rows " + rows + "; exec env --default-signal=INT "
                + ProcessTest.java("repl", "--no-history").stream().map(word -> "'" + word + "'").collect(Collectors.joining(" "));
        var builder = new ProcessBuilder("script", "-qefc", command, folder.resolve("typescript").toString())
                .directory(folder.toFile()).redirectErrorStream(true);
        // what the terminal of the build can do is not what this one can
        builder.environment().keySet().removeAll(
                List.of("COLORTERM", "NO_COLOR", "WT_SESSION", "TERM_PROGRAM", "KITTY_WINDOW_ID", "LC_TERMINAL", "ITERM_SESSION_ID"));
        builder.environment().putAll(environment);
        var pty = new Pty(builder.start());
        pty.type(early);
        pty.await("(no model)> ");
        return pty;
    }

    static boolean has(String... command) {
        try {
            return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void read() {
        byte[] buffer = new byte[8192];
        try (var in = process.getInputStream()) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                synchronized (output) {
                    output.append(new String(buffer, 0, n, StandardCharsets.ISO_8859_1));
                }
            }
        } catch (IOException e) {
            // the process has ended
        }
    }

    void type(String text) throws IOException {
        keys.write(text.getBytes(StandardCharsets.UTF_8));
        keys.flush();
    }

    /** Types a line and waits for the next prompt; returns what came in between, with what controls the terminal. */
    String line(String line) throws Exception {
        awaitPrompt();
        int before = output().length();
        type(line + "\r");
        await(text -> text.substring(before).contains("\n"), "the end of " + line);
        awaitPrompt();
        return output().substring(before);
    }

    /** All that was written, with what controls the terminal. */
    String output() {
        synchronized (output) {
            return new String(output.toString().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
        }
    }

    /** What was written, without what controls the terminal. */
    static String plain(String text) {
        return text.replaceAll("\033(\\[[0-9;?<>=]*[ -/]*[a-zA-Z]|[=>M])", "").replace("\r", "");
    }

    void await(String text) throws InterruptedException {
        await(written -> written.contains(text), "\"" + text + "\"");
    }

    /** Waits until the last thing written, apart from control sequences, is a prompt. */
    void awaitPrompt() throws InterruptedException {
        await(text -> plain(text).endsWith("> "), "a prompt");
    }

    private void await(Predicate<String> seen, String what) throws InterruptedException {
        for (long end = System.nanoTime() + PATIENCE_SECONDS * 1_000_000_000; System.nanoTime() < end; Thread.sleep(20)) {
            if (seen.test(output())) {
                return;
            }
        }
        throw new AssertionError(what + " was not seen; the output is\n" + output());
    }

    /** The Java process. */
    ProcessHandle java() {
        return process.descendants().filter(p -> p.info().command().orElse("").endsWith("/java")).findFirst().orElseThrow();
    }

    /** Waits for its end; the exit status. */
    int ended() throws InterruptedException {
        assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).as("it ends by itself").isTrue();
        reader.join();
        return process.exitValue();
    }

    @Override
    public void close() throws IOException {
        keys.close();
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
