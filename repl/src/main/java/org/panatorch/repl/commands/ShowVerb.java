package org.panatorch.repl.commands;

import java.util.List;
import java.util.stream.Stream;
import org.panatorch.repl.render.Tile;
import org.panatorch.repl.session.Session;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "show", description = {"Show pictures in the terminal.",
        "A result by its name, last for the newest, x for where the walk is."})
final class ShowVerb extends Verb {
    @Parameters(index = "0", arity = "0..1", paramLabel = "NAME", defaultValue = "last", description = "Which (default: last).")
    private String name;

    @Option(names = "--image", paramLabel = "I", description = "Only this one of its images, from 0.")
    private Integer image;

    ShowVerb(Session session) {
        super(session);
    }

    @Override
    protected void run() {
        var tiles = Tiles.numbered(session.images(name));
        if (image != null) {
            Numbers.within("--image", image, 0, tiles.size() - 1);
            tiles = List.of(new Tile("", tiles.get(image).picture()));
        }
        sheet().print(tiles, 8);
    }

    @Override
    protected Stream<String> candidates(List<String> before) {
        return before.isEmpty() ? names() : Stream.empty();
    }
}
