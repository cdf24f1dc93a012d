package org.panatorch.ddpm.train;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import org.panatorch.ddpm.AtomicFile;
import org.panatorch.ddpm.train.TrainListener.LogLine;

/** The run's log: log.csv, and the same for TensorBoard. */
final class RunLog implements AutoCloseable {
    private static final String HEADER = "step,epoch,images,loss,lr,grad_norm,images_per_second,rss_mib";

    private final Path csv;
    private final EventFile events;
    private final List<String> pending = new ArrayList<>();

    private RunLog(Path csv, EventFile events) {
        this.csv = csv;
        this.events = events;
    }

    /**
     * Opens the log of a run that has done so many steps. Lines of later steps, which a crash has undone, are dropped.
     */
    static RunLog open(RunFolder folder, long step) {
        try {
            var kept = new ArrayList<String>();
            kept.add(HEADER);
            if (step > 0 && Files.isRegularFile(folder.log())) {
                // half a line, of a process that was killed, may be half a character, too
                new String(Files.readAllBytes(folder.log()), StandardCharsets.UTF_8).lines().skip(1).filter(line -> stepOf(line) <= step).forEach(kept::add);
            }
            AtomicFile.write(folder.log(), (String.join("\n", kept) + "\n").getBytes(StandardCharsets.UTF_8));
            return new RunLog(folder.log(), EventFile.create(folder.folder()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long stepOf(String line) {
        try {
            return Long.parseLong(line.substring(0, Math.max(0, line.indexOf(','))));
        } catch (NumberFormatException e) {
            return Long.MAX_VALUE;      // half a line: the process was killed while it wrote
        }
    }

    void add(LogLine line) {
        pending.add(String.format(Locale.ROOT, "%d,%d,%d,%.6g,%.6g,%.6g,%.1f,%d", line.step(), line.epoch(), line.images(),
                line.loss(), line.lr(), line.gradNorm(), line.imagesPerSecond(), line.memory()));
        var scalars = new LinkedHashMap<String, Double>();
        scalars.put("train/loss", line.loss());
        scalars.put("train/lr", line.lr());
        scalars.put("train/grad_norm", line.gradNorm());
        scalars.put("speed/images_per_second", line.imagesPerSecond());
        scalars.put("memory/rss_mib", (double) line.memory());
        events.scalars(line.step(), scalars);
    }

    /** Writes what was added: lines reach the disk in front of the checkpoint that knows of them. */
    void flush() {
        if (pending.isEmpty()) {
            return;
        }
        try {
            Files.writeString(csv, String.join("\n", pending) + "\n", StandardOpenOption.APPEND);
            pending.clear();
            events.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try (events) {
            flush();
        }
    }
}
