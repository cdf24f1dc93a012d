package org.panatorch.ddpm.cli;

import java.io.PrintWriter;
import java.util.Locale;
import org.panatorch.ddpm.data.ImageDataset;
import org.panatorch.ddpm.train.TrainConfig;
import org.panatorch.torch.Torch;

/** A bar for each epoch on stderr, a line for each epoch on stdout. */
public final class TrainReport implements TrainingReport {
    private final TrainConfig config;
    private final ImageDataset dataset;
    private final PrintWriter console;
    private final ProgressTerminal terminal;
    private Progress progress;
    private boolean announced;
    private long skipped;

    public TrainReport(TrainConfig config, ImageDataset dataset, PrintWriter console, ProgressTerminal terminal) {
        this.config = config;
        this.dataset = dataset;
        this.console = console;
        this.terminal = terminal;
    }

    @Override
    public void epochStarted(int epoch, int images, int seen) {
        if (!announced) {
            announce(epoch, seen);
            announced = true;
        }
        progress = Progress.start("epoch " + epoch + "/" + config.epochs(), images, seen, ProgressLine.Unit.of("images"), terminal);
    }

    private void announce(int epoch, int seen) {
        console.printf("Training %s on %d images of %s: %d epochs, batch %d, lr %s, T %d, %s, %s, %d threads%n",
                config.spec().model(), dataset.count(), dataset.name(), config.epochs(), config.batchSize(),
                config.optimization().lr(), config.spec().steps(), config.device(), config.precision(), Torch.getNumThreads());
        if (epoch > 1 || seen > 0) {
            console.printf("Going on in epoch %d, after %d of its images%n", epoch, seen);
        }
        console.flush();
    }

    @Override
    public void stepped(int images, double loss) {
        progress.step(images);
        if (!Double.isNaN(loss)) {
            progress.message(String.format(Locale.ROOT, "loss %.4f", loss));
        }
    }

    @Override
    public void skipped(long step) {
        skipped++;
    }

    @Override
    public void damagedCheckpoint(String reason) {
        console.println("Left out a damaged checkpoint: " + reason);
    }

    @Override
    public void noPicture(String reason) {
        finishBar();
        console.println("No picture of samples: " + reason);
    }

    @Override
    public void epochEnded(int epoch, double meanLoss) {
        finishBar();
        console.printf(Locale.ROOT, "Epoch [%d/%d], Loss: %.4f%n", epoch, config.epochs(), meanLoss);
        if (skipped > 0) {
            console.printf("%d steps were left out, since a gradient was infinite or no number%n", skipped);
            skipped = 0;
        }
        console.flush();
    }

    @Override
    public void close() {
        finishBar();
    }

    private void finishBar() {
        if (progress != null) {
            progress.close();
            progress = null;
        }
    }
}
