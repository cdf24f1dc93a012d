package org.panatorch.torch.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.panatorch.torch.Generator;
import org.panatorch.torch.Tensor;
import org.panatorch.torch.TensorScope;
import org.panatorch.torch.Torch;

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

    static int[] permutation(int n, Generator generator) {
        try (var _ = TensorScope.open()) {
            var order = Torch.randperm(n, generator).toLongArray();
            return Arrays.stream(order).mapToInt(Math::toIntExact).toArray();
        }
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
        return TensorScope.returning(() -> bytes.to(org.panatorch.torch.DType.FLOAT32).div(255));
    }

    /** {@code transforms.Normalize(mean, std)}, the same for all channels. */
    public static Tensor normalize(Tensor image, double mean, double std) {
        return TensorScope.returning(() -> image.sub(mean).div(std));
    }

    /** {@code transforms.RandomHorizontalFlip(p)}, from the default generator. */
    public static Tensor randomHorizontalFlip(Tensor image, double p) {
        try (var draw = Torch.rand(1)) {
            return draw.item() < p ? image.flip(-1) : image.get();
        }
    }
}
