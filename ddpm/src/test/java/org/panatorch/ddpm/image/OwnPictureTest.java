package org.panatorch.ddpm.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.panatorch.ddpm.UserException;

class OwnPictureTest {
    @TempDir
    private Path folder;

    @Test
    void aGrayPictureOfTheRightSizeIsTakenAsItIs() {
        byte[] pixels = new byte[28 * 28];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) (i % 256 / 3);
        }
        var file = folder.resolve("digit.png");
        PngGrid.of(pixels, 1, 28, 28).write(file);
        var picture = OwnPicture.read(file, 28, false);
        assertThat(picture.gray().pixels()).isEqualTo(pixels);
        assertThat(picture.done()).isEqualTo("28 x 28 gray: taken as it is");
    }

    @Test
    void coloursBecomeGrayAndLargePicturesSmall() throws Exception {
        var image = new BufferedImage(56, 56, BufferedImage.TYPE_INT_RGB);
        fill(image, 0, 0, 28, 56, 0xff0000);
        fill(image, 28, 0, 28, 56, 0x0000ff);
        image.setRGB(0, 0, 0);
        var picture = OwnPicture.read(write(image), 28, false);
        assertThat(picture.gray().at(10, 10)).isEqualTo(Math.round(0.299f * 255));
        assertThat(picture.gray().at(20, 10)).isEqualTo(Math.round(0.114f * 255));
        assertThat(picture.gray().at(0, 0)).as("the mean of three red pixels and a black one").isEqualTo(Math.round(0.75f * 76));
        assertThat(picture.done()).isEqualTo("56 x 56 colour: made gray (0.299 R + 0.587 G + 0.114 B), "
                + "scaled to 28 x 28, each pixel the mean of what it covers");
    }

    @Test
    void nothingIsCutOff() throws Exception {
        var image = new BufferedImage(14, 28, BufferedImage.TYPE_INT_RGB);
        fill(image, 0, 0, 14, 28, 0x646464);
        fill(image, 3, 3, 2, 2, 0xffffff);
        var picture = OwnPicture.read(write(image), 28, false);
        assertThat(picture.gray().at(0, 14)).as("the border goes on").isEqualTo(100);
        assertThat(picture.gray().at(7 + 3, 3)).isEqualTo(255);
        assertThat(picture.done()).contains("widened to a square with its border's gray (100)");
    }

    @Test
    void paperIsTurnedRoundOnRequestOnly() throws Exception {
        var image = new BufferedImage(28, 28, BufferedImage.TYPE_INT_RGB);
        fill(image, 0, 0, 28, 28, 0xffffff);
        fill(image, 10, 10, 5, 5, 0);
        assertThat(OwnPicture.read(write(image), 28, false).done()).contains("--invert");
        var turned = OwnPicture.read(write(image), 28, true);
        assertThat(turned.gray().at(12, 12)).isEqualTo(255);
        assertThat(turned.gray().at(0, 0)).isZero();
        assertThat(turned.done()).endsWith("inverted");
    }

    @Test
    void whatIsTransparentIsBlack() throws Exception {
        var image = new BufferedImage(28, 28, BufferedImage.TYPE_INT_ARGB);
        image.setRGB(5, 5, 0x80ffffff);
        image.setRGB(6, 6, 0xffffffff);
        var picture = OwnPicture.read(write(image), 28, false);
        assertThat(picture.gray().at(0, 0)).isZero();
        assertThat(picture.gray().at(5, 5)).isEqualTo(128);
        assertThat(picture.gray().at(6, 6)).isEqualTo(255);
        assertThat(picture.done()).contains("laid on black where transparent");
    }

    @Test
    void sixteenBitsBecomeEight() throws Exception {
        var image = new BufferedImage(28, 28, BufferedImage.TYPE_USHORT_GRAY);
        image.getRaster().setSample(4, 4, 0, 0x8080);
        assertThat(OwnPicture.read(write(image), 28, false).gray().at(4, 4)).isEqualTo(0x80);
    }

    @Test
    void whatIsNoPictureIsRefused() throws Exception {
        var text = Files.writeString(folder.resolve("text.png"), "no picture");
        byte[] good = Files.readAllBytes(write(new BufferedImage(28, 28, BufferedImage.TYPE_INT_RGB)));
        var cut = Files.write(folder.resolve("cut.png"), Arrays.copyOf(good, good.length / 2));
        assertThatThrownBy(() -> OwnPicture.read(text, 28, false)).isInstanceOf(UserException.class).hasMessageContaining("text.png: no picture");
        assertThatThrownBy(() -> OwnPicture.read(cut, 28, false)).isInstanceOf(UserException.class).hasMessageContaining("cut.png: damaged");
        assertThatThrownBy(() -> OwnPicture.read(folder.resolve("no.png"), 28, false)).isInstanceOf(UserException.class).hasMessageContaining("no such file");
    }

    private Path write(BufferedImage image) throws Exception {
        var file = folder.resolve("own.png");
        ImageIO.write(image, "png", file.toFile());
        return file;
    }

    private static void fill(BufferedImage image, int left, int top, int width, int height, int rgb) {
        for (int y = top; y < top + height; y++) {
            for (int x = left; x < left + width; x++) {
                image.setRGB(x, y, rgb);
            }
        }
    }
}
