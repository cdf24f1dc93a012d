package org.panatorch.ddpm.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressState;

/**
 * The line that shows how far a task is.
 *
 * <pre>
 * epoch 1/3  45% |████▌     | 27000/60000  2250 images/s  0:14 left  loss 0.0231     on a terminal
 * epoch 1/3: 45%, 27000/60000 images, 2250 images/s, 0:14 left, loss 0.0231         elsewhere
 * </pre>
 *
 * Where there is little room the bar goes first, then the count, the rate and the time; task and message stay longest.
 */
record ProgressLine(Unit unit, boolean live, boolean unicode, boolean colour) {

    private static final int LONGEST_BAR = 40;
    private static final int SHORTEST_BAR = 5;
    private static final String BLOCKS = " ▏▎▍▌▋▊▉█";
    private static final String GREEN = "\u001b[32m";
    private static final String PLAIN = "\u001b[0m";
    private static final Pattern ESCAPES = Pattern.compile("\u001b\\[[0-9;]*m");
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}+");

    /** What is counted: its name, and how many make one of it. */
    record Unit(String name, long size) {
        static final Unit MEGABYTES = new Unit("MB", 1_000_000);
        static final Unit KILOBYTES = new Unit("kB", 1_000);

        static Unit of(String name) {
            return new Unit(name, 1);
        }

        String amount(long n) {
            return size == 1 ? Long.toString(n) : String.format(Locale.ROOT, "%.1f", (double) n / size);
        }
    }

    /** How it stands. {@code total} is -1 where it is not known. */
    record Numbers(String task, long start, long done, long total, Duration elapsed, String message, boolean finished) {

        static Numbers of(ProgressState state) {
            return new Numbers(state.getTaskName(), state.getStart(), state.getCurrent(),
                    state.isIndefinite() ? -1 : state.getMax(), state.getTotalElapsed(), state.getExtraMessage(),
                    false);
        }

        static Numbers finished(ProgressBar bar) {
            return new Numbers(bar.getTaskName(), bar.getStart(), bar.getCurrent(),
                    bar.isIndefinite() ? -1 : bar.getMax(), bar.getTotalElapsed(), bar.getExtraMessage(), true);
        }

        double seconds() {
            return elapsed.toNanos() / 1e9;
        }

        /** Since the start: what a resumed transfer had before does not count as speed. */
        double perSecond() {
            return (done - start) / Math.max(seconds(), 1e-3);
        }
    }

    String render(Numbers now, int width) {
        return live ? liveLine(now, width) : plainLine(now);
    }

    private String plainLine(Numbers now) {
        var amount = amount(now) + " " + unit.name();
        return clean(now.task()) + ": "
                + joined(", ", percent(now), amount, rate(now), time(now), clean(now.message()));
    }

    private String liveLine(Numbers now, int width) {
        var head = clean(now.task()) + (now.total() > 0 ? " " + "%4s".formatted(percent(now)) : "");
        var amount = now.total() < 0 ? amount(now) + " " + unit.name() : amount(now);
        List<String> tail = new ArrayList<>(List.of(amount, rate(now), time(now)));
        var message = clean(now.message());
        while (true) {
            var rest = joined("  ", Stream.concat(tail.stream(), Stream.of(message)).toArray(String[]::new));
            int room = width - displayLength(head) - displayLength(rest);
            if (tail.size() == 3 && now.total() > 0 && room >= SHORTEST_BAR + 4) {
                var bar = bar((double) now.done() / now.total(), Math.min(LONGEST_BAR, room - 4));
                return head + " |" + bar + "| " + rest;
            }
            if (room >= 2 || tail.isEmpty()) {
                return cut(joined("  ", head, rest), width);
            }
            tail.removeFirst();
        }
    }

    private String bar(double share, int length) {
        double filled = Math.clamp(share, 0, 1) * length;
        int whole = (int) filled;
        String text;
        if (unicode) {
            var part = whole == length ? "" : BLOCKS.charAt((int) ((filled - whole) * 8));
            text = "█".repeat(whole) + part;
        } else {
            text = "=".repeat(whole) + (whole == length ? "" : ">");
        }
        var spaces = " ".repeat(length - text.length());
        return colour ? GREEN + text + PLAIN + spaces : text + spaces;
    }

    private static String percent(Numbers now) {
        // Rounded down: 100% means done.
        return now.total() > 0 ? Math.min(100, now.done() * 100 / now.total()) + "%" : "";
    }

    private String amount(Numbers now) {
        return unit.amount(now.done()) + (now.total() < 0 ? "" : "/" + unit.amount(now.total()));
    }

    private String rate(Numbers now) {
        if (now.done() <= now.start()) {
            return "";
        }
        double rate = now.perSecond() / unit.size();
        int digits = rate >= 100 ? 0 : rate >= 10 ? 1 : 2;
        return String.format(Locale.ROOT, "%." + digits + "f %s/s", rate, unit.name());
    }

    private static String time(Numbers now) {
        if (now.finished() || now.total() < 0) {
            return "in " + shown(now.seconds());
        }
        return now.done() <= now.start() ? "" : shown((now.total() - now.done()) / now.perSecond()) + " left";
    }

    private static String shown(double seconds) {
        long s = Math.round(seconds);
        return s < 3600 ? "%d:%02d".formatted(s / 60, s % 60) : "%d:%02d:%02d".formatted(s / 3600, s / 60 % 60, s % 60);
    }

    private static String joined(String between, String... parts) {
        return Stream.of(parts).filter(part -> !part.isEmpty()).collect(Collectors.joining(between));
    }

    /** One line, whatever a task or a message has in it. */
    private static String clean(String text) {
        return text == null ? "" : CONTROL.matcher(text).replaceAll(" ").strip();
    }

    private static String cut(String text, int width) {
        return text.codePointCount(0, text.length()) <= width
                ? text : text.substring(0, text.offsetByCodePoints(0, Math.max(0, width)));
    }

    /** Columns that a line takes. */
    static int displayLength(String text) {
        var bare = ESCAPES.matcher(text).replaceAll("");
        return bare.codePointCount(0, bare.length());
    }
}
