package org.panatorch.repl.commands;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import org.panatorch.ddpm.chart.ChartSheet;
import org.panatorch.ddpm.forward.ScheduleCurves;
import org.panatorch.repl.render.Plot;
import org.panatorch.repl.session.Session;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "schedule", description = {"Plot beta, alpha-bar and the signal-to-noise ratio over t.",
        "SNR is alpha-bar / (1 - alpha-bar), in powers of ten: where it crosses 0 there is as much noise as image."})
final class ScheduleVerb extends Verb {
    private static final int ROWS = 8;
    private static final int NARROWEST_BESIDE = 24;

    @Option(names = "--out", paramLabel = "FILE", description = "Write the plots to this file, too: .png or .svg.")
    private Path out;

    @Option(names = "--json", description = "The numbers as JSON, for a program.")
    private boolean json;

    ScheduleVerb(Session session) {
        super(session);
    }

    @Override
    protected void run() {
        if (out != null) {
            ChartSheet.requireFormat(out);
        }
        var curves = session.computing(() -> ScheduleCurves.of(session.scheduler()));
        if (json) {
            var fields = new LinkedHashMap<String, Object>();
            fields.put("steps", curves.beta().length);
            fields.put("beta", curves.beta());
            fields.put("alphaBar", curves.alphaBar());
            Json.print(screen(), fields);
        } else {
            double[] logSnr = DoubleStream.of(curves.snr()).map(Math::log10).toArray();
            print(List.of(new Plot("beta", curves.beta()), new Plot("alpha-bar", curves.alphaBar()), new Plot("log10 SNR", logSnr)));
        }
        if (out != null) {
            ChartSheet.of(curves.charts()).write(out);
            if (!json) {
                screen().line("in " + out);
            }
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
}
