package org.panatorch.repl;

import org.panatorch.ddpm.cli.Cli;

/** The program that {@code bin/ddpm} starts: the command line of ddpm, and the command {@code repl}. */
public final class Main {
    private Main() {}

    public static void main(String[] args) throws Exception {
        // Describing commands to picocli takes as long as everything else before the first prompt: here there is
        // nothing for it to parse.
        boolean replAlone = args.length == 1 && args[0].equals("repl");
        System.exit(replAlone ? new ReplCommand().call()
                : Cli.create().addSubcommand(new ReplCommand()).execute(args));
    }
}
