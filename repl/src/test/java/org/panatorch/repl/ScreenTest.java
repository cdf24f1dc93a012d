package org.panatorch.repl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.nio.charset.Charset;
import org.jline.terminal.impl.LineDisciplineTerminal;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.panatorch.repl.render.Screen;

/** What a terminal can show, by its type, its code page and the environment. */
class ScreenTest {
    @ParameterizedTest
    @CsvSource(textBlock = """
            xterm-256color,   UTF-8,  ,                    PALETTE, true
            xterm-256color,   UTF-8,  COLORTERM=truecolor, TRUE,    true
            xterm-256color,   UTF-8,  NO_COLOR=1,          NONE,    true
            xterm-256color,   latin1, ,                    PALETTE, false
            xterm,            UTF-8,  ,                    NONE,    true
            windows-vtp,      IBM850, WT_SESSION=1,        TRUE,    true
            windows-conemu,   IBM850, ,                    PALETTE, true
            windows,          IBM850, ,                    NONE,    true
            dumb,             UTF-8,  ,                    NONE,    true
            """)
    void coloursAndBlocks(String type, String charset, String variable, Screen.Colours colours, boolean unicode) throws Exception {
        try (var terminal = new LineDisciplineTerminal("test", type, OutputStream.nullOutputStream(), Charset.forName(charset))) {
            var screen = Screen.of(terminal, name -> variable != null && variable.startsWith(name + "=")
                    ? variable.substring(name.length() + 1) : null);
            assertThat(screen.colours()).isEqualTo(colours);
            assertThat(screen.unicode()).isEqualTo(unicode);
        }
    }
}
