package org.panatorch.ddpm.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.panatorch.ddpm.UserException;
import org.panatorch.torch.DType;
import org.panatorch.torch.TensorScope;
import org.panatorch.torch.Torch;
import org.panatorch.torch.data.TensorDataset;

/**
 * Gray images with a label each, all in memory: MNIST, or a set in the same files.
 *
 * <p>The arrays are not copied, in or out: treat them as read-only.
 *
 * @param name   what to call it: {@code mnist}, or the folder's name
 * @param images count * rows * cols bytes, row-major; {@code & 0xff} is the gray value, 0 black
 * @param labels count bytes, the class of each image
 */
public record ImageDataset(String name, byte[] images, byte[] labels, int count, int rows, int cols) {

    public ImageDataset {
        if ((long) count * rows * cols != images.length || labels.length != count) {
            throw new IllegalArgumentException("%d bytes of images and %d labels for %d images of %d x %d"
                    .formatted(images.length, labels.length, count, rows, cols));
        }
    }

    /** MNIST as it ships with the project: nothing to download. Checked by SHA-256 as it loads. */
    public static ImageDataset mnist(Split split) {
        var images = BundledMnist.read(split.prefix + "-images-idx3-ubyte");
        var labels = BundledMnist.read(split.prefix + "-labels-idx1-ubyte");
        return of("mnist", images, "MNIST's images", labels, "MNIST's labels");
    }

    /**
     * Reads a folder of MNIST-like files: {@code train-images-idx3-ubyte} and {@code train-labels-idx1-ubyte}, or with
     * {@code t10k} for the test part; also spelt {@code train-images.idx3-ubyte}, each also as {@code .gz}.
     *
     * @throws UserException if the folder or a file is missing or damaged, or images and labels do not belong together
     */
    public static ImageDataset fromDirectory(Path directory, Split split) {
        if (!Files.isDirectory(directory)) {
            throw new UserException(directory + ": " + (Files.exists(directory) ? "not a folder" : "no such folder")
                    + ", expected one with " + split.prefix + "-images-idx3-ubyte[.gz] and "
                    + split.prefix + "-labels-idx1-ubyte[.gz]");
        }
        var images = find(directory, split, "images", 3);
        var labels = find(directory, split, "labels", 1);
        var folder = directory.toAbsolutePath().normalize().getFileName();
        return of(folder == null ? directory.toString() : folder.toString(),
                IdxFile.read(images), images.toString(), IdxFile.read(labels), labels.toString());
    }

    private static Path find(Path directory, Split split, String what, int dimensions) {
        List<String> names = new ArrayList<>();
        for (char dot : new char[] {'-', '.'}) {
            for (var packing : List.of("", ".gz")) {
                names.add(split.prefix + "-" + what + dot + "idx" + dimensions + "-ubyte" + packing);
            }
        }
        return names.stream().map(directory::resolve).filter(Files::isRegularFile).findFirst()
                .orElseThrow(() -> new UserException(directory + ": no " + split.words + " " + what
                        + " there; looked for " + String.join(", ", names)));
    }

    private static ImageDataset of(
            String name, IdxArray images, String imagesWhere, IdxArray labels, String labelsWhere) {
        int[] shape = images.shape();
        if (shape.length != 3) {
            throw new UserException(imagesWhere + ": shape " + IdxFile.shown(shape)
                    + ", expected three dimensions: images, rows, columns");
        }
        if (labels.shape().length != 1) {
            throw new UserException(labelsWhere + ": shape " + IdxFile.shown(labels.shape())
                    + ", expected one dimension: labels");
        }
        if (images.data().length == 0) {
            throw new UserException(imagesWhere + ": holds no pixels (" + shape[0] + " images of " + shape[1] + " x "
                    + shape[2] + ")");
        }
        if (labels.shape()[0] != shape[0]) {
            throw new UserException(imagesWhere + ": " + shape[0] + " images, but " + labels.shape()[0] + " labels in "
                    + labelsWhere + "; expected one label for each image");
        }
        return new ImageDataset(name, images.data(), labels.data(), shape[0], shape[1], shape[2]);
    }

    /** Bytes of one image: rows * cols. */
    public int imageSize() {
        return rows * cols;
    }

    /** A copy of one image, rows * cols bytes. */
    public byte[] image(int index) {
        return images(new int[] {index});
    }

    /** The label of one image. */
    public int label(int index) {
        return labels[index] & 0xff;
    }

    /**
     * The index of an image by what it shows.
     *
     * @param which 0 for the first with this label
     * @throws UserException if there are fewer
     */
    public int find(int label, int which) {
        int seen = 0;
        for (int i = 0; i < count; i++) {
            if (label(i) == label && seen++ == which) {
                return i;
            }
        }
        throw new UserException(name + " has " + seen + " images with label " + label
                + ", expected --which below that, got " + which);
    }

    /** Copies of the images at these indices, one after the other: a batch's bytes. */
    public byte[] images(int[] indices) {
        int size = imageSize();
        byte[] out = new byte[Math.multiplyExact(indices.length, size)];
        for (int i = 0; i < indices.length; i++) {
            System.arraycopy(images, indices[i] * size, out, i * size, size);
        }
        return out;
    }

    /** The first images only, for a quick run. */
    public ImageDataset take(int first) {
        if (first < 1 || first > count) {
            throw new UserException("cannot take " + first + " images of " + name + ", expected 1 to " + count);
        }
        return new ImageDataset(
                name, Arrays.copyOf(images, first * imageSize()), Arrays.copyOf(labels, first), first, rows, cols);
    }

    /** So many of the images at random, always the same for a seed. */
    public ImageDataset choose(int number, long seed) {
        if (number < 1 || number > count) {
            throw new UserException("cannot choose " + number + " images of " + name + ", expected 1 to " + count);
        }
        int[] indices = ShuffledBatches.shuffled(count, number, seed).epoch(0).getFirst();
        var chosen = new byte[number];
        for (int i = 0; i < number; i++) {
            chosen[i] = labels[indices[i]];
        }
        return new ImageDataset(name, images(indices), chosen, number, rows, cols);
    }

    /**
     * For a {@link org.panatorch.torch.data.DataLoader}: images, (N, 1, rows, cols) in [0, 1], float32, as torchvision's
     * {@code ToTensor} makes them, and labels, (N), int64. They belong to the open scope.
     */
    public TensorDataset tensors() {
        try (var scope = TensorScope.open()) {
            var pixels = Torch.tensor(images).view(count, 1, rows, cols).to(DType.FLOAT32).div(255);
            return new TensorDataset(scope.promote(pixels), scope.promote(Torch.tensor(labels).to(DType.INT64)));
        }
    }

    /** The same images with other labels, one for each. */
    public ImageDataset withLabels(byte[] labels) {
        return new ImageDataset(name, images, labels, count, rows, cols);
    }

    /** Not the pixels: {@code mnist: 60000 images of 28 x 28}. */
    @Override
    public String toString() {
        return name + ": " + count + " images of " + rows + " x " + cols;
    }
}
