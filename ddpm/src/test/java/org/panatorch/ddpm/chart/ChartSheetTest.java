package org.panatorch.ddpm.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.panatorch.ddpm.UserException;
import org.xml.sax.InputSource;

class ChartSheetTest {
    private static final double[] X = {0, 1, 2, 3};
    private static final Chart RISING = Chart.of("Rising", "time in s", "loss")
            .line("one", X, new double[] {0, 1, 2, 3}).dashed("two", X, new double[] {3, 3, 3, 3});

    @TempDir
    private Path folder;

    @Test
    void aPngHasItsSizeAndTheColoursOfItsCurves() throws Exception {
        var file = folder.resolve("c.png");
        new ChartSheet(java.util.List.of(RISING, RISING, RISING), 2).write(file);
        var image = ImageIO.read(file.toFile());
        assertThat(image.getWidth()).isEqualTo(2 * 2 * ChartSheet.WIDTH);
        assertThat(image.getHeight()).isEqualTo(2 * 2 * ChartSheet.HEIGHT);
        assertThat(count(image, Palette.of(0).getRGB())).isGreaterThan(1000);
        assertThat(count(image, Palette.of(1).getRGB())).isGreaterThan(1000);
        assertThat(count(image, Palette.of(2).getRGB())).isZero();
    }

    @Test
    void aRisingCurveRises() {
        var image = ChartSheet.of(Chart.of("r", "x", "y").line("one", X, new double[] {0, 1, 2, 3})).image();
        int blue = Palette.of(0).getRGB();
        assertThat(firstRow(image, blue, image.getWidth() / 3)).isGreaterThan(firstRow(image, blue, image.getWidth() * 2 / 3) + 50);
    }

    @Test
    void anSvgSaysWhatTheChartSays() throws Exception {
        var file = folder.resolve("c.svg");
        ChartSheet.of(RISING).write(file);
        var document = DocumentBuilderFactory.newInstance().newDocumentBuilder()
                .parse(new InputSource(new StringReader(Files.readString(file).replaceAll("<!DOCTYPE[^>]*>", ""))));
        assertThat(document.getDocumentElement().getTagName()).isEqualTo("svg");
        assertThat(document.getDocumentElement().getAttribute("width")).isEqualTo("480");
        var texts = document.getElementsByTagName("text");
        var words = IntStream.range(0, texts.getLength()).mapToObj(i -> texts.item(i).getTextContent()).toList();
        assertThat(words).contains("Rising", "time in s", "loss", "one", "two");
        assertThat(Files.readString(file)).contains("Verdana");
    }

    @Test
    void theSameChartIsTheSameFile() {
        assertThat(ChartSheet.of(RISING).svg()).isEqualTo(ChartSheet.of(RISING).svg());
    }

    @Test
    void aLogarithmicAxisLeavesOutWhatIsNotPositive() {
        var chart = Chart.of("log", "x", "y").logY().line("one", X, new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY});
        assertThat(count(ChartSheet.of(chart).image(), Palette.of(0).getRGB())).isZero();
        var positive = Chart.of("log", "x", "y").logY().line("one", X, new double[] {1e-3, 1e-2, 1e-1, 1});
        assertThat(count(ChartSheet.of(positive).image(), Palette.of(0).getRGB())).isGreaterThan(500);
    }

    @Test
    void otherFormatsAreRefused() {
        assertThatThrownBy(() -> ChartSheet.of(RISING).write(folder.resolve("c.jpg"))).isInstanceOf(UserException.class)
                .hasMessageContaining(".png or .svg").hasMessageContaining("c.jpg");
        assertThatThrownBy(() -> Chart.of("t", "x", "y").line("one", X, new double[2])).hasMessageContaining("4 values of x, 2 of y");
    }

    @ParameterizedTest
    @CsvSource({"0.001, 0.001", "0.02, 0.02", "1, 1", "1000, 1000", "10000, 10⁴", "0.0001, 10⁻⁴", "0.00002, 2·10⁻⁵", "1e12, 10¹²"})
    void powersOfTen(double value, String label) {
        assertThat(new Decades().format(value)).isEqualTo(label);
    }

    @Test
    void marksAreAtPowersOfTen() {
        assertThat(DecadeAxis.marks(8e-4, 0.35)).containsExactly(0.001, 0.01, 0.1);
        assertThat(DecadeAxis.marks(0.015, 0.3)).containsExactly(0.02, 0.05, 0.1, 0.2);
        assertThat(DecadeAxis.marks(11, 32)).containsExactly(15.0, 20.0, 30.0);
        assertThat(DecadeAxis.marks(1e-12, 1e8)).containsExactly(1e-12, 1e-10, 1e-8, 1e-6, 1e-4, 0.01, 1.0, 100.0, 1e4, 1e6, 1e8);
    }

    private static long count(BufferedImage image, int rgb) {
        return IntStream.range(0, image.getWidth() * image.getHeight())
                .filter(i -> image.getRGB(i % image.getWidth(), i / image.getWidth()) == rgb).count();
    }

    private static int firstRow(BufferedImage image, int rgb, int column) {
        return IntStream.range(0, image.getHeight()).filter(y -> image.getRGB(column, y) == rgb).findFirst().orElseThrow();
    }
}
