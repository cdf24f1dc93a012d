package org.panatorch.repl.commands;

import java.util.stream.IntStream;
import org.panatorch.repl.session.Session;
import org.panatorch.repl.session.Walk;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "step", description = {"Take a step of the sampler, or several.",
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
        var sampler = session.sampler(walk.images());
        if (walk.t() == Walk.CLEAN) {
            walk.step(sampler, Walk.CLEAN);     // tells that nothing is left
        }
        Numbers.within("step", n, 1, (int) IntStream.of(sampler.timesteps().toArray()).filter(t -> t < walk.t()).count() + 1);
        RunVerb.walkTo(session, walk.below(sampler, n));
        RunVerb.show(session);
    }
}
