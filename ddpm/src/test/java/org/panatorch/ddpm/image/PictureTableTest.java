package org.panatorch.ddpm.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class PictureTableTest {
    @Test
    void picturesKeepTheirGrayValues() {
        var black = new Gray(new byte[4], 2, 2);
        var shades = new Gray(new byte[] {10, 20, 30, (byte) 200}, 2, 2);
        var image = new PictureTable("", List.of("a", "b"), List.of(new PictureTable.Row("first", List.of(black, shades))), 3).toImage();
        int right = image.getWidth() - 6;
        int bottom = image.getHeight() - 6;
        assertThat(image.getRaster().getSample(right - 1, bottom - 1, 0)).isEqualTo(200);
        assertThat(image.getRaster().getSample(right - 3, bottom - 3, 0)).isEqualTo(200);
        assertThat(image.getRaster().getSample(right - 4, bottom - 1, 0)).isEqualTo(30);
        assertThat(image.getRaster().getSample(right - 6, bottom - 6, 0)).isEqualTo(10);
        assertThat(image.getRaster().getSample(right - 13, bottom - 1, 0)).as("the picture before it, over the gap").isZero();
        assertThat(image.getRaster().getSample(right, bottom, 0)).as("the border").isEqualTo(255);
    }

    @Test
    void aRowTooShortIsRefused() {
        assertThatThrownBy(() -> new PictureTable("", List.of("a", "b"), List.of(new PictureTable.Row("first", List.of())), 1))
                .hasMessageContaining("first: 0 pictures under 2 captions");
    }
}
