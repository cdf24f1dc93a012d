package org.panatorch.ddpm.data;

import org.panatorch.ddpm.Tools;
import org.panatorch.torch.DType;
import org.panatorch.torch.Device;
import org.panatorch.torch.Tensor;
import org.panatorch.torch.TensorScope;
import org.panatorch.torch.Torch;

/**
 * A data set's images on a device, as the bytes they are (47 MB for MNIST), made into batches of normalized floats:
 * torchvision's ToTensor and the original's {@code (x - 0.5) / 0.5}.
 */
public final class ImageTensors implements AutoCloseable {
    private final Tensor images;
    private final Tensor labels;
    private final Device device;

    public ImageTensors(ImageDataset dataset, Device device) {
        this.device = device;
        images = TensorScope.returning(() -> Torch.tensor(
                dataset.images(), dataset.count(), 1, dataset.rows(), dataset.cols()).to(device)).keep();
        labels = TensorScope.returning(() ->
                Torch.tensor(dataset.labels(), dataset.count()).to(DType.INT64).to(device)).keep();
    }

    /** One image of gray bytes, normalized as {@link #batch} does it: (1, 1, rows, cols), on the CPU, in the open scope. */
    public static Tensor normalized(byte[] pixels, int rows, int cols) {
        return TensorScope.returning(() ->
                Tools.normalize(Torch.tensor(pixels, 1, 1, rows, cols).to(DType.FLOAT32).div(255)));
    }

    /** The images of those indices: (B, 1, H, W), float32 in [-1, 1], on the device. */
    public Tensor batch(int[] indices) {
        return TensorScope.returning(() ->
                Tools.normalize(images.get(onDevice(indices)).to(DType.FLOAT32).div(255)));
    }

    /** The labels of those images: (B), int64, on the device. */
    public Tensor labels(int[] indices) {
        return TensorScope.returning(() -> labels.get(onDevice(indices)));
    }

    /** Without waiting for a GPU, which copies from pinned memory by itself. */
    private Tensor onDevice(int[] indices) {
        var here = Torch.tensor(indices);
        return device.type() == Device.Type.CUDA ? here.pinMemory().to(device, true) : here.to(device);
    }

    @Override
    public void close() {
        images.close();
        labels.close();
    }
}
