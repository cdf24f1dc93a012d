package org.panatorch.repl.commands;

import org.panatorch.repl.session.Session;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "seed", description = {"Set the seed, or show it.",
        "The same model, seed and number of images give the same pictures, here and with ddpm sample."})
final class SeedVerb extends Verb {
    @Parameters(index = "0", arity = "0..1", paramLabel = "SEED", description = "A whole number.")
    private Long seed;

    SeedVerb(Session session) {
        super(session);
    }

    @Override
    protected void run() {
        if (seed == null) {
            screen().line("seed " + session.seed());
        } else {
            session.seed(seed);
        }
    }
}
