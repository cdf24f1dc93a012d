package org.panatorch.ddpm.cli;

import java.nio.file.Path;
import org.panatorch.ddpm.UserException;
import org.panatorch.ddpm.data.ImageDataset;
import org.panatorch.ddpm.data.ImageTensors;
import org.panatorch.ddpm.data.Split;
import org.panatorch.ddpm.image.OwnPicture;
import org.panatorch.torch.Tensor;
import picocli.CommandLine.Option;

/** Which image a command works on: one of a data set's test images, or a picture of the user's. */
final class ImageOptions {
    private static final int SIZE = 28;
    private static final int DEFAULT_DIGIT = 7;

    @Option(names = "--digit", paramLabel = "D", description = "A test image of this digit, or label (default: 7).")
    private Integer digit;

    @Option(names = "--which", paramLabel = "N", defaultValue = "0", description = "Which of its kind, from 0.")
    private int which;

    @Option(names = "--index", paramLabel = "N", description = "The test image with this number, from 0.")
    private Integer index;

    @Option(names = "--image", paramLabel = "FILE",
            description = "A picture of your own, PNG: made gray, square and 28 x 28.")
    private Path image;

    @Option(names = "--invert", description = "Turn black into white in that picture: MNIST is white on black.")
    private boolean invert;

    @Option(names = "--data", paramLabel = "DIR",
            description = "A folder with MNIST-like files (default: the MNIST in this program).")
    private Path data;

    private ImageDataset dataset;

    /**
     * The image.
     *
     * @param name what it is: {@code digit 7}, with what was done to it
     * @param x0 (1, 1, 28, 28) in [-1, 1], on the CPU, in the open scope
     */
    record Chosen(String name, Tensor x0) {}

    /** @throws UserException if there is no such image, or several were asked for */
    Chosen choose() {
        if ((digit != null ? 1 : 0) + (index != null ? 1 : 0) + (image != null ? 1 : 0) > 1) {
            throw new UserException("--digit, --index, --image: expected one of them");
        }
        if (invert && image == null) {
            throw new UserException("--invert: for a picture of your own only, expected --image FILE");
        }
        if (image != null) {
            var picture = OwnPicture.read(image, SIZE, invert);
            return new Chosen(image.getFileName() + ", " + picture.done(),
                    ImageTensors.normalized(picture.gray().pixels(), SIZE, SIZE));
        }
        int at = index != null ? index : dataset().find(digit != null ? digit : DEFAULT_DIGIT, which);
        if (at < 0 || at >= dataset().count()) {
            throw new UserException("--index: expected 0 to " + (dataset().count() - 1) + ", got " + at);
        }
        return new Chosen("test image " + at + " of " + dataset().name() + ", label " + dataset().label(at),
                ImageTensors.normalized(dataset().image(at), SIZE, SIZE));
    }

    /** The test images that the image is from; MNIST's if it is the user's own. */
    ImageDataset dataset() {
        if (dataset == null) {
            dataset = data == null ? ImageDataset.mnist(Split.TEST) : ImageDataset.fromDirectory(data, Split.TEST);
            if (dataset.rows() != SIZE || dataset.cols() != SIZE) {
                throw new UserException("--data: expected images of 28 x 28, got " + dataset);
            }
        }
        return dataset;
    }
}
