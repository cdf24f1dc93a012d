package org.panatorch.ddpm.eval;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.panatorch.ddpm.data.ImageDataset;
import org.panatorch.ddpm.data.ImageTensors;
import org.panatorch.torch.DType;
import org.panatorch.torch.Device;
import org.panatorch.torch.Tensor;
import org.panatorch.torch.TensorScope;
import org.panatorch.torch.Torch;

/**
 * The negative log-likelihood of real images, by {@link VariationalBound}.
 *
 * @param bitsPerDim an upper bound: the mean over the images
 * @param standardError of that mean, over the images
 * @param images how many
 * @param evaluations of the model for each image: T if no step was left out
 */
public record Nll(double bitsPerDim, double standardError, int images, int evaluations) {
    private static final int BATCH_SIZE = 50;

    /**
     * Measures images. With fewer evaluations than T the estimate is unbiased still: the steps are cut into stretches, short
     * ones where the terms are large (near the image), and each image sees one step of each, drawn at random and weighted by
     * the stretch's length.
     *
     * @param dataset images, whose labels the model is told if it knows labels
     * @param evaluations 2..T, one of them for t = 0
     * @param labelled whether the model knows labels
     * @param watch told of every evaluation, in images
     */
    public static Nll of(VariationalBound bound, ImageDataset dataset, boolean labelled, int evaluations, long seed,
            Device device, Watch watch) {
        int n = dataset.count();
        int[] starts = stretches(bound.steps(), evaluations - 1);
        var random = new SplittableRandom(seed);
        Torch.manualSeed(seed);
        var bits = new double[n];
        try (var images = new ImageTensors(dataset, device)) {
            for (int from = 0; from < n; from += BATCH_SIZE) {
                int size = Math.min(BATCH_SIZE, n - from);
                try (var _ = TensorScope.open()) {
                    var x0 = images.batch(IntStream.range(from, from + size).toArray()).to(DType.FLOAT64);
                    var labels = labelled ? Torch.tensor(labels(dataset, from, size)).to(device) : null;
                    add(bits, from, bound.prior(x0), 1);
                    add(bits, from, bound.decoder(x0, noise(x0), labels), 1);
                    watch.stepped(size);
                    for (int i = 0; i + 1 < starts.length; i++) {
                        try (var _ = TensorScope.open()) {
                            var t = Torch.tensor(random.longs(size, starts[i], starts[i + 1]).toArray()).to(device);
                            add(bits, from, bound.divergence(x0, t, noise(x0), labels), starts[i + 1] - starts[i]);
                        }
                        watch.stepped(size);
                    }
                }
            }
        }
        double mean = IntStream.range(0, n).mapToDouble(i -> bits[i]).average().orElseThrow();
        double variance = IntStream.range(0, n).mapToDouble(i -> (bits[i] - mean) * (bits[i] - mean)).sum() / (n - 1);
        return new Nll(mean, Math.sqrt(variance / n), n, evaluations);
    }

    /** Where each of so many stretches of 1..T-1 begins, as a square grows; and T, where the last one ends. */
    static int[] stretches(int steps, int count) {
        var starts = new int[count + 1];
        starts[0] = 1;
        for (int i = 1; i <= count; i++) {
            int square = 1 + (int) Math.rint((steps - 1) * Math.pow((double) i / count, 2));
            starts[i] = Math.max(starts[i - 1] + 1, square);
        }
        return starts;
    }

    private static Tensor noise(Tensor x0) {
        return TensorScope.returning(() -> Torch.randnLike(x0.to(DType.FLOAT32)));
    }

    private static long[] labels(ImageDataset dataset, int from, int size) {
        return IntStream.range(from, from + size).mapToLong(dataset::label).toArray();
    }

    private static void add(double[] bits, int from, Tensor term, double weight) {
        double[] values = term.toDoubleArray();
        for (int i = 0; i < values.length; i++) {
            bits[from + i] += weight * values[i];
        }
    }
}
