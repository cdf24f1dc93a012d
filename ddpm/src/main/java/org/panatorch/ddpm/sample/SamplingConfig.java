package org.panatorch.ddpm.sample;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How images are sampled, as people say it.
 *
 * @param steps how many timesteps are used; 0: all; a model that has fewer uses all
 * @param spacing which
 * @param eta for {@link SamplerKind#ddim} and {@link SamplerKind#dpmpp}: see {@link Ddim}, {@link DpmSolver}
 * @param solverType for {@link SamplerKind#dpmpp}
 * @param variance for {@link SamplerKind#ancestral}
 */
public record SamplingConfig(SamplerKind sampler, int steps, Spacing spacing, double eta, DpmSolver.SolverType solverType,
        Ancestral.Variance variance, Clipping clipping) {

    /** Good images quickly: DPM-Solver++ (2M) with noise, 20 steps even in log-SNR, clipped. */
    public static final SamplingConfig DEFAULT = of(SamplerKind.dpmpp);

    /** The original's: ancestral, all steps, nothing clipped. */
    public static final SamplingConfig ORIGINAL = of(SamplerKind.ancestral);

    public SamplingConfig {
        if (steps < 0) {
            throw new IllegalArgumentException("expected at least 1 step, got " + steps);
        }
        Ddim.requireEta(eta);
    }

    /** A sampler with its usual number of steps and clipping. */
    public static SamplingConfig of(SamplerKind sampler) {
        return new SamplingConfig(sampler, sampler.defaultSteps(), sampler.defaultSpacing(), sampler.defaultEta(),
                DpmSolver.SolverType.heun, Ancestral.Variance.fixedsmall, usualClipping(sampler, sampler.defaultSteps()));
    }

    /** To [-1, 1]; but none for ancestral sampling over all steps, which is the original's. */
    public static Clipping usualClipping(SamplerKind sampler, int steps) {
        return sampler == SamplerKind.ancestral && steps == 0 ? Clipping.NONE : Clipping.UNIT;
    }

    public SamplingConfig steps(int steps) {
        return new SamplingConfig(sampler, steps, spacing, eta, solverType, variance, clipping);
    }

    public SamplingConfig spacing(Spacing spacing) {
        return new SamplingConfig(sampler, steps, spacing, eta, solverType, variance, clipping);
    }

    public SamplingConfig eta(double eta) {
        return new SamplingConfig(sampler, steps, spacing, eta, solverType, variance, clipping);
    }

    public SamplingConfig solverType(DpmSolver.SolverType solverType) {
        return new SamplingConfig(sampler, steps, spacing, eta, solverType, variance, clipping);
    }

    public SamplingConfig variance(Ancestral.Variance variance) {
        return new SamplingConfig(sampler, steps, spacing, eta, solverType, variance, clipping);
    }

    public SamplingConfig clipping(Clipping clipping) {
        return new SamplingConfig(sampler, steps, spacing, eta, solverType, variance, clipping);
    }

    /** Whether its steps add noise; else the start decides all. */
    public boolean addsNoise() {
        return sampler == SamplerKind.ancestral || sampler.heedsEta() && eta > 0;
    }

    public SamplingMethod method() {
        return switch (sampler) {
            case ancestral -> new Ancestral(variance);
            case ddim -> new Ddim(eta);
            case dpmpp -> new DpmSolver(eta, solverType);
            case euler -> new Euler();
            case heun -> new Heun();
        };
    }

    /** Those of a model's T that are used: all, if there are no more than asked for. */
    public Timesteps timesteps(NoiseLevels levels) {
        int count = count(levels.steps());
        return count == levels.steps() ? Timesteps.all(count) : Timesteps.of(spacing, count, levels);
    }

    /** How many of a model's T those are. */
    public int count(int modelSteps) {
        return steps == 0 || steps >= modelSteps ? modelSteps : steps;
    }

    /** The sampler for a model, which clips as this says. */
    public Sampler sampler(Denoiser denoiser) {
        var clipped = denoiser.clipped(clipping);
        return new Sampler(clipped, method(), timesteps(clipped.levels()));
    }

    /** What a picture made so should tell, in the command line's words. */
    public Map<String, String> toMap() {
        var map = new LinkedHashMap<String, String>();
        map.put("sampler", sampler.name());
        map.put("sampling-steps", steps == 0 ? "all" : String.valueOf(steps));
        if (steps != 0) {
            map.put("spacing", spacing.name());
        }
        if (sampler == SamplerKind.ancestral) {
            map.put("variance", variance.name());
        }
        if (sampler.heedsEta()) {
            map.put("eta", String.valueOf(eta));
        }
        if (sampler == SamplerKind.dpmpp) {
            map.put("solver-type", solverType.name());
        }
        map.put("clip", switch (clipping) {
            case Clipping.None _ -> "no";
            case Clipping.Unit _ -> "yes";
            case Clipping.Dynamic dynamic -> "threshold " + dynamic.percentile();
        });
        return map;
    }
}
