package org.panatorch.torch.data;

import static org.panatorch.torch.Keywords.dtype;
import static org.panatorch.torch.Keywords.kw;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.panatorch.torch.DType;
import org.panatorch.torch.Generator;
import org.panatorch.torch.Tensor;
import org.panatorch.torch.TensorScope;
import org.panatorch.torch.Torch;
import org.panatorch.torch.nn.F;

/** Functions of {@code torch.utils.data}, and the transforms that images of MNIST's size need. */
public final class Data {
    private Data() {}

    /** {@code random_split(dataset, lengths, generator=generator)}: the same parts as in PyTorch. */
    public static <T> List<Subset<T>> randomSplit(Dataset<T> dataset, Generator generator, int... lengths) {
        if (Arrays.stream(lengths).sum() != dataset.size()) {
            throw new IllegalArgumentException("Sum of input lengths does not equal the length of the input dataset!");
        }
        int[] order = permutation(dataset.size(), generator);
        var parts = new ArrayList<Subset<T>>();
        int from = 0;
        for (int length : lengths) {
            parts.add(new Subset<>(dataset, Arrays.copyOfRange(order, from, from + length)));
            from += length;
        }
        return parts;
    }

    /** {@code random_split(dataset, lengths)}, by the default generator. */
    public static <T> List<Subset<T>> randomSplit(Dataset<T> dataset, int... lengths) {
        return randomSplit(dataset, null, lengths);
    }

    /**
     * {@code random_split(dataset, [0.9, 0.1], generator=generator)}: parts of the whole; what rounding leaves over goes to the
     * first parts, one each.
     *
     * @param generator null is the default generator
     */
    public static <T> List<Subset<T>> randomSplit(Dataset<T> dataset, Generator generator, double... fractions) {
        double sum = Arrays.stream(fractions).sum();
        if (Math.abs(sum - 1) > 1e-6 || Arrays.stream(fractions).anyMatch(f -> !(f >= 0 && f <= 1))) {
            throw new IllegalArgumentException("expected fractions from 0 to 1 with the sum 1, got " + Arrays.toString(fractions));
        }
        int[] lengths = Arrays.stream(fractions).mapToInt(f -> (int) Math.floor(dataset.size() * f)).toArray();
        int left = dataset.size() - Arrays.stream(lengths).sum();
        for (int i = 0; i < left; i++) {
            lengths[i % lengths.length]++;
        }
        return randomSplit(dataset, generator, lengths);
    }

    /** By null, the default generator. */
    static int[] permutation(int n, Generator generator) {
        try (var order = generator == null ? Torch.randperm(n) : Torch.randperm(n, generator)) {
            return ints(order);
        }
    }

    static int[] ints(Tensor indices) {
        return Arrays.stream(indices.toLongArray()).mapToInt(Math::toIntExact).toArray();
    }

    /** A seed, drawn as PyTorch's loaders draw one; null is the default generator. */
    static long randomSeed(Generator generator) {
        try (var _ = TensorScope.open()) {
            var place = Torch.empty(new long[0], dtype(DType.INT64));
            var random = Torch.op("random_");
            return (generator == null ? random.callTensor(place) : random.callTensor(place, kw("generator", generator))).itemLong();
        }
    }

    /** {@code default_collate(samples)}: stacked, tensor by tensor. */
    public static List<Tensor> defaultCollate(List<List<Tensor>> samples) {
        return IntStream.range(0, samples.getFirst().size())
                .mapToObj(column -> Torch.stack(samples.stream().map(sample -> sample.get(column)).toList())).toList();
    }

    /** A dataset whose samples are changed on their way, {@code transform=} of torchvision's datasets. */
    public static <T> Dataset<T> map(Dataset<T> dataset, UnaryOperator<T> transform) {
        return new Dataset<>() {
            @Override
            public T get(int index) {
                return transform.apply(dataset.get(index));
            }

            @Override
            public int size() {
                return dataset.size();
            }
        };
    }

    /** {@code transforms.ToTensor()}, of bytes: 0..255 to 0..1 in float32. */
    public static Tensor toTensor(Tensor bytes) {
        return TensorScope.returning(() -> bytes.to(DType.FLOAT32).div(255));
    }

    /** {@code transforms.Normalize(mean, std)}, the same for all channels. */
    public static Tensor normalize(Tensor image, double mean, double std) {
        return TensorScope.returning(() -> image.sub(mean).div(std));
    }

    /** {@code transforms.Normalize(mean, std)}, one of each for every channel of (C, H, W) or (N, C, H, W). */
    public static Tensor normalize(Tensor image, double[] mean, double[] std) {
        return TensorScope.returning(() -> image.sub(channels(mean, image)).div(channels(std, image)));
    }

    private static Tensor channels(double[] values, Tensor image) {
        return Torch.tensor(values).to(image.dtype()).to(image.device()).view(-1, 1, 1);
    }

    /** {@code transforms.RandomCrop(size, padding)} of (C, H, W), from the default generator: black around it first. */
    public static Tensor randomCrop(Tensor image, int size, int padding) {
        try (var scope = TensorScope.open()) {
            var padded = padding == 0 ? image : F.pad(image, new long[] {padding, padding, padding, padding}, 0);
            long height = padded.size(-2);
            long width = padded.size(-1);
            if (height < size || width < size) {
                throw new IllegalArgumentException("Required crop size (" + size + ", " + size
                        + ") is larger than input image size (" + height + ", " + width + ")");
            }
            if (height == size && width == size) {
                return scope.promote(padded.get());
            }
            long top = Torch.randint(0, height - size + 1, new long[] {1}).itemLong();
            long left = Torch.randint(0, width - size + 1, new long[] {1}).itemLong();
            return scope.promote(padded.narrow(-2, top, size).narrow(-1, left, size));
        }
    }

    /** {@code transforms.RandomHorizontalFlip(p)}, from the default generator. */
    public static Tensor randomHorizontalFlip(Tensor image, double p) {
        try (var draw = Torch.rand(1)) {
            return draw.item() < p ? image.flip(-1) : image.get();
        }
    }
}
