package org.panatorch.ddpm.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.panatorch.ddpm.UserException;
import org.panatorch.ddpm.image.PngGrid;

class ReportTest {
    private static final Report.Model MODEL = new Report.Model("SimpleModel, T = 100, 337 parameters",
            new Table(List.of("layer", "parameters"), List.of(List.of("conv1", "160"), List.of("conv2", "145"))));

    @TempDir
    private Path folder;

    private void wholeRun() throws Exception {
        Files.writeString(folder.resolve("config.toml"), "model = \"SimpleModel\"\nsteps = 100\nbeta-start = \"1e-4\"\nbeta-end = 0.2\n# <b>\n");
        Files.writeString(folder.resolve("log.csv"), "step,epoch,images,loss,lr,grad_norm,images_per_second,rss_mib\n"
                + "1,1,128,1.01,0.001,2.5,99.5,400\n2,1,256,0.5,0.001,1.5,101.5,410\n3,1,38");
        Files.writeString(folder.resolve("compare.csv"),
                "sampler,steps,seconds,fid,kid\nddim,10,1.5,20.5,0.01\nddim,50,7.5,9.5,0.004\n\"heun, twice\",50,15.0,8.5,0.003\n");
        Files.writeString(folder.resolve("model-card.md"), "---\nlicense: mit\n---\n# A card\n\n|a|b|\n|-|-|\n|1|2|\n\n<script>alert(1)</script>\n\n"
                + "![near](samples/epoch-002.png) ![far](https://example.org/x.png) ![up](../secret.png) [link](javascript:alert(1))\n");
        for (int epoch = 1; epoch <= 15; epoch++) {
            byte[] pixels = new byte[4];
            Arrays.fill(pixels, (byte) epoch);
            PngGrid.of(pixels, 1, 2, 2).write(folder.resolve("samples").resolve("epoch-%03d.png".formatted(epoch)));
        }
    }

    @Test
    void aRunIsShownWhole() throws Exception {
        wholeRun();
        var page = page(Report.ofRun(folder, MODEL).html("ddpm 9"));
        assertThat(page.select("h2").eachText())
                .containsExactly("Training", "Samples", "Samplers", "Schedule", "Model card", "Settings", "Model");
        assertThat(page.select(".missing")).isEmpty();
        assertThat(page.select("#curves img").eachAttr("alt")).hasSize(5).first().asString().startsWith("Training loss: mean square error");
        assertThat(page.select("#curves p").text()).contains("2 lines", "step 2", "loss 0.5");
        assertThat(page.select("#samplers td").eachText()).contains("heun, twice", "9.5", "0.003");
        assertThat(page.select("#schedule p").text()).isEqualTo("100 steps, beta linear from 0.0001 to 0.2.");
        assertThat(page.select("#schedule img")).hasSize(4);
        assertThat(page.select("#config pre").text()).contains("beta-end = 0.2", "# <b>");
        assertThat(page.select("#model td").eachText()).containsExactly("conv1", "160", "conv2", "145");
        assertThat(page.select("#card h1").text()).isEqualTo("A card");
        assertThat(page.select("#card td").eachText()).containsExactly("1", "2");
    }

    @Test
    void picturesAreTheRunsOwn() throws Exception {
        wholeRun();
        var page = page(Report.ofRun(folder, MODEL).html("ddpm 9"));
        var grids = page.select("#samples img");
        assertThat(grids).hasSize(12);
        assertThat(grids.first().attr("alt")).isEqualTo("epoch 001");
        assertThat(grids.last().attr("alt")).isEqualTo("epoch 015");
        byte[] png = Base64.getDecoder().decode(grids.last().attr("src").replaceFirst("^data:image/png;base64,", ""));
        assertThat(ImageIO.read(new ByteArrayInputStream(png)).getRaster().getSample(0, 0, 0)).isEqualTo(15);
    }

