package org.panatorch.ddpm.cli;

import java.io.PrintStream;
import java.time.Duration;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarConsumer;

/**
 * How far a long task is: a live bar on a terminal, a plain line now and then elsewhere.
 *
 * <pre>{@code
 * try (var progress = Progress.start("epoch 1/3", 60_000, "images")) {
 *     progress.step(128);
 *     progress.message("loss 0.0231");
 * }
 * }</pre>
 *
 * <p>Goes to stderr, so that stdout stays clean for a pipe. When stderr is a file, a pipe or a dumb terminal, there is
 * a line about every ten seconds and one at the end, without carriage returns.
 *
 * <p>The progressbar library counts, keeps time and wakes up to draw; what is drawn is ours ({@link ProgressLine}): its
 * own line drops the message first when there is little room, and its own console output writes carriage returns into
 * files.
 */
public final class Progress implements AutoCloseable {

    private static final int LIVE_MILLIS = 150;
    private static final int PLAIN_MILLIS = 10_000;

    private final ProgressLine line;
    private final Output output;
    private final ProgressBar bar;
    private boolean closed;

    private Progress(String task, long total, long done, ProgressLine line, Output output, int millis) {
        this.line = line;
        this.output = output;
        var builder = new ProgressBarBuilder()
                .setTaskName(task)
                .setInitialMax(total)
                .startsFrom(done, Duration.ZERO)
                .setUpdateIntervalMillis(millis)
                .setRenderer((state, width) -> line.render(ProgressLine.Numbers.of(state), width))
                .setConsumer(output);
        // On a terminal the clock goes on while nothing else does, or one would think the program hung.
        bar = (output.live ? builder.continuousUpdate() : builder).build();
    }

    /**
     * Starts showing a task.
     *
     * @param task  what is being done: {@code epoch 1/3}
     * @param total how much there is to do; -1 if that is not known
     * @param unit  what is counted, in the plural: {@code images}, {@code steps}
     */
    public static Progress start(String task, long total, String unit) {
        return start(task, total, 0, ProgressLine.Unit.of(unit), ProgressTerminal.stderr());
    }

    /** Starts showing a transfer, in megabytes (a small one in kilobytes), of which {@code done} bytes are there. */
    public static Progress startBytes(String task, long totalBytes, long done) {
        boolean small = totalBytes >= 0 && totalBytes < 1_000_000;
        var unit = small ? ProgressLine.Unit.KILOBYTES : ProgressLine.Unit.MEGABYTES;
        return start(task, totalBytes, done, unit, ProgressTerminal.stderr());
    }

    /** Starts showing a task somewhere else than on stderr. */
    public static Progress start(String task, long total, String unit, ProgressTerminal terminal) {
        return start(task, total, 0, ProgressLine.Unit.of(unit), terminal);
    }

    static Progress start(String task, long total, long done, ProgressLine.Unit unit, ProgressTerminal terminal) {
        return start(task, total, done, unit, terminal, terminal.live() ? LIVE_MILLIS : PLAIN_MILLIS);
    }

    static Progress start(
            String task, long total, long done, ProgressLine.Unit unit, ProgressTerminal terminal, int millis) {
        var line = new ProgressLine(unit, terminal.live(), terminal.unicode(), terminal.colour());
        return new Progress(task, total, done, line, new Output(terminal), millis);
    }

    /** So much more is done. */
    public void step(long n) {
        bar.stepBy(n);
    }

    /** So much is done in all; may go back. */
    public void stepTo(long done) {
        bar.stepTo(done);
    }

    /** How much there is to do, now that it is known. */
    public void total(long total) {
        bar.maxHint(total);
    }

    /** What to show at the end of the line, {@code loss 0.0231}; each replaces the one before. */
    public void message(String text) {
        bar.setExtraMessage(text);
    }

    /** Shows how it stands at the end, in a line that stays. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        // The library waits for its last drawing, and would swallow an interrupt that was meant for the task.
        boolean interrupted = Thread.interrupted();
        output.closing = true;
        bar.close();
        output.finish(line.render(ProgressLine.Numbers.finished(bar), output.width));
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Where the lines go. The last one is left to finish: the library forgets it if a bar is closed at once. */
    private static final class Output implements ProgressBarConsumer {

        private final PrintStream out;
        private final boolean live;
        private final int width;
        private boolean first = true;
        private volatile boolean closing;
        private int shown;

        Output(ProgressTerminal terminal) {
            out = terminal.out();
            live = terminal.live();
            width = terminal.width();
        }

        @Override
        public int getMaxRenderedLength() {
            return width;
        }

        @Override
        public synchronized void accept(String rendered) {
            if (closing) {
                return;
            }
            if (live) {
                draw(rendered);
            } else if (!first) {    // the one at the start, with nothing done yet, would only fill a log
                out.println(rendered);
                out.flush();
            }
            first = false;
        }

        private void draw(String rendered) {
            int length = ProgressLine.displayLength(rendered);
            out.print("\r" + rendered + " ".repeat(Math.max(0, shown - length)));
            out.flush();
            shown = length;
        }

        synchronized void finish(String rendered) {
            if (live) {
                draw(rendered);
                out.println();
            } else {
                out.println(rendered);
            }
            out.flush();
        }

        @Override
        public void close() {
            // finish does it.
        }
    }
}
