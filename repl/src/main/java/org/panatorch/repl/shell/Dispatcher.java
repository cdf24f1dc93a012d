package org.panatorch.repl.shell;

import java.util.List;
import org.jline.reader.Completer;
import org.jline.shell.CommandDescription;
import org.jline.shell.CommandDispatcher;
import org.jline.shell.CommandGroup;
import org.jline.shell.CommandLine;
import org.jline.shell.ExitShellException;
import org.jline.shell.Pipeline;
import org.jline.terminal.Terminal;

/**
 * JLine's Shell reads lines, keeps the history and draws the prompt; the lines go to the {@link Interpreter} whole. Its
 * own dispatcher would split them at {@code |}, {@code ;} and {@code >}, which are Java's, too.
 */
final class Dispatcher implements CommandDispatcher {
    private final Terminal terminal;
    private final Interpreter interpreter;

    Dispatcher(Terminal terminal, Interpreter interpreter) {
        this.terminal = terminal;
        this.interpreter = interpreter;
    }

    /** Several lines, which were pasted at once, run one after the other to the first that fails. */
    @Override
    public Object execute(String lines) throws ExitShellException {
        new Script(interpreter).run(lines.lines().iterator());
        if (interpreter.ended()) {
            throw new ExitShellException(null);
        }
        return null;
    }

    @Override
    public Completer completer() {
        return new Candidates(interpreter);
    }

    @Override
    public Terminal terminal() {
        return terminal;
    }

    @Override
    public void addGroup(CommandGroup group) {
        throw new UnsupportedOperationException("the commands are those of the interpreter");
    }

    @Override
    public List<CommandGroup> groups() {
        return List.of();
    }

    @Override
    public Object execute(Pipeline pipeline) {
        throw new UnsupportedOperationException("there are no pipelines");
    }

    @Override
    public CommandDescription describe(CommandLine line) {
        return null;
    }

    @Override
    public void close() {
        // the interpreter belongs to who made it
    }
}
