package org.panatorch.repl.commands;

import org.panatorch.repl.session.Session;
import org.panatorch.repl.session.Walk;
import org.panatorch.ddpm.UserException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "branch", description = {"Go on from here with other noise.",
        "The steps below this t are forgotten; run or step take another way, if the sampler adds noise. Another sampler"
                + " (use sampler NAME) takes another way, too. Give results names to compare them."})
final class BranchVerb extends Verb {
    @Parameters(index = "0", arity = "0..1", paramLabel = "SEED", description = "For the noise (default: the next seed).")
    private Long seed;

    BranchVerb(Session session) {
        super(session);
    }

    @Override
    protected void run() {
        var walk = session.walk();
        if (walk.t() == Walk.CLEAN) {
            throw new UserException("branch: at the image no steps are left; back N goes up first");
        }
        walk.branch(seed != null ? seed : walk.seed() + 1);
        screen().format("from t = %d on with the noise of seed %d", walk.t(), walk.seed());
        var config = session.sampling().config();
        if (!config.addsNoise()) {
            screen().line("but " + config.sampler() + " adds no noise: use sampler ancestral, or ddim or dpmpp with eta, for another way");
        }
    }
}
