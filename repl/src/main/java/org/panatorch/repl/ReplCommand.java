package org.panatorch.repl;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(name = "repl", mixinStandardHelpOptions = true, description = "An interactive shell with the same commands.")
final class ReplCommand implements Callable<Integer> {
    @Override
    public Integer call() {
        return 0;
    }
}
