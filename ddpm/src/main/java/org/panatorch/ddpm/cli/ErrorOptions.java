package org.panatorch.ddpm.cli;

import java.util.List;
import java.util.stream.IntStream;
import org.panatorch.ddpm.data.ImageDataset;
import org.panatorch.ddpm.data.ImageTensors;
import org.panatorch.ddpm.forward.Spread;
import org.panatorch.ddpm.reverse.ErrorByT;
import org.panatorch.ddpm.sample.Denoiser;
import org.panatorch.torch.TensorScope;
import picocli.CommandLine.Option;

/** How a model's error over the timesteps is measured. */
final class ErrorOptions {
    @Option(names = "--batch", paramLabel = "N", defaultValue = "64",
            description = "Test images for the error over t (default: ${DEFAULT-VALUE}).")
    private int batch;

    @Option(names = "--points", paramLabel = "N", defaultValue = "40",
            description = "At so many timesteps (default: ${DEFAULT-VALUE}).")
    private int points;

    /**
     * @param least images that make sense: 0 if the error may be left out
     * @throws org.panatorch.ddpm.UserException if the numbers are none
     */
    void check(int least, ImageDataset dataset) {
        Check.within("--points", points, 2, 10_000);
        Check.within("--batch", batch, least, dataset.count());
    }

    /** A row for each timestep, ascending; none for no images; null if Ctrl-C came. */
    List<ErrorByT.Row> measure(Denoiser denoiser, ImageDataset dataset) {
        if (batch == 0) {
            return List.of();
        }
        int[] ts = Spread.of(denoiser.scheduler().steps() - 1, points);
        try (var interrupt = Surroundings.COMMAND_LINE.interrupt();
                var progress = Progress.start("error by t", ts.length, "timesteps");
                var _ = TensorScope.open();
                var images = new ImageTensors(dataset.take(batch), denoiser.device())) {
            return ErrorByT.run(denoiser, images.batch(IntStream.range(0, batch).toArray()), ts,
                    _ -> progress.step(1), interrupt::requested);
        }
    }
}
