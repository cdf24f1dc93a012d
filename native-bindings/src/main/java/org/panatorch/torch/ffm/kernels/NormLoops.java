package org.panatorch.torch.ffm.kernels;

import java.lang.foreign.MemorySegment;

/**
 * The passes of {@link GroupNormKernel} over one image, for one type of numbers. What is said of channels comes, and goes, in
 * arrays of a <em>period</em>: the elements after which the channels repeat, or as many as a vector has if that is more.
 * {@link #channel} tells whose a place is.
 */
interface NormLoops {

    /** Elements of a period. */
    int period();

    /** The channel of a place in such an array. */
    int channel(int place);

    /** {@code sums = sum(x)}. */
    void sums(MemorySegment x, float[] sums);

    /** {@code squares = sum((x - mean)^2)}. */
    void squares(MemorySegment x, float[] mean, float[] squares);

    /**
     * {@code y = max(floor, (x - mean) * scale + shift)}, NaN for NaN.
     *
     * @param floor 0 for a ReLU, minus infinity for none
     */
    void normalize(MemorySegment x, float[] mean, float[] scale, float[] shift, float floor, MemorySegment y);

    /** With g the gradient where {@link #normalize} is above its floor, else 0: {@code sums = sum(g)}, {@code products = sum(g * (x - mean))}. */
    void products(MemorySegment grad, MemorySegment x, Affine affine, float[] sums, float[] products);

    /** With g as there: {@code gradX = g * scale - constant - (x - mean) * slope}. */
    void gradient(MemorySegment grad, MemorySegment x, Affine affine, float[] constant, float[] slope, MemorySegment gradX);

    /** What {@link #normalize} was given. */
    record Affine(float[] mean, float[] scale, float[] shift, float floor) {}
}
