package org.panatorch.repl.shell;

import org.panatorch.ddpm.train.Precision;
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
        return "%s T=%d ancestral %s%s%s> ".formatted(session.model().getClass().getSimpleName(), session.steps(),
                session.device(), session.precision() == Precision.fp32 ? "" : " " + session.precision(),
                session.hasWalk() ? " " + at(session.walk()) : "");
    }

    private static String at(Walk walk) {
        return walk.t() == Walk.CLEAN ? "x0" : "t=" + walk.t();
    }
}
