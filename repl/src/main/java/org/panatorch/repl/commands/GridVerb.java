package org.panatorch.repl.commands;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.panatorch.ddpm.image.Gray;
import org.panatorch.repl.session.Session;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "grid", description = {"Write pictures to a PNG file, in a grid.", "set scale says how large."})
final class GridVerb extends Verb {
    @Parameters(index = "0", arity = "0..1", paramLabel = "NAME", defaultValue = "last", description = "Which (default: last).")
    private String name;

    @Option(names = "--out", paramLabel = "FILE", defaultValue = "grid.png", description = "The file (default: grid.png).")
    private Path out;

    @Option(names = "--per-row", paramLabel = "N", description = "So many in a row (default: about a square).")
    private Integer perRow;

    GridVerb(Session session) {
        super(session);
    }

    @Override
    protected void run() {
        var grays = Gray.of(session.images(name));
        int across = perRow != null ? Numbers.within("--per-row", perRow, 1, 1024) : (int) Math.ceil(Math.sqrt(grays.size()));
        Tiles.png(Tiles.requirePng(out), grays, across, session.settings().scale(), "grid " + name);
        screen().format("%d image%s in %s", grays.size(), grays.size() == 1 ? "" : "s", out);
    }

    @Override
    protected Stream<String> candidates(List<String> before) {
        return before.isEmpty() ? names() : Stream.empty();
    }
}
