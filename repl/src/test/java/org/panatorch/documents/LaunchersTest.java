package org.panatorch.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What stands in several files and must not drift apart: the launchers' flags for the JVM; the libraries and their licences. */
class LaunchersTest {
    private static final Pattern FLAG = Pattern.compile("--[a-z-]+=[A-Za-z./=-]+|-XX:[+A-Za-z]+(?:=\\d+)?(?=[\\s)\"])|-Xlog:\\S+|org\\.panatorch\\.repl\\.Main");
    /** {@code (licence) name (group:artifact:version - page)}. */
    private static final Pattern LIBRARY = Pattern.compile("(?m)^ +\\(.*\\) .* \\([^:()]+:([^:()]+:[^:()]+) - .*\\)$");
    private static final Pattern JAR = Pattern.compile(".*[/\\\\]([^/\\\\]+)[/\\\\]([^/\\\\]+)[/\\\\]\\1-\\2[^/\\\\]*\\.jar");
    /** What only tests have. */
    private static final Pattern TESTING = Pattern.compile("(junit|assertj|archunit|opentest4j|apiguardian|byte-buddy|slf4j|jspecify|jsoup|surefire).*");

    @Test
    void theLaunchersStartTheSameProgram() throws IOException {
        var flags = flags("bin/ddpm", "bin/build.sh");
        assertThat(flags).contains("--enable-native-access=ALL-UNNAMED", "-XX:+UseSerialGC",
                "--add-exports=java.base/jdk.internal.module=ALL-UNNAMED", "-XX:TieredStopAtLevel=1", "-XX:TieredStopAtLevel=4",
                "org.panatorch.repl.Main").hasSize(12);
        for (var launcher : new String[] {"bin/ddpm.cmd", "repl/src/dist/bin/ddpm", "repl/src/dist/bin/ddpm.cmd"}) {
            assertThat(flags(launcher)).as(launcher).isEqualTo(flags);
        }
    }

    private static Set<String> flags(String... scripts) throws IOException {
        var flags = new TreeSet<String>();
        for (var script : scripts) {
            FLAG.matcher(Files.readString(Document.ROOT.resolve(script))).results().map(MatchResult::group).forEach(flags::add);
        }
        return flags;
    }

    /** THIRD-PARTY.txt has each library that the program is run with, in its version, and no other. */
    @Test
    void theLibrariesAreListedWithTheirLicences() throws IOException {
        var listed = LIBRARY.matcher(Files.readString(Document.ROOT.resolve("THIRD-PARTY.txt"))).results().map(m -> m.group(1)).toList();
        var used = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator)).map(JAR::matcher)
                .flatMap(m -> m.matches() && !TESTING.matcher(m.group(1)).matches() ? Stream.of(m.group(1) + ":" + m.group(2)) : Stream.empty())
                .filter(library -> !Set.of("native-bindings", "ddpm").contains(library.split(":")[0])).collect(Collectors.toSet());
        assertThat(used).hasSizeGreaterThan(15);
        assertThat(listed).doesNotHaveDuplicates();
        assertThat(Set.copyOf(listed)).as("mvn -B -Prelease -Dmaven.test.skip=true package makes the list anew").isEqualTo(used);
    }
}
