package org.panatorch.repl.commands;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.panatorch.ddpm.UserException;
import org.panatorch.ddpm.models.ModelKind;
import org.panatorch.ddpm.models.Objective;
import org.panatorch.ddpm.sample.DpmSolver;
import org.panatorch.ddpm.sample.SamplerKind;
import org.panatorch.ddpm.sample.Spacing;
import org.panatorch.ddpm.schedulers.NoiseSchedule;
import org.panatorch.ddpm.models.Precision;
import org.panatorch.repl.render.Similar;
import org.panatorch.repl.session.Session;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "use", description = {"Choose the model and what it was trained to do, the sampler, the device.",
        "use alone shows what is in use. use model NAME makes a fresh model from the seed, use steps T gives it another T;"
                + " use schedule linear|cosine|sigmoid (and zero, for zero terminal SNR), use beta FIRST LAST and"
                + " use objective epsilon|x0|v say how it was trained.",
        "use sampler NAME, use sampling-steps N|all, use spacing NAME, use eta ETA, use solver-type midpoint|heun and"
                + " use clip on|off|PERCENTILE say how images are made; use label 7 or 0-9 or none, and use guidance SCALE, what they show.",
        "use device cpu|cuda|auto, use precision fp32|bf16|tf32."})
final class UseVerb extends Verb {
    /** What can be chosen, with what may follow. */
    private static final Map<String, List<String>> WHAT = new LinkedHashMap<>();

    static {
        WHAT.put("model", names(ModelKind.values()));
        WHAT.put("steps", List.of("2000"));
        WHAT.put("schedule", names(NoiseSchedule.Kind.values()));
        WHAT.put("beta", List.of());
        WHAT.put("objective", names(Objective.values()));
        WHAT.put("sampler", names(SamplerKind.values()));
        WHAT.put("sampling-steps", List.of("20", "50", "100", "all"));
        WHAT.put("spacing", names(Spacing.values()));
        WHAT.put("eta", List.of("0", "1"));
        WHAT.put("solver-type", names(DpmSolver.SolverType.values()));
        WHAT.put("clip", List.of("on", "off", "0.995"));
        WHAT.put("label", List.of("0-9", "7", "none"));
        WHAT.put("guidance", List.of("1", "2", "4"));
        WHAT.put("device", List.of("cpu", "cuda", "auto"));
        WHAT.put("precision", names(Precision.values()));
    }

    @Parameters(arity = "0..3", paramLabel = "WHAT VALUE", description = "What to choose, and what it is to be.")
    private List<String> words;

    UseVerb(Session session) {
        super(session);
    }

    @Override
    protected void run() {
        if (words == null) {
            show();
            return;
        }
        var what = words.getFirst();
        if (!WHAT.containsKey(what)) {
            throw new UserException("use: expected one of " + String.join(", ", WHAT.keySet()) + ", got " + what
                    + Similar.hint(what, WHAT.keySet()));
        }
        int values = what.equals("beta") || what.equals("schedule") && words.size() == 3 ? 2 : 1;
        if (words.size() != 1 + values) {
            throw new UserException("use " + what + ": expected " + (values == 1 ? "one value" : "two values")
                    + (WHAT.get(what).isEmpty() ? "" : ", such as " + String.join(", ", WHAT.get(what)))
                    + ", got " + (words.size() - 1) + "; help use tells more");
        }
        choose(what, words.get(1), words.getLast());
        show();
    }

