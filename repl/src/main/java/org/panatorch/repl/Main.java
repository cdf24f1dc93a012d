package org.panatorch.repl;

import java.util.Map;
import org.panatorch.ddpm.cli.Cli;

/** The program that {@code bin/ddpm} starts: the command line of ddpm, and the command {@code repl}. */
public final class Main {
    static {
        if (System.getProperty("panatorch.noOtherPresets") == null) {
            System.setProperty("panatorch.noOtherPresets", "true");     // libtorch is the only one here: it opens sooner
        }
    }

    private Main() {}

    public static void main(String[] args) throws Exception {
        // Describing a command to picocli takes as long as everything else before the first prompt: here there is
        // nothing for it to parse.
        boolean replAlone = args.length == 1 && args[0].equals("repl");
        if (replAlone) {
            System.exit(new ReplCommand().call());
        }
        System.exit(run(args));
    }

    /** Runs a command; returns its exit status. */
    static int run(String... args) throws InterruptedException {
        var loading = Loading.of(args);
        int status = Cli.create(args, Map.of("repl", ReplCommand::new)).execute(args);
        Cli.ended();
        loading.await();
        return status;
    }
}
