package org.panatorch.ddpm.reverse;

import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.panatorch.ddpm.forward.Spread;
import org.panatorch.ddpm.image.GifFile;
import org.panatorch.ddpm.image.Gray;
import org.panatorch.ddpm.image.PictureTable;
import org.panatorch.ddpm.image.PngGrid;
import org.panatorch.ddpm.sample.Denoiser;
import org.panatorch.ddpm.sample.Sampler;
import org.panatorch.torch.Tensor;

/**
 * Collects pictures while {@link ReverseProcess} samples: at chosen t a close look at the first image, and all images now
 * and then for a film.
 */
public final class SamplingPictures implements ReverseProcess.Onlooker {
    private static final int FRAMES = 60;
    private static final int FRAME_HUNDREDTHS = 8;

    private final Denoiser denoiser;
    private final Set<Integer> looks = new HashSet<>();
    private final Set<Integer> frames = new HashSet<>();
    private final int scale;
    private final List<String> captions = new ArrayList<>();
    private final List<Gray> xts = new ArrayList<>();
    private final List<Gray> noises = new ArrayList<>();
    private final List<Gray> estimates = new ArrayList<>();
    private final List<BufferedImage> film = new ArrayList<>();

    /** @param ts where to look closely: at the timesteps in use that are nearest to these */
    public SamplingPictures(Sampler sampler, int[] ts, int scale) {
        this.denoiser = sampler.denoiser();
        this.scale = scale;
        int[] used = sampler.timesteps().toArray();
        for (int t : ts) {
            looks.add(Arrays.stream(used).boxed().min(Comparator.comparingInt(u -> Math.abs(u - t))).orElseThrow());
        }
        Arrays.stream(Spread.of(used.length - 1, FRAMES)).forEach(i -> frames.add(used[i]));
        frames.add(ReverseProcess.CLEAN);
    }

    @Override
    public void at(int t, Tensor xt) {
        if (looks.contains(t)) {
            var seen = denoiser.inspect(xt, t);
            captions.add("t = " + t);
            xts.add(Gray.of(seen.xt()).getFirst());
            noises.add(Gray.of(seen.predNoise()).getFirst());
            estimates.add(Gray.of(seen.x0()).getFirst());
        }
        if (frames.contains(t)) {
            film.add(frame(t, PngGrid.of(Gray.of(xt)).toGray()));
        }
    }

    private BufferedImage frame(int t, Gray grid) {
        var caption = t == ReverseProcess.CLEAN ? "x0" : "t = " + t;
        return new PictureTable("", List.of(caption), List.of(new PictureTable.Row("", List.of(grid))), scale).toImage();
    }

    /** x_t, the noise that the model sees in it and the image that this leaves, from noise at the left to the image. */
    public PictureTable steps() {
        return new PictureTable("", captions, List.of(new PictureTable.Row("x_t", xts),
                new PictureTable.Row("predicted noise", noises), new PictureTable.Row("estimated x0", estimates)), scale);
    }

    /** Writes the film of all images. Returns its number of frames. */
    public int gif(Path file) {
        GifFile.write(file, film, FRAME_HUNDREDTHS);
        return film.size();
    }
}
