package org.panatorch.repl;

import org.panatorch.ddpm.cli.Cli;

/** The program that {@code bin/ddpm} starts: the command line of ddpm, and the command {@code repl}. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        System.exit(Cli.create().addSubcommand(new ReplCommand()).execute(args));
    }
}
