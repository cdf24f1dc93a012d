package org.panatorch.torch;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.panatorch.torch.io.OrderedDict;
import org.panatorch.torch.io.PthWriter;
import org.panatorch.torch.io.SafeTensorsWriter;
import org.panatorch.torch.io.StoredTensor;
import org.panatorch.torch.io.TensorSource;
import org.panatorch.torch.io.TorchDevice;
import org.panatorch.torch.io.Trees;
import org.panatorch.torch.io.WeightFile;
import org.panatorch.torch.io.WeightsFormatException;

/**
 * {@code torch.save} and {@code torch.load} in pure Java: state dicts, and whole checkpoints. A name that ends in
 * {@code .safetensors} is that format, any other PyTorch's own ({@code .pth}, {@code .pt}, {@code .ckpt}, {@code .bin}).
 *
 * <p>A checkpoint is a tree of maps, lists, tuples and values, with tensors in it:
 *
 * <pre>{@code
 * var checkpoint = new LinkedHashMap<String, Object>();          // torch.save({
 * checkpoint.put("model", model.stateDict());                    //     "model": model.state_dict(),
 * checkpoint.put("epoch", 3);                                    //     "epoch": 3,
 * checkpoint.put("losses", List.of(0.9, 0.4, 0.3));              //     "losses": [0.9, 0.4, 0.3],
 * checkpoint.put("betas", Tuple.of(0.9, 0.999));                 //     "betas": (0.9, 0.999),
 * checkpoint.put("rng", state);                                  //     "rng": state,
 * Weights.saveTree(checkpoint, Path.of("checkpoint.pth"));       // }, "checkpoint.pth")
 *
 * var loaded = (Map<?, ?>) Weights.loadTree(Path.of("checkpoint.pth"));
 * model.loadStateDict(StateDict.of(loaded.get("model")));
 * long epoch = (Long) loaded.get("epoch");                       // every Python int is a Long
 * }</pre>
 *
 * <p>Tensors that share memory share it again after the file, and strides are kept. Loaded tensors are on the CPU and
 * belong to the open scope.
 */
public final class Weights {
    private Weights() {}

    // ---- state dicts

    /**
     * {@code torch.load(path)} of a state dict.
     *
     * @throws WeightsFormatException if the file is damaged or holds something else than a dict of tensors
     * @throws java.io.UncheckedIOException if it cannot be read
     */
    public static StateDict load(Path path) {
        return load(path, new String[0]);
    }

    /**
     * {@code torch.load(path)["model"]}: a state dict inside a checkpoint. Only its tensors are read.
     *
     * @param inside the keys that lead to it from the outermost dict, {@code "model"}
     * @throws WeightsFormatException if the file is damaged or holds something else there than a dict of tensors
     * @throws java.io.UncheckedIOException if it cannot be read
     */
    public static StateDict load(Path path, String... inside) {
        try (var file = WeightFile.open(path)) {
            return load(file, inside);
        }
    }

    /** The same of a file that is open already. */
    public static StateDict load(WeightFile file, String... inside) {
        try (var scope = TensorScope.open()) {
            var reader = new StoredTensors();
            var tensors = new LinkedHashMap<String, Tensor>();
            file.stateDict(inside).forEach((name, t) -> tensors.put(name, scope.promote(reader.read(t))));
            return new StateDict(tensors);
        }
    }

    /**
     * {@code torch.load(path, mmap=True)}: the tensors look into the file, which is mapped and not read: fast however large
     * it is, and shared with other processes that map it. Writes stay in memory and never reach the file. It may be
     * deleted or replaced meanwhile (on Linux and macOS), but must not be made shorter.
     *
     * <p>What cannot be looked into where it lies (big-endian or unaligned data) is read.
     *
     * @param inside the keys that lead to the state dict in a checkpoint; none if the file is one
     * @throws WeightsFormatException if the file is damaged or holds something else there than a dict of tensors
     * @throws java.io.UncheckedIOException if it cannot be read
     */
    public static StateDict map(Path path, String... inside) {
        try (var file = WeightFile.open(path); var scope = TensorScope.open()) {
            var tensors = new StoredTensors().map(path, file.stateDict(inside));
            tensors.values().forEach(scope::promote);
            return new StateDict(tensors);
        }
    }

    /**
     * {@code torch.save(dict, path)}. The file is written beside and moved into place when it is whole.
     *
     * @throws java.io.UncheckedIOException if it cannot be written; a file that was there before is still there
     */
    public static void save(StateDict dict, Path path) {
        save(dict, path, Map.of());
    }

