package org.panatorch.torch.ffm.kernels;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/** One image's turn in {@link GroupNormKernel}: what its channels are shifted and scaled by, and its way through the loops. */
final class NormalizedImage {
    private final GroupNormKernel kernel;
    private final Channels parts;
    private final int channels;
    private final int perGroup;
    /** Elements of a group. */
    private final int count;
    private MemorySegment x;
    private float[] rstds;

    private final float[][] values;
    private final float[][] grads;
    private final float[][] sums;
    private final float[][] products;
    private final float[][] mean;
    private final float[][] scale;
    private final float[][] shift;
    private final float[][] constant;
    private final float[][] slope;
    private final float[] byChannel;
    private final float[] byChannel2;

    NormalizedImage(GroupNormKernel kernel) {
        this.kernel = kernel;
        channels = kernel.weight().length;
        perGroup = channels / kernel.groups();
        count = kernel.pixels() * perGroup;
        rstds = new float[channels];
        parts = kernel.parts();
        values = parts.arrays();
        grads = parts.arrays();
        sums = parts.arrays();
        products = parts.arrays();
        mean = parts.arrays();
        scale = parts.arrays();
        shift = parts.arrays();
        constant = parts.arrays();
        slope = parts.arrays();
        byChannel = new float[channels];
        byChannel2 = new float[channels];
        parts.spread(kernel.bias(), shift);
    }

    void at(MemorySegment image) {
        x = image;
    }

    /** Where one part of the image begins, in bytes, and what it has in each array. */
    private interface OnPart {
        void run(long offset, int n);
    }

    private void eachPart(OnPart body) {
        for (int from = 0; from < kernel.pixels(); from += parts.pixels()) {
            body.run(parts.bytes(from), parts.elements(Math.min(parts.pixels(), kernel.pixels() - from)));
        }
    }

    /** Mean and variance, in two passes: the difference of two large sums would have few digits left. */
    void measure(GroupNormKernel.Moments moments, int first, double eps) {
        clear(sums);
        eachPart((offset, n) -> {
            parts.load(x, offset, values, n);
            for (int a = 0; a < values.length; a++) {
                Loops.add(sums[a], values[a], n);
            }
        });
        parts.fold(sums, byChannel);
        for (int g = 0; g < kernel.groups(); g++) {
            moments.mean()[first + g] = (float) (groupSum(byChannel, g) / count);
        }
        spreadMeans(moments, first);

        clear(sums);
        eachPart((offset, n) -> {
            parts.load(x, offset, values, n);
            for (int a = 0; a < values.length; a++) {
                Loops.addSquares(sums[a], values[a], mean[a], n);
            }
        });
        parts.fold(sums, byChannel);
        for (int g = 0; g < kernel.groups(); g++) {
            moments.rstd()[first + g] = (float) (1 / Math.sqrt(groupSum(byChannel, g) / count + eps));
        }
        spreadScales(moments, first);
    }

    /** Takes what {@link #measure} has found before. */
    void use(GroupNormKernel.Moments moments, int first) {
        spreadMeans(moments, first);
        spreadScales(moments, first);
    }

    private void spreadMeans(GroupNormKernel.Moments moments, int first) {
        for (int c = 0; c < channels; c++) {
            byChannel[c] = moments.mean()[first + c / perGroup];
        }
        parts.spread(byChannel, mean);
    }

    private void spreadScales(GroupNormKernel.Moments moments, int first) {
        for (int c = 0; c < channels; c++) {
            rstds[c] = moments.rstd()[first + c / perGroup];
            byChannel[c] = rstds[c] * kernel.weight()[c];
        }
        parts.spread(byChannel, scale);
    }

    void normalize(MemorySegment y) {
        eachPart((offset, n) -> {
            parts.load(x, offset, values, n);
            for (int a = 0; a < values.length; a++) {
                if (kernel.hasRelu()) {
                    Loops.normalizeRelu(values[a], mean[a], scale[a], shift[a], n);
                } else {
                    Loops.normalize(values[a], mean[a], scale[a], shift[a], n);
                }
            }
            parts.store(values, y, offset, n);
        });
    }

    /**
     * With x' = x - mean, g the gradient of what the ReLU gets, r = rstd, w the weight and the means over a group:
     * {@code r w g - r mean(w g) - x' r^3 mean(w g x')}.
     */
    void gradient(MemorySegment grad, MemorySegment gradX, float[] gradWeight, float[] gradBias) {
        clear(sums);
        clear(products);
        eachPart((offset, n) -> {
            loadBoth(grad, offset, n);
            for (int a = 0; a < values.length; a++) {
                Loops.addProducts(sums[a], products[a], grads[a], values[a], n);
            }
        });
        parts.fold(sums, gradBias);
        parts.fold(products, gradWeight);
        spreadCorrections(gradWeight, gradBias);
        for (int c = 0; c < channels; c++) {
            gradWeight[c] *= rstds[c];
        }
        eachPart((offset, n) -> {
            loadBoth(grad, offset, n);
            for (int a = 0; a < values.length; a++) {
                Loops.gradient(grads[a], values[a], scale[a], constant[a], slope[a], n);
            }
            parts.store(grads, gradX, offset, n);
        });
    }

    private void loadBoth(MemorySegment grad, long offset, int n) {
        parts.load(x, offset, values, n);
        parts.load(grad, offset, grads, n);
        for (int a = 0; a < values.length; a++) {
            if (kernel.hasRelu()) {
                Loops.centerAndMask(grads[a], values[a], mean[a], scale[a], shift[a], n);
            } else {
                Loops.center(values[a], mean[a], n);
            }
        }
    }

    private void spreadCorrections(float[] products, float[] sums) {
        for (int c = 0; c < channels; c++) {
            byChannel[c] = kernel.weight()[c] * sums[c];
            byChannel2[c] = kernel.weight()[c] * products[c];
        }
        for (int g = 0; g < kernel.groups(); g++) {
            float rstd = rstds[g * perGroup];
            float c1 = (float) (rstd * groupSum(byChannel, g) / count);
            float c2 = (float) ((double) rstd * rstd * rstd * groupSum(byChannel2, g) / count);
            Arrays.fill(byChannel, g * perGroup, (g + 1) * perGroup, c1);
            Arrays.fill(byChannel2, g * perGroup, (g + 1) * perGroup, c2);
        }
        parts.spread(byChannel, constant);
        parts.spread(byChannel2, slope);
    }

    private double groupSum(float[] channelSums, int group) {
        double sum = 0;
        for (int c = group * perGroup; c < (group + 1) * perGroup; c++) {
            sum += channelSums[c];
        }
        return sum;
    }

    private static void clear(float[][] arrays) {
        for (var array : arrays) {
            Arrays.fill(array, 0);
        }
    }
}
