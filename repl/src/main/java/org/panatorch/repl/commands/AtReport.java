package org.panatorch.repl.commands;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.panatorch.ddpm.image.Gray;
import org.panatorch.ddpm.sample.Denoiser.Inspection;
import org.panatorch.repl.render.Sheet;
import org.panatorch.repl.render.Tile;
import org.panatorch.repl.session.Session;
import org.panatorch.repl.session.Walk;
import org.panatorch.torch.Tensor;

/** Where the walk is, as pictures and numbers. */
final class AtReport {
    /** A name of 16, and four numbers of 9 with a blank before each. */
    private static final int WIDE = 56;

    private final Session session;
    private final Walk walk;
    private final int image;

    /** @param image which of the walk's images the pictures show */
    AtReport(Session session, int image) {
        this.session = session;
        this.walk = session.walk();
        this.image = image;
    }

    /** Prints it. @param how how one got here, in words */
    void print(String how, boolean json) {
        session.computing(() -> {
            if (walk.t() == Walk.CLEAN) {
                clean(json);
                return;
            }
            var inspection = session.denoiser(walk.images()).inspect(walk.x(), walk.t());
            var values = values(inspection, how);
            if (json) {
                Json.print(session.screen(), values);
                return;
            }
            pictures(inspection);
            table(values);
        });
    }

    private void clean(boolean json) {
        var values = new LinkedHashMap<String, Object>();
        values.put("t", Walk.CLEAN);
        values.put("x mean", walk.x().mean().item());
        values.put("x std", walk.x().std().item());
        if (json) {
            Json.print(session.screen(), values);
            return;
        }
        sheet().print(Tiles.numbered(walk.x()), 8);
        session.screen().line("the image: all steps are undone");
    }

    private void pictures(Inspection at) {
        var tiles = new ArrayList<Tile>();
        tiles.add(tile("x_t", at.xt()));
        tiles.add(tile("predicted noise", at.predNoise()));
        tiles.add(tile("estimated x0", at.x0()));
        tiles.add(tile("mean of x_t-1", at.mean()));
        if (walk.x0() != null) {
            tiles.add(tile("true x0", walk.x0()));
        }
        sheet().print(tiles, tiles.size());
    }

    private Tile tile(String caption, Tensor images) {
        return new Tile(caption, Gray.of(images.select(0, image).unsqueeze(0)).getFirst());
    }

    private Sheet sheet() {
        return new Sheet(session.screen(), session.settings().pictures());
    }

    private Map<String, Object> values(Inspection at, String how) {
        var values = new LinkedHashMap<String, Object>();
        values.put("t", at.t());
        values.put("reached", how);
        values.put("beta", at.beta());
        values.put("alpha-bar", at.alphaBar());
        values.put("SNR", Json.finite(at.snr()));
        values.put("sigma", at.sigma());
        statistics(values, "x_t", at.xt());
        statistics(values, "predicted noise", at.predNoise());
        statistics(values, "estimated x0", at.x0());
        statistics(values, "mean of x_t-1", at.mean());
        if (walk.x0() != null) {
            var trueNoise = session.denoiser(walk.images()).trueNoise(at.xt(), walk.x0(), at.t());
            values.put("MSE of the noise", mse(at.predNoise(), trueNoise));
            values.put("MSE of x0", mse(at.x0(), walk.x0()));
        }
        return values;
    }

    private static void statistics(Map<String, Object> values, String name, Tensor tensor) {
        values.put(name, Map.of("mean", tensor.mean().item(), "std", tensor.std().item(),
                "min", tensor.min().item(), "max", tensor.max().item()));
    }

    private static double mse(Tensor a, Tensor b) {
        return a.sub(b).square().mean().item();
    }

    private void table(Map<String, Object> values) {
        var screen = session.screen();
        screen.format("t %s of %d (%s)", values.get("t"), walk.steps() - 1, values.get("reached"));
        screen.format("beta %.6f   alpha-bar %.6f   SNR %.4g   sigma %.6f", values.get("beta"),
                values.get("alpha-bar"), values.get("SNR"), values.get("sigma"));
        // mean and std in a window that is too narrow for all
        var columns = List.of("mean", "std", "min", "max").subList(0, screen.columns() < WIDE ? 2 : 4);
        row("", columns.stream());
        values.forEach((name, value) -> {
            if (value instanceof Map<?, ?> s) {
                row(name, columns.stream().map(column -> String.format(Locale.ROOT, "%.4f", s.get(column))));
            }
        });
        if (walk.x0() != null) {
            screen.format("mean square error: noise %.5f, x0 %.5f", values.get("MSE of the noise"), values.get("MSE of x0"));
        }
    }

    private void row(String name, Stream<String> numbers) {
        session.screen().line(String.format("%-16s", name)
                + numbers.map(number -> String.format(" %9s", number)).collect(Collectors.joining()));
    }
}
