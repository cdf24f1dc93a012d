package org.panatorch.repl;

import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.concurrent.Callable;
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
        if (!SystemTerminal.exists()) {
            return Terminals.runPipe(System.in, Charset.forName(System.getProperty("stdin.encoding", "UTF-8")),
                    new Session(Screen.plain(System.out, System.err)));
        }
        try (var terminal = SystemTerminal.open()) {
            return Terminals.interact(terminal, historyFile(), System::getenv, ReplCommand::warmUp);
        }
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
