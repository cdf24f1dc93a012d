package org.panatorch.repl;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import org.jline.terminal.Attributes;
import org.jline.terminal.Size;
import org.jline.terminal.TerminalBuilder;
import org.panatorch.repl.shell.Terminals;

/**
 * A short session at a terminal that is not there. The launcher runs it once after a build while the JVM notes which
 * classes are loaded, and writes them down for quick starts ({@code -XX:ArchiveClassesAtExit}).
 */
public final class Rehearsal {
    private Rehearsal() {}

    public static void main(String[] args) throws Exception {
        commands();
        if (SystemTerminal.exists()) {
            SystemTerminal.open().close();     // what belongs to a real one
        }
        try (var keys = new PipedOutputStream();
                var terminal = TerminalBuilder.builder().system(false).type("xterm-256color")
                        .streams(new PipedInputStream(keys), OutputStream.nullOutputStream())
                        .attributes(new Attributes()).size(new Size(80, 24)).build()) {
            // typed only when the terminal is set up: what comes earlier would be taken for its answers
            Terminals.interact(terminal, null, _ -> null, () -> type(keys));
        }
        System.exit(0);
    }

    /** The command line's: a model is shown and sampled from. */
    private static void commands() throws IOException, InterruptedException {
        var picture = Files.createTempFile("ddpm-", ".png");
        Main.run("--help");
        Main.run("info");
        Main.run("sample", "--n", "1", "--sampling-steps", "2", "--out", picture.toString());
        Files.delete(picture);
    }

    private static void type(OutputStream keys) {
        try {
            keys.write("help\ruse model SimpleModel\rquit\r".getBytes(StandardCharsets.UTF_8));
            keys.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
