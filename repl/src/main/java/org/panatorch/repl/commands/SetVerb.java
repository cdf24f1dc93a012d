package org.panatorch.repl.commands;

import java.util.List;
import java.util.stream.Stream;
import org.panatorch.repl.session.Session;
import org.panatorch.repl.session.Settings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "set", description = {"Change a setting, or list them.",
        "pictures: auto, kitty, iterm, sixel, blocks, ascii or off; live: on or off; scale: 1 to 64; debug: on or off."})
final class SetVerb extends Verb {
    @Parameters(index = "0", arity = "0..1", paramLabel = "SETTING", description = "Which.")
    private String name;

    @Parameters(index = "1", arity = "0..1", paramLabel = "VALUE", description = "What it is to be.")
    private String value;

    SetVerb(Session session) {
        super(session);
    }

    @Override
    protected void run() {
        var settings = session.settings();
        if (value != null) {
            settings.set(name, value);
            return;
        }
        if (name != null && !Settings.NAMES.containsKey(name)) {
            settings.set(name, "");     // tells which there are
        }
        Settings.NAMES.forEach((setting, meaning) -> {
            if (name == null || name.equals(setting)) {
                screen().format("%-10s %-8s %s", setting, settings.get(setting), meaning);
            }
        });
    }

    @Override
    protected Stream<String> candidates(List<String> before) {
        return switch (before.size()) {
            case 0 -> Settings.NAMES.keySet().stream();
            case 1 -> Settings.values(before.getFirst()).stream();
            default -> Stream.empty();
        };
    }
}
