package org.panatorch.repl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.jline.terminal.Size;
import org.jline.terminal.impl.LineDisciplineTerminal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.panatorch.repl.render.Screen;
import org.panatorch.repl.session.Session;
import org.panatorch.repl.shell.Interpreter;

/** What is written in windows of several widths, {@code help} above all. */
class WindowWidthsTest {
    @Test
    void inANarrowWindowOptionsStandAboveWhatTheyDo() throws Exception {
        assertThat(written("help sample", 40)).isEqualTo("""
                Usage: sample [--as=NAME] [--out=FILE]
                  [--seed=SEED] [N]
                Sample digits, from noise to image, and
                show them.
                With the sampler in use (use sampler,
                use sampling-steps). The way there
                stays: at T looks into it, trace shows
                it. Ctrl-C stops where it is; run goes
                on from there.
                  [N]
                    How many (default: 1).
                  --as=NAME
                    What to call what comes out.
                  --out=FILE
                    Write it to this PNG file, too.
                  --seed=SEED
                    Another seed, for this time only.
                Example: sample 4 as four
                """);
        assertThat(written("help", 40)).contains("""
                Pictures
                  sample      Sample digits, from noise
                              to image, and show them.
                  show        Show pictures in the
                              terminal.
                """);
    }

    @ParameterizedTest
    @ValueSource(ints = {30, 40, 54, 55, 80, 200})
    void noLineIsTooLongAndNoWordIsBroken(int columns) throws Exception {
        for (var command : commands()) {
            fits(command, columns);
        }
    }

    /** A command of the command line, which knows nothing of windows. */
    @Test
    void aCommandThatWritesLongLines() throws Exception {
        fits("doctor", 40);
    }

    private static void fits(String command, int columns) throws Exception {
        var text = written(command, columns);
        // a file's name may be longer than the window
        assertThat(text.lines()).as(command).allMatch(line -> line.length() <= columns || !line.strip().contains(" "));
        assertThat(words(text)).as(command).isEqualTo(words(written(command, 1000)));
    }

    private static Set<String> commands() throws Exception {
        try (var repl = new Typed()) {
            var commands = repl.interpreter.verbs().names().stream().map(name -> "help " + name).collect(Collectors.toSet());
            commands.add("help");
            commands.add("train --help");
            return commands;
        }
    }

    private static Set<String> words(String text) {
        return Arrays.stream(text.split("\\s+")).collect(Collectors.toSet());
    }

    private static String written(String command, int columns) throws Exception {
        var written = new ByteArrayOutputStream();
        try (var terminal = new LineDisciplineTerminal("test", "xterm", written, StandardCharsets.UTF_8)) {
            terminal.setSize(new Size(columns, 20));
            try (var interpreter = new Interpreter(new Session(Screen.of(terminal, _ -> null)))) {
                assertThat(interpreter.run(command)).isZero();
            }
        }
        return written.toString(StandardCharsets.UTF_8).replace("\r", "");
    }
}
