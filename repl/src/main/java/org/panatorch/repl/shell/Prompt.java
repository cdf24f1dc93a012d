package org.panatorch.repl.shell;

import org.panatorch.ddpm.models.Precision;
import org.panatorch.repl.session.Sampling;
import org.panatorch.repl.session.Session;
import org.panatorch.repl.session.Walk;

/** Model, T, sampler, device and where one is; short in a narrow window. Does not wait for libtorch. */
final class Prompt {
    private static final int NARROW = 60;

    private Prompt() {}

    static String of(Session session) {
        if (session.screen().columns() < NARROW) {
            return (session.hasWalk() ? at(session.walk()) : "ddpm") + "> ";
        }
        if (!session.hasModel()) {
            return "ddpm (no model)> ";
        }
        return "%s T=%d %s %s%s%s> ".formatted(session.model().getClass().getSimpleName(), session.steps(),
                sampler(session.sampling(), session.steps()), session.device(), session.diffusion().precision() == Precision.fp32 ? "" : " " + session.diffusion().precision(),
                session.hasWalk() ? " " + at(session.walk()) : "");
    }

    /** {@code dpmpp/20}, {@code ancestral}, {@code ddim/50 label 7}. */
    private static String sampler(Sampling sampling, int modelSteps) {
        var config = sampling.config();
        return config.sampler() + (config.steps() == 0 ? "" : "/" + Math.min(config.steps(), modelSteps))
                + (sampling.labels() == null ? "" : " label " + sampling.labels());
    }

    private static String at(Walk walk) {
        return walk.t() == Walk.CLEAN ? "x0" : "t=" + walk.t();
    }
}
