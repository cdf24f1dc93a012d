package org.panatorch.ddpm.cli;

import java.io.PrintWriter;
import java.io.UncheckedIOException;
import org.panatorch.ddpm.UserException;
import org.panatorch.torch.io.WeightsFormatException;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Runs a command and turns what went wrong into one line on stderr and an exit status: 2 for what the user can put
 * right, 1 for a fault of the program, 130 for Ctrl-C.
 */
public final class Cli {
    /** What a shell reports for a command that Ctrl-C ended. */
    public static final int INTERRUPTED = 130;

    private Cli() {}

    /** The command line {@code ddpm}, with its error handling; more subcommands may be added. */
    public static CommandLine create() {
        return withErrorLines(new CommandLine(new DdpmCommand())
                .addSubcommand(new TrainCommand())
                .addSubcommand(new SampleCommand())
                .addSubcommand(new ForwardCommand())
                .addSubcommand(new ReverseCommand())
                .addSubcommand(new ReportCommand())
                .addSubcommand(new DownloadCommand())
                .addSubcommand(new InfoCommand())
                .addSubcommand(new WeightsCommand())
                .addSubcommand(new ConvertCommand())
                .addSubcommand(new DoctorCommand())
                .addSubcommand(new EvalCommand())
                .addSubcommand(new CompareCommand())
                .addSubcommand(new TrainClassifierCommand())
                .addSubcommand(new BenchWorkerCommand())
                .addSubcommand(new CommandLine.HelpCommand()));
    }

    /** Gives a program the same error handling; the settings go down to the subcommands that are there. */
    public static CommandLine withErrorLines(CommandLine program) {
        return program.setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler((e, _) -> badUsage(e))
                .setExecutionExceptionHandler((e, line, _) -> failed(e, line));
    }

    private static int badUsage(ParameterException e) {
        var line = e.getCommandLine();
        var name = line.getCommandSpec().qualifiedName();
        var message = new StringBuilder(oneLine(e.getMessage()));
        if (e instanceof UnmatchedArgumentException unmatched && !unmatched.getSuggestions().isEmpty()) {
            message.append(" (did you mean ").append(String.join(" or ", unmatched.getSuggestions())).append("?)");
        }
        print(line, message + "; see " + name + " --help");
        return CommandLine.ExitCode.USAGE;
    }

    private static int failed(Exception e, CommandLine line) {
        switch (e) {
            case UserException _, WeightsFormatException _ -> print(line, oneLine(e.getMessage()));
            case UncheckedIOException io -> print(line, oneLine(io.getCause().toString()));
            default -> {
                if (ProgramCommand.debug(line)) {
                    e.printStackTrace(line.getErr());
                } else {
                    print(line, oneLine(e.toString()) + "; --debug shows where");
                }
                return CommandLine.ExitCode.SOFTWARE;
            }
        }
        if (ProgramCommand.debug(line)) {
            e.printStackTrace(line.getErr());
        }
        return CommandLine.ExitCode.USAGE;
    }

    private static void print(CommandLine line, String message) {
        PrintWriter err = line.getErr();
        err.println(line.getColorScheme().errorText("error: " + message));
        err.flush();
    }

    private static String oneLine(String message) {
        return message == null ? "no message" : message.strip().replaceAll("\\s*\\R\\s*", "; ");
    }
}
