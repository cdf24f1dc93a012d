package org.panatorch.repl.commands;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.panatorch.ddpm.UserException;
import org.panatorch.repl.render.Similar;
import org.panatorch.repl.session.Session;
import org.panatorch.torch.Tensor;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "weights", description = {"Show the model's tensors: shape, mean, spread and range.",
        "All of them, or those of one layer."})
final class WeightsVerb extends Verb {
    private static final int NUMBER = 9;

    @Parameters(index = "0", arity = "0..1", paramLabel = "LAYER", description = "A layer, or a tensor's whole name.")
    private String layer;

    WeightsVerb(Session session) {
        super(session);
    }

    @Override
    protected void run() {
        var model = session.model();
        session.computing(() -> {
            var all = model.stateDict().asMap();
            var names = all.keySet().stream()
                    .filter(n -> layer == null || n.equals(layer) || n.startsWith(layer + ".")).toList();
            if (names.isEmpty()) {
                throw new UserException("no layer " + layer
                        + Similar.hint(layer, candidates(List.of()).toList()) + "; info lists them");
            }
            int longest = Math.max("tensor".length(), names.stream().mapToInt(String::length).max().orElse(0));
            int shape = Math.max("shape".length(), names.stream().mapToInt(n -> shape(all.get(n)).length()).max().orElse(0));
            // mean and std in a window that is too narrow for all
            int numbers = longest + shape + 1 + 4 * (NUMBER + 1) <= screen().columns() ? 4 : 2;
            screen().line(row(longest, shape, "tensor", "shape", Stream.of("mean", "std", "min", "max").limit(numbers)));
            names.forEach(name -> {
                var tensor = all.get(name);
                screen().line(row(longest, shape, name, shape(tensor), statistics(tensor).limit(numbers)
                        .map(value -> String.format(Locale.ROOT, "%.4f", value))));
            });
        });
    }

    private static String row(int longest, int shapes, String name, String shape, Stream<String> numbers) {
        return String.format("%-" + longest + "s %-" + shapes + "s", name, shape)
                + numbers.map(text -> String.format(" %" + NUMBER + "s", text)).collect(Collectors.joining());
    }

    private static String shape(Tensor tensor) {
        return Arrays.stream(tensor.shape()).mapToObj(Long::toString).collect(Collectors.joining("x"));
    }

    private static Stream<Double> statistics(Tensor tensor) {
        return Stream.of(tensor.mean().item(), tensor.numel() > 1 ? tensor.std().item() : 0,
                tensor.min().item(), tensor.max().item());
    }

    @Override
    protected Stream<String> candidates(List<String> before) {
        return before.isEmpty() && session.hasModel()
                ? session.model().namedModules().keySet().stream().filter(n -> !n.isEmpty()) : Stream.empty();
    }
}
