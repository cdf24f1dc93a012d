package org.panatorch.ddpm.eval;

import static org.panatorch.torch.Keywords.dtype;
import static org.panatorch.torch.Keywords.shape;

import java.util.stream.IntStream;
import org.panatorch.ddpm.data.ImageDataset;
import org.panatorch.ddpm.data.ImageTensors;
import org.panatorch.ddpm.models.Precision;
import org.panatorch.torch.DType;
import org.panatorch.torch.Device;
import org.panatorch.torch.Tensor;
import org.panatorch.torch.TensorScope;
import org.panatorch.torch.Torch;

/**
 * What a {@link Classifier} sees in a set of images. Closing it frees the features.
 *
 * @param values (n, 64), float64, on the CPU
 * @param labels n bytes: which digit it takes each image for
 */
public record Features(Tensor values, byte[] labels) implements AutoCloseable {
    /** Few enough that what the layers pass on stays in the processor's cache. */
    private static final int BATCH_SIZE = 50;

    /**
     * Looks at all images of a set.
     *
     * @param watch told of every batch, in images
     */
    public static Features of(Classifier classifier, ImageDataset dataset, Device device, Watch watch) {
        int n = dataset.count();
        var labels = new byte[n];
        try (var _ = TensorScope.open(); var _ = Torch.noGrad(); var _ = Precision.fp32.enter(device); var images = new ImageTensors(dataset, device)) {
            var values = Torch.empty(shape(n, Classifier.FEATURES), dtype(DType.FLOAT64));
            for (int from = 0; from < n; from += BATCH_SIZE) {
                int size = Math.min(BATCH_SIZE, n - from);
                try (var _ = TensorScope.open()) {
                    var features = classifier.features(images.batch(IntStream.range(from, from + size).toArray()));
                    values.narrow(0, from, size).copy_(features);
                    var digits = classifier.classify(features).argmax(1).toByteArray();
                    System.arraycopy(digits, 0, labels, from, size);
                }
                watch.stepped(size);
            }
            return new Features(values.keep(), labels);
        }
    }

    /** n. */
    public int count() {
        return labels.length;
    }

    /** The share of images that are taken for the digit that the set says, 0 to 1. */
    public double accuracy(ImageDataset dataset) {
        long right = IntStream.range(0, labels.length).filter(i -> labels[i] == dataset.labels()[i]).count();
        return (double) right / labels.length;
    }

    @Override
    public void close() {
        values.close();
    }
}