    /**
     * {@code safetensors.torch.save_file(dict, path, metadata)}: {@link #save(StateDict, Path)} with words about the weights.
     * A .pth has them in {@code _metadata[""]}, where Python finds them and {@code load_state_dict} does not mind them.
     *
     * @param metadata what {@link #metadata} will give again
     * @throws java.io.UncheckedIOException if it cannot be written; a file that was there before is still there
     */
    public static void save(StateDict dict, Path path, Map<String, String> metadata) {
        try (var _ = TensorScope.open()) {
            var sources = new TensorSources();
            var named = named(dict, sources);
            sources.share();
            if (WeightFile.isSafeTensors(path)) {
                var all = new LinkedHashMap<>(metadata);
                all.put("format", "pt");
                SafeTensorsWriter.save(path, named, all);
            } else {
                named.words(metadata);
                PthWriter.save(path, named);
            }
        }
    }

    /**
     * The words that a file has about its weights: {@link #save(StateDict, Path, Map)} wrote them.
     *
     * @throws WeightsFormatException if the file is damaged
     * @throws java.io.UncheckedIOException if it cannot be read
     */
    public static Map<String, String> metadata(Path path) {
        try (var file = WeightFile.open(path)) {
            return file.metadata();
        }
    }

    private static OrderedDict<String, TensorSource> named(StateDict dict, TensorSources sources) {
        var named = new OrderedDict<String, TensorSource>();
        dict.asMap().forEach((name, tensor) -> named.put(name, sources.of(tensor)));
        return named;
    }

    // ---- checkpoints

    /**
     * {@code torch.load(path, map_location="cpu")} of anything that {@code weights_only=True} allows.
     *
     * @return a dict is a {@link LinkedHashMap} or {@link OrderedDict}, a list a {@link List}, a tuple a
     *     {@link org.panatorch.torch.io.Tuple}, a set a {@link java.util.Set}, an int a {@link Long} (or
     *     {@link java.math.BigInteger}), a float a {@link Double}, a complex number a
     *     {@link org.panatorch.torch.io.Complex}, None null, and a tensor a {@link Tensor}; then there
     *     are {@link String}, {@link Boolean}, {@code byte[]}, {@link DType} and {@link Device} (a {@link TorchDevice}
     *     where the kind of device is not known here). The entries of a safetensors file come as a map
     * @throws WeightsFormatException if the file is damaged, or asks for more than data
     * @throws java.io.UncheckedIOException if it cannot be read
     */
    public static Object loadTree(Path path) {
        try (var file = WeightFile.open(path); var scope = TensorScope.open()) {
            var reader = new StoredTensors();
            return Trees.map(file.root(), leaf -> switch (leaf) {
                case StoredTensor t -> scope.promote(reader.read(t));
                case TorchDevice device -> known(device);
                case null, default -> leaf;
            });
        }
    }

    /**
     * {@code torch.save(tree, path)}: {@code torch.load} reads it with its defaults, {@code weights_only=True}.
     *
     * @param tree of what {@link #loadTree} returns; a {@link StateDict} is written as an OrderedDict, and so is a root
     *     map that holds nothing but tensors; other maps are plain dicts. Keys are strings, numbers, booleans or null
     * @throws IllegalArgumentException if there is something else in the tree, or it contains itself; or if the name
     *     ends in {@code .safetensors} and the tree is no map from names to tensors
     * @throws java.io.UncheckedIOException if it cannot be written; a file that was there before is still there
     */
    public static void saveTree(Object tree, Path path) {
        if (WeightFile.isSafeTensors(path)) {
            save(StateDict.of(tree), path);
            return;
        }
        try (var _ = TensorScope.open()) {
            var sources = new TensorSources();
            var root = Trees.map(tree, leaf -> switch (leaf) {
                case Tensor tensor -> sources.of(tensor);
                case StateDict dict -> named(dict, sources);
                case Device device -> stored(device);
                case null, default -> leaf;
            });
            sources.share();
            PthWriter.save(path, root);
        }
    }

    private static Object known(TorchDevice device) {
        try {
            return Device.of(device.toString());
        } catch (IllegalArgumentException e) {
            return device;
        }
    }

    private static TorchDevice stored(Device device) {
        return new TorchDevice(device.type().name().toLowerCase(Locale.ROOT), device.index() < 0 ? null : device.index());
    }
}
