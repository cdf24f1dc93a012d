package org.panatorch.repl;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Terminals of many kinds: the process starts, samples, shows and quits, and writes nothing that they cannot show. Those of
 * Windows are the descriptions by which JLine writes there; what Windows makes of it cannot be seen here.
 */
@Timeout(120)
class TerminalTypesTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(textBlock = """
            xterm-256color,   ,                   256
            xterm-256color,   NO_COLOR=1,         shades
            xterm,            ,                   shades
            vt100,            ,                   shades
            linux,            ,                   shades
            screen,           ,                   shades
            screen-256color,  KITTY_WINDOW_ID=1,  256
            windows-vtp,      ,                   256
            windows-256color, ,                   256
            windows,          ,                   shades
            xterm-unheard-of, ,                   256
            dumb,             ,                   dumb
            '',               ,                   dumb
            """)
    void startsSamplesShowsAndQuits(String type, String variable, String look) throws Exception {
        var environment = new HashMap<>(Map.of("TERM", type));
        if (variable != null) {
            environment.put(variable.split("=")[0], variable.split("=")[1]);
        }
        try (var pty = Pty.repl(folder, 90, 40, environment)) {
            pty.line("use steps 20");
            pty.line("use model SimpleModel");
            assertThat(Pty.plain(pty.line("sample 1"))).contains("r1: 1 image, 20 steps in ");
            var shown = pty.line(look.equals("dumb") ? "show r1" : "sho\tr1");
            assertThat(Pty.plain(shown)).startsWith("show r1\n");
            assertThat(look(shown)).isEqualTo(look);
            assertThat(Pty.plain(shown).lines().skip(1).limit(14)).allMatch(line -> line.matches("[▀ ░▒▓█]{20,28}"));
            pty.type("quit\r");
            assertThat(pty.ended()).isZero();
            assertThat(Pty.plain(pty.output())).as("nothing but text is left")
                    .doesNotContain("\033").doesNotContain("WARNING", "Exception", "error");
            assertThat(pty.output().contains("\033")).isEqualTo(!look.equals("dumb"));
        }
    }

    private static String look(String picture) {
        return picture.contains("\033[48;5;") ? "256" : picture.contains("\033") ? "shades" : "dumb";
    }

    /** The terminal has graphics, whether or not the system has heard of it. */
    @Test
    void graphics() throws Exception {
        try (var pty = Pty.repl(folder, 90, 40, Map.of("TERM", "xterm-kitty"))) {
            pty.line("use steps 20");
            pty.line("use model SimpleModel");
            pty.type("sample 1\r");
            pty.await("r1: 1 image");
            assertThat(pty.output()).contains("\033_Ga=T,f=100");
        }
    }

    /** Keys pressed before the prompt is there, and while a picture is drawn, are not taken for something else. */
    @Test
    void whatIsTypedAheadIsNotLost() throws Exception {
        try (var pty = Pty.repl(folder, 90, 40, Map.of("TERM", "xterm-256color"), "seed 3\ruse steps 20\ruse model SimpleModel\r")) {
            pty.await("SimpleModel T=20 dpmpp/20 cpu> ");
            pty.awaitPrompt();
            pty.type("set live off\rsample 1\rvars\r");
            pty.await("r1           [1, 1, 28, 28]   sample 1, seed 3");
        }
    }
}
