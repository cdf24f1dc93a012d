package org.panatorch.repl.session;

import org.panatorch.ddpm.Tools;
import org.panatorch.ddpm.UserException;
import org.panatorch.ddpm.data.ImageDataset;
import org.panatorch.ddpm.data.Split;
import org.panatorch.torch.DType;
import org.panatorch.torch.Tensor;
import org.panatorch.torch.TensorScope;
import org.panatorch.torch.Torch;

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
        int seen = 0;
        for (int i = 0; i < mnist.count(); i++) {
            if (mnist.label(i) == label && seen++ == which) {
                int index = i;
                return TensorScope.returning(() -> Tools.normalize(
                        Torch.tensor(mnist.image(index), 1, 1, mnist.rows(), mnist.cols()).to(DType.FLOAT32).div(255)));
            }
        }
        throw new UserException("MNIST's test images have " + seen + " of digit " + label
                + ", expected --which below that, got " + which);
    }
}
