package org.panatorch.torch.ffm.kernels;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/** One image's turn in {@link GroupNormKernel}: what its channels are shifted and scaled by. */
final class NormalizedImage {
    private final NormLoops loops;
    private final float[] weight;
    private final int groups;
    private final int perGroup;
    /** Elements of a group. */
    private final int count;
    /** Of each place of a period. */
    private final int[] channel;
    private final NormLoops.Affine affine;
    private final float[] first;
    private final float[] second;
    private final float[] rstds;
    private final float[] ofChannels;
    private final float[] ofChannels2;

    /** @param channel of each place of the loops' period */
    NormalizedImage(NormLoops loops, int[] channel, int pixels, int groups, float[] weight, float[] bias, float floor) {
        this.loops = loops;
        this.channel = channel;
        this.weight = weight;
        this.groups = groups;
        perGroup = weight.length / groups;
        count = pixels * perGroup;
        affine = new NormLoops.Affine(new float[loops.period()], new float[loops.period()], new float[loops.period()], floor);
        first = new float[loops.period()];
        second = new float[loops.period()];
        rstds = new float[weight.length];
        ofChannels = new float[weight.length];
        ofChannels2 = new float[weight.length];
        spread(bias, affine.shift());
    }

    /**
     * Mean and variance of each group, in two passes: the difference of two large sums would have few digits left.
     *
     * @param means for the groups, from {@code at}
     * @param rstds likewise
     */
    void measure(MemorySegment x, double eps, float[] means, float[] rstds, int at) {
        loops.sums(x, first);
        fold(first, ofChannels);
        for (int g = 0; g < groups; g++) {
            means[at + g] = (float) (groupSum(ofChannels, g) / count);
        }
        spreadMeans(means, at);
        loops.squares(x, affine.mean(), first);
        fold(first, ofChannels);
        for (int g = 0; g < groups; g++) {
            rstds[at + g] = (float) (1 / Math.sqrt(groupSum(ofChannels, g) / count + eps));
        }
        spreadScales(rstds, at);
    }

    /** Takes what {@link #measure} found before. */
    void use(float[] means, float[] rstds, int at) {
        spreadMeans(means, at);
        spreadScales(rstds, at);
    }

    private void spreadMeans(float[] means, int at) {
        for (int c = 0; c < weight.length; c++) {
            ofChannels[c] = means[at + c / perGroup];
        }
        spread(ofChannels, affine.mean());
    }

    private void spreadScales(float[] ofGroups, int at) {
        for (int c = 0; c < weight.length; c++) {
            rstds[c] = ofGroups[at + c / perGroup];
            ofChannels[c] = rstds[c] * weight[c];
        }
        spread(ofChannels, affine.scale());
    }

    void normalize(MemorySegment x, MemorySegment y) {
        loops.normalize(x, affine, y);
    }

    /**
     * With x' = x - mean, g the gradient of what the ReLU gets, r = rstd, w the weight and the means over a group:
     * {@code r w g - r mean(w g) - x' r^3 mean(w g x')}.
     *
     * @param gradWeight for this image's part of it
     * @param gradBias likewise
     */
    void gradient(MemorySegment grad, MemorySegment x, MemorySegment gradX, float[] gradWeight, float[] gradBias) {
        loops.products(grad, x, affine, first, second);
        fold(first, gradBias);
        fold(second, gradWeight);
        corrections(gradBias, gradWeight);
        for (int c = 0; c < weight.length; c++) {
            gradWeight[c] *= rstds[c];
        }
        loops.gradient(grad, x, affine, first, second, gradX);
    }

    /** {@code r mean(w g)} and {@code r^3 mean(w g x')} of each group. */
    private void corrections(float[] sums, float[] products) {
        for (int g = 0; g < groups; g++) {
            double sum = 0;
            double product = 0;
            for (int c = g * perGroup; c < (g + 1) * perGroup; c++) {
                sum += weight[c] * sums[c];
                product += weight[c] * products[c];
            }
            double rstd = rstds[g * perGroup];
            Arrays.fill(ofChannels, g * perGroup, (g + 1) * perGroup, (float) (rstd * sum / count));
            Arrays.fill(ofChannels2, g * perGroup, (g + 1) * perGroup, (float) (rstd * rstd * rstd * product / count));
        }
        spread(ofChannels, first);
        spread(ofChannels2, second);
    }

    private double groupSum(float[] values, int group) {
        double sum = 0;
        for (int c = group * perGroup; c < (group + 1) * perGroup; c++) {
            sum += values[c];
        }
        return sum;
    }

    private void spread(float[] channels, float[] places) {
        for (int p = 0; p < places.length; p++) {
            places[p] = channels[channel[p]];
        }
    }

    private void fold(float[] places, float[] channels) {
        Arrays.fill(channels, 0);
        for (int p = 0; p < places.length; p++) {
            channels[channel[p]] += places[p];
        }
    }
}
