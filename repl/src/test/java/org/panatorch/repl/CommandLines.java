package org.panatorch.repl;

import org.panatorch.ddpm.cli.Cli;
import picocli.CommandLine;

/** The command line of {@code bin/ddpm}, as {@link Main} makes it. */
public final class CommandLines {
    private CommandLines() {}

    public static CommandLine create() {
        return Cli.create().addSubcommand(new ReplCommand());
    }
}
