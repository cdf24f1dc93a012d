package org.panatorch.ddpm.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.panatorch.ddpm.Fixtures.assertClose;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.panatorch.torch.StateDict;
import org.panatorch.torch.TensorOptions;
import org.panatorch.torch.TensorScope;
import org.panatorch.torch.Torch;
import org.panatorch.torch.Weights;

/**
 * Weights saved here load in Python with torch.load's defaults and load_state_dict's strictness, and give the same
 * output. Needs a Python with PyTorch: the variable PANATORCH_PYTHON, or python3 on the PATH.
 */
class PythonInteropTest {
    private static final String SCRIPT = """
            import sys, torch
            sys.path.insert(0, sys.argv[1])
            import reference
            model = getattr(reference, sys.argv[2])(num_steps=40)
            weights = torch.load(sys.argv[3])
            print(model.load_state_dict(weights), weights._metadata[""]["objective"])
            given = torch.load(sys.argv[4])
            with torch.no_grad():
                torch.save({"output": model(given["x"], given["t"])}, sys.argv[5])
            """;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void pythonLoadsWhatJavaSaves(ModelKind kind) throws Exception {
        var python = python();
        assumeTrue(python != null, "no Python with PyTorch: set PANATORCH_PYTHON to one");
        var weights = folder.resolve("weights.pth");
        var given = folder.resolve("given.pth");
        var result = folder.resolve("result.pth");
        try (var _ = TensorScope.open(); var model = kind.create(40)) {
            var x = Torch.randn(3, 1, 28, 28);
            var t = Torch.randint(0, 40, new long[] {3}, TensorOptions.DEFAULT);
            ModelFile.save(model.stateDict(), ModelSpec.original(kind, 40), weights);
            Weights.save(new StateDict(new LinkedHashMap<>(Map.of("x", x, "t", t))), given);
            assertThat(run(python, "-c", SCRIPT, Path.of("..", "scripts").toString(), kind.name(), weights.toString(),
                    given.toString(), result.toString())).contains("All keys matched", "epsilon");
            try (var _ = Torch.noGrad()) {
                var output = model.forward(x, t);
                assertClose("output", Weights.load(result).get("output"), output, 1e-5 * Math.max(1, output.abs().max().item()));
            }
        }
    }

    private static String python() {
        return Stream.of(System.getenv().getOrDefault("PANATORCH_PYTHON", ""), "python3")
                .filter(p -> !p.isEmpty() && run(p, "-c", "import torch; print('torch is here')").contains("torch is here"))
                .findFirst().orElse(null);
    }

    private static String run(String... command) {
        try {
            var process = new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
            return output;
        } catch (java.io.IOException e) {
            return "";
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