    @Test
    void nothingIsFetchedAndNothingRuns() throws Exception {
        wholeRun();
        var html = Report.ofRun(folder, MODEL).html("ddpm 9");
        var page = page(html);
        for (var element : page.getAllElements()) {
            for (var name : List.of("src", "data", "poster", "srcset", "action", "background")) {
                if (element.hasAttr(name)) {
                    assertThat(element.attr(name)).as(element.tagName() + " " + name).startsWith("data:image/");
                }
            }
            assertThat(element.attributes().asList()).noneMatch(a -> a.getKey().toLowerCase().startsWith("on"));
        }
        assertThat(page.select("script, iframe, object, embed, link, base, form")).isEmpty();
        assertThat(page.select("a").eachAttr("href")).allMatch(href -> href.startsWith("#") || href.isEmpty());
        assertThat(page.select("style").html()).doesNotContain("url(", "@import");
        assertThat(page.select("meta[http-equiv=Content-Security-Policy]").attr("content")).startsWith("default-src 'none'");
        assertThat(page.select("#card").text()).contains("[https://example.org/x.png]", "[../secret.png]", "<script>");
        assertThat(page.select("#card img")).hasSize(1);
        for (var svg : page.select("img[src^=data:image/svg]").eachAttr("src")) {
            assertThat(new String(Base64.getDecoder().decode(svg.substring(svg.indexOf(',') + 1)), java.nio.charset.StandardCharsets.UTF_8))
                    .doesNotContain("<script", "<image");
        }
    }

    @Test
    void itSaysWhatIsMissing() throws Exception {
        Files.writeString(folder.resolve("log.csv"), "step,epoch,images,loss,lr,grad_norm,images_per_second,rss_mib\n");
        var page = page(Report.ofRun(folder, null).html("ddpm 9"));
        assertThat(page.select(".missing").eachText()).hasSize(6).anyMatch(s -> s.contains("log.csv"))
                .anyMatch(s -> s.contains("compare.csv")).anyMatch(s -> s.contains("model-card.md")).anyMatch(s -> s.contains("config.toml"));
        assertThat(page.select("header p").text()).isEqualTo("no weights yet");
        Files.writeString(folder.resolve("config.toml"), "schedule = \"cosine\"\n");
        assertThat(page(Report.ofRun(folder, null).html("ddpm 9")).select("#schedule .missing").text()).contains("cosine");
    }

    @Test
    void whatIsDamagedIsNamed() throws Exception {
        Files.writeString(folder.resolve("config.toml"), "steps = = 3");
        assertThatThrownBy(() -> Report.ofRun(folder, null)).isInstanceOf(UserException.class).hasMessageContaining("config.toml: no TOML file");
        assertThatThrownBy(() -> Report.weightsIn(folder.resolve("nowhere"))).hasMessageContaining("no such folder");
        assertThatThrownBy(() -> Report.weightsIn(Files.createDirectory(folder.resolve("empty")))).hasMessageContaining("no run is there");
    }

    @Test
    void averagedWeightsComeFirst() throws Exception {
        Files.createFile(folder.resolve("mnist-model-UNetModel.pth"));
        assertThat(Report.weightsIn(folder)).isEqualTo(folder.resolve("mnist-model-UNetModel.pth"));
        Files.createFile(folder.resolve("mnist-model-UNetModel-ema.safetensors"));
        assertThat(Report.weightsIn(folder)).isEqualTo(folder.resolve("mnist-model-UNetModel-ema.safetensors"));
    }

    @Test
    void longLogsAreThinnedToMeans() {
        double[] thinned = LogCharts.thinned(IntStream.range(0, 1000).asDoubleStream().toArray());
        assertThat(thinned).hasSize(334);
        assertThat(thinned[0]).isEqualTo(1);
        assertThat(thinned[333]).isEqualTo(999);
        assertThat(LogCharts.thinned(new double[] {3, Double.NaN})).containsExactly(3, Double.NaN);
        assertThat(LogCharts.smoothed(new double[] {1, 2, Double.NaN, 6})).containsExactly(new double[] {1, 1.5, 1.5, 3}, within(1e-12));
    }

    /** The page, which must be HTML without a mistake. */
    private static Document page(String html) {
        var parser = Parser.htmlParser().setTrackErrors(10);
        var page = Jsoup.parse(html, parser);
        assertThat(parser.getErrors()).isEmpty();
        assertThat(page.select("img")).allMatch((Element img) -> !img.attr("alt").isBlank());
        assertThat(page.select("nav a").eachAttr("href")).allMatch(href -> page.selectFirst(href) != null);
        return page;
    }
}
