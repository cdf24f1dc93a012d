package org.panatorch.repl;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.InfoCmp;
import org.panatorch.repl.jshell.JavaMode;
import org.panatorch.repl.render.Screen;
import org.panatorch.repl.session.Session;
import org.panatorch.repl.shell.History;
import org.panatorch.repl.shell.Terminals;
import org.panatorch.torch.LibTorchInfo;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ddpm repl}. */
@Command(name = "repl", mixinStandardHelpOptions = true, description = {
        "A place to try things: load weights, sample, walk through the timesteps, look at pictures.",
        "At a terminal it asks for commands (help lists them). With FILE, or with commands on standard input, it runs"
                + " those, and stops with exit status 2 at the first that fails."})
final class ReplCommand implements Callable<Integer> {
    /** Terminals that JLine brings a description of. */
    private static final Set<String> DESCRIBED = Set.of("xterm", "xterm-256color", "screen", "screen-256color");

    @Parameters(index = "0", arity = "0..1", paramLabel = "FILE", description = "Commands to run, instead of asking.")
    private Path file;

    @Option(names = "--history", paramLabel = "FILE",
            description = "Where typed lines are kept (default: DDPM_HISTORY, or ~/.local/state/panatorch/repl-history).")
    private Path history;

    @Option(names = "--no-history", description = "Keep no lines.")
    private boolean noHistory;

    @Override
    public Integer call() throws Exception {
        if (file != null) {
            return Terminals.runFile(file, new Session(Screen.plain(System.out, System.err)));
        }
        if (!isTerminal()) {
            return Terminals.runPipe(System.in, Charset.forName(System.getProperty("stdin.encoding", "UTF-8")),
                    new Session(Screen.plain(System.out, System.err)));
        }
        try (var terminal = terminal()) {
            if (terminal.getColumns() <= 0) {
                terminal.setSize(new Size(80, 24));     // a pseudo-terminal that nobody gave a size
            }
            return Terminals.interact(terminal, historyFile(), System::getenv, ReplCommand::warmUp);
        }
    }

    /** Java tells of stdin and stdout together only: a terminal with the output in a pipe counts as none. */
    static boolean isTerminal() {
        var console = System.console();
        return console != null && console.isTerminal();
    }

    /**
     * JLine would try three ways to the terminal before it takes one: a foreign call takes a quarter of a second to
     * link, another process as long to start. Its own library serves nearly everywhere; the others are for the rest.
     * For the same reason the abilities of common terminals come from JLine, which would run infocmp.
     */
    static Terminal terminal() throws IOException {
        var type = System.getenv("TERM");
        if (type != null && DESCRIBED.contains(type)) {
            InfoCmp.setLoadedInfoCmp(type, () -> InfoCmp.getDefaultInfoCmp(type));
        }
        var terminal = TerminalBuilder.builder().system(true).dumb(true).ffm(false).exec(false).build();
        if (!terminal.getType().startsWith(Terminal.TYPE_DUMB) || "dumb".equals(System.getenv("TERM"))) {
            return terminal;
        }
        terminal.close();
        return TerminalBuilder.builder().system(true).dumb(true).build();
    }

    private Path historyFile() {
        return noHistory ? null : history != null ? history
                : History.file(System.getenv(), Path.of(System.getProperty("user.home")));
    }

    /** While the person reads the prompt and types: libtorch, then the Java compiler. */
    private static void warmUp() {
        var thread = new Thread(() -> {
            LibTorchInfo.version();
            JavaMode.warmUp();
        }, "warm-up");
        thread.setDaemon(true);
        thread.setPriority(Thread.MIN_PRIORITY);
        thread.start();
    }
}
