package org.panatorch.repl.commands;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.panatorch.ddpm.UserException;
import org.panatorch.ddpm.image.Gray;
import org.panatorch.repl.render.Tile;
import org.panatorch.repl.session.Session;
import org.panatorch.torch.Tensor;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "compare", description = {"Show two results side by side, with the difference.",
        "Gray in the difference is equal. The table gives the mean square error of each pair."})
final class CompareVerb extends Verb {
    private static final int MOST = 8;

    @Parameters(index = "0", paramLabel = "A", description = "A result, last, or x.")
    private String first;

    @Parameters(index = "1", paramLabel = "B", description = "Another with as many images, or with one.")
    private String second;

    CompareVerb(Session session) {
        super(session);
    }

    @Override
    protected void run() {
        var a = session.images(first);
        var b = session.images(second);
        if (a.size(0) != b.size(0) && a.size(0) != 1 && b.size(0) != 1) {
            throw new UserException("compare: " + first + " has " + a.size(0) + " images, " + second + " has "
                    + b.size(0) + "; expected as many, or one");
        }
        session.computing(() -> compare(a.cpu(), b.cpu()));
    }

    private void compare(Tensor a, Tensor b) {
        long pairs = Math.min(MOST, Math.max(a.size(0), b.size(0)));
        for (long i = 0; i < pairs; i++) {
            var one = a.select(0, Math.min(i, a.size(0) - 1)).unsqueeze(0);
            var other = b.select(0, Math.min(i, b.size(0) - 1)).unsqueeze(0);
            var tiles = new ArrayList<Tile>();
            tiles.add(new Tile(first, Gray.of(one).getFirst()));
            tiles.add(new Tile(second, Gray.of(other).getFirst()));
            tiles.add(new Tile("difference", Gray.of(one.sub(other).div(2)).getFirst()));
            sheet().print(tiles, tiles.size());
            screen().format("%d: MSE %.5f, largest difference %.4f", i, one.sub(other).square().mean().item(),
                    one.sub(other).abs().max().item());
        }
    }

    @Override
    protected Stream<String> candidates(List<String> before) {
        return before.size() < 2 ? names() : Stream.empty();
    }
}
