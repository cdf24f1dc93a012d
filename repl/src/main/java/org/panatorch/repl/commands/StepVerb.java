package org.panatorch.repl.commands;

import org.panatorch.repl.session.Session;
import org.panatorch.repl.session.Walk;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "step", description = {"Undo a step of noise, or several.",
        "The noise of a step depends on the seed and t only: back and step again lead to the same place; branch changes it."})
final class StepVerb extends Verb {
    @Parameters(index = "0", arity = "0..1", paramLabel = "N", defaultValue = "1", description = "How many (default: 1).")
    private int n;

    StepVerb(Session session) {
        super(session);
    }

    @Override
    protected void run() {
        var walk = session.walk();
        Numbers.within("step", n, 1, Math.max(1, walk.t() + 1));
        if (walk.t() == Walk.CLEAN) {
            session.computing(() -> walk.step(session.denoiser()));     // tells that nothing is left
        }
        RunVerb.walkTo(session, walk.t() - n);
        RunVerb.show(session);
    }
}
