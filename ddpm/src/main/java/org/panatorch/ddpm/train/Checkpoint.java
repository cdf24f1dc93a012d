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

    /** @param images in an epoch */
    static void save(TrainingState state, TrainConfig config, int images) {
        var folder = config.folder();
        try (var _ = TensorScope.open()) {
            var tree = new LinkedHashMap<String, Object>(state.tree());
            tree.put("spec", config.spec().toMap());
            tree.put("seed", config.seed());
            tree.put("data", data(config, images));
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
     * @param images in an epoch
     * @param damaged is told of those that cannot
     * @throws UserException if there is none, or it belongs to other settings
     */
    static void loadNewest(TrainingState state, TrainConfig config, int images, Consumer<String> damaged) {
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
                requireSameBatches(file, config, images, state.batch, tree);
                return;
            } catch (UserException e) {
                throw e;
            } catch (RuntimeException e) {      // whatever a file that is no checkpoint of ours can lead to
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
        var found = new LinkedHashMap<>(spec.toMap());
        found.put("seed", String.valueOf(tree.get("seed")));
        var expected = new LinkedHashMap<>(config.spec().toMap());
        expected.put("seed", String.valueOf(config.seed()));
        var differences = expected.keySet().stream().filter(name -> !expected.get(name).equals(found.get(name)))
                .map(name -> name + " " + found.get(name) + ", expected " + expected.get(name)).toList();
        if (!differences.isEmpty()) {
            throw new UserException(file + ": of another run: " + String.join("; ", differences));
        }
    }

    private static Map<String, Long> data(TrainConfig config, int images) {
        return Map.of("images", (long) images, "batch_size", (long) config.batchSize());
    }

    /** Within an epoch, its batches must stay what they are: the position counts them. Checkpoints did not always tell. */
    private static void requireSameBatches(Path file, TrainConfig config, int images, int batches, Map<?, ?> tree) {
        if (batches > 0 && tree.get("data") instanceof Map<?, ?> data && !data.equals(data(config, images))) {
            throw new UserException(file + ": in the middle of an epoch of " + data.get("images") + " images, in batches of "
                    + data.get("batch_size") + "; expected as many as before (--limit, --data, --batch-size), got " + images
                    + " in batches of " + config.batchSize());
        }
    }
}
