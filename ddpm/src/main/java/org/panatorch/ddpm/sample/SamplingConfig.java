package org.panatorch.ddpm.sample;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How images are sampled, as people say it.
 *
 * @param steps how many timesteps are used; 0: all; a model that has fewer uses all
 * @param spacing which
 * @param eta for {@link SamplerKind#ddim}: see {@link Ddim}
 * @param variance for {@link SamplerKind#ancestral}
 */
public record SamplingConfig(SamplerKind sampler, int steps, Spacing spacing, double eta, Ancestral.Variance variance,
        Clipping clipping) {

    /** Good images quickly: DPM-Solver++ (2M), 20 steps, clipped. */
    public static final SamplingConfig DEFAULT = of(SamplerKind.dpmpp);

    /** The original's: ancestral, all steps, nothing clipped. */
    public static final SamplingConfig ORIGINAL = of(SamplerKind.ancestral);

    public SamplingConfig {
        if (steps < 0) {
            throw new IllegalArgumentException("expected at least 1 step, got " + steps);
        }
        new Ddim(eta);      // checks it
    }

    /** A sampler with its usual number of steps, clipped; ancestral as the original has it: all steps, not clipped. */
    public static SamplingConfig of(SamplerKind sampler) {
        return new SamplingConfig(sampler, sampler.defaultSteps(), Spacing.trailing, 0, Ancestral.Variance.fixedsmall,
                sampler == SamplerKind.ancestral ? Clipping.NONE : Clipping.UNIT);
    }

    public SamplingConfig steps(int steps) {
        return new SamplingConfig(sampler, steps, spacing, eta, variance, clipping);
    }

    public SamplingConfig spacing(Spacing spacing) {
        return new SamplingConfig(sampler, steps, spacing, eta, variance, clipping);
    }

    public SamplingConfig eta(double eta) {
        return new SamplingConfig(sampler, steps, spacing, eta, variance, clipping);
    }

    public SamplingConfig variance(Ancestral.Variance variance) {
        return new SamplingConfig(sampler, steps, spacing, eta, variance, clipping);
    }

    public SamplingConfig clipping(Clipping clipping) {
        return new SamplingConfig(sampler, steps, spacing, eta, variance, clipping);
    }

    /** Whether its steps add noise; else the start decides all. */
    public boolean addsNoise() {
        return sampler == SamplerKind.ancestral || sampler == SamplerKind.ddim && eta > 0;
    }

    public SamplingMethod method() {
        return switch (sampler) {
            case ancestral -> new Ancestral(variance);
            case ddim -> new Ddim(eta);
            case dpmpp -> new DpmSolver();
            case euler -> new Euler();
            case heun -> new Heun();
        };
    }

    /** Those of a model's T that are used: all, if there are no more than asked for. */
    public Timesteps timesteps(int modelSteps) {
        return steps == 0 || steps >= modelSteps ? Timesteps.all(modelSteps) : Timesteps.of(spacing, steps, modelSteps);
    }

    /** The sampler for a model, which clips as this says. */
    public Sampler sampler(Denoiser denoiser) {
        return new Sampler(denoiser.clipped(clipping), method(), timesteps(denoiser.scheduler().steps()));
    }

    /** What a picture made so should tell, in the command line's words. */
    public Map<String, String> toMap() {
        var map = new LinkedHashMap<String, String>();
        map.put("sampler", sampler.name());
        map.put("sampling-steps", steps == 0 ? "all" : String.valueOf(steps));
        if (steps != 0) {
            map.put("spacing", spacing.name());
        }
        switch (sampler) {
            case ancestral -> map.put("variance", variance.name());
            case ddim -> map.put("eta", String.valueOf(eta));
            default -> { }
        }
        map.put("clip", switch (clipping) {
            case Clipping.None _ -> "no";
            case Clipping.Unit _ -> "yes";
            case Clipping.Dynamic dynamic -> "threshold " + dynamic.percentile();
        });
        return map;
    }
}
