package org.panatorch.repl.commands;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.panatorch.ddpm.UserException;
import org.panatorch.ddpm.models.ModelKind;
import org.panatorch.ddpm.train.Precision;
import org.panatorch.repl.render.Similar;
import org.panatorch.repl.session.Session;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "use", description = {"Choose the model, T, betas, device or precision.",
        "use model NAME makes a fresh model from the seed; use steps T, use beta FIRST LAST, use device cpu|cuda|auto,"
                + " use precision fp32|bf16. use alone shows what is in use."})
final class UseVerb extends Verb {
    private static final List<String> WHAT = List.of("model", "steps", "beta", "device", "precision");

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
        if (!WHAT.contains(what)) {
            throw new UserException("use: expected one of " + String.join(", ", WHAT) + ", got " + what
                    + Similar.hint(what, WHAT));
        }
        int values = what.equals("beta") ? 2 : 1;
        if (words.size() != 1 + values) {
            throw new UserException("use " + what + ": expected " + (values == 1 ? "one value" : "two values")
                    + ", got " + (words.size() - 1) + "; help use tells more");
        }
        var value = words.get(1);
        switch (what) {
            case "model" -> session.fresh(oneOf(ModelKind.values(), "model", value));
            case "steps" -> session.steps(Numbers.whole("use steps", value));
            case "beta" -> session.betas(Numbers.real("use beta", value), Numbers.real("use beta", words.get(2)));
            case "device" -> session.device(value);
            default -> session.precision(oneOf(Precision.values(), "precision", value));
        }
        show();
    }

    private static <E extends Enum<E>> E oneOf(E[] values, String what, String name) {
        return Arrays.stream(values).filter(v -> v.name().equalsIgnoreCase(name)).findFirst().orElseThrow(() -> {
            var names = Arrays.stream(values).map(Enum::name).collect(Collectors.toList());
            return new UserException("use " + what + ": expected " + String.join(" or ", names) + ", got " + name
                    + Similar.hint(name, names));
        });
    }

    private void show() {
        screen().line("model      " + (session.hasModel()
                ? session.model().getClass().getSimpleName()
                        + (session.weights() == null ? ", fresh" : ", weights from " + session.weights())
                : "none yet"));
        screen().line("steps      " + session.steps());
        screen().line("beta       " + Numbers.plain(session.betaStart()) + " to " + Numbers.plain(session.betaEnd()) + ", linear");
        screen().line("sampler    ancestral, " + session.steps() + " steps");
        screen().line("device     " + session.device());
        screen().line("precision  " + session.precision());
        screen().line("seed       " + session.seed());
    }

    @Override
    protected Stream<String> candidates(List<String> before) {
        if (before.isEmpty()) {
            return WHAT.stream();
        }
        return before.size() > 1 ? Stream.empty() : switch (before.getFirst()) {
            case "model" -> Arrays.stream(ModelKind.values()).map(Enum::name);
            case "precision" -> Arrays.stream(Precision.values()).map(Enum::name);
            case "device" -> Stream.of("cpu", "cuda", "auto");
            case "steps" -> Stream.of("2000");
            default -> Stream.empty();
        };
    }
}
