package org.panatorch.ddpm.forward;

import static org.panatorch.torch.Keywords.shape;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;
import org.panatorch.ddpm.schedulers.AlphaNoiseScheduler;
import org.panatorch.torch.Keywords;
import org.panatorch.torch.Tensor;
import org.panatorch.torch.TensorScope;
import org.panatorch.torch.Torch;

/**
 * The same image put into noise in two ways, many times: step by step (Ho et al. 2020, equation 2, iterated) and by the
 * shortcut (equation 4). Both give x_t the same distribution: each pixel is normal, with mean sqrt(alpha-bar) x0 and variance
 * 1 - alpha-bar. The noise is drawn anew everywhere, so the numbers agree up to chance only; {@link Row#deviations} says how
 * far off they are in standard errors.
 */
public final class ChainComparison {
    private ChainComparison() {}

    /**
     * How x_t is distributed: the share of x0 in its mean (the regression of the mean image on x0), and the variance around
     * that mean, averaged over the pixels.
     */
    public record Moments(double share, double variance) {}

    /**
     * One t.
     *
     * @param expected sqrt(alpha-bar) and 1 - alpha-bar
     * @param shareError the standard error of a measured share
     * @param varianceError the standard error of a measured variance
     */
    public record Row(int t, Moments chain, Moments shortcut, Moments expected, double shareError, double varianceError) {

        /** The larger of the distances between chain and shortcut, in standard errors of the difference: rarely above 3. */
        public double deviations() {
            return Math.max(Math.abs(chain.share - shortcut.share) / (Math.sqrt(2) * shareError),
                    Math.abs(chain.variance - shortcut.variance) / (Math.sqrt(2) * varianceError));
        }
    }

    /**
     * Compares at the given steps.
     *
     * @param x0 one image, (1, 1, H, W), not 0 everywhere
     * @param chains how many times, at least 2
     * @param listener told each step of the chain, 0 to the last
     * @param stop asked after every step
     * @return a row for each of the steps, ascending; null if it was stopped
     */
    public static List<Row> run(AlphaNoiseScheduler scheduler, Tensor x0, int chains, int[] ts, IntConsumer listener,
            BooleanSupplier stop) {
        Set<Integer> wanted = new TreeSet<>(Arrays.stream(ts).boxed().toList());
        var rows = new ArrayList<Row>();
        int last = wanted.stream().mapToInt(Integer::intValue).max().orElse(-1);
        try (var _ = TensorScope.open(); var _ = Torch.noGrad()) {
            var start = x0.expand(chains, -1, -1, -1);
            var x = start.copy();
            for (int t = 0; t <= last; t++) {
                try (var scope = TensorScope.open()) {
                    x = scope.replace(x, step(scheduler, x, t));
                    if (wanted.contains(t)) {
                        var shortcut = scheduler.addNoise(start, Torch.full(shape(chains), (long) t, Keywords.device(x0.device())));
                        rows.add(row(scheduler, x0, chains, t, moments(x, x0), moments(shortcut, x0)));
                    }
                }
                listener.accept(t);
                if (stop.getAsBoolean()) {
                    return null;
                }
            }
        }
        return rows;
    }

    /** Equation 2: x_t = sqrt(1 - beta_t) x_{t-1} + sqrt(beta_t) noise. */
    private static Tensor step(AlphaNoiseScheduler scheduler, Tensor x, int t) {
        var beta = scheduler.beta().get((long) t);
        return beta.rsub(1).sqrt().mul(x).add(beta.sqrt().mul(Torch.randnLike(x)));
    }

    private static Moments moments(Tensor x, Tensor x0) {
        var mean = x.mean(0).unsqueeze(0);
        double share = mean.mul(x0).sum().item() / x0.square().sum().item();
        double chains = x.size(0);
        // unbiased: the mean was taken from the same numbers
        return new Moments(share, x.sub(mean).square().mean().item() * chains / (chains - 1));
    }

    private static Row row(AlphaNoiseScheduler scheduler, Tensor x0, int chains, int t, Moments chain, Moments shortcut) {
        double alphaBar = scheduler.alphaBar().get((long) t).item();
        double variance = 1 - alphaBar;
        return new Row(t, chain, shortcut, new Moments(Math.sqrt(alphaBar), variance),
                Math.sqrt(variance / (chains * x0.square().sum().item())),
                variance * Math.sqrt(2.0 / (x0.numel() * (chains - 1.0))));
    }
}
