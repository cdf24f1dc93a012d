package org.panatorch.ddpm.eval;

import static org.panatorch.torch.nn.Keywords.padding;

import org.panatorch.torch.Tensor;
import org.panatorch.torch.nn.Conv2d;
import org.panatorch.torch.nn.F;
import org.panatorch.torch.nn.Layer;
import org.panatorch.torch.nn.Linear;

/**
 * Tells digits apart; its last layer but one is the space in which images are compared, as Inception's pool3 is for
 * photographs (Heusel et al. 2017, arXiv 1706.08500). Inception knows nothing of digits, so MNIST needs a network of its own.
 * 233,962 parameters.
 */
public final class Classifier extends Layer {
    public static final long CLASSES = 10;
    /** Numbers that {@link #features} gives for an image. */
    public static final long FEATURES = 64;

    private final Conv2d conv1;
    private final Conv2d conv2;
    private final Conv2d conv3;
    private final Conv2d conv4;
    private final Linear fc1;
    private final Linear fc2;

    /** Initialised as PyTorch does. */
    public Classifier() {
        conv1 = register("conv1", new Conv2d(1, 16, 3, padding(1)));
        conv2 = register("conv2", new Conv2d(16, 32, 3, padding(1)));
        conv3 = register("conv3", new Conv2d(32, 32, 3, padding(1)));
        conv4 = register("conv4", new Conv2d(32, 64, 3, padding(1)));
        fc1 = register("fc1", new Linear(64 * 7 * 7, FEATURES));
        fc2 = register("fc2", new Linear(FEATURES, CLASSES));
    }

    /** x: images in [-1, 1], (B, 1, 28, 28). Returns (B, 64): what fc1 gives, before its ReLU. */
    public Tensor features(Tensor x) {
        var h = F.relu(conv1.forward(x));                       // (B, 16, 28, 28)
        h = F.maxPool2d(F.relu(conv2.forward(h)), 2);           // (B, 32, 14, 14)
        h = F.relu(conv3.forward(h));                           // (B, 32, 14, 14)
        h = F.maxPool2d(F.relu(conv4.forward(h)), 2);           // (B, 64, 7, 7)
        return fc1.forward(h.flatten(1));
    }

    /** features: (B, 64). Returns logits, (B, 10). */
    public Tensor classify(Tensor features) {
        return fc2.forward(F.relu(features));
    }

    /** x: images in [-1, 1], (B, 1, 28, 28). Returns logits, (B, 10). */
    @Override
    public Tensor forward(Tensor x) {
        return classify(features(x));
    }
}
