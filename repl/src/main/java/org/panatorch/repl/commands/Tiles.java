package org.panatorch.repl.commands;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import org.panatorch.ddpm.AtomicFile;
import org.panatorch.ddpm.UserException;
import org.panatorch.ddpm.cli.VersionProvider;
import org.panatorch.ddpm.image.GifFile;
import org.panatorch.ddpm.image.Gray;
import org.panatorch.ddpm.image.PngGrid;
import org.panatorch.repl.render.Tile;
import org.panatorch.torch.Tensor;

/** Tensors as captioned pictures and as files. */
final class Tiles {
    private static final int MOST_SHOWN = 64;

    private Tiles() {}

    /** The images numbered from 0; many are cut off at {@value #MOST_SHOWN}. */
    static List<Tile> numbered(Tensor images) {
        var grays = Gray.of(images);
        var tiles = new ArrayList<Tile>();
        for (int i = 0; i < Math.min(MOST_SHOWN, grays.size()); i++) {
            tiles.add(new Tile(grays.size() == 1 ? "" : String.valueOf(i), grays.get(i)));
        }
        return tiles;
    }

    /** Several pictures in a PNG file, so many in a row. */
    static void png(Path out, List<Gray> pictures, int perRow, int scale, String how) {
        grid(pictures, perRow, scale).text("Software", "Panatorch ddpm " + VersionProvider.version())
                .text("command", how).write(out);
    }

    private static PngGrid grid(List<Gray> pictures, int perRow, int scale) {
        return PngGrid.of(pictures).perRow(perRow).scale(scale);
    }

    /**
     * Frames, each some pictures side by side, in a GIF file that plays in about five seconds.
     *
     * @return false if it was stopped
     */
    static boolean gif(Path out, List<List<Gray>> frames, int scale, BooleanSupplier stop) {
        return GifFile.write(out, frames.size(), i -> grid(frames.get(i), frames.get(i).size(), scale).toImage(),
                Math.clamp(500 / frames.size(), 4, 50), stop);
    }

    static boolean isGif(Path out) {
        var name = out.getFileName().toString().toLowerCase(Locale.ROOT);
        if (!name.endsWith(".gif") && !name.endsWith(".png")) {
            throw new UserException("--out: expected a name that ends in .png or .gif, got " + out);
        }
        return name.endsWith(".gif");
    }

    /** Before the work, not after it: a name that ends in .png, in a place where a file can be written. */
    static Path requirePng(Path out) {
        if (!out.toString().toLowerCase(Locale.ROOT).endsWith(".png")) {
            throw new UserException("--out: expected a name that ends in .png, got " + out);
        }
        AtomicFile.requireWritable(out);
        return out;
    }
}
