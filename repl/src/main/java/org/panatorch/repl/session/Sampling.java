package org.panatorch.repl.session;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.StringJoiner;
import org.panatorch.ddpm.UserException;
import org.panatorch.ddpm.cli.Ranges;
import org.panatorch.ddpm.sample.Clipping;
import org.panatorch.ddpm.sample.Denoiser;
import org.panatorch.ddpm.sample.Guidance;
import org.panatorch.ddpm.sample.Sampler;
import org.panatorch.ddpm.sample.SamplerKind;
import org.panatorch.ddpm.sample.SamplingConfig;

/** How images are sampled: sampler, steps, clipping, labels. What {@code use} changes of it. */
public final class Sampling {
    private SamplingConfig config = SamplingConfig.DEFAULT;
    private String labels;
    private double guidance = 2;

    private final Map<Integer, Sampler> samplers = new HashMap<>();
    private List<Object> madeFrom = List.of();

    public SamplingConfig config() {
        return config;
    }

    public void config(SamplingConfig next) {
        config = next;
    }

    /** So many of the model's steps, 0 for all. Ancestral sampling is clipped then, unless it is the original's over all. */
    public void steps(int steps) {
        var usual = SamplingConfig.usualClipping(config.sampler(), config.steps());
        boolean chosen = !config.clipping().equals(usual);
        config = config.steps(steps).clipping(chosen ? config.clipping() : SamplingConfig.usualClipping(config.sampler(), steps));
    }

    /** Another sampler, with its own usual steps, eta and clipping. */
    public void sampler(SamplerKind kind) {
        config = SamplingConfig.of(kind);
    }

    /** @param text on, off, or a percentile for dynamic thresholding */
    public void clip(String text) {
        config = config.clipping(switch (text) {
            case "on" -> Clipping.UNIT;
            case "off" -> Clipping.NONE;
            default -> dynamic(text);
        });
    }

    private static Clipping dynamic(String text) {
        try {
            return new Clipping.Dynamic(Double.parseDouble(text));
        } catch (IllegalArgumentException e) {
            throw new UserException("use clip: expected on, off or a percentile such as 0.995, got " + text, e);
        }
    }

    /** What to draw, {@code 7} or {@code 0-9}; null if nothing is said. */
    public String labels() {
        return labels;
    }

    /** @param text labels in turn, or none */
    public void labels(String text) {
        if (!text.equals("none")) {
            Ranges.of("use label", text);
        }
        labels = text.equals("none") ? null : text;
    }

    /** How far the labels are followed. */
    public double guidance() {
        return guidance;
    }

    public void guidance(double scale) {
        guidance = scale;
    }

    /** In words, {@code dpmpp, sampling-steps 20, spacing trailing, clip yes}; labels too, if any are in use. */
    public String described() {
        return described(config);
    }

    /** Another way of sampling in words, with the labels in use. */
    public String described(SamplingConfig config) {
        var text = new StringJoiner(", ").add(config.sampler().name());
        config.toMap().forEach((key, value) -> {
            if (!key.equals("sampler")) {
                text.add(key + " " + value);
            }
        });
        return labels == null ? text.toString() : text.add("label " + labels).add("guidance " + guidance).toString();
    }

    /** The sampler for so many images; made again only if something has changed. */
    Sampler sampler(Denoiser denoiser, int images) {
        var from = List.<Object>of(denoiser.model(), denoiser.scheduler(), denoiser.objective(), denoiser.device(),
                denoiser.precision(), config, Objects.toString(labels), guidance);
        if (!from.equals(madeFrom)) {
            samplers.clear();
            madeFrom = from;
        }
        return samplers.computeIfAbsent(images, n -> config.sampler(guided(denoiser, n)));
    }

    private Denoiser guided(Denoiser denoiser, int images) {
        if (labels == null) {
            return denoiser;
        }
        try {
            return denoiser.guided(Guidance.cycling(Ranges.of("use label", labels), images, guidance));
        } catch (IllegalArgumentException e) {
            throw new UserException("label " + labels + ": " + e.getMessage() + "; use label none draws without", e);
        }
    }
}
