package org.panatorch.ddpm.eval;

import java.nio.file.Path;
import java.util.Map;
import org.panatorch.ddpm.data.BundledFile;
import org.panatorch.ddpm.data.ImageDataset;
import org.panatorch.ddpm.data.Split;
import org.panatorch.torch.Device;
import org.panatorch.torch.StateDict;
import org.panatorch.torch.TensorScope;
import org.panatorch.torch.Torch;
import org.panatorch.torch.Weights;

/**
 * What everybody's figures are measured with: one classifier, and the Gaussian of MNIST's 60,000 training images in its
 * features. Both ship with the project, so that FIDs can be compared; a FID in the features of another classifier cannot.
 *
 * @param id the first digits of the SHA-256 of the classifier's weights, to be stated with each figure
 */
public record Yardstick(Classifier classifier, Gaussian reference, String id) implements AutoCloseable {
    private static final String FOLDER = "/org/panatorch/ddpm/eval/";
    /** The weights' name, in the jar and where {@link #save} puts them. */
    public static final String CLASSIFIER = "classifier.safetensors";
    /** The Gaussian's name. */
    public static final String REFERENCE = "reference.safetensors";

    /**
     * The shipped one, checked by SHA-256.
     *
     * @throws org.panatorch.ddpm.UserException if it is not what the project shipped
     */
    public static Yardstick shipped(Device device) {
        var classifier = BundledFile.read(FOLDER, CLASSIFIER, file -> classifier(file, device));
        return new Yardstick(classifier, BundledFile.read(FOLDER, REFERENCE, Yardstick::reference),
                BundledFile.sum(FOLDER, CLASSIFIER).substring(0, 12));
    }

    private static Classifier classifier(Path file, Device device) {
        var classifier = new Classifier();
        try (var _ = TensorScope.open()) {
            classifier.loadStateDict(Weights.load(file));
        }
        classifier.to(device);
        classifier.eval();
        return classifier;
    }

    private static Gaussian reference(Path file) {
        try (var _ = TensorScope.open()) {
            var dict = Weights.load(file);
            return new Gaussian(dict.get("mean").keep(), dict.get("covariance").keep(), dict.get("count").itemLong());
        }
    }

    /**
     * Writes a classifier and the Gaussian of the training images in its features: how what is shipped was made.
     *
     * @param metadata what the weights' file says about itself
     * @param watch told of every batch, in images
     */
    public static void save(Classifier classifier, Path folder, Map<String, String> metadata, Device device, Watch watch) {
        try (var features = Features.of(classifier, ImageDataset.mnist(Split.TRAIN), device, watch);
                var gaussian = Gaussian.of(features.values()); var _ = TensorScope.open()) {
            Weights.save(classifier.stateDict(), folder.resolve(CLASSIFIER), metadata);
            var tensors = Map.of("mean", gaussian.mean(), "covariance", gaussian.covariance(),
                    "count", Torch.tensor(new long[] {gaussian.count()}));
            Weights.save(new StateDict(tensors), folder.resolve(REFERENCE), Map.of("of", "MNIST's training images"));
        }
    }

    @Override
    public void close() {
        classifier.close();
        reference.close();
    }
}
