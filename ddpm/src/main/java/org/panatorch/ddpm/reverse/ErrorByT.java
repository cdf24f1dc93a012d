package org.panatorch.ddpm.reverse;

import static org.panatorch.torch.Keywords.shape;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;
import org.panatorch.ddpm.chart.Chart;
import org.panatorch.ddpm.chart.ChartSheet;
import org.panatorch.ddpm.sample.Denoiser;
import org.panatorch.torch.Keywords;
import org.panatorch.torch.Tensor;
import org.panatorch.torch.TensorScope;
import org.panatorch.torch.Torch;

/** How far off a model is at each t, on real images whose noise is known. */
public final class ErrorByT {
    private ErrorByT() {}

    /**
     * One t.
     *
     * @param noise mean square error of the predicted noise: the training loss at this t; 1 for a model that predicts none
     * @param x0 mean square error of the image that the prediction amounts to; it is the noise's, over the SNR
     */
    public record Row(int t, double noise, double x0) {}

    /**
     * Measures at the given steps.
     *
     * @param images (n, 1, H, W), on the denoiser's device; all of them at every t, each with noise of its own
     * @param listener told each t that is done
     * @param stop asked after each
     * @return a row for each t; null if it was stopped
     */
    public static List<Row> run(Denoiser denoiser, Tensor images, int[] ts, IntConsumer listener, BooleanSupplier stop) {
        var rows = new ArrayList<Row>();
        for (int t : ts) {
            try (var _ = TensorScope.open(); var _ = Torch.noGrad()) {
                var noise = Torch.randnLike(images);
                rows.add(of(noised(denoiser, images, noise, t), images, noise));
            }
            listener.accept(t);
            if (stop.getAsBoolean()) {
                return null;
            }
        }
        return rows;
    }

    /** A close look at x0 put into that noise. */
    static Denoiser.Inspection noised(Denoiser denoiser, Tensor x0, Tensor noise, int t) {
        return denoiser.inspect(denoiser.scheduler().addNoise(x0,
                Torch.full(shape(x0.size(0)), (long) t, Keywords.device(denoiser.device())), noise), t);
    }

    static Row of(Denoiser.Inspection seen, Tensor x0, Tensor noise) {
        return new Row(seen.t(), seen.predNoise().sub(noise).square().mean().item(), seen.x0().sub(x0).square().mean().item());
    }

    /** Both errors over t. */
    public static ChartSheet charts(List<Row> rows) {
        double[] t = rows.stream().mapToDouble(Row::t).toArray();
        return new ChartSheet(List.of(
                Chart.of("Loss by timestep", "timestep t", "mean square error of the noise").logY()
                        .line("loss", t, rows.stream().mapToDouble(Row::noise).toArray()),
                Chart.of("Error of the estimated image", "timestep t", "mean square error of x0").logY()
                        .line("x0", t, rows.stream().mapToDouble(Row::x0).toArray())), 2);
    }

    /** As CSV. */
    public static String csv(List<Row> rows) {
        var text = new StringBuilder("t,noise_mse,x0_mse\n");
        rows.forEach(r -> text.append(r.t()).append(',').append((float) r.noise()).append(',').append((float) r.x0()).append('\n'));
        return text.toString();
    }
}
