package org.panatorch.torch.nn;

/**
 * The keyword arguments of {@link Upsample} and {@link F#interpolate}. Either a size or a factor:
 * {@code InterpolateOptions.DEFAULT.scaleFactor(2)}.
 *
 * @param size of the output, one number or one for each dimension
 * @param scaleFactor one number or one for each dimension
 * @param mode {@code "nearest"} by default, {@code "nearest-exact"}, {@code "linear"}, {@code "bilinear"}, {@code "bicubic"},
 *     {@code "trilinear"} or {@code "area"}
 * @param alignCorners whether the corners' centres stay where they are; null, the default, is no
 * @param recomputeScaleFactor whether the factor is computed from the sizes; false by default
 * @param antialias whether details too small are smoothed; false by default; bilinear and bicubic only
 */
public record InterpolateOptions(long[] size, double[] scaleFactor, String mode, Boolean alignCorners,
        boolean recomputeScaleFactor, boolean antialias) {

    /** No keyword given. */
    public static final InterpolateOptions DEFAULT = new InterpolateOptions(null, null, "nearest", null, false, false);

    /** {@code size=size}. */
    public InterpolateOptions size(long... size) {
        return new InterpolateOptions(size, scaleFactor, mode, alignCorners, recomputeScaleFactor, antialias);
    }

    /** {@code scale_factor=scaleFactor}. */
    public InterpolateOptions scaleFactor(double... scaleFactor) {
        return new InterpolateOptions(size, scaleFactor, mode, alignCorners, recomputeScaleFactor, antialias);
    }

    /** {@code mode=mode}. */
    public InterpolateOptions mode(String mode) {
        return new InterpolateOptions(size, scaleFactor, mode, alignCorners, recomputeScaleFactor, antialias);
    }

    /** {@code align_corners=alignCorners}. */
    public InterpolateOptions alignCorners(Boolean alignCorners) {
        return new InterpolateOptions(size, scaleFactor, mode, alignCorners, recomputeScaleFactor, antialias);
    }

    /** {@code recompute_scale_factor=recomputeScaleFactor}. */
    public InterpolateOptions recomputeScaleFactor(boolean recomputeScaleFactor) {
        return new InterpolateOptions(size, scaleFactor, mode, alignCorners, recomputeScaleFactor, antialias);
    }

    /** {@code antialias=antialias}. */
    public InterpolateOptions antialias(boolean antialias) {
        return new InterpolateOptions(size, scaleFactor, mode, alignCorners, recomputeScaleFactor, antialias);
    }
}
