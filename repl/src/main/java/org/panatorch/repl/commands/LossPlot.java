package org.panatorch.repl.commands;

import java.nio.file.Path;
import java.util.Locale;
import org.panatorch.ddpm.cli.TrainingReport;
import org.panatorch.repl.render.LivePicture;
import org.panatorch.repl.render.Pictures;
import org.panatorch.repl.session.Session;

/** A training run with its loss as a curve: drawn while it runs where that can be, and once at its end. */
final class LossPlot implements TrainingReport {
    private static final int ROWS = 8;

    private final TrainingReport lines;
    private final Session session;
    private final Losses losses;
    private final LivePicture live;
    private int epoch;
    private int images;
    private int seen;

    /**
     * @param lines tells all else
     * @param losses those of the run so far, if it goes on
     */
    LossPlot(TrainingReport lines, Session session, Losses losses) {
        this.lines = lines;
        this.session = session;
        this.losses = losses;
        live = new LivePicture(session.screen(), session.settings().live() ? session.settings().pictures() : Pictures.off);
    }

    @Override
    public void epochStarted(int epoch, int images, int seen) {
        this.epoch = epoch;
        this.images = images;
        this.seen = seen;
        lines.epochStarted(epoch, images, seen);
    }

    @Override
    public void stepped(int images, double loss) {
        lines.stepped(images, loss);
        seen += images;
        if (!Double.isNaN(loss)) {
            losses.add(loss);
            live.updateLines(() -> losses.plot().lines(session.screen().columns() - 1, ROWS, session.screen().unicode()),
                    String.format(Locale.ROOT, "epoch %d, %d of %d images, loss %.4f; Ctrl-C stops, train goes on", epoch, seen,
                            this.images, loss));
        }
    }

    @Override
    public void logged(LogLine line) {
        lines.logged(line);
    }

    @Override
    public void epochEnded(int epoch, double meanLoss) {
        live.clear();
        lines.epochEnded(epoch, meanLoss);
    }

    @Override
    public void saved(Path file) {
        lines.saved(file);
    }

    @Override
    public void noPicture(String reason) {
        lines.noPicture(reason);
    }

    @Override
    public void damagedCheckpoint(String reason) {
        live.clear();
        lines.damagedCheckpoint(reason);
    }

    @Override
    public void skipped(long step) {
        lines.skipped(step);
    }

    @Override
    public void close() {
        live.clear();
        lines.close();
        if (losses.count() > 1) {
            losses.plot().lines(session.screen().columns() - 1, ROWS, session.screen().unicode()).forEach(session.screen()::line);
        }
    }
}