    private void choose(String what, String value, String second) {
        var sampling = session.sampling();
        var config = sampling.config();
        switch (what) {
            case "model" -> session.modelInUse().fresh(oneOf(ModelKind.values(), what, value), session.seed());
            case "steps" -> session.modelInUse().steps(Numbers.whole("use steps", value), session.seed());
            case "schedule" -> session.diffusion().schedule(schedule(oneOf(NoiseSchedule.Kind.values(), what, value), second));
            case "beta" -> session.diffusion().betas(Numbers.real("use beta", value), Numbers.real("use beta", second));
            case "objective" -> session.diffusion().objective(oneOf(Objective.values(), what, value));
            case "sampler" -> sampling.sampler(oneOf(SamplerKind.values(), what, value));
            case "sampling-steps" -> sampling.steps(value.equals("all") ? 0
                    : Numbers.within("use sampling-steps", Numbers.whole("use sampling-steps", value), 1, session.steps()));
            case "spacing" -> sampling.config(config.spacing(oneOf(Spacing.values(), what, value)));
            case "eta" -> {
                double eta = fraction("use eta", value);
                UserException.unless(config.sampler().heedsEta(), "use eta", "sampler ddim or dpmpp, which heed it", config.sampler());
                sampling.config(config.eta(eta));
            }
            case "solver-type" -> {
                var solver = oneOf(DpmSolver.SolverType.values(), what, value);
                UserException.unless(config.sampler() == SamplerKind.dpmpp, "use solver-type", "sampler dpmpp, which heeds it", config.sampler());
                sampling.config(config.solverType(solver));
            }
            case "clip" -> sampling.clip(value);
            case "label" -> sampling.labels(value);
            case "guidance" -> sampling.guidance(Numbers.real("use guidance", value));
            case "device" -> session.device(value);
            default -> session.diffusion().precision(oneOf(Precision.values(), what, value));
        }
    }

    private NoiseSchedule schedule(NoiseSchedule.Kind kind, String second) {
        boolean zero = second.equals("zero");
        if (words.size() == 3 && !zero) {
            throw new UserException("use schedule " + kind + ": expected zero or nothing after it, got " + second);
        }
        var now = session.diffusion().schedule();
        return new NoiseSchedule(kind, now.steps(), now.betaStart(), now.betaEnd(), zero);
    }

    private static double fraction(String where, String text) {
        double value = Numbers.real(where, text);
        if (!(value >= 0 && value <= 1)) {
            throw new UserException(where + ": expected 0 to 1, got " + text);
        }
        return value;
    }

    private static List<String> names(Enum<?>[] values) {
        return Arrays.stream(values).map(Enum::name).collect(Collectors.toList());
    }

    private static <E extends Enum<E>> E oneOf(E[] values, String what, String name) {
        return Arrays.stream(values).filter(v -> v.name().equalsIgnoreCase(name)).findFirst().orElseThrow(() ->
                new UserException("use " + what + ": expected " + String.join(" or ", names(values)) + ", got " + name
                        + Similar.hint(name, names(values))));
    }

    private void show() {
        var schedule = session.diffusion().schedule();
        var sampling = session.sampling();
        screen().line("model      " + (session.hasModel()
                ? session.model().getClass().getSimpleName()
                        + (session.modelInUse().weights() == null ? ", fresh" : ", weights from " + session.modelInUse().weights())
                : "none yet"));
        screen().line("steps      " + session.steps());
        screen().line("schedule   " + schedule.kind() + (schedule.kind() == NoiseSchedule.Kind.linear ? ", beta "
                + Numbers.plain(schedule.betaStart()) + " to " + Numbers.plain(schedule.betaEnd()) : "")
                + (schedule.zeroTerminalSnr() ? ", zero terminal SNR" : ""));
        screen().line("objective  " + session.diffusion().objective());
        screen().line("sampler    " + sampling.described());
        screen().line("label      " + (sampling.labels() == null ? "none" : sampling.labels())
                + ", guidance " + Numbers.plain(sampling.guidance()));
        screen().line("device     " + session.device());
        screen().line("precision  " + session.diffusion().precision());
        screen().line("seed       " + session.seed());
    }

    @Override
    protected Stream<String> candidates(List<String> before) {
        return switch (before.size()) {
            case 0 -> WHAT.keySet().stream();
            case 1 -> WHAT.getOrDefault(before.getFirst(), List.of()).stream();
            default -> before.getFirst().equals("schedule") ? Stream.of("zero") : Stream.empty();
        };
    }
}
