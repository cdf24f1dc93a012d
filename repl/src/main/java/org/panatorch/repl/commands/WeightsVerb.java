package org.panatorch.repl.commands;

import java.util.Arrays;
import java.util.List;
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
            screen().format("%-30s %-16s %10s %10s %10s %10s", "tensor", "shape", "mean", "std", "min", "max");
            names.forEach(name -> row(name, all.get(name)));
        });
    }

    private void row(String name, Tensor tensor) {
        screen().format("%-30s %-16s %10.4f %10.4f %10.4f %10.4f", name,
                Arrays.stream(tensor.shape()).mapToObj(Long::toString).collect(Collectors.joining("x")),
                tensor.mean().item(), tensor.numel() > 1 ? tensor.std().item() : 0,
                tensor.min().item(), tensor.max().item());
    }

    @Override
    protected Stream<String> candidates(List<String> before) {
        return before.isEmpty() && session.hasModel()
                ? session.model().namedModules().keySet().stream().filter(n -> !n.isEmpty()) : Stream.empty();
    }
}
