package org.panatorch.ddpm.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.Color;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.panatorch.ddpm.Fixtures;
import org.panatorch.ddpm.chart.Palette;
import org.panatorch.ddpm.train.RunFolder;

/** Pages of a run that was just trained: a cosine schedule to zero SNR, v, so that nothing of it is the default. */
class ReportCommandTest {
    @TempDir
    private static Path run;

    @TempDir
    private Path folder;

    @BeforeAll
    static void train() {
        assertThat(Run.of("train", "--model", "UNetModel", "--steps", "12", "--schedule", "cosine", "--zero-snr", "--objective", "v",
                "--limit", "256", "--batch-size", "16", "--epochs", "2", "--grid", "4", "--seed", "3", "--out", run.toString()).status()).isZero();
    }

    private Document page(Path what, String... more) throws Exception {
        var out = folder.resolve("page.html");
        var run = Run.of(Stream.concat(Stream.of("report", what.toString(), "--batch", "8", "--points", "4", "--out", out.toString()),
                Arrays.stream(more)).toArray(String[]::new));
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).contains("the report is in " + out);
        assertThat(run.status()).isZero();
        return Jsoup.parse(out.toFile());
    }

    @Test
    void aRunsFolder() throws Exception {
        var page = page(run, "--sample", "4");
        assertThat(page.select("header p").text()).isEqualTo("UNetModel, T = 12, 119,665 parameters, from mnist-model-UNetModel-ema.safetensors");
        assertThat(page.select(".missing").eachText()).singleElement().asString().contains("ddpm compare --out " + run);
        assertThat(page.select("#schedule p").text()).isEqualTo("12 steps, alpha-bar a cosine, rescaled to zero terminal SNR.");
        assertThat(page.select("#errors p").text()).contains("at 4 timesteps");
        assertThat(page.select("#samples figcaption").eachText())
                .containsExactly("now, from mnist-model-UNetModel-ema.safetensors", "epoch 001", "epoch 002");
        assertThat(page.select("#samples p").text()).contains("4 images, dpmpp, 12 steps, seeds from 0");
        assertThat(page.select("#card td").eachText()).containsSubsequence("predicts", "v", "images", "MNIST", "logged up to", "30 steps, 480 images, to epoch 2");
        assertThat(page.select("#config pre").text()).contains("objective = 'v'");
        assertThat(page.select("[src]").eachAttr("src")).hasSize(14).allMatch(src -> src.startsWith("data:image/"));
        assertThat(page.select("[href]").eachAttr("href")).allMatch(href -> href.startsWith("#"));
    }

    /** The averaged weights and what they were trained to do: the page of a checkpoint is that of the file of weights. */
    @Test
    void aCheckpoint() throws Exception {
        var checkpoint = page(RunFolder.checkpoints(run).getFirst());
        assertThat(checkpoint.title()).isEqualTo("checkpoint-00000032.pth");
        var weights = page(run.resolve("mnist-model-UNetModel-ema.safetensors"));
        for (var part : new String[] {"#errors img", "#samples img", "#schedule img"}) {
            assertThat(checkpoint.select(part).eachAttr("src")).as(part).isNotEmpty().isEqualTo(weights.select(part).eachAttr("src"));
        }
        assertThat(checkpoint.select("#schedule p").text()).contains("cosine");
    }

    @Test
    void aFileOfWeights() throws Exception {
        var page = page(Fixtures.path("UNetModel.pth"), "--beta-end", "0.01", "--sample", "0");
        assertThat(page.title()).isEqualTo("UNetModel.pth");
        assertThat(page.select("#schedule p").text()).isEqualTo("2000 steps, beta linear from 0.0001 to 0.01.");
        assertThat(page.select("#schedule img")).hasSize(4);
        assertThat(page.select("#model tbody tr")).hasSize(19);
        assertThat(page.select("#samples .missing").text()).contains("--sample");
    }

    /** Its charts, its pictures and its text are seen; what a browser draws with no network at hand. */
    @Test
    @Timeout(400)
    void aBrowserDrawsIt() throws Exception {
        var browser = browser();
        assumeTrue(browser.isPresent(), "no Chromium or Chrome on the PATH");
        page(run, "--sample", "4");
        var shot = folder.resolve("page.png");
        var process = new ProcessBuilder(browser.get().toString(), "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
                "--host-resolver-rules=MAP * ~NOTFOUND", "--user-data-dir=" + folder.resolve("browser"), "--window-size=1050,3000",
                "--screenshot=" + shot, folder.resolve("page.html").toUri().toString())
                .redirectErrorStream(true).redirectOutput(folder.resolve("browser.log").toFile()).start();
        assertThat(process.waitFor(300, TimeUnit.SECONDS)).isTrue();
        assertThat(shot).as(Files.readString(folder.resolve("browser.log"))).exists();
        var image = ImageIO.read(shot.toFile());
        assertThat(image.getWidth()).isEqualTo(1050);
        assertThat(near(image, Palette.COLOURS.getFirst())).as("curves").isGreaterThan(2000);
        assertThat(near(image, Color.BLACK)).as("digits").isGreaterThan(5000);
        assertThat(near(image, Color.WHITE)).as("paper").isGreaterThan(1_000_000);
    }

    private static Optional<Path> browser() {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .flatMap(place -> Stream.of("chromium", "chromium-browser", "google-chrome", "chrome").map(name -> Path.of(place, name)))
                .filter(Files::isExecutable).findFirst();
    }

    private static long near(java.awt.image.BufferedImage image, Color colour) {
        return IntStream.range(0, image.getWidth() * image.getHeight())
                .mapToObj(i -> new Color(image.getRGB(i % image.getWidth(), i / image.getWidth())))
                .filter(c -> Math.abs(c.getRed() - colour.getRed()) + Math.abs(c.getGreen() - colour.getGreen())
                        + Math.abs(c.getBlue() - colour.getBlue()) < 24).count();
    }
}
