package org.panatorch.repl.commands;

import java.util.List;
import java.util.stream.Stream;
import org.panatorch.repl.session.Session;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "drop", description = {"Take a result away, or the walk (x).", "drop all: every result and the walk."})
final class DropVerb extends Verb {
    @Parameters(index = "0", paramLabel = "NAME", description = "A result, last, x or all.")
    private String name;

    DropVerb(Session session) {
        super(session);
    }

    @Override
    protected void run() {
        if (name.equals("all")) {
            session.results().close();
            session.walk(null);
            return;
        }
        if (name.equals("x")) {
            session.walk();     // tells if there is none
            session.walk(null);
            return;
        }
        session.images(name);   // tells if there is none
        session.results().remove(name.equals("last") ? session.results().last().name() : name);
    }

    @Override
    protected Stream<String> candidates(List<String> before) {
        return before.isEmpty() ? Stream.concat(names(), Stream.of("all")) : Stream.empty();
    }
}
