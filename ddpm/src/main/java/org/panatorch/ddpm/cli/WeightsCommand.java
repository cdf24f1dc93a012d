package org.panatorch.ddpm.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.panatorch.torch.io.WeightFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ddpm weights}: what is in a weight file. */
@Command(name = "weights", mixinStandardHelpOptions = true, description = {
        "Show what is in a .pth or .safetensors file: names, shapes, types and sizes; of a checkpoint, the whole tree.",
        "The tensors themselves are not read, and nothing in the file is run."})
final class WeightsCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "FILE", description = "The file.")
    private Path file;

    @Option(names = "--verify", description = "Also read the tensors of a .pth, and compare them with the file's checksums.")
    private boolean verify;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        WeightsReport.requireFile(file);
        try (var weights = WeightFile.open(file)) {
            var console = spec.commandLine().getOut();
            new WeightsReport(console).print(weights);
            if (verify) {
                weights.verify();
                console.println(WeightFile.isSafeTensors(file)
                        ? "safetensors files have no checksums" : "the tensors are as they were written");
            }
            console.flush();
            return 0;
        }
    }
}
