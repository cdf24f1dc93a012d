package org.panatorch.repl.commands;

import java.util.List;
import java.util.stream.Stream;
import org.panatorch.ddpm.UserException;
import org.panatorch.repl.render.Similar;
import org.panatorch.repl.session.Session;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Column;
import picocli.CommandLine.Parameters;

@Command(name = "help", description = {"List the commands, or tell more about one."})
final class HelpVerb extends Verb {
    @Parameters(index = "0", arity = "0..1", paramLabel = "COMMAND", description = "Which.")
    private String name;

    private final Verbs verbs;

    HelpVerb(Session session, Verbs verbs) {
        super(session);
        this.verbs = verbs;
    }

    @Override
    protected void run() {
        if (name != null) {
            one();
            return;
        }
        list();
        screen().line("help COMMAND tells more. Tab completes, Ctrl-C stops what runs, Ctrl-D leaves.");
    }

    /** By groups, the names beside what they do. */
    private void list() {
        int names = verbs.names().stream().mapToInt(String::length).max().orElse(0) + 3;
        String group = "";
        for (var verb : verbs.all()) {
            if (!verb.group().equals(group)) {
                group = verb.group();
                screen().line(group);
            }
            var row = new WordTable(Help.defaultColorScheme(Ansi.OFF), 0, new Column(names, 2, Column.Overflow.SPAN),
                    new Column(screen().columns() - names, 0, Column.Overflow.WRAP));
            row.addRowValues(verb.name(), verb.description());
            row.toString().lines().forEach(screen()::line);
        }
    }

    private void one() {
        var verb = verbs.get(name);
        if (verb == null) {
            throw new UserException("no command " + name + Similar.hint(name, verbs.names()) + "; help lists them");
        }
        verb.commandLine().getUsageMessage(Ansi.OFF).lines().forEach(screen()::line);
        screen().line("Example: " + verb.example());
    }

    @Override
    protected Stream<String> candidates(List<String> before) {
        return before.isEmpty() ? verbs.names().stream() : Stream.empty();
    }
}
