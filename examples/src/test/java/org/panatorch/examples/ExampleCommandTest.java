package org.panatorch.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.panatorch.torch.TensorScope;
import org.panatorch.torch.Weights;

class ExampleCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... args) {
        return ExampleCommand.create().setOut(new PrintWriter(out)).setErr(new PrintWriter(err)).execute(args);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            mnist --epochs 0              | error: --epochs: expected at least 1, got 0
            mnist --epochs many           | error: Invalid value for option '--epochs': 'many' is not an int; see example mnist --help
            mnist --batch-size 0          | error: --batch-size: expected at least 1, got 0
            gpt --temperature 0           | error: --temperature: expected more than 0, got 0.0
            gpt --stepz 3                 | error: Unknown options: '--stepz', '3' (did you mean --steps?); see example gpt --help
            conditional --width 6         | error: --width: expected a multiple of 4, the number of heads, got 6
            gpt --device gpu              | error: Invalid value for option '--device': expected one of [cpu, cuda, auto]
            conditional --out pom.xml/a   | error: cannot make the folder
            ''                            | error: which command? one of mnist, conditional, gpt, help; see example --help
            """)
    void badInputIsOneLine(String line, String expected) {
        assertThat(run(line.isEmpty() ? new String[0] : line.split(" "))).isEqualTo(2);
        assertThat(err.toString().strip()).startsWith(expected).doesNotContain("\n");
        assertThat(out.toString()).isEmpty();
    }

    /** The whole way: text, training, weights, and as much text as was asked for. */
    @Test
    void gptTrainsSavesAndSpeaks(@TempDir Path folder) throws Exception {
        var file = folder.resolve("gpt.pth");
        assertThat(run("gpt", "--steps", "2", "--batch-size", "2", "--chars", "8", "--out", file.toString())).as(err.toString()).isZero();
        assertThat(out.toString()).startsWith("validation loss ");
        assertThat(out.toString().split("\n", 2)[1]).hasSize(1 + 8 + System.lineSeparator().length());
        try (var _ = TensorScope.open()) {
            assertThat(Weights.load(file).keys()).contains("transformer.wte.weight", "transformer.h.3.mlp.c_proj.weight", "lm_head.weight");
        }
        assertThat(Files.list(folder)).hasSize(1);
    }
}
