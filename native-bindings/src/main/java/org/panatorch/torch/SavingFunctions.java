package org.panatorch.torch;

import java.nio.file.Path;

/** {@code torch.save} and {@code torch.load}; {@link Weights} has more: one part of a file, mapping, metadata. */
abstract class SavingFunctions extends JoiningFunctions {

    SavingFunctions() {}

    /**
     * {@code torch.save(obj, f)}: a {@link StateDict}, or a tree of maps, lists, tuples and values with tensors in it; see
     * {@link Weights#saveTree}.
     */
    public static void save(Object obj, Path f) {
        Weights.saveTree(obj, f);
    }

    /**
     * {@code torch.load(f, map_location="cpu")}: see {@link Weights#loadTree}. A state dict comes as a map from names to tensors:
     * {@code model.loadStateDict(StateDict.of(Torch.load(path)))}.
     */
    public static Object load(Path f) {
        return Weights.loadTree(f);
    }
}
