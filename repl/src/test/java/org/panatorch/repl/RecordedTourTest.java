package org.panatorch.repl;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * The screens of docs/repl-tour.md are what a person sees who types what stands in them. {@code -DrecordTour=true} writes
 * them anew.
 */
class RecordedTourTest {
    private static final Path PAGE = Path.of("..", "docs", "repl-tour.md");
    private static final Pattern SCREEN = Pattern.compile("(?<=```terminal\n).*?(?=\n```)", Pattern.DOTALL);
    private static final Pattern TYPED = Pattern.compile("(?m)^(?:ddpm|java|\\w+Model)\\b[^>\n]*> (\\S.*)$");

    /** Shades that another processor's last bits may turn, of some ten thousand on the page. */
    private static final int MAY_DIFFER = 8;

    @Test
    void theScreensAreWhatAPersonSees() throws Exception {
        var page = Files.readString(PAGE);
        var recorded = new ArrayList<String>();
        try (var seat = new Seat(90, 60, "xterm-256color", Map.of("NO_COLOR", "1"), null)) {
            for (var screen = SCREEN.matcher(page); screen.find(); ) {
                var lines = TYPED.matcher(screen.group()).results().map(typed -> typed.group(1)).toList();
                assertThat(lines).as(screen.group()).isNotEmpty();
                for (var line : lines) {
                    seat.line(line);
                }
                recorded.add(seat.screen());
                seat.keys("\f");        // Ctrl-L: an empty screen
                seat.await(text -> !text.contains("\n"));
            }
        }
        if (Boolean.getBoolean("recordTour")) {
            var next = recorded.iterator();
            Files.writeString(PAGE, SCREEN.matcher(page).replaceAll(_ -> Matcher.quoteReplacement(next.next())));
            return;
        }
        var shown = SCREEN.matcher(page).results().map(screen -> shape(screen.group())).toList();
        var seen = recorded.stream().map(RecordedTourTest::shape).toList();
        assertThat(recorded).hasSizeGreaterThan(5);
        if (differences(String.join("\n", shown), String.join("\n", seen)) > MAY_DIFFER) {
            assertThat(seen).isEqualTo(shown);
        }
    }

    /** The text without its decimals, which are the processor's own or tell of time. */
    private static String shape(String screen) {
        return screen.replaceAll(" *-?\\d+\\.\\d+", " #");
    }

    private static long differences(String a, String b) {
        return a.length() != b.length() ? Long.MAX_VALUE
                : java.util.stream.IntStream.range(0, a.length()).filter(i -> a.charAt(i) != b.charAt(i)).count();
    }
}
