package org.panatorch.repl.commands;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.panatorch.repl.session.Session;
import org.panatorch.repl.session.Walk;
import org.panatorch.torch.Tensor;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "vars", description = {"List the results, and where the walk is.",
        "Numbered ones (r1, r2, ...) go when there are more than twenty; names stay. drop takes one away."})
final class VarsVerb extends Verb {
    @Option(names = "--json", description = "As JSON, for a program.")
    private boolean json;

    VarsVerb(Session session) {
        super(session);
    }

    @Override
    protected void run() {
        var rows = new ArrayList<Map<String, Object>>();
        if (session.hasWalk()) {
            var walk = session.walk();
            rows.add(row("x", walk.x(), walk.origin() + (walk.t() == Walk.CLEAN ? ", the image" : ", t = " + walk.t())));
        }
        session.results().all().forEach(r -> rows.add(row(r.name(), r.images(), r.how())));
        if (json) {
            Json.print(screen(), Map.of("results", rows));
        } else if (rows.isEmpty()) {
            screen().line("no results yet");
        } else {
            rows.forEach(r -> screen().format("%-12s %-16s %s", r.get("name"), r.get("shape"), r.get("how")));
        }
    }

    private static Map<String, Object> row(String name, Tensor images, String how) {
        var row = new LinkedHashMap<String, Object>();
        row.put("name", name);
        row.put("shape", Arrays.toString(images.shape()));
        row.put("how", how);
        return row;
    }
}
