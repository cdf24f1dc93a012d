package org.panatorch.ddpm.sample;

import java.util.Arrays;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.panatorch.torch.Device;
import org.panatorch.torch.Generator;
import org.panatorch.torch.Tensor;
import org.panatorch.torch.TensorScope;
import org.panatorch.torch.Torch;

/**
 * Standard normal noise for a batch, in which each image draws from a generator of its own: an image depends on its seed,
 * and not on which others are made with it. Drawn on the CPU, so that a seed means the same on every device.
 */
public final class ImageNoise implements Supplier<Tensor>, AutoCloseable {
    private final Generator[] generators;
    private final Device device;

    /** @param seeds one for each image */
    public ImageNoise(long[] seeds, Device device) {
        this.generators = Arrays.stream(seeds).mapToObj(Generator::new).toArray(Generator[]::new);
        this.device = device;
    }

    /** Height and width of all images that are sampled: MNIST's. */
    public static final int SIZE = 28;

    /** n seeds that follow each other: first, first + 1, ... */
    public static long[] seeds(long first, long n) {
        return LongStream.range(0, n).map(i -> first + i).toArray();
    }

    /** The next noise: (n, 1, 28, 28), float32, on the device. Image k's is {@code torch.randn(1, 28, 28, generator=k's)}. */
    @Override
    public Tensor get() {
        return TensorScope.returning(() -> {
            var noise = Torch.empty(generators.length, 1, SIZE, SIZE);
            for (int k = 0; k < generators.length; k++) {
                try (var image = noise.select(0, k)) {
                    image.normal_(0, 1, generators[k]);
                }
            }
            return noise.to(device);
        });
    }

    @Override
    public void close() {
        for (var generator : generators) {
            generator.close();
        }
    }
}
