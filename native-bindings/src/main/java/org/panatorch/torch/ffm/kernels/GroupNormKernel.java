package org.panatorch.torch.ffm.kernels;

import java.lang.foreign.MemorySegment;
import org.panatorch.torch.ffm.OpenMp;

/**
 * GroupNorm (Wu and He 2018, eq. 1), and a ReLU after it if wanted, over images in channels_last. libtorch's own takes twenty times
 * as long there as in the usual layout where groups are of few channels, for it goes through memory group by group; this one
 * goes through it in order, and comes out below what libtorch takes in either.
 *
 * <p>All memory is the caller's: native, dense, (images, pixels, channels), float32 or bfloat16. An image is worked on by one
 * thread, so the numbers do not depend on how many there are.
 */
public final class GroupNormKernel {
    /** Elements below which other threads are not worth waking. */
    private static final long SMALL = 1 << 16;

    private final int images;
    private final int pixels;
    private final int channels;
    private final int groups;
    private final boolean bfloat16;
    private final boolean relu;
    private final float[] weight;
    private final float[] bias;

    /**
     * @param bfloat16 float32 if not; then channels must be even
     * @param relu whether a ReLU follows
     * @param weight one for each channel
     * @param bias likewise
     */
    public GroupNormKernel(int images, int pixels, int channels, int groups, boolean bfloat16, boolean relu, float[] weight, float[] bias) {
        this.images = images;
        this.pixels = pixels;
        this.channels = channels;
        this.groups = groups;
        this.bfloat16 = bfloat16;
        this.relu = relu;
        this.weight = weight;
        this.bias = bias;
    }

    /** Mean and 1 / standard deviation of each group of each image. */
    public record Moments(float[] mean, float[] rstd) {}

    /**
     * @param x address of the input
     * @param y address of the output
     * @param eps added to the variance
     */
    public Moments forward(long x, long y, double eps, int threads) {
        var moments = new Moments(new float[images * groups], new float[images * groups]);
        each(threads, (from, to) -> {
            var image = new NormalizedImage(this);
            for (int n = from; n < to; n++) {
                image.at(at(x, n));
                image.measure(moments, n * groups, eps);
                image.normalize(at(y, n));
            }
        });
        return moments;
    }

    /** Gradients of weight and bias, for each channel. */
    public record Gradients(float[] weight, float[] bias) {}

    /**
     * @param grad address of the output's gradient
     * @param x address of the input
     * @param moments what {@link #forward} gave for it
     * @param gradX address for the input's gradient
     */
    public Gradients backward(long grad, long x, Moments moments, long gradX, int threads) {
        var weights = new float[images][channels];
        var biases = new float[images][channels];
        each(threads, (from, to) -> {
            var image = new NormalizedImage(this);
            for (int n = from; n < to; n++) {
                image.at(at(x, n));
                image.use(moments, n * groups);
                image.gradient(at(grad, n), at(gradX, n), weights[n], biases[n]);
            }
        });
        return new Gradients(sum(weights), sum(biases));
    }

    private void each(int threads, OpenMp.Body body) {
        OpenMp.parallelFor(images, (long) images * pixels * channels < SMALL ? 1 : threads, body);
    }

    private MemorySegment at(long address, int image) {
        long bytes = (long) pixels * channels * (bfloat16 ? 2 : 4);
        return MemorySegment.ofAddress(address + image * bytes).reinterpret(bytes);
    }

    private float[] sum(float[][] ofImages) {
        var sums = new double[channels];
        for (var one : ofImages) {
            for (int c = 0; c < channels; c++) {
                sums[c] += one[c];
            }
        }
        var rounded = new float[channels];
        for (int c = 0; c < channels; c++) {
            rounded[c] = (float) sums[c];
        }
        return rounded;
    }

    int pixels() {
        return pixels;
    }

    int groups() {
        return groups;
    }

    boolean hasRelu() {
        return relu;
    }

    float[] weight() {
        return weight;
    }

    float[] bias() {
        return bias;
    }

    Channels parts() {
        return new Channels(channels, bfloat16);
    }
}
