package org.panatorch.ddpm.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.panatorch.ddpm.AtomicFile;
import org.panatorch.ddpm.data.ImageDataset;
import org.panatorch.ddpm.forward.Spread;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What the commands that show a process share: of which image, at which timesteps, and where the pictures go. */
final class PictureOptions {
    private static final int COLUMNS = 8;

    @Mixin
    private ImageOptions image;

    @Option(names = "--t", paramLabel = "T", split = ",", description = "The timesteps to show: 0,12,23 (default: 8 of them).")
    private List<Integer> ts;

    @Option(names = "--seed", paramLabel = "SEED", defaultValue = "0", description = "For the noise (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--scale", paramLabel = "N", defaultValue = "3",
            description = "Each pixel becomes N by N (default: ${DEFAULT-VALUE}).")
    private int scale;

    @Option(names = "--out", paramLabel = "DIR", description = "The folder for the pictures (default: one named as the command).")
    private Path out;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    /** @throws org.panatorch.ddpm.UserException if there is no such image */
    ImageOptions.Chosen choose() {
        return image.choose();
    }

    /** The test images that the image is from. */
    ImageDataset dataset() {
        return image.dataset();
    }

    /**
     * Those of {@code --t}, ascending; some spread over all if it was not given.
     *
     * @throws org.panatorch.ddpm.UserException if one is outside 0 to steps - 1
     */
    int[] timesteps(int steps) {
        if (ts == null) {
            return Spread.of(steps - 1, COLUMNS);
        }
        for (int t : ts) {
            Check.within("--t", t, 0, steps - 1);
        }
        return ts.stream().mapToInt(Integer::intValue).distinct().sorted().toArray();
    }

    long seed() {
        return seed;
    }

    int scale() {
        Check.within("--scale", scale, 1, 64);
        return scale;
    }

    Path folder() {
        return out != null ? out : Path.of(command.name());
    }

    /** @throws org.panatorch.ddpm.UserException if the folder cannot take this file: told before the work */
    void requireWritable(String file) {
        AtomicFile.requireWritable(folder().resolve(file));
    }

    /** What a picture's file says about itself. */
    Map<String, String> text(String what) {
        return Map.of("Software", "Panatorch ddpm " + VersionProvider.version(),
                "command", command.name() + ", " + what + ", seed " + seed);
    }

    void said(String files) {
        var console = command.commandLine().getOut();
        console.println("in " + folder() + ": " + files);
        console.flush();
    }
}
