package org.panatorch.repl.shell;

import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.panatorch.ddpm.AtomicFile;
import org.panatorch.ddpm.UserException;
import org.panatorch.ddpm.cli.Cli;
import org.panatorch.repl.commands.TimeVerb;
import org.panatorch.repl.commands.Verbs;
import org.panatorch.repl.jshell.JavaMode;
import org.panatorch.repl.render.Screen;
import org.panatorch.repl.render.Similar;
import org.panatorch.repl.session.Session;
import org.panatorch.torch.TorchException;
import org.panatorch.torch.io.WeightsFormatException;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Runs lines: from a terminal, a script, a pipe or a test, all the same. Whatever goes wrong in a line ends that line
 * with one line of error, not the session.
 */
public final class Interpreter implements AutoCloseable {
    /** Words that say what the next word is for: {@code sample 4 as a}, {@code noise 7 at 500}, {@code run to 100}. */
    private static final List<String> LINKS = List.of("as", "at", "to");

    private static final List<Class<?>> NUMBERS = List.of(int.class, Integer.class, long.class, Long.class);

    /** What stands after the verb {@code java}, which is not split into words. */
    private static final Pattern JAVA = Pattern.compile("(?s)\\s*(?<time>time\\s+)?java\\s+(?!-)(?<expression>\\S.*)");

    private final Session session;
    private final Screen screen;
    private final Verbs verbs;
    private final JavaMode java;
    private final List<String> history = new ArrayList<>();
    private boolean javaMode;
    private boolean ended;

    public Interpreter(Session session) {
        this.session = session;
        this.screen = session.screen();
        this.java = new JavaMode(session);
        this.verbs = new Verbs(session, this);
    }

    public Session session() {
        return session;
    }

    public Verbs verbs() {
        return verbs;
    }

    public JavaMode java() {
        return java;
    }

    /** The lines that were run, oldest first. */
    public List<String> history() {
        return List.copyOf(history);
    }

    /** Whether {@code quit} was said. */
    public boolean ended() {
        return ended;
    }

    public void end() {
        ended = true;
    }

    /** Whether lines are Java now. */
    public boolean inJavaMode() {
        return javaMode;
    }

    public void javaMode(boolean on) {
        javaMode = on;
    }

    public String prompt() {
        return javaMode ? "java> " : Prompt.of(session);
    }

    /** Whether more lines belong to this one: a backslash at its end, or Java that is not finished. */
    public boolean isIncomplete(String line) {
        if (line.endsWith("\\") && !line.endsWith("\\\\")) {
            return true;
        }
        var typed = JAVA.matcher(line);
        var expression = javaMode ? line : typed.matches() ? typed.group("expression") : "";
        var code = expression.strip();
        boolean command = code.startsWith("/") && !code.startsWith("/*") && !code.startsWith("//");
        return !code.isEmpty() && !command && java.isIncomplete(expression);
    }

    /** Runs one line. Returns 0, {@link Cli#INTERRUPTED}, or 2 for an error, which has been shown. */
    public int run(String line) {
        var joined = line.replace("\\\n", "");
        if (!joined.isBlank()) {
            history.add(joined.strip());
        }
        session.resume();
        try {
            return javaMode ? runJava(joined) : runVerb(joined);
        } finally {
            screen.flush();
        }
    }

    private int runJava(String line) {
        var word = line.strip();
        if (word.equals("/exit") || word.equals("quit") || word.equals("exit")) {
            javaMode = false;
            return 0;
        }
        return guarded(() -> word.isEmpty() ? 0 : java.run(line));
    }

    private int runVerb(String line) {
        var typed = JAVA.matcher(line);
        if (typed.matches()) {
            var expression = typed.group("expression");
            return guarded(() -> typed.group("time") == null ? java.run(expression)
                    : TimeVerb.timed(screen, () -> java.run(expression)));
        }
        return guarded(() -> {
            var words = Words.of(line);
            return words.isEmpty() ? 0 : run(words);
        });
    }

