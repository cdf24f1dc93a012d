package org.panatorch.repl.session;

import org.panatorch.ddpm.UserException;
import org.panatorch.ddpm.sample.Denoiser;
import org.panatorch.torch.Generator;
import org.panatorch.torch.Keywords;
import org.panatorch.torch.Tensor;
import org.panatorch.torch.TensorScope;
import org.panatorch.torch.Torch;

/**
 * Where one is between noise and image: the images at level t, those at the levels visited before, and, for a digit
 * that was put into noise, the digit itself. Levels are the t of x_t, T - 1 down to 0; below them is {@link #CLEAN}.
 *
 * <p>The noise of a step depends on the walk's seed and t alone: going back and stepping again leads to the same place.
 */
public final class Walk implements AutoCloseable {
    /** The level of a finished image. */
    public static final int CLEAN = -1;

    private final int steps;
    private final Trajectory frames;
    private final String origin;
    private final Tensor x0;
    private final Tensor noise;
    private Tensor x;
    private int t;
    private long seed;

    private Walk(int steps, int t, Tensor x, Tensor x0, Tensor noise, long seed, String origin) {
        this.steps = steps;
        this.t = t;
        this.x = x.keep();
        this.x0 = x0 == null ? null : x0.keep();
        this.noise = noise == null ? null : noise.keep();
        this.seed = seed;
        this.origin = origin;
        this.frames = new Trajectory(steps, x.shape());
        frames.keep(t, x);
    }

    /** From images at a level; the walk takes the tensor. */
    public static Walk from(Tensor x, int t, int steps, long seed, String origin) {
        return new Walk(steps, t, x, null, null, seed, origin);
    }

    /** From clean images x0, (n, 1, H, W), by the forward process; the noise is the seed's. */
    public static Walk noised(Tensor x0, int t, Denoiser denoiser, long seed, String origin) {
        var kept = TensorScope.returning(() -> x0.to(denoiser.device()).copy());
        var noise = noise(seed, denoiser.scheduler().steps(), kept);
        return new Walk(denoiser.scheduler().steps(), t, forward(denoiser, kept, noise, t), kept, noise, seed, origin);
    }

    private static Tensor forward(Denoiser denoiser, Tensor x0, Tensor noise, int t) {
        return TensorScope.returning(() -> t == CLEAN ? x0.copy() : denoiser.scheduler().addNoise(x0,
                Torch.full(Keywords.shape(x0.size(0)), (long) t, Keywords.device(denoiser.device())), noise));
    }

    /** Standard normal, shaped as x; drawn on the CPU, so that a seed means the same on every device. */
    private static Tensor noise(long seed, int t, Tensor x) {
        // an odd constant far from small numbers: seed 1 at t 2 shares nothing with seed 2 at t 1
        long mixed = (seed * 0x9e3779b97f4a7c15L + t) * 0xbf58476d1ce4e5b9L & Long.MAX_VALUE;
        try (var generator = new Generator(mixed)) {
            return TensorScope.returning(() ->
                    Torch.randn(x.shape(), generator, org.panatorch.torch.TensorOptions.DEFAULT).to(x.device()));
        }
    }

    /** One level down; where it has been before, it goes the same way. */
    public void step(Denoiser denoiser) {
        if (t == CLEAN) {
            throw new UserException("already at the image: nothing is left to undo; back N goes up again");
        }
        moveTo(t - 1, frames.has(t - 1)
                ? TensorScope.returning(() -> frames.get(t - 1).to(denoiser.device()))
                : TensorScope.returning(() -> denoiser.step(x, t, noise(seed, t, x))));
    }

    /**
     * Goes to a level without a step: where the walk has been, or where the forward process puts a known digit.
     *
     * @return how it got there, in words
     */
    public String jump(int level, Denoiser denoiser) {
        if (level == t) {
            return "here";
        }
        if (frames.has(level)) {
            moveTo(level, TensorScope.returning(() -> frames.get(level).to(denoiser.device())));
            return "as it was";
        }
        if (x0 != null) {
            moveTo(level, forward(denoiser, x0, noise, level));
            return "by the forward process";
        }
        throw new UserException("t = " + level + " has not been visited"
                + (level < t ? "; run to " + level + " goes there"
                        : frames.every() > 1 ? " or not kept (with so many images, every "
                                + frames.every() + "th level is)" : ""));
    }

    private void moveTo(int level, Tensor images) {
        var old = x;
        x = images.keep();
        old.close();
        t = level;
        frames.keep(level, x);
    }

    /** A level reached by another's work (the sampler's); copies the images. */
    public void visited(int level, Tensor images) {
        moveTo(level, TensorScope.returning(images::copy));
    }

    /** From here on with other noise. */
    public void branch(long newSeed) {
        seed = newSeed;
        forgetBelow();
    }

    /** What lies ahead was found by another model: it no longer holds. */
    void forgetBelow() {
        frames.forgetBelow(t);
    }

    /** The images at this level, (n, 1, H, W): the walk's own, do not close. */
    public Tensor x() {
        return x;
    }

    /** The level: T - 1 to 0, or {@link #CLEAN}. */
    public int t() {
        return t;
    }

    /** The digit under the noise, (n, 1, H, W), or null if there is none. */
    public Tensor x0() {
        return x0;
    }

    public int steps() {
        return steps;
    }

    public long seed() {
        return seed;
    }

    /** Where it began: {@code sample 4, seed 0}. */
    public String origin() {
        return origin;
    }

    /** The levels that can be shown again, noise first. */
    public int[] levels() {
        return frames.levels();
    }

    /** The images at a level of {@link #levels}, in the open scope. */
    public Tensor at(int level) {
        return frames.get(level);
    }

    @Override
    public void close() {
        x.close();
        if (x0 != null) {
            x0.close();
            noise.close();
        }
        frames.close();
    }
}
