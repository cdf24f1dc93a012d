package org.panatorch.repl.commands;

import static org.panatorch.torch.Keywords.device;
import static org.panatorch.torch.Keywords.shape;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.panatorch.ddpm.sample.Sampler;
import org.panatorch.repl.render.Gray;
import org.panatorch.repl.render.LivePicture;
import org.panatorch.repl.render.Pictures;
import org.panatorch.repl.session.Results;
import org.panatorch.repl.session.Session;
import org.panatorch.repl.session.Walk;
import org.panatorch.torch.Tensor;
import org.panatorch.torch.Torch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "sample", description = {"Sample digits, from noise to image, and show them.",
        "The way there stays: at T looks into it, trace shows it. Ctrl-C stops where it is; run goes on from there."})
final class SampleVerb extends Verb {
    private static final int MOST = 1024;

    @Parameters(index = "0", arity = "0..1", paramLabel = "N", defaultValue = "1", description = "How many (default: 1).")
    private int n;

    @Option(names = "--as", paramLabel = "NAME", description = "What to call them.")
    private String name;

    @Option(names = "--seed", paramLabel = "SEED", description = "Another seed, for this time only.")
    private Long seed;

    @Option(names = "--out", paramLabel = "FILE", description = "Write them to this PNG file, too.")
    private Path out;

    SampleVerb(Session session) {
        super(session);
    }

    @Override
    protected void run() {
        Numbers.within("sample", n, 1, MOST);
        if (name != null) {
            Results.checkName(name);
        }
        if (out != null) {
            Tiles.requirePng(out);
        }
        session.model();
        session.computing(this::sample);
    }

    private void sample() {
        long used = seed != null ? seed : session.seed();
        int top = session.steps() - 1;
        var how = "sample " + n + ", seed " + used;
        var denoiser = session.denoiser();
        // the sampler's own first draw, so that the walk begins where the sampler does
        Torch.manualSeed(used);
        var walk = Walk.from(Torch.randn(shape(n, 1, 28, 28), device(denoiser.device())), top, session.steps(), used, how);
        session.walk(walk);
        var live = new LivePicture(screen(), session.settings().live() ? pictures() : Pictures.off);
        long began = System.nanoTime();
        Tensor images;
        try {
            images = new Sampler(denoiser.model(), denoiser.scheduler(), denoiser.device(), denoiser.precision())
                    .sample(n, used, (t, xt) -> {
                        walk.visited(t, xt);
                        live.update(() -> Tiles.numbered(xt), RunVerb.status(top - t, top + 1, t, began));
                    }, session::interrupted);
        } finally {
            live.clear();
        }
        if (images == null) {
            screen().line("at t = " + walk.t() + "; run goes on");
            return;
        }
        var result = session.results().put(name, images, how);
        sheet().print(Tiles.numbered(images), 8);
        screen().format("%s: %s image%s, %d steps in %.1f s", result.name(), n, n == 1 ? "" : "s", top + 1,
                (System.nanoTime() - began) / 1e9);
        if (out != null) {
            Tiles.png(out, Gray.of(images), (int) Math.ceil(Math.sqrt(n)), session.settings().scale(), how);
            screen().line("in " + out);
        }
    }

    @Override
    protected Stream<String> candidates(List<String> before) {
        return before.isEmpty() ? Stream.of("1", "4", "8", "16") : Stream.empty();
    }
}
