package org.panatorch.examples;

import java.util.function.UnaryOperator;
import org.panatorch.ddpm.data.ImageDataset;
import org.panatorch.ddpm.data.Split;
import org.panatorch.torch.Tensor;
import org.panatorch.torch.data.TensorDataset;

/** {@code torchvision.datasets.MNIST}, from the files in this project. */
public final class Digits {
    private Digits() {}

    /**
     * The images, (N, 1, 28, 28) in [0, 1] before the transform, as {@code ToTensor} makes them, and the labels, (N), int64.
     *
     * @param transform of all images at once
     */
    public static TensorDataset mnist(Split split, UnaryOperator<Tensor> transform) {
        var dataset = ImageDataset.mnist(split).tensors();
        return new TensorDataset(transform.apply(dataset.tensors().get(0)), dataset.tensors().get(1));
    }
}
