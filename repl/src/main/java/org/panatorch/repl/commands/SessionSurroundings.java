package org.panatorch.repl.commands;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.panatorch.ddpm.cli.Interrupt;
import org.panatorch.ddpm.cli.ProgressTerminal;
import org.panatorch.ddpm.cli.Surroundings;
import org.panatorch.ddpm.train.TrainConfig;
import org.panatorch.repl.render.Screen;
import org.panatorch.repl.session.Session;

/** What the command line's own commands find in a REPL: its Ctrl-C, its terminal, and a session to take the weights. */
record SessionSurroundings(Session session) implements Surroundings {
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
    public void trained(TrainConfig config) {
        var schedule = config.spec().schedule();
        session.load(config.folder().weights(), schedule.steps());
        session.betas(schedule.betaStart(), schedule.betaEnd());
        session.screen().line("The session uses them now.");
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
