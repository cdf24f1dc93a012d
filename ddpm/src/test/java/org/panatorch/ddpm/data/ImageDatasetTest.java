package org.panatorch.ddpm.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.panatorch.ddpm.data.IdxBytes.gzip;
import static org.panatorch.ddpm.data.IdxBytes.idx;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.panatorch.ddpm.UserException;
import org.panatorch.torch.TensorScope;

class ImageDatasetTest {

    @TempDir
    Path dir;

    @Test
    void mnistIsInTheJar() {
        var train = ImageDataset.mnist(Split.TRAIN);
        assertThat(train).hasToString("mnist: 60000 images of 28 x 28");
        assertThat(labels(train, 10)).containsExactly(5, 0, 4, 1, 9, 2, 1, 3, 1, 4);
        // The well-known mean of the training pixels, 0.1307 of 255.
        long sum = 0;
        for (byte pixel : train.images()) {
            sum += pixel & 0xff;
        }
        assertThat(sum / 255.0 / train.images().length).isBetween(0.13065, 0.13067);

        var test = ImageDataset.mnist(Split.TEST);
        assertThat(test.count()).isEqualTo(10_000);
        assertThat(labels(test, 5)).containsExactly(7, 2, 1, 0, 4);
    }

    @Test
    void isADatasetForALoader() {
        try (var _ = TensorScope.open()) {
            var images = ImageDataset.mnist(Split.TEST).take(5);
            double mean = IntStream.range(0, 5 * 784).map(i -> images.images()[i] & 0xff).average().orElseThrow();
            var dataset = images.tensors();
            assertThat(dataset.size()).isEqualTo(5);
            assertThat(dataset.tensors().get(0).shape()).containsExactly(5, 1, 28, 28);
            assertThat(dataset.tensors().get(0).max().item()).isEqualTo(1);
            assertThat(dataset.tensors().get(0).mean().item() * 255).isCloseTo(mean, Offset.offset(1e-4));
            assertThat(dataset.get(4).get(1).itemLong()).isEqualTo(4);
        }
    }

    @Test
    void choosesAtRandomButAlwaysTheSame() {
        var test = ImageDataset.mnist(Split.TEST);
        var chosen = test.choose(50, 3);
        assertThat(chosen.images()).isEqualTo(test.choose(50, 3).images()).isNotEqualTo(test.choose(50, 4).images())
                .isNotEqualTo(test.take(50).images());
        // each is an image of the set, with its label, and none comes twice
        var all = new HashMap<String, Integer>();
        for (int i = 0; i < test.count(); i++) {
            all.put(Arrays.toString(test.image(i)), test.label(i));
        }
        for (int i = 0; i < chosen.count(); i++) {
            assertThat(all.remove(Arrays.toString(chosen.image(i)))).isEqualTo(chosen.label(i));
        }
        assertThatThrownBy(() -> test.choose(10_001, 0)).hasMessageContaining("10001").hasMessageContaining("10000");
    }

    @Test
    void readsEverySpelling() throws IOException {
        for (var dot : new String[] {"-", "."}) {
            for (boolean packed : new boolean[] {false, true}) {
                var folder = Files.createDirectory(dir.resolve("set" + dot + packed));
                for (var prefix : new String[] {"train", "t10k"}) {
                    byte[] images = prefix.equals("train") ? idx(4, 2, 3) : idx(2, 2, 3);
                    byte[] labels = prefix.equals("train") ? idx(4) : idx(2);
                    var end = packed ? "-ubyte.gz" : "-ubyte";
                    var imagesFile = folder.resolve(prefix + "-images" + dot + "idx3" + end);
                    var labelsFile = folder.resolve(prefix + "-labels" + dot + "idx1" + end);
                    Files.write(imagesFile, packed ? gzip(images) : images);
                    Files.write(labelsFile, packed ? gzip(labels) : labels);
                }
                var train = ImageDataset.fromDirectory(folder, Split.TRAIN);
                assertThat(train).hasToString(folder.getFileName() + ": 4 images of 2 x 3");
                assertThat(train.image(1)).containsExactly(6, 7, 8, 9, 10, 11);
                assertThat(train.images(new int[] {3, 0}))
                        .containsExactly(18, 19, 20, 21, 22, 23, 0, 1, 2, 3, 4, 5);
                assertThat(train.label(3)).isEqualTo(3);
                assertThat(ImageDataset.fromDirectory(folder, Split.TEST).count()).isEqualTo(2);
            }
        }
    }

    @Test
    void saysWhatWasLookedFor() throws IOException {
        assertFailure(dir.resolve("nowhere"), ": no such folder, expected one with train-images-idx3-ubyte[.gz] "
                + "and train-labels-idx1-ubyte[.gz]");
        assertFailure(Files.createFile(dir.resolve("file")), ": not a folder, expected one with "
                + "train-images-idx3-ubyte[.gz] and train-labels-idx1-ubyte[.gz]");
        assertFailure(dir, ": no training images there; looked for train-images-idx3-ubyte, "
                + "train-images-idx3-ubyte.gz, train-images.idx3-ubyte, train-images.idx3-ubyte.gz");
        write("train-images-idx3-ubyte", idx(2, 2, 2));
        assertFailure(dir, ": no training labels there; looked for train-labels-idx1-ubyte, "
                + "train-labels-idx1-ubyte.gz, train-labels.idx1-ubyte, train-labels.idx1-ubyte.gz");
    }

    @Test
    void imagesAndLabelsMustBelongTogether() throws IOException {
        var images = write("train-images-idx3-ubyte", idx(3, 2, 2));
        var labels = write("train-labels-idx1-ubyte", idx(2));
        assertFailure(dir, images, ": 3 images, but 2 labels in " + labels + "; expected one label for each image");
        write("train-labels-idx1-ubyte", idx(3, 1));
        assertFailure(dir, labels, ": shape (3, 1), expected one dimension: labels");
        write("train-images-idx3-ubyte", idx(12));
        assertFailure(dir, images, ": shape (12), expected three dimensions: images, rows, columns");
        write("train-images-idx3-ubyte", idx(0, 28, 28));
        write("train-labels-idx1-ubyte", idx(0));
        assertFailure(dir, images, ": holds no pixels (0 images of 28 x 28)");
    }

    @Test
    void takesTheFirst() {
        var set = new ImageDataset("x", new byte[] {1, 2, 3, 4, 5, 6}, new byte[] {7, 8, 9}, 3, 1, 2);
        var two = set.take(2);
        assertThat(two.count()).isEqualTo(2);
        assertThat(two.images()).containsExactly(1, 2, 3, 4);
        assertThat(two.labels()).containsExactly(7, 8);
        assertThatThrownBy(() -> set.take(4)).isInstanceOf(UserException.class)
                .hasMessage("cannot take 4 images of x, expected 1 to 3");
    }

    private void assertFailure(Path folder, Path where, String message) {
        assertThatThrownBy(() -> ImageDataset.fromDirectory(folder, Split.TRAIN))
                .isInstanceOf(UserException.class).hasMessage(where + message);
    }

    private void assertFailure(Path folder, String message) {
        assertFailure(folder, folder, message);
    }

    private Path write(String name, byte[] bytes) throws IOException {
        return Files.write(dir.resolve(name), bytes);
    }

    private static int[] labels(ImageDataset set, int first) {
        int[] labels = new int[first];
        for (int i = 0; i < first; i++) {
            labels[i] = set.label(i);
        }
        return labels;
    }
}
