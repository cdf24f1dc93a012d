package org.panatorch.ddpm.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.panatorch.ddpm.UserException;
import org.panatorch.ddpm.models.ModelFile;
import org.panatorch.ddpm.models.ModelKind;
import org.panatorch.torch.LibTorchInfo;
import org.panatorch.torch.Torch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ddpm info}: a model, layer by layer, and what it runs on. */
@Command(name = "info", mixinStandardHelpOptions = true,
        description = "Show a model's layers with their shapes and parameters, and what it runs on.")
final class InfoCommand implements Callable<Integer> {
    @Option(names = "--model", paramLabel = "MODEL",
            description = "${COMPLETION-CANDIDATES} (default: AdvUNetModel, or what FILE holds).")
    private ModelKind model;

    @Option(names = "--weights", paramLabel = "FILE", description = "Show the model in this file.")
    private Path weights;

    @Option(names = "--steps", paramLabel = "T", description = "T (default: 2000, or the weights').")
    private Integer steps;

    @Mixin
    private ComputeOptions where;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Check.within("--steps", steps, 2, ModelFile.MOST_STEPS);
        var device = where.device();
        try (var predictor = weights != null
                ? ModelFile.load(weights, model, steps, device)
                : (model != null ? model : ModelKind.AdvUNetModel).create(steps != null ? steps : ModelFile.DEFAULT_STEPS)) {
            var console = spec.commandLine().getOut();
            console.printf("model     %s, T = %d%s%n", predictor.getClass().getSimpleName(), predictor.numSteps(),
                    weights == null ? "" : ", weights from " + weights);
            console.printf("device    %s, %s, %d threads%n", device, where.precision(), Torch.getNumThreads());
            console.printf("versions  ddpm %s, libtorch %s, Java %s%n%n", VersionProvider.version(),
                    LibTorchInfo.version(), Runtime.version().feature());
            ModelReport.print(predictor, console);
            console.flush();
            return 0;
        }
    }
}
