package org.panatorch.repl.commands;

import org.panatorch.ddpm.UserException;
import org.panatorch.repl.session.Session;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "back", description = {"Go back towards the noise, a step or several.",
        "Where the walk has been it is as it was; above that, a known digit gets its noise back by the forward process."})
final class BackVerb extends Verb {
    @Parameters(index = "0", arity = "0..1", paramLabel = "N", defaultValue = "1", description = "How many (default: 1).")
    private int n;

    BackVerb(Session session) {
        super(session);
    }

    @Override
    protected void run() {
        var walk = session.walk();
        var sampler = session.sampler(walk.images());
        int most = 0;
        while (walk.above(sampler, most + 1) != null) {
            most++;
        }
        if (most == 0) {
            throw new UserException("already at t = " + walk.t() + ", pure noise");
        }
        Numbers.within("back", n, 1, most);
        session.computing(() -> walk.jump(walk.above(sampler, n), sampler.denoiser()));
        RunVerb.show(session);
    }
}
