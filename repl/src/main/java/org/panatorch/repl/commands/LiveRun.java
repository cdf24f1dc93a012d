package org.panatorch.repl.commands;

import java.util.Locale;
import org.panatorch.ddpm.sample.Sampler;
import org.panatorch.repl.render.LivePicture;
import org.panatorch.repl.render.Pictures;
import org.panatorch.repl.session.Session;
import org.panatorch.repl.session.Walk;
import org.panatorch.torch.Tensor;

/** Images drawn while a sampler works on them, with a line about how far it is. Closing takes them away again. */
final class LiveRun implements Sampler.StepListener, AutoCloseable {
    private final LivePicture picture;
    private final int steps;
    private final long began = System.nanoTime();
    private int done;

    /** @param steps how many there will be */
    LiveRun(Session session, int steps) {
        picture = new LivePicture(session.screen(), session.settings().live() ? session.settings().pictures() : Pictures.off);
        this.steps = steps;
    }

    @Override
    public void stepped(int t, Tensor xt) {
        done++;
        double seconds = seconds();
        picture.update(() -> Tiles.numbered(xt), String.format(Locale.ROOT,
                "%s, step %d of %d, %.0f steps/s, %.0f s left; Ctrl-C stops", t == Walk.CLEAN ? "the image" : "t = " + t,
                done, steps, done / seconds, (steps - done) * seconds / done));
    }

    /** How many there will be in all. */
    int steps() {
        return steps;
    }

    /** Since it began. */
    double seconds() {
        return (System.nanoTime() - began) / 1e9;
    }

    @Override
    public void close() {
        picture.clear();
    }
}
