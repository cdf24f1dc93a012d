package org.panatorch.repl.commands;

import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.panatorch.ddpm.cli.Interrupt;
import org.panatorch.ddpm.cli.ProgressTerminal;
import org.panatorch.ddpm.cli.Surroundings;
import org.panatorch.ddpm.cli.TrainReport;
import org.panatorch.ddpm.cli.TrainingReport;
import org.panatorch.ddpm.data.ImageDataset;
import org.panatorch.ddpm.train.TrainConfig;
import org.panatorch.ddpm.train.Trainer;
import org.panatorch.repl.render.Screen;
import org.panatorch.repl.session.Session;

/**
 * What the command line's own commands find in a REPL: its Ctrl-C, its terminal, and a session to take the weights. The last
 * training run is remembered: {@code train} alone goes on with it.
 */
final class SessionSurroundings implements Surroundings {
    private final Session session;
    private TrainConfig last;
    private boolean stopped;
    private int epochsAtATime;
    private Losses losses = new Losses();

    SessionSurroundings(Session session) {
        this.session = session;
    }

    @Override
    public Interrupt interrupt() {
        return new Interrupt() {
            @Override
            public boolean requested() {
                return session.interrupted();
            }

            @Override
            public void close() {
                // the next command begins anew
            }
        };
    }

    @Override
    public ProgressTerminal progress() {
        var screen = session.screen();
        if (!screen.live()) {
            return new ProgressTerminal(System.err, false, Integer.MAX_VALUE, screen.unicode(), false);
        }
        var out = new PrintStream(new WriterStream(screen), true, StandardCharsets.UTF_8);
        return new ProgressTerminal(out, true, screen.columns() - 1, screen.unicode(),
                screen.colours() != Screen.Colours.NONE);
    }

    @Override
    public TrainingReport report(TrainConfig config, ImageDataset dataset, PrintWriter console) {
        if (!goesOn(config)) {
            losses = new Losses();
            epochsAtATime = config.epochs();
        }
        boolean plotted = session.screen().live() && session.settings().live();
        var terminal = plotted ? new ProgressTerminal(new PrintStream(OutputStream.nullOutputStream()), false, 80, false, false)
                : progress();
        return new LossPlot(new TrainReport(config, dataset, console, terminal), session, losses);
    }

    private boolean goesOn(TrainConfig config) {
        return last != null && last.out().equals(config.out()) && last.spec().equals(config.spec());
    }

    /** To the end, if it was stopped; else for as many epochs again. */
    @Override
    public Map<String, String> goOn() {
        return last == null ? null : Map.of("out", last.out().toString(),
                "epochs", String.valueOf(last.epochs() + (stopped ? 0 : epochsAtATime)));
    }

    @Override
    public void trained(TrainConfig config, Trainer.Result result) {
        last = config;
        stopped = result.stopped();
        boolean averaged = config.optimization().emaDecay() > 0;
        session.modelInUse().load(averaged ? config.folder().averagedWeights() : result.weights(), config.spec());
        session.screen().line("The session uses " + (averaged ? "their average" : "them") + " now. train goes on with them.");
    }

    /** Bytes of UTF-8 into the terminal's writer, which encodes them as the terminal wants. */
    private static final class WriterStream extends OutputStream {
        private final Screen screen;

        WriterStream(Screen screen) {
            this.screen = screen;
        }

        @Override
        public void write(int b) {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            screen.out().write(new String(bytes, offset, length, StandardCharsets.UTF_8));
        }

        @Override
        public void flush() {
            screen.out().flush();
        }
    }
}
