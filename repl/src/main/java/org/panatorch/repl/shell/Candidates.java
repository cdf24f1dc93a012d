package org.panatorch.repl.shell;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.StreamSupport;
import org.jline.builtins.Completers.FileNameCompleter;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;
import org.panatorch.repl.commands.Completion;
import picocli.CommandLine.Model.OptionSpec;

/** Completes commands, options, their values, names of results and layers, timesteps and files. */
final class Candidates implements Completer {
    private final Interpreter interpreter;
    private final Completer files = new FileNameCompleter();

    Candidates(Interpreter interpreter) {
        this.interpreter = interpreter;
    }

    @Override
    public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
        if (interpreter.inJavaMode() || line.line().stripLeading().startsWith("java ")) {
            interpreter.java().complete(line.line(), line.cursor()).forEach(c -> candidates.add(candidate(line, c)));
            return;
        }
        if (line.wordIndex() == 0) {
            interpreter.verbs().all().forEach(verb -> candidates.add(new Candidate(
                    verb.name(), verb.name(), verb.group(), null, null, null, true)));
            return;
        }
        var verb = interpreter.verbs().get(line.words().getFirst());
        if (verb == null) {
            return;
        }
        var before = new ArrayList<>(line.words().subList(1, line.wordIndex()));
        var options = verb.commandLine().getCommandSpec().optionsMap();
        var previous = before.isEmpty() ? null : options.get(before.getLast());
        if (previous != null && previous.arity().max() > 0) {
            values(reader, line, previous, candidates);
        } else if (line.word().startsWith("-")) {
            options.values().stream().distinct().filter(o -> !o.hidden()).forEach(o -> candidates.add(option(o)));
        } else {
            var completion = Completion.of(verb, before);
            inOrder(completion.words(), candidates);
            if (completion.files()) {
                files.complete(reader, line, candidates);
            }
        }
    }

    /** JLine replaces a whole word; Java's completion may begin inside one. */
    private static Candidate candidate(ParsedLine line, String word) {
        var prefix = line.word().substring(0, line.wordCursor());
        int dot = Math.max(prefix.lastIndexOf('.'), Math.max(prefix.lastIndexOf('('), prefix.lastIndexOf(',')));
        return new Candidate(prefix.substring(0, dot + 1) + word, word, null, null, null, null, false);
    }

    private static Candidate option(OptionSpec option) {
        var name = option.longestName();
        return new Candidate(name, name, null, String.join(" ", option.description()), null, null, true);
    }

    private void values(LineReader reader, ParsedLine line, OptionSpec option, List<Candidate> candidates) {
        if (option.completionCandidates() != null) {
            StreamSupport.stream(option.completionCandidates().spliterator(), false)
                    .forEach(v -> candidates.add(new Candidate(v)));
        } else if (option.type().isEnum()) {
            Arrays.stream(option.type().getEnumConstants()).forEach(v -> candidates.add(new Candidate(v.toString())));
        } else if (option.type() == java.nio.file.Path.class) {
            files.complete(reader, line, candidates);
        } else if (List.of("--at", "--to", "--t").contains(option.longestName())) {
            inOrder(Completion.timesteps(interpreter.session()).toList(), candidates);
        }
    }

    /** Shown as they come, not by letters: 36 before 4. */
    private static void inOrder(List<String> words, List<Candidate> candidates) {
        for (int i = 0; i < words.size(); i++) {
            var word = words.get(i);
            candidates.add(new Candidate(word, word, null, null, null, null, true, i));
        }
    }
}
