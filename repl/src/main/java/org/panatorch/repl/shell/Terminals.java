package org.panatorch.repl.shell;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.jline.reader.LineReader;
import org.jline.shell.Shell;
import org.jline.terminal.Terminal;
import org.jline.terminal.Terminal.Signal;
import org.panatorch.ddpm.UserException;
import org.panatorch.repl.render.Screen;
import org.panatorch.repl.session.Session;

/** A session at a terminal, on JLine's Shell; or on a pipe or a file. */
public final class Terminals {
    private static final int HISTORY_LINES = 5000;

    private Terminals() {}

    /**
     * Talks to a person until {@code quit} or Ctrl-D.
     *
     * @param history where lines are kept, or null for nowhere
     * @param started run once when all is set up, just before the first prompt
     */
    public static int interact(Terminal terminal, Path history, UnaryOperator<String> env, Runnable started)
            throws Exception {
        var session = new Session(Screen.of(terminal, env));
        try (var interpreter = new Interpreter(session)) {
            // while a command runs the terminal is in its usual mode, and Ctrl-C comes as a signal
            terminal.handle(Signal.INT, _ -> {
                session.interrupt();
                interpreter.java().stop();
            });
            try (var shell = shell(terminal, interpreter, usable(history, session.screen()))) {
                started.run();
                shell.run();
                while (leavesJava(terminal, interpreter)) {
                    shell.run();
                }
            }
            return 0;
        }
    }

    private static Path usable(Path history, Screen screen) {
        try {
            if (history != null) {
                History.requireUsable(history);
            }
            return history;
        } catch (UserException e) {
            screen.error("lines will not be kept: " + e.getMessage());
            return null;
        }
    }

    /** After {@code quit} or Ctrl-D: in Java, Ctrl-D leaves that, not the session. */
    private static boolean leavesJava(Terminal terminal, Interpreter interpreter) {
        if (!interpreter.ended() && terminal.getColumns() <= 0) {
            terminal.writer().println();        // a dumb terminal is still behind its prompt then
            terminal.flush();
        }
        boolean java = interpreter.inJavaMode() && !interpreter.ended();
        interpreter.javaMode(false);
        return java;
    }

    private static Shell shell(Terminal terminal, Interpreter interpreter, Path history) throws IOException {
        var builder = Shell.builder().terminal(terminal)
                .dispatcher(new Dispatcher(terminal, interpreter))
                .parser(new LineParser(interpreter))
                .prompt(interpreter::prompt)
                // help, history and quit are ours: they are there on a pipe, too
                .helpCommands(false).historyCommands(false).exitCommands(false).optionCommands(false)
                .variable(LineReader.SECONDARY_PROMPT_PATTERN, "... ")
                .variable(LineReader.HISTORY_SIZE, HISTORY_LINES)
                .variable(LineReader.HISTORY_FILE_SIZE, HISTORY_LINES)
                .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                .option(LineReader.Option.HISTORY_IGNORE_SPACE, true)
                .option(LineReader.Option.AUTO_FRESH_LINE, true);
        if (history != null) {
            builder.historyFile(history);
        }
        return builder.build();
    }

    /** Runs the lines of a file; 0, or 2 at the first that fails, or 130 for Ctrl-C. */
    public static int runFile(Path file, Session session) {
        try (var interpreter = new Interpreter(session)) {
            var script = new Script(interpreter);
            int failed = script.run(Script.linesOf(file));
            if (failed > 0) {
                session.screen().error(file + ": stopped at line " + failed);
            }
            return script.status();
        }
    }

    /** Runs the lines that come on a pipe. */
    public static int runPipe(java.io.InputStream in, Charset charset, Session session) {
        try (var interpreter = new Interpreter(session)) {
            var script = new Script(interpreter);
            script.run(Script.linesOf(new BufferedReader(new InputStreamReader(in, charset))));
            return script.status();
        }
    }
}
