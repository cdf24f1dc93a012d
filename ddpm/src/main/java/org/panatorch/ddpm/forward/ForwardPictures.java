package org.panatorch.ddpm.forward;

import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.panatorch.ddpm.chart.Chart;
import org.panatorch.ddpm.chart.ChartSheet;
import org.panatorch.ddpm.image.GifFile;
import org.panatorch.ddpm.image.Gray;
import org.panatorch.ddpm.image.PictureTable;
import org.panatorch.ddpm.schedulers.AlphaNoiseScheduler;
import org.panatorch.torch.Keywords;
import org.panatorch.torch.Tensor;
import org.panatorch.torch.TensorScope;
import org.panatorch.torch.Torch;

/** The forward process of one image, as pictures and charts. */
public final class ForwardPictures {
    private static final int FRAMES = 60;
    private static final int GIF_HUNDREDTHS = 500;
    private static final int CHARTS_PER_ROW = 3;

    private final ForwardProcess process;
    private final Tensor x0;
    private final Tensor noise;
    private final String title;

    /**
     * @param x0 one image, (1, 1, H, W)
     * @param noise standard normal, shaped as it
     * @param title what the image is
     */
    public ForwardPictures(ForwardProcess process, Tensor x0, Tensor noise, String title) {
        this.process = process;
        this.x0 = x0;
        this.noise = noise;
        this.title = title;
    }

    /** A row for each scheduler, a column for each t. */
    public PictureTable strip(int[] ts, int scale) {
        try (var _ = TensorScope.open()) {
            var rows = process.variants().stream().map(variant ->
                    new PictureTable.Row(variant.name(), Gray.of(variant.at(x0, noise, ts)))).toList();
            return new PictureTable(title, Arrays.stream(ts).mapToObj(t -> "t = " + t).toList(), rows, scale);
        }
    }

    /** All four schedulers side by side while t goes up; plays in about five seconds. Returns the number of frames. */
    public int gif(Path file, int scale) {
        int[] ts = Spread.of(process.steps() - 1, FRAMES);
        GifFile.write(file, Arrays.stream(ts).mapToObj(t -> frame(t, scale)).toList(),
                Math.clamp(GIF_HUNDREDTHS / ts.length, 4, 50));
        return ts.length;
    }

    private BufferedImage frame(int t, int scale) {
        try (var _ = TensorScope.open()) {
            var pictures = process.variants().stream().map(v -> Gray.of(v.at(x0, noise, t)).getFirst()).toList();
            var names = process.variants().stream().map(ForwardProcess.Variant::name).toList();
            int digits = String.valueOf(process.steps() - 1).length();
            return new PictureTable("", names, List.of(new PictureTable.Row(
                    "t = " + " ".repeat(2 * (digits - String.valueOf(t).length())) + t, pictures)), scale).toImage();
        }
    }

    /** The histogram of x_t's pixels at each t, over so many draws of the noise, beside the normal distribution. */
    public static ChartSheet histograms(AlphaNoiseScheduler scheduler, Tensor x0, int draws, int[] ts) {
        var charts = IntStream.of(ts).mapToObj(t -> {
            var histogram = histogram(scheduler, x0, draws, t);
            return histogram.chart("Pixels at t = %d: mean %.3f, variance %.3f"
                    .formatted(t, histogram.mean(), histogram.variance()));
        }).toList();
        return new ChartSheet(charts, CHARTS_PER_ROW);
    }

    /** The histogram of x_t's pixels, over so many draws of the noise. */
    static PixelHistogram histogram(AlphaNoiseScheduler scheduler, Tensor x0, int draws, int t) {
        try (var _ = TensorScope.open()) {
            var xt = scheduler.addNoise(x0.expand(draws, -1, -1, -1),
                    Torch.full(Keywords.shape(draws), (long) t, Keywords.device(x0.device())));
            return PixelHistogram.of(xt.contiguous().toFloatArray());
        }
    }

    /** The share of the image and the variance of the noise over t: what the formula says, the chain and the shortcut. */
    public static ChartSheet chain(ScheduleCurves curves, List<ChainComparison.Row> rows) {
        double[] all = IntStream.range(0, curves.alphaBar().length).asDoubleStream().toArray();
        double[] t = rows.stream().mapToDouble(ChainComparison.Row::t).toArray();
        return new ChartSheet(List.of(
                Chart.of("Mean of x_t", "timestep t", "share of x0")
                        .line("sqrt(alpha-bar)", all, curves.signal())
                        .dots("chain (eq. 2)", t, rows.stream().mapToDouble(r -> r.chain().share()).toArray())
                        .dots("shortcut (eq. 4)", t, rows.stream().mapToDouble(r -> r.shortcut().share()).toArray()),
                Chart.of("Variance of x_t around its mean", "timestep t", "variance")
                        .line("1 - alpha-bar", all, IntStream.range(0, all.length).mapToDouble(i -> 1 - curves.alphaBar()[i]).toArray())
                        .dots("chain (eq. 2)", t, rows.stream().mapToDouble(r -> r.chain().variance()).toArray())
                        .dots("shortcut (eq. 4)", t, rows.stream().mapToDouble(r -> r.shortcut().variance()).toArray())), 2);
    }
}
