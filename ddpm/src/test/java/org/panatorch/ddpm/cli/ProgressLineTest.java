package org.panatorch.ddpm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.panatorch.ddpm.cli.ProgressLine.Numbers;
import org.panatorch.ddpm.cli.ProgressLine.Unit;

class ProgressLineTest {

    private static final Unit IMAGES = Unit.of("images");
    private static final Numbers EPOCH =
            new Numbers("epoch 1/3", 0, 27_000, 60_000, Duration.ofSeconds(12), "loss 0.0231", false);

    private final ProgressLine unicode = new ProgressLine(IMAGES, true, true, false);
    private final ProgressLine plain = new ProgressLine(IMAGES, false, true, false);

    @Test
    void fitsTheWidth() {
        assertThat(unicode.render(EPOCH, 79)).isEqualTo(
                "epoch 1/3  45% |████▉      | 27000/60000  2250 images/s  0:15 left  loss 0.0231");
        for (int width = 1; width < 200; width++) {
            assertThat(ProgressLine.displayLength(unicode.render(EPOCH, width))).isLessThanOrEqualTo(width);
        }
    }

    @Test
    void keepsTaskAndMessageWhenThereIsLittleRoom() {
        assertThat(unicode.render(EPOCH, 70))
                .isEqualTo("epoch 1/3  45%  27000/60000  2250 images/s  0:15 left  loss 0.0231");
        assertThat(unicode.render(EPOCH, 60)).isEqualTo("epoch 1/3  45%  2250 images/s  0:15 left  loss 0.0231");
        assertThat(unicode.render(EPOCH, 40)).isEqualTo("epoch 1/3  45%  0:15 left  loss 0.0231");
        assertThat(unicode.render(EPOCH, 30)).isEqualTo("epoch 1/3  45%  loss 0.0231");
        assertThat(unicode.render(EPOCH, 12)).isEqualTo("epoch 1/3  4");
    }

    @Test
    void drawsInAsciiWhereItMust() {
        assertThat(new ProgressLine(IMAGES, true, false, false).render(EPOCH, 100)).isEqualTo(
                "epoch 1/3  45% |==============>                 | 27000/60000  2250 images/s  0:15 left  loss 0.0231");
    }

    @Test
    void coloursTheBarOnly() {
        var line = new ProgressLine(IMAGES, true, true, true).render(EPOCH, 79);
        assertThat(line).contains("|\u001b[32m████▉\u001b[0m ");
        assertThat(line.replaceAll("\u001b\\[[0-9]*m", "")).isEqualTo(unicode.render(EPOCH, 79));
    }

    @Test
    void plainLinesSayTheSame() {
        assertThat(plain.render(EPOCH, 10)).isEqualTo(
                "epoch 1/3: 45%, 27000/60000 images, 2250 images/s, 0:15 left, loss 0.0231");
        assertThat(plain.render(new Numbers("sampling", 0, 2000, 2000, Duration.ofSeconds(3725), "", true), 10))
                .isEqualTo("sampling: 100%, 2000/2000 images, 0.54 images/s, in 1:02:05");
        assertThat(plain.render(new Numbers("waiting", 0, 0, 10, Duration.ofSeconds(3), null, false), 10))
                .isEqualTo("waiting: 0%, 0/10 images");
    }

    @Test
    void countsBytesInMegabytesAndOnlyTheNewOnesAsSpeed() {
        var bytes = new ProgressLine(Unit.MEGABYTES, false, true, false);
        var now = new Numbers("a.gz", 4_000_000, 6_000_000, 9_912_422, Duration.ofMillis(500), "", false);
        assertThat(bytes.render(now, 10)).isEqualTo("a.gz: 60%, 6.0/9.9 MB, 4.00 MB/s, 0:01 left");
    }

    @Test
    void anUnknownTotalHasNoBar() {
        var now = new Numbers("reading", 0, 500, -1, Duration.ofSeconds(10), "", false);
        assertThat(unicode.render(now, 79)).isEqualTo("reading  500 images  50.0 images/s  in 0:10");
        assertThat(plain.render(now, 79)).isEqualTo("reading: 500 images, 50.0 images/s, in 0:10");
    }

    @Test
    void staysOnOneLine() {
        var now = new Numbers("a\nb", 0, 1, 2, Duration.ofSeconds(1), "x\r\n\u001by", false);
        assertThat(plain.render(now, 10)).isEqualTo("a b: 50%, 1/2 images, 1.00 images/s, 0:01 left, x y");
    }
}
