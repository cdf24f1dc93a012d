package org.panatorch.ddpm.train;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.panatorch.ddpm.UserException;
import org.panatorch.ddpm.models.ModelSpec;
import org.panatorch.torch.TensorScope;
import org.panatorch.torch.Weights;
import org.panatorch.torch.io.PthFile;
import org.panatorch.torch.io.WeightsFormatException;

/**
 * Checkpoints of a run: {@code .pth} files of plain tensors, numbers and strings, which {@code torch.load} reads with its
 * defaults. Each is written beside and moved into place; the last two are kept.
 */
final class Checkpoint {
    private Checkpoint() {}

    static void save(TrainingState state, TrainConfig config) {
        var folder = config.folder();
        try (var _ = TensorScope.open()) {
            var tree = new LinkedHashMap<String, Object>(state.tree());
            tree.put("spec", config.spec().toMap());
            tree.put("seed", config.seed());
            Weights.saveTree(tree, folder.checkpoint(state.step));
        } catch (UncheckedIOException e) {
            throw new UserException("cannot write " + folder.checkpoint(state.step) + ": " + e.getCause().getMessage()
                    + "; what was saved before is still there (--resume " + config.out() + ")", e);
        }
        folder.prune();
    }

    /**
     * Loads the newest checkpoint of the run that can be read.
     *
     * @param damaged is told of those that cannot
     * @throws UserException if there is none, or it belongs to other settings
     */
    static void loadNewest(TrainingState state, TrainConfig config, Consumer<String> damaged) {
        var reasons = new ArrayList<String>();
        List<Path> files = RunFolder.checkpoints(config.out());
        for (var file : files) {
            try (var pth = PthFile.open(file); var _ = TensorScope.open()) {
                pth.verify();
                if (!(Weights.loadTree(file) instanceof Map<?, ?> tree)) {
                    throw new WeightsFormatException(file, "holds no checkpoint");
                }
                requireSame(file, config, tree);
                state.load(tree);
                return;
            } catch (WeightsFormatException | UncheckedIOException | ClassCastException | NullPointerException e) {
                var reason = e instanceof WeightsFormatException ? e.getMessage() : file + ": cannot be read";
                reasons.add(reason);
                damaged.accept(reason);
            }
        }
        throw new UserException(files.isEmpty()
                ? config.out() + ": no checkpoint to go on from (expected checkpoint-00001234.pth or the like)"
                : "no checkpoint can be read: " + String.join("; ", reasons));
    }

    private static void requireSame(Path file, TrainConfig config, Map<?, ?> tree) {
        @SuppressWarnings("unchecked")
        var spec = ModelSpec.of((Map<String, String>) tree.get("spec"));
        if (!spec.equals(config.spec()) || !Long.valueOf(config.seed()).equals(tree.get("seed"))) {
            throw new UserException(file + ": of another run: " + spec + ", seed " + tree.get("seed") + "; expected "
                    + config.spec() + ", seed " + config.seed());
        }
    }
}
