package org.panatorch.documents;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** One of the project's Markdown files. */
record Document(Path file, String text) {
    static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private static final Pattern FENCED = Pattern.compile("(?ms)^ *```(\\w*)[^\n]*\n(.*?)^ *```");
    private static final Pattern LINK = Pattern.compile("\\[([^\\]]+)]\\(([^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} (.+)$");
    private static final String COMMAND = "(?:^|[$|] )%s (.*)";
    private static final Pattern INLINE = Pattern.compile("`bin/ddpm ([^`]*)`");
    private static final Pattern SHELL = Pattern.compile("(?ms)^```repl\n(.*?)^```");

    private static final Pattern SOURCE_OR_QUOTE = Pattern.compile("(?ms)]\\(([^)\\s]+\\.java)\\)|^```java\n(.*?)^```");

    /** A link as it is written. */
    record Link(String text, String target) {}

    static List<Document> all() throws IOException {
        try (var files = Stream.of("", "docs", "examples").flatMap(Document::files)) {
            var all = new ArrayList<Document>();
            for (var file : files.filter(f -> f.toString().endsWith(".md")).sorted().toList()) {
                all.add(new Document(file, Files.readString(file)));
            }
            return all;
        }
    }

    private static Stream<Path> files(String folder) {
        try {
            return Files.list(ROOT.resolve(folder));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<Link> links() {
        return LINK.matcher(FENCED.matcher(text).replaceAll("")).results().map(m -> new Link(m.group(1), m.group(2))).toList();
    }

    /** The anchors that GitHub makes of the headings. */
    List<String> anchors() {
        Map<String, Integer> seen = new HashMap<>();
        return HEADING.matcher(FENCED.matcher(text).replaceAll("")).results().map(m -> {
            var slug = m.group(1).strip().toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-');
            int before = seen.merge(slug, 1, Integer::sum) - 1;
            return before == 0 ? slug : slug + "-" + before;
        }).toList();
    }

    /** What follows bin/ddpm in code blocks, without comments, and in the text between them. */
    List<String> commands() {
        var inText = INLINE.matcher(FENCED.matcher(text).replaceAll("")).results().map(m -> m.group(1));
        return Stream.concat(commands("bin/ddpm").stream(), inText).toList();
    }

    /** What follows a program's name, and the launcher's own --cuda, in code blocks, without comments. */
    List<String> commands(String program) {
        var pattern = Pattern.compile(COMMAND.formatted(Pattern.quote(program)));
        return FENCED.matcher(text).results().flatMap(block -> block.group(2).lines())
                .map(line -> pattern.matcher(line.replaceFirst("\\s+#.*", ""))).filter(java.util.regex.Matcher::find)
                .map(m -> m.group(1).replaceFirst(" <.*", "").replaceFirst("^--cuda ", "").strip()).toList();
    }

    /** The blocks of commands for the shell. */
    List<String> shellScripts() {
        return SHELL.matcher(text).results().map(m -> m.group(1)).toList();
    }

    /** Lines of code, each with the file that was linked last before them. */
    List<Link> quotes() {
        var quotes = new ArrayList<Link>();
        var source = new String[1];
        SOURCE_OR_QUOTE.matcher(text).results().forEach(m -> {
            if (m.group(1) != null) {
                source[0] = m.group(1);
            } else {
                m.group(2).lines().map(String::strip).forEach(line -> quotes.add(new Link(line, source[0])));
            }
        });
        return quotes;
    }

    /** The arrows of its diagrams, {@code a --> b & c}, those that follow from others among them. */
    Map<String, Set<String>> arrows() {
        var arrows = new HashMap<String, Set<String>>();
        text.lines().map(String::strip).filter(line -> line.matches("\\w+ --> \\w+( & \\w+)*")).forEach(line -> {
            var ends = line.split(" --> ");
            arrows.computeIfAbsent(ends[0], _ -> new HashSet<>()).addAll(List.of(ends[1].split(" & ")));
        });
        for (boolean more = true; more; ) {
            more = false;
            for (var ends : arrows.values()) {
                for (var end : List.copyOf(ends)) {
                    more |= ends.addAll(arrows.getOrDefault(end, Set.of()));
                }
            }
        }
        return arrows;
    }
}
