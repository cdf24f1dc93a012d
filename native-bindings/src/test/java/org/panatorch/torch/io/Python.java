package org.panatorch.torch.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** A Python that can import torch: the one that the environment variable PANATORCH_PYTHON names, or python3. */
public final class Python {

    private static final String PYTHON = Optional.ofNullable(System.getenv("PANATORCH_PYTHON")).orElse("python3");

    private Python() {
    }

    private record Outcome(int status, String output) {
    }

    /** Skips the test where there is none. */
    public static void assumeThere() {
        Assumptions.assumeTrue(isThere(), PYTHON + " cannot import torch; PANATORCH_PYTHON can name another");
    }

    static boolean isThere() {
        return Asked.THERE;
    }

    /** Importing torch takes seconds: once is enough. */
    private static final class Asked {
        private static final boolean THERE = answer();

        private static boolean answer() {
            try {
                return execute("import torch", List.of()).status() == 0;
            } catch (IOException e) {
                return false;
            }
        }
    }

    /** The script gets the files as its arguments and must end well. */
    public static void run(String script, Path... files) throws IOException {
        var outcome = execute(script, Arrays.stream(files).map(Path::toString).toList());
        assertThat(outcome.status()).describedAs(outcome.output()).isZero();
    }

    private static Outcome execute(String script, List<String> arguments) throws IOException {
        var command = new ArrayList<>(List.of(PYTHON, "-c", script));
        command.addAll(arguments);
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        // Makes torch.load check that storages lie where it computes them to.
        builder.environment().put("TORCH_SERIALIZATION_DEBUG", "1");
        var process = builder.start();
        var output = new String(process.getInputStream().readAllBytes());
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        return new Outcome(process.exitValue(), output);
    }
}
