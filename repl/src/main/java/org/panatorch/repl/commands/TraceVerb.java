package org.panatorch.repl.commands;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.panatorch.ddpm.UserException;
import org.panatorch.ddpm.image.Gray;
import org.panatorch.repl.render.Tile;
import org.panatorch.repl.session.Session;
import org.panatorch.repl.session.Walk;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "trace", description = {"Show the way from noise to image, as a strip.",
        "Of the levels that the walk has visited, as many as fit. --out writes a PNG strip, or a GIF that plays it."})
final class TraceVerb extends Verb {
    private static final int FRAMES_IN_FILE = 50;

    @Option(names = "--t", paramLabel = "T", split = ",", description = "These timesteps only: 1999,1000,0.")
    private List<Integer> levels;

    @Option(names = "--frames", paramLabel = "N", description = "So many in the file (default: 10 in a PNG, 50 in a GIF).")
    private Integer frames;

    @Option(names = "--image", paramLabel = "I", description = "Only this one of the images, from 0.")
    private Integer image;

    @Option(names = "--out", paramLabel = "FILE", description = "A .png or .gif file.")
    private Path out;

    TraceVerb(Session session) {
        super(session);
    }

    @Override
    protected void run() {
        var walk = session.walk();
        boolean gif = out != null && Tiles.isGif(out);
        if (image != null) {
            Numbers.within("--image", image, 0, (int) walk.x().size(0) - 1);
        }
        if (frames != null) {
            Numbers.within("--frames", frames, 1, 1000);
        }
        int[] visited = levels == null ? walk.levels() : chosen(walk);
        strip(walk, levels != null ? visited : spread(visited, Math.min(8, sheet().mostPerRow())));
        if (out == null) {
            return;
        }
        int[] written = levels != null ? visited : spread(visited, frames != null ? frames : gif ? FRAMES_IN_FILE : 10);
        var pictures = session.computing(() -> IntStream.of(written).mapToObj(t -> images(walk, t)).toList());
        if (gif) {
            if (!Tiles.gif(out, pictures, session.settings().scale(), session::interrupted)) {
                return;     // the shell says that it was stopped
            }
        } else {
            png(pictures, walk);
        }
        screen().format("%d levels in %s", written.length, out);
    }

    /** A row for each image, a column for each level. */
    private void png(List<List<Gray>> byLevel, Walk walk) {
        var all = new ArrayList<Gray>();
        for (int i = 0; i < byLevel.getFirst().size(); i++) {
            int row = i;
            byLevel.forEach(pictures -> all.add(pictures.get(row)));
        }
        Tiles.png(out, all, byLevel.size(), session.settings().scale(), "trace of " + walk.origin());
    }

    private void strip(Walk walk, int[] shown) {
        session.computing(() -> sheet().print(IntStream.of(shown).mapToObj(t -> new Tile(
                t == Walk.CLEAN ? "x0" : "t=" + t, images(walk, t).getFirst())).toList(), shown.length));
    }

    private List<Gray> images(Walk walk, int t) {
        var all = Gray.of(walk.at(t));
        return image == null ? all : List.of(all.get(image));
    }

    private int[] chosen(Walk walk) {
        var there = IntStream.of(walk.levels()).boxed().toList();
        for (int t : levels) {
            if (!there.contains(t)) {
                throw new UserException("trace: the walk has not been at t = " + t + ", or it was not kept; it has been at "
                        + there.getFirst() + " to " + there.getLast());
            }
        }
        return levels.stream().mapToInt(Integer::intValue).toArray();
    }

    private static int[] spread(int[] levels, int most) {
        if (levels.length <= most) {
            return levels;
        }
        return IntStream.range(0, most)
                .map(i -> levels[Math.round((float) i * (levels.length - 1) / Math.max(1, most - 1))]).toArray();
    }
}
