package org.panatorch.repl.jshell;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.Diag;
import jdk.jshell.EvalException;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.Completeness;
import jdk.jshell.UnresolvedReferenceException;
import jdk.jshell.VarSnippet;
import org.panatorch.ddpm.UserException;
import org.panatorch.repl.session.Results;
import org.panatorch.repl.session.Session;

/** Java typed into the session, on the JDK's own JShell in this process. Started when it is first needed. */
public final class JavaMode implements AutoCloseable {
    private static final String IMPORTS = """
            import java.util.*;
            import java.util.function.*;
            import java.util.stream.*;
            import org.panatorch.torch.*;
            import org.panatorch.torch.nn.*;
            import org.panatorch.torch.nn.Module;
            import org.panatorch.torch.optim.*;
            import org.panatorch.ddpm.models.*;
            import org.panatorch.ddpm.schedulers.*;
            import org.panatorch.ddpm.sample.*;
            import static org.panatorch.torch.Keywords.*;
            """;

    private final Session session;
    private JShell shell;
    private SourceCodeAnalysis analysis;
    /** What each variable of the session was bound to, to bind again only what has changed. */
    private final Map<String, Object> bound = new TreeMap<>();

    public JavaMode(Session session) {
        this.session = session;
    }

    /** Loads the compiler, which takes a second, before anyone waits for it. */
    public static void warmUp() {
        try (var shell = JShell.builder().executionEngine(new TorchExecution.Provider(), Map.of()).build()) {
            shell.eval("1 + 1");
        }
    }

    private JShell shell() {
        if (shell == null) {
            shell = JShell.builder().executionEngine(new TorchExecution.Provider(), Map.of())
                    .compilerOptions("-Xlint:none", "--class-path", System.getProperty("java.class.path")).build();
            analysis = shell.sourceCodeAnalysis();
            IMPORTS.lines().forEach(line -> shell.eval(line));
        }
        return shell;
    }

    /** Whether the text is the beginning of something. */
    public boolean isIncomplete(String text) {
        shell();
        var code = withoutComments(text);
        if (isOpenComment(code)) {
            return true;
        }
        var completeness = analysis.analyzeCompletion(code).completeness();
        return completeness == Completeness.DEFINITELY_INCOMPLETE || completeness == Completeness.CONSIDERED_INCOMPLETE;
    }

    /**
     * Evaluates expressions and statements, one after the other, and prints what they are worth.
     *
     * @return 0; 2 after an error, which was printed and the rest left
     */
    public int run(String text) {
        var java = shell();
        bind();
        var rest = withoutComments(text);
        while (!rest.isEmpty() && !session.interrupted()) {     // Ctrl-C may have come while JShell started
            var part = analysis.analyzeCompletion(rest);
            var next = part.remaining() == null ? "" : withoutComments(part.remaining());
            var source = part.source() == null ? rest : part.source();
            for (var event : java.eval(source)) {
                if (!report(event, source)) {
                    return 2;
                }
            }
            if (next.length() >= rest.length()) {      // JShell sees no error in it, and no end
                session.screen().error("a comment begins with /* and does not end, expected */");
                return 2;
            }
            rest = next;
        }
        return 0;
    }

    /** Without the comments in front of the code: of those JShell makes no snippet, and of one that does not end no error either. */
    private static String withoutComments(String text) {
        var code = text.strip();
        while (code.startsWith("//") || code.startsWith("/*") && !isOpenComment(code)) {
            int end = code.startsWith("//") ? code.indexOf('\n') : code.indexOf("*/", 2) + 1;
            code = end < 0 ? "" : code.substring(end + 1).strip();
        }
        return code;
    }

    private static boolean isOpenComment(String code) {
        return code.startsWith("/*") && code.indexOf("*/", 2) < 0;
    }

    // ---- the session's variables

    private void bind() {
        Bridge.cancelled = session::interrupted;
        bind("session", "Session", session);
        bind("model", session.hasModel() ? session.model().getClass().getName() : null,
                session.hasModel() ? session.model() : null);
        bind("scheduler", "AlphaNoiseScheduler", session.scheduler());
        bind("x", "Tensor", session.hasWalk() ? session.walk().x() : null);
        for (Results.Result result : session.results().all()) {
            bind(result.name(), "Tensor", result.images());
        }
    }

