package org.panatorch.torch.ffm.kernels;

/**
 * Loops over arrays that the JVM's optimising compiler turns into vector instructions: no branches, the same index everywhere.
 * All are over the first {@code n} elements.
 */
final class Loops {
    private Loops() {}

    /** {@code sum += x}. */
    static void add(float[] sum, float[] x, int n) {
        for (int j = 0; j < n; j++) {
            sum[j] += x[j];
        }
    }

    /** {@code sum += (x - mean)^2}. */
    static void addSquares(float[] sum, float[] x, float[] mean, int n) {
        for (int j = 0; j < n; j++) {
            float d = x[j] - mean[j];
            sum[j] += d * d;
        }
    }

    /** {@code x = (x - mean) * scale + shift}. */
    static void normalize(float[] x, float[] mean, float[] scale, float[] shift, int n) {
        for (int j = 0; j < n; j++) {
            x[j] = (x[j] - mean[j]) * scale[j] + shift[j];
        }
    }

    /** {@code x = max(0, (x - mean) * scale + shift)}, NaN for NaN. */
    static void normalizeRelu(float[] x, float[] mean, float[] scale, float[] shift, int n) {
        for (int j = 0; j < n; j++) {
            float y = (x[j] - mean[j]) * scale[j] + shift[j];
            x[j] = 0.5f * (y + Math.abs(y));
        }
    }

    /** {@code x -= mean}. */
    static void center(float[] x, float[] mean, int n) {
        for (int j = 0; j < n; j++) {
            x[j] -= mean[j];
        }
    }

    /** {@code x -= mean}, and {@code grad} becomes zero where {@link #normalizeRelu} gave zero. */
    static void centerAndMask(float[] grad, float[] x, float[] mean, float[] scale, float[] shift, int n) {
        for (int j = 0; j < n; j++) {
            float d = x[j] - mean[j];
            float sign = Math.signum(d * scale[j] + shift[j]);
            x[j] = d;
            grad[j] *= 0.5f * (sign + Math.abs(sign));
        }
    }

    /** {@code sum += grad}, {@code sumOfProducts += grad * x}. */
    static void addProducts(float[] sum, float[] sumOfProducts, float[] grad, float[] x, int n) {
        for (int j = 0; j < n; j++) {
            sum[j] += grad[j];
            sumOfProducts[j] += grad[j] * x[j];
        }
    }

    /** {@code grad = grad * scale - constant - x * slope}. */
    static void gradient(float[] grad, float[] x, float[] scale, float[] constant, float[] slope, int n) {
        for (int j = 0; j < n; j++) {
            grad[j] = grad[j] * scale[j] - constant[j] - x[j] * slope[j];
        }
    }

    /** Of pairs of bfloat16 the first: its bits as a float's. */
    static void firstOfPairs(int[] pairs, int[] first, int n) {
        for (int j = 0; j < n; j++) {
            first[j] = pairs[j] << 16;
        }
    }

    /** Of pairs of bfloat16 the second: its bits as a float's. */
    static void secondOfPairs(int[] pairs, int[] second, int n) {
        for (int j = 0; j < n; j++) {
            second[j] = pairs[j] & 0xffff0000;
        }
    }

    /** Pairs of bfloat16 from floats' bits, rounded to the nearest, to even in the middle. */
    static void pairs(int[] first, int[] second, int[] pairs, int n) {
        for (int j = 0; j < n; j++) {
            int a = first[j];
            int b = second[j];
            pairs[j] = (a + 0x7fff + (a >>> 16 & 1)) >>> 16 | (b + 0x7fff + (b >>> 16 & 1)) & 0xffff0000;
        }
    }
}
