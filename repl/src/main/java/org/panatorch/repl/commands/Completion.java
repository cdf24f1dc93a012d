package org.panatorch.repl.commands;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.panatorch.repl.session.Session;

/**
 * What may be the next word of a command.
 *
 * @param words those known
 * @param files whether a file's name may be it
 */
public record Completion(List<String> words, boolean files) {

    /** @param before the words before it, without the verb */
    public static Completion of(Verbs.Entry verb, List<String> before) {
        if (verb.commandLine().getCommand() instanceof Verb own) {
            return new Completion(own.candidates(before).distinct().toList(), own.takesFile(before));
        }
        var parameters = verb.commandLine().getCommandSpec().positionalParameters();
        var known = before.isEmpty() && !parameters.isEmpty() ? parameters.getFirst().completionCandidates() : null;
        return new Completion(known == null ? List.of()
                : java.util.stream.StreamSupport.stream(known.spliterator(), false).toList(), false);
    }

    /** A few timesteps from one end to the other. */
    public static Stream<String> timesteps(Session session) {
        int top = session.steps() - 1;
        return IntStream.of(top, top * 3 / 4, top / 2, top / 4, top / 10, 0).distinct().mapToObj(String::valueOf);
    }
}