    /** Gives a variable its value, if that is another than before. Its class is named as it is, for its own methods. */
    private void bind(String name, String type, Object value) {
        if (value == null || bound.get(name) == value) {
            return;
        }
        Bridge.VALUES.put(name, value);
        var full = type.equals("Session") ? Session.class.getName() : type;
        var events = shell.eval("%s %s = (%s) %s.value(\"%s\");".formatted(full, name, full, Bridge.class.getName(), name));
        for (var event : events) {
            if (event.status() != Snippet.Status.VALID && event.status() != Snippet.Status.OVERWRITTEN) {
                throw new UserException("java: " + name + " cannot be bound: " + shell.diagnostics(event.snippet())
                        .map(d -> d.getMessage(Locale.ROOT)).findFirst().orElse("" + event.exception()));
            }
        }
        bound.put(name, value);
    }

    // ---- what came of it

    private boolean report(SnippetEvent event, String source) {
        var screen = session.screen();
        if (event.causeSnippet() != null) {
            return true;        // a consequence for another snippet, not what was typed
        }
        if (event.status() == Snippet.Status.REJECTED) {
            shell.diagnostics(event.snippet()).filter(Diag::isError).limit(1).forEach(d -> point(d, source));
            return false;
        }
        switch (event.exception()) {
            case null -> { }
            case EvalException thrown -> {
                screen.error(session.interrupted() ? "stopped" : named(thrown) + where(thrown));
                return false;
            }
            case UnresolvedReferenceException unresolved -> {
                screen.error("not complete yet: there is no " + missing(unresolved.getSnippet()));
                return false;
            }
            default -> {
                screen.error(event.exception().toString());
                return false;
            }
        }
        show(event);
        return true;
    }

    /** What a definition uses that is not defined itself, and may come later. */
    private String missing(Snippet snippet) {
        return snippet instanceof DeclarationSnippet declaration
                ? shell.unresolvedDependencies(declaration).collect(Collectors.joining(", ")) : "";
    }

    private void show(SnippetEvent event) {
        var value = event.value();
        if (value == null || value.isEmpty()) {
            if (event.snippet().kind().isPersistent() && event.snippet().kind() != Snippet.Kind.VAR
                    && event.snippet().kind() != Snippet.Kind.IMPORT) {
                var missing = missing(event.snippet());
                session.screen().line(missing.isEmpty() ? "defined" : "defined, but not complete yet: there is no " + missing);
            }
            return;
        }
        // x = ... of a declaration or assignment; a plain expression's $1 is only shown as what it is worth
        var name = event.snippet() instanceof VarSnippet v && v.subKind() != Snippet.SubKind.TEMP_VAR_EXPRESSION_SUBKIND
                ? v.name() + " = " : "";
        session.screen().line(name + value);
    }

    /** The line with the error, and a mark under the place. */
    private void point(Diag diag, String source) {
        int at = (int) Math.clamp(diag.getPosition(), 0, source.length());
        int from = source.lastIndexOf('\n', at - 1) + 1;
        int to = source.indexOf('\n', at);
        var line = source.substring(from, to < 0 ? source.length() : to);
        int length = (int) Math.max(1, Math.min(diag.getEndPosition(), from + line.length()) - at);
        session.screen().error(diag.getMessage(Locale.ROOT).lines().map(String::strip)
                .reduce((a, b) -> a + "; " + b).orElse("does not compile"));
        session.screen().err().println("  " + line);
        session.screen().err().println("  " + " ".repeat(at - from) + "^".repeat(length));
    }

    private static String named(EvalException thrown) {
        var name = thrown.getExceptionClassName();
        return name.substring(name.lastIndexOf('.') + 1)
                + (thrown.getMessage() == null ? "" : ": " + thrown.getMessage().replaceAll("\\s*\\R\\s*", "; "));
    }

    /** The line of what was typed, where it has several. */
    private static String where(EvalException thrown) {
        return Stream.of(thrown.getStackTrace()).filter(f -> f.getFileName() != null && f.getFileName().startsWith("#"))
                .findFirst().filter(f -> f.getLineNumber() > 1).map(f -> " (line " + f.getLineNumber() + ")").orElse("");
    }

    /** Words that may follow at the cursor. */
    public List<String> complete(String line, int cursor) {
        shell();
        bind();
        int skip = line.stripLeading().startsWith("java ") ? line.indexOf("java ") + 5 : 0;
        var code = line.substring(skip, Math.max(skip, cursor));
        return analysis.completionSuggestions(code, code.length(), new int[1]).stream()
                .map(SourceCodeAnalysis.Suggestion::continuation).distinct().limit(200).toList();
    }

    /** Ctrl-C: ends a loop that runs too long. */
    public void stop() {
        var running = shell;
        if (running != null) {
            running.stop();
        }
    }

    @Override
    public void close() {
        if (shell != null) {
            shell.close();
            Bridge.VALUES.clear();
            Bridge.cancelled = () -> false;
        }
    }
}
