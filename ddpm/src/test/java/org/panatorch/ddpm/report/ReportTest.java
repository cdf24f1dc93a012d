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
import org.panatorch.ddpm.models.ModelKind;
import org.panatorch.ddpm.models.ModelSpec;
import org.panatorch.ddpm.models.Objective;
import org.panatorch.ddpm.reverse.ErrorByT;
import org.panatorch.ddpm.schedulers.NoiseSchedule;

class ReportTest {
    private static final ReportedModel MODEL = new ReportedModel("m.pth",
            new ModelSpec(ModelKind.SimpleModel, new NoiseSchedule(NoiseSchedule.Kind.linear, 100, 1e-4, 0.2, false), Objective.epsilon, 0), 337,
            new Table(List.of("layer", "parameters"), List.of(List.of("conv1", "160"), List.of("conv2", "145"))),
            List.of(new ErrorByT.Row(0, 0.5, 1e-4), new ErrorByT.Row(99, 0.01, 20)), null, "");

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
                .containsExactly("Training", "Loss by timestep", "Samples", "Samplers", "Schedule", "Model card", "Settings", "Model");
        assertThat(page.select(".missing")).isEmpty();
        assertThat(page.select("#curves img").eachAttr("alt")).hasSize(5).first().asString().startsWith("Training loss: mean square error");
        assertThat(page.select("#curves p").text()).contains("2 lines", "step 2", "loss 0.5");
        assertThat(page.select("#errors img").eachAttr("alt")).containsExactly("Loss by timestep: mean square error of the noise over timestep t",
                "Error of the estimated image: mean square error of x0 over timestep t");
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
        assertThat(page.select("#samples p").text()).isEqualTo("After the epochs, always from the same noise; 12 of 15 are shown.");
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
                .anyMatch(s -> s.contains("ddpm compare --out " + folder)).anyMatch(s -> s.contains("config.toml"));
        assertThat(page.select("header p").text()).isEqualTo("no weights yet");
        assertThat(page.select("#card p").text()).contains("model-card.md");
    }

    /** The curves drawn are those of the schedule: their SVG says another thing for each. */
    @Test
    void theScheduleIsTheModels() throws Exception {
        Files.writeString(folder.resolve("log.csv"), "step,epoch,images,loss,lr,grad_norm,images_per_second,rss_mib\n40,2,5120,0.0625,0.001,1,2,3\n");
        Files.writeString(folder.resolve("config.toml"), "schedule = 'Cosine'\nsteps = 60\nzero-snr = true\nobjective = 'V'\ndata = 'data/fashion-mnist'\n");
        var fromConfig = page(Report.ofRun(folder, null).html("ddpm 9"));
        assertThat(fromConfig.select("#schedule p").text()).isEqualTo("60 steps, alpha-bar a cosine, rescaled to zero terminal SNR.");
        assertThat(fromConfig.select("#curves img").eachAttr("alt").getFirst()).isEqualTo("Training loss: mean square error of v over step");
        assertThat(Report.dataOf(folder)).isEqualTo(Path.of("data/fashion-mnist"));
        var told = new ModelSpec(ModelKind.UNetModel, NoiseSchedule.original(60), Objective.epsilon, 10);
        var spec = Report.specIn(folder, told);
        assertThat(spec).isEqualTo(new ModelSpec(ModelKind.UNetModel,
                new NoiseSchedule(NoiseSchedule.Kind.cosine, 60, 1e-4, 0.02, true), Objective.v, 10));
        assertThatThrownBy(() -> Report.specIn(folder, ModelSpec.original(ModelKind.UNetModel, 2000)))
                .isInstanceOf(UserException.class).hasMessageContaining("config.toml: steps: expected 2000").hasMessageContaining("got 60");
        var cosine = page(Report.ofRun(folder, reported(spec)).html("ddpm 9"));
        assertThat(cosine.select("#schedule img").eachAttr("src")).isEqualTo(fromConfig.select("#schedule img").eachAttr("src"));
        assertThat(cosine.select("#card td").eachText()).containsSubsequence("predicts", "v", "labels", "10", "images", "data/fashion-mnist",
                "logged up to", "40 steps, 5120 images, to epoch 2", "last loss logged", "0.0625", "sample with", "ddpm sample --weights m.pth");
        var pages = List.of(told, spec, new ModelSpec(ModelKind.UNetModel, new NoiseSchedule(NoiseSchedule.Kind.sigmoid, 60, 1e-4, 0.02, false), Objective.v, 0))
                .stream().map(s -> page(Report.ofWeights(reported(s)).html("ddpm 9")).select("#schedule img").eachAttr("src")).toList();
        assertThat(pages).doesNotHaveDuplicates().allMatch(sources -> sources.size() == 4);
        assertThat(pages.get(1)).isEqualTo(cosine.select("#schedule img").eachAttr("src"));
    }

    private static ReportedModel reported(ModelSpec spec) {
        return new ReportedModel("m.pth", spec, 1, new Table(List.of(), List.of()), List.of(), null, "");
    }

    @Test
    void whatIsDamagedIsNamed() throws Exception {
        Files.writeString(folder.resolve("config.toml"), "steps = = 3");
        assertThatThrownBy(() -> Report.ofRun(folder, null)).isInstanceOf(UserException.class).hasMessageContaining("config.toml: no TOML file");
        Files.writeString(folder.resolve("config.toml"), "schedule = 'quadratic'");
        assertThatThrownBy(() -> Report.ofRun(folder, null)).isInstanceOf(UserException.class).hasMessageContaining("config.toml: ").hasMessageContaining("quadratic");
        assertThatThrownBy(() -> Report.weightsIn(folder.resolve("nowhere"))).hasMessageContaining("no such folder");
        assertThatThrownBy(() -> Report.weightsIn(Files.createDirectory(folder.resolve("empty")))).hasMessageContaining("no run is there");
    }

    @Test
    void averagedWeightsComeFirst() throws Exception {
        Files.createFile(folder.resolve("mnist-model-UNetModel.pth"));
        assertThat(Report.weightsIn(folder)).isEqualTo(folder.resolve("mnist-model-UNetModel.pth"));
        Files.createFile(folder.resolve("mnist-model-UNetModel-ema.safetensors"));
        assertThat(Report.weightsIn(folder)).isEqualTo(folder.resolve("mnist-model-UNetModel-ema.safetensors"));
        Files.createFile(folder.resolve("mnist-model-AdvUNetModel-ema.safetensors"));      // of an earlier run here
        Files.writeString(folder.resolve("config.toml"), "model = 'unetmodel'");
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
