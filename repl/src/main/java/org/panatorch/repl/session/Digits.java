package org.panatorch.repl.session;

import org.panatorch.ddpm.data.ImageDataset;
import org.panatorch.ddpm.data.ImageTensors;
import org.panatorch.ddpm.data.Split;
import org.panatorch.torch.Tensor;

/** MNIST's test digits by what they show; read when the first one is asked for. */
public final class Digits {
    private ImageDataset mnist;

    /**
     * One digit, (1, 1, 28, 28) in [-1, 1], in the open scope.
     *
     * @param label 0 to 9
     * @param which 0 is the first of its kind
     */
    public Tensor get(int label, int which) {
        if (mnist == null) {
            mnist = ImageDataset.mnist(Split.TEST);
        }
        return ImageTensors.normalized(mnist.image(mnist.find(label, which)), mnist.rows(), mnist.cols());
    }
}
