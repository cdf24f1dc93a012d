package org.panatorch.ddpm.eval;

import java.util.stream.IntStream;
import org.panatorch.ddpm.Tools;
import org.panatorch.ddpm.data.ImageDataset;
import org.panatorch.ddpm.image.PngGrid;
import org.panatorch.ddpm.sample.Denoiser;
import org.panatorch.ddpm.sample.Guidance;
import org.panatorch.ddpm.sample.ImageNoise;
import org.panatorch.ddpm.sample.SamplingConfig;
import org.panatorch.torch.Device;
import org.panatorch.torch.TensorScope;

/**
 * Many images from one model, made in batches. Image k has the seed seed + k, whatever the size of the batches, and, where
 * the model knows labels, the label k modulo their number.
 *
 * @param seed of the first image
 * @param guidanceScale see {@link Guidance}; counts only where the model knows labels
 */
public record Generation(Denoiser denoiser, SamplingConfig config, long seed, double guidanceScale) {
    /** Few enough to stay in the processor's cache. */
    static final int BATCH_SIZE = 50;
    /** So many that a GPU has something to do between two calls. */
    private static final int BATCH_SIZE_ON_GPU = 1000;

    /**
     * Makes n images.
     *
     * @param watch told of every step with 0, of every batch with its images
     * @return 8-bit gray values, as {@code ddpm sample} writes them, with the labels that the model was told, or 0
     */
    public ImageDataset images(int n, Watch watch) {
        var pixels = new byte[Math.multiplyExact(n, 28 * 28)];
        var labels = new byte[n];
        int atOnce = denoiser.device().type() == Device.Type.CPU ? BATCH_SIZE : BATCH_SIZE_ON_GPU;
        for (int from = 0; from < n; from += atOnce) {
            int size = Math.min(atOnce, n - from);
            long[] wanted = labels(from, size);
            for (int i = 0; i < size && wanted.length > 0; i++) {
                labels[from + i] = (byte) wanted[i];
            }
            byte[] batch = batch(ImageNoise.seeds(seed + from, size), wanted, watch);
            System.arraycopy(batch, 0, pixels, from * 28 * 28, batch.length);
            watch.stepped(size);
        }
        return new ImageDataset("generated", pixels, labels, n, 28, 28);
    }

    /** Whether the images' labels are those that the model was told. */
    public boolean labelled() {
        return denoiser.model().numClasses() > 0;
    }

    private long[] labels(int from, int size) {
        long classes = denoiser.model().numClasses();
        return classes == 0 ? new long[0] : IntStream.range(from, from + size).mapToLong(k -> k % classes).toArray();
    }

    private byte[] batch(long[] seeds, long[] labels, Watch watch) {
        var guided = labels.length == 0 ? denoiser : denoiser.guided(new Guidance(labels, guidanceScale));
        try (var _ = TensorScope.open()) {
            var x0 = config.sampler(guided).sample(seeds, (_, _) -> watch.stepped(0), () -> false);
            return PngGrid.gray(Tools.denormalize(x0).toFloatArray());
        }
    }
}
