package org.panatorch.ddpm.cli;

import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A program made of commands: alone it asks which, and {@code --debug} goes for all of them. */
@Command
public abstract class ProgramCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Option(names = "--debug", scope = CommandLine.ScopeType.INHERIT,
            description = "With an error, also show where it happened.")
    private boolean debug;

    static boolean debug(CommandLine line) {
        var root = line;
        while (root.getParent() != null) {
            root = root.getParent();
        }
        return root.getCommand() instanceof ProgramCommand command && command.debug;
    }

    @Override
    public final void run() {
        throw new ParameterException(spec.commandLine(), "which command? one of "
                + spec.subcommands().values().stream().map(CommandLine::getCommandSpec).filter(s -> !s.usageMessage().hidden())
                        .map(CommandSpec::name).distinct().collect(Collectors.joining(", ")));
    }
}