    /** Runs a command that is words already; throws what goes wrong. */
    public int run(List<String> words) throws Exception {
        var name = words.getFirst();
        var verb = verbs.get(name);
        if (verb == null) {
            throw new UserException("no command " + name + Similar.hint(name, verbs.names()) + "; help lists them");
        }
        var command = verb.commandLine();
        command.setOut(screen.lines()).setErr(screen.err());
        var arguments = linked(words.subList(1, words.size()), command).toArray(String[]::new);
        try {
            var help = CommandLine.executeHelpRequest(command.parseArgs(arguments));
            return help != null ? help : ((Callable<?>) command.getCommand()).call() instanceof Integer status ? status : 0;
        } catch (ParameterException e) {
            throw new UserException(usageError(name, e), e);
        }
    }

    private static List<String> linked(List<String> words, CommandLine command) {
        var options = command.getCommandSpec().optionsMap();
        var out = new ArrayList<String>();
        for (int i = 0; i < words.size(); i++) {
            var word = words.get(i);
            boolean link = LINKS.contains(word) && i + 1 < words.size() && options.containsKey("--" + word);
            out.add(link ? "--" + word : word);
        }
        return out;
    }

    private static String usageError(String name, ParameterException e) {
        var message = switch (e) {
            case UnmatchedArgumentException unmatched -> {
                var word = unmatched.getUnmatched().getFirst();
                var options = e.getCommandLine().getCommandSpec().optionsMap().keySet();
                yield (word.startsWith("-") ? "no option " : "nothing to do with ") + word + Similar.hint(word, options);
            }
            case MissingParameterException missing -> missing.getMessage();
            default -> e.getArgSpec() != null && NUMBERS.contains(e.getArgSpec().auxiliaryTypes()[0])
                    ? label(e.getArgSpec()) + ": expected a whole number, got " + e.getValue() : e.getMessage();
        };
        return name + ": " + message + "; help " + name + " tells more";
    }

    private static String label(ArgSpec argument) {
        return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
    }

    private int guarded(Callable<Integer> work) {
        try {
            int status = work.call();
            if (status == Cli.INTERRUPTED || session.interrupted()) {
                screen.out().flush();
                screen.line("stopped");
                return Cli.INTERRUPTED;
            }
            return status;
        } catch (Exception | StackOverflowError | OutOfMemoryError | LinkageError e) {
            screen.error(oneLine(e));
            if (session.settings().debug()) {
                e.printStackTrace(screen.err());
                screen.err().flush();
            }
            return CommandLine.ExitCode.USAGE;
        }
    }

    /** What to tell about something that went wrong. */
    static String oneLine(Throwable e) {
        var message = switch (e) {
            case UserException user -> user.getMessage();
            case WeightsFormatException format -> format.getMessage();
            case TorchException torch when isOutOfMemory(torch) -> "the memory is full" + wanted(torch)
                    + ": ask for fewer images; mem shows what is in use, drop NAME gives some back";
            case TorchException torch -> "libtorch: " + torch.getMessage();
            case UncheckedIOException io -> AtomicFile.reason(io);
            case IllegalStateException closed when String.valueOf(closed.getMessage()).contains("is closed") -> closed.getMessage()
                    + ". What was closed in Java is made anew by a command: drop NAME, use model NAME, load or sample";
            case OutOfMemoryError memory -> "Java's memory is full (" + memory.getMessage() + "): ask for less";
            default -> e + "; set debug on shows where";
        };
        return message == null ? e.toString() : message.strip().replaceAll("\\s*\\R\\s*", "; ");
    }

    /** As the allocators of CPU and GPU say it, and C++. */
    private static boolean isOutOfMemory(TorchException e) {
        return Stream.of("not enough memory", "allocate memory", "out of memory", "bad_alloc").anyMatch(e.torchMessage()::contains);
    }

    /** How much it was that could not be had, where libtorch tells. */
    private static String wanted(TorchException e) {
        var size = Pattern.compile("(?i)tried to allocate (\\d[\\d.]* \\w+)").matcher(e.torchMessage());
        return size.find() ? " (there are no " + size.group(1) + " more)" : "";
    }

    @Override
    public void close() {
        java.close();
        session.close();
    }
}
