package org.panatorch.ddpm.cli;

import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.panatorch.ddpm.AtomicFile;
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

    /** All commands by name. Describing one to picocli takes time, so that the ones not asked for are not made. */
    private static Map<String, Supplier<Object>> commands() {
        var commands = new LinkedHashMap<String, Supplier<Object>>();
        commands.put("train", TrainCommand::new);
        commands.put("sample", SampleCommand::new);
        commands.put("forward", ForwardCommand::new);
        commands.put("reverse", ReverseCommand::new);
        commands.put("report", ReportCommand::new);
        commands.put("download", DownloadCommand::new);
        commands.put("info", InfoCommand::new);
        commands.put("weights", WeightsCommand::new);
        commands.put("convert", ConvertCommand::new);
        commands.put("doctor", DoctorCommand::new);
        commands.put("eval", EvalCommand::new);
        commands.put("compare", CompareCommand::new);
        commands.put("train-classifier", TrainClassifierCommand::new);
        commands.put("bench-worker", BenchWorkerCommand::new);
        commands.put("help", CommandLine.HelpCommand::new);
        return commands;
    }

    /** The command line {@code ddpm} with all its commands, and its error handling; more subcommands may be added. */
    public static CommandLine create() {
        return with(commands().values());
    }

    /**
     * The same for these arguments: if they begin with a command's name, it has that command only.
     *
     * @param more further commands by name
     */
    public static CommandLine create(String[] arguments, Map<String, Supplier<Object>> more) {
        var commands = commands();
        commands.putAll(more);
        var asked = arguments.length == 0 || arguments[0].equals("help") ? null : commands.get(arguments[0]);
        return with(asked == null ? commands.values() : List.of(asked));
    }

    /** To be called when the program's one command has ended, in front of {@code System.exit}: at Ctrl-C the JVM waits for it. */
    public static void ended() {
        ShutdownInterrupt.release();
    }

    private static CommandLine with(Collection<Supplier<Object>> commands) {
        var ddpm = new CommandLine(new DdpmCommand());
        commands.forEach(command -> ddpm.addSubcommand(command.get()));
        return withErrorLines(ddpm);
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
            case UncheckedIOException io -> print(line, oneLine(AtomicFile.reason(io)));
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
