package org.panatorch.repl.commands;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import javax.imageio.ImageIO;
import org.panatorch.ddpm.AtomicFile;
import org.panatorch.repl.render.Plot;
import org.panatorch.repl.render.PlotImage;
import org.panatorch.repl.session.Session;
import org.panatorch.torch.DType;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "schedule", description = {"Plot beta, alpha-bar and the signal-to-noise ratio over t.",
        "SNR is alpha-bar / (1 - alpha-bar), in powers of ten: where it crosses 0 there is as much noise as image."})
final class ScheduleVerb extends Verb {
    private static final int ROWS = 8;
    private static final int NARROWEST_BESIDE = 24;

    @Option(names = "--out", paramLabel = "FILE", description = "Write the plots to this PNG file, too.")
    private Path out;

    @Option(names = "--json", description = "The numbers as JSON, for a program.")
    private boolean json;

    ScheduleVerb(Session session) {
        super(session);
    }

    @Override
    protected void run() {
        if (out != null) {
            Tiles.requirePng(out);
        }
        var scheduler = session.scheduler();
        double[] beta = session.computing(() -> scheduler.beta().cpu().to(DType.FLOAT64).toDoubleArray());
        double[] alphaBar = session.computing(() -> scheduler.alphaBar().cpu().to(DType.FLOAT64).toDoubleArray());
        if (json) {
            var fields = new LinkedHashMap<String, Object>();
            fields.put("steps", beta.length);
            fields.put("beta", beta);
            fields.put("alphaBar", alphaBar);
            screen().line(Json.of(fields));
            return;
        }
        double[] snr = DoubleStream.of(alphaBar).map(a -> Math.log10(a / (1 - a))).toArray();
        var plots = List.of(new Plot("beta", beta), new Plot("alpha-bar", alphaBar), new Plot("log10 SNR", snr));
        print(plots);
        if (out != null) {
            write(plots);
            screen().line("in " + out);
        }
    }

    private void print(List<Plot> plots) {
        int gap = 2;
        int width = (screen().columns() - gap * (plots.size() - 1)) / plots.size();
        if (width < NARROWEST_BESIDE) {
            plots.forEach(plot -> plot.lines(screen().columns() - 1, ROWS, screen().unicode()).forEach(screen()::line));
            return;
        }
        var columns = plots.stream().map(plot -> plot.lines(width, ROWS, screen().unicode())).toList();
        for (int i = 0; i < columns.getFirst().size(); i++) {
            int line = i;
            screen().line(columns.stream().map(c -> c.get(line))
                    .map(text -> text + " ".repeat(Math.max(0, width - text.length())))
                    .collect(Collectors.joining(" ".repeat(gap))).stripTrailing());
        }
    }

    private void write(List<Plot> plots) {
        var bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(PlotImage.of(plots), "png", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("PNG in memory", e);
        }
        AtomicFile.write(out, bytes.toByteArray());
    }
}
