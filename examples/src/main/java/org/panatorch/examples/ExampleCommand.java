package org.panatorch.examples;

import org.panatorch.ddpm.cli.Cli;
import org.panatorch.ddpm.cli.ProgramCommand;
import org.panatorch.ddpm.cli.VersionProvider;
import org.panatorch.examples.conditional.DDPMConditional;
import org.panatorch.examples.gpt.Train;
import org.panatorch.examples.mnist.Mnist;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code bin/example}: PyTorch programs in Java, each beside its Python. */
@Command(name = "example", mixinStandardHelpOptions = true, versionProvider = VersionProvider.class,
        subcommandsRepeatable = false, synopsisSubcommandLabel = "EXAMPLE",
        description = "PyTorch programs, ported to Java.",
        footer = {"", "example EXAMPLE --help tells what one takes."})
public final class ExampleCommand extends ProgramCommand {

    /** The command line, with its error handling. */
    public static CommandLine create() {
        return Cli.withErrorLines(new CommandLine(new ExampleCommand())
                .addSubcommand(new Mnist())
                .addSubcommand(new DDPMConditional())
                .addSubcommand(new Train())
                .addSubcommand(new CommandLine.HelpCommand()));
    }

    public static void main(String[] args) {
        System.exit(create().execute(args));
    }
}
