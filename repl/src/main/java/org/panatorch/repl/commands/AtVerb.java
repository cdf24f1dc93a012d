package org.panatorch.repl.commands;

import java.util.List;
import java.util.stream.Stream;
import org.panatorch.repl.session.Session;
import org.panatorch.repl.session.Walk;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** 2_reverse_process.ipynb. */
@Command(name = "at", description = {"Look closely at a timestep.",
        "x_t, the predicted noise, the x0 that this noise would leave, the mean of the next step; beta, alpha-bar, SNR,"
                + " sigma; and how far off the model is, where the digit is known. Goes to T, if the walk has been there"
                + " or the forward process can tell. at alone looks where one is; at -1 is the image."})
final class AtVerb extends Verb {
    @Parameters(index = "0", arity = "0..1", paramLabel = "T", description = "The timestep.")
    private Integer t;

    @Option(names = "--image", paramLabel = "I", defaultValue = "0", description = "Which of the images, from 0.")
    private int image;

    @Option(names = "--json", description = "The numbers as JSON, for a program.")
    private boolean json;

    AtVerb(Session session) {
        super(session);
    }

    @Override
    protected void run() {
        var walk = session.walk();
        Numbers.within("--image", image, 0, (int) walk.x().size(0) - 1);
        var how = "here";
        if (t != null) {
            Numbers.timestep("at", t, Walk.CLEAN, session.steps());
            how = session.computing(() -> walk.jump(t, session.denoiser(walk.images())));
        }
        new AtReport(session, image).print(how, json);
    }

    @Override
    protected Stream<String> candidates(List<String> before) {
        return before.isEmpty() ? timesteps() : Stream.empty();
    }
}
