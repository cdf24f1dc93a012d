package org.panatorch.ddpm.eval;

import java.util.List;
import org.panatorch.ddpm.data.ImageDataset;
import org.panatorch.ddpm.data.ImageTensors;
import org.panatorch.ddpm.data.ShuffledBatches;
import org.panatorch.torch.Device;
import org.panatorch.torch.Tensor;
import org.panatorch.torch.TensorScope;
import org.panatorch.torch.Torch;
import org.panatorch.torch.optim.Adam;

/**
 * Trains a {@link Classifier}, the shipped one and those of {@link Tstr} alike: Adam in batches of 128, at 1e-3, for the
 * last third of the steps at 1e-4. The same images, steps and seed give the same weights (on one machine with one number
 * of threads).
 */
public final class ClassifierTrainer {
    public static final int BATCH_SIZE = 128;

    private ClassifierTrainer() {}

    /**
     * Trains from scratch.
     *
     * @param steps how many batches; the images are gone through as often as that takes
     * @param watch told of every step
     * @return the classifier, in eval mode on the device
     */
    public static Classifier train(ImageDataset dataset, int steps, long seed, Device device, Watch watch) {
        Torch.manualSeed(seed);
        var classifier = new Classifier();
        classifier.to(device);
        try (var images = new ImageTensors(dataset, device)) {
            var batches = new Batches(ShuffledBatches.shuffled(dataset.count(), BATCH_SIZE, seed));
            int slow = steps / 3;
            train(classifier, 1e-3, steps - slow, batches, images, watch);
            train(classifier, 1e-4, slow, batches, images, watch);
        } catch (RuntimeException e) {
            classifier.close();
            throw e;
        }
        classifier.eval();
        return classifier;
    }

    private static void train(Classifier classifier, double lr, int steps, Batches batches, ImageTensors images,
            Watch watch) {
        try (var optimizer = new Adam(classifier.parameters(), lr)) {
            for (int step = 0; step < steps; step++) {
                try (var _ = TensorScope.open()) {
                    int[] indices = batches.next();
                    var x = images.batch(indices);
                    optimizer.zeroGrad();
                    crossEntropy(classifier.forward(x), images.labels(indices)).backward();
                    optimizer.step();
                }
                watch.stepped(1);
            }
        }
    }

    /** {@code F.cross_entropy(logits, labels)}. */
    private static Tensor crossEntropy(Tensor logits, Tensor labels) {
        return Torch.op("aten::cross_entropy_loss").callTensor(logits, labels);
    }

    /** Batch after batch, epoch after epoch. */
    private static final class Batches {
        private final ShuffledBatches order;
        private long epoch;
        private List<int[]> current = List.of();
        private int at;

        Batches(ShuffledBatches order) {
            this.order = order;
        }

        int[] next() {
            if (at == current.size()) {
                current = order.epoch(++epoch);
                at = 0;
            }
            return current.get(at++);
        }
    }
}
