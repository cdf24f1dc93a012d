package org.panatorch.repl.session;

import java.util.Comparator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.panatorch.ddpm.UserException;
import org.panatorch.ddpm.sample.Denoiser;
import org.panatorch.ddpm.sample.ImageNoise;
import org.panatorch.ddpm.sample.NoiseLevels;
import org.panatorch.ddpm.sample.Sampler;
import org.panatorch.ddpm.sample.SamplingMethod;
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
    public static final int CLEAN = NoiseLevels.CLEAN;

    private final int steps;
    private final Trajectory frames;
    private String origin;
    private final Tensor x0;
    private final Tensor noise;
    private Tensor x;
    private int t;
    private long seed;
    private SamplingMethod.Run run;
    private Sampler takenBy;

    private Walk(int steps, int t, Tensor x, Tensor x0, Tensor noise, long seed, String origin) {
        this.steps = steps;
        this.t = t;
        this.x = x.keep();
        this.x0 = x0 == null ? null : x0.keep();
        this.noise = noise == null ? null : noise.keep();
        this.seed = seed;
        this.origin = origin;
        this.frames = new Trajectory(t);
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

    /** Standard normal, shaped as x, each image's its own: image k has the seed seed + k. */
    private static Tensor noise(long seed, int t, Tensor x) {
        try (var noise = new ImageNoise(LongStream.of(ImageNoise.seeds(seed, x.size(0))).map(k -> mixed(k, t)).toArray(),
                x.device())) {
            return noise.get();
        }
    }

    /** By an odd constant far from small numbers: seed 1 at t 2 shares nothing with seed 2 at t 1. */
    private static long mixed(long seed, int t) {
        return (seed * 0x9e3779b97f4a7c15L + t) * 0xbf58476d1ce4e5b9L & Long.MAX_VALUE;
    }

    /**
     * One step of the sampler down, but not below a level; where this sampler has been before, it goes the same way.
     *
     * @param lowest where to stop, if the sampler would step over it
     */
    public void step(Sampler sampler, int lowest) {
        if (t == CLEAN) {
            throw new UserException("already at the image: nothing is left to undo; back N goes up again");
        }
        int next = Math.max(lowest, sampler.timesteps().next(t));
        if (takenBy != sampler) {
            forgetBelow();
            takenBy = sampler;
        }
        if (frames.has(next)) {
            moveTo(next, TensorScope.returning(() -> frames.get(next).to(sampler.denoiser().device())));
            return;
        }
        if (run == null) {
            run = sampler.method().start(sampler.denoiser());
        }
        arrive(next, TensorScope.returning(() -> run.step(x, t, next, () -> noise(seed, t, x))));
    }

    /** Steps that follow each other belong to one run of the sampler; anything else ends it. */
    private void stopRun() {
        if (run != null) {
            run.close();
            run = null;
        }
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
                        : (frames.every() > 1 ? " or not kept (with so many images, every "
                                + frames.every() + "th level is)" : "") + "; " + nearest(level)));
    }

    private String nearest(int level) {
        return "the nearest " + IntStream.of(levels()).boxed().sorted(Comparator.comparingInt(t -> Math.abs(t - level))).limit(2)
                .map(String::valueOf).collect(Collectors.collectingAndThen(Collectors.toList(), two ->
                        two.size() == 1 ? "is " + two.getFirst() : "are " + two.getFirst() + " and " + two.getLast()));
    }

    private void moveTo(int level, Tensor images) {
        stopRun();
        arrive(level, images);
    }

    private void arrive(int level, Tensor images) {
        var old = x;
        x = images.keep();
        old.close();
        t = level;
        frames.keep(level, x);
    }

    /** A level reached by the sampler's own work; copies the images. */
    public void visited(Sampler sampler, int level, Tensor images) {
        takenBy = sampler;
        moveTo(level, TensorScope.returning(images::copy));
    }

    /** From here on with other noise. */
    public void branch(long newSeed) {
        seed = newSeed;
        origin += ", branch " + newSeed + " at t = " + t;
        forgetBelow();
    }

    /** What lies ahead was found by another model: it no longer holds. */
    void forgetBelow() {
        stopRun();
        frames.forgetBelow(t);
    }

    /** The levels above, of those that the sampler stops at and those visited; the nearest first. */
    public int[] above(Sampler sampler) {
        return IntStream.concat(IntStream.of(sampler.timesteps().toArray()), IntStream.of(levels())).filter(level -> level > t)
                .distinct().sorted().toArray();
    }

    /** The level so many steps down, where the sampler stops. */
    public int below(Sampler sampler, int n) {
        int level = t;
        for (int i = 0; i < n && level != CLEAN; i++) {
            level = sampler.timesteps().next(level);
        }
        return level;
    }

    /** How many images walk. */
    public int images() {
        return (int) x.size(0);
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

    /** Where it began, and its branches: {@code sample 4, seed 0, branch 7 at t = 8}. */
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
        stopRun();
        x.close();
        if (x0 != null) {
            x0.close();
            noise.close();
        }
        frames.close();
    }
}
