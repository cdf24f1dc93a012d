package org.panatorch.ddpm.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.panatorch.ddpm.Fixtures;
import org.panatorch.ddpm.data.ImageDataset;
import org.panatorch.ddpm.data.Split;
import org.panatorch.ddpm.eval.Features;
import org.panatorch.ddpm.eval.Gaussian;
import org.panatorch.ddpm.eval.Generation;
import org.panatorch.ddpm.eval.Nll;
import org.panatorch.ddpm.eval.VariationalBound;
import org.panatorch.ddpm.eval.Yardstick;
import org.panatorch.ddpm.models.ModelFile;
import org.panatorch.ddpm.sample.Ancestral;
import org.panatorch.ddpm.sample.Denoiser;
import org.panatorch.ddpm.sample.SamplerKind;
import org.panatorch.ddpm.sample.SamplingConfig;
import org.panatorch.ddpm.models.Precision;
import org.panatorch.torch.Device;

/** {@code ddpm eval} and {@code ddpm compare} in small, on a model that was never trained. */
class EvalCommandTest {
    private static final String WEIGHTS = Fixtures.path("UNetModel.pth").toString();

    @TempDir
    private Path folder;

    /** The figures are those that the parts give by themselves, and such a model is far from the floor. */
    @Test
    void evalMeasuresWhatItSays() throws Exception {
        var run = Run.of("eval", "--weights", WEIGHTS, "--device", "cpu", "--n", "60", "--seed", "5", "--sampling-steps", "2",
                "--tstr-steps", "1", "--nll-images", "2", "--nll-evaluations", "3", "--json");
        assertThat(run.err()).isEmpty();
        assertThat(run.status()).isZero();
        var json = new ObjectMapper().readTree(run.out());
        try (var trained = ModelFile.open(Path.of(WEIGHTS), null, null, Device.CPU);
                var scheduler = trained.spec().schedule().scheduler(Device.CPU);
                var yardstick = Yardstick.shipped(Device.CPU);
                var bound = new VariationalBound(trained.model(), scheduler, trained.spec().objective(),
                        Ancestral.Variance.fixedsmall, Device.CPU, Precision.fp32)) {
            var denoiser = new Denoiser(trained.model(), scheduler, trained.spec().objective(), Device.CPU, Precision.fp32);
            var images = new Generation(denoiser, SamplingConfig.of(SamplerKind.dpmpp).steps(2), 5, 1).images(60, _ -> {});
            try (var features = Features.of(yardstick.classifier(), images, Device.CPU, _ -> {});
                    var gaussian = Gaussian.of(features.values())) {
                double fid = gaussian.frechetDistance(yardstick.reference());
                assertThat(json.at("/generated/fid").asDouble()).isCloseTo(fid, within(1e-6 * fid));
            }
            var test = ImageDataset.mnist(Split.TEST).choose(2, 0);
            var nll = Nll.of(bound, test, false, 3, 5, Device.CPU, _ -> {});
            assertThat(json.at("/nll/bitsPerDim").asDouble()).isCloseTo(nll.bitsPerDim(), within(1e-6));
            assertThat(json.at("/classifier").asText()).isEqualTo(yardstick.id());
        }
        assertThat(json.at("/generated/n").asInt()).isEqualTo(60);
        assertThat(json.at("/floor/n").asInt()).isEqualTo(60);
        assertThat(json.at("/generated/fid").asDouble()).isGreaterThan(5 * json.at("/floor/fid").asDouble());
        assertThat(json.at("/generated/kid/mean").asDouble()).isGreaterThan(5 * json.at("/floor/kid/mean").asDouble());
        assertThat(json.at("/generated/kid/size").asInt()).isEqualTo(60);
        assertThat(json.at("/sampling/sampling-steps").asText()).isEqualTo("2");
        assertThat(json.at("/tstr/images").asInt()).isEqualTo(60);
        assertThat(json.at("/tstr/real").asDouble()).isBetween(0.05, 0.6);
        assertThat(json.at("/nll/evaluations").asInt()).isEqualTo(3);
    }

    @Test
    void compareWritesTableCsvAndPlot() throws Exception {
        var out = folder.resolve("new");
        var run = Run.of("compare", "--weights", WEIGHTS, "--device", "cpu", "--n", "20", "--samplers", "ddim,euler",
                "--sampling-steps", "1,3", "--out", out.toString());
        assertThat(run.err()).isEmpty();
        assertThat(run.status()).isZero();
        var lines = Files.readAllLines(out.resolve("compare.csv"));
        assertThat(lines).hasSize(5);
        assertThat(lines.getFirst()).isEqualTo("sampler,steps,seconds,fid,kid");
        String[][] rows = lines.stream().skip(1).map(line -> line.split(",")).toArray(String[][]::new);
        assertThat(Stream.of(rows).map(row -> row[0] + " " + row[1])).containsExactly("ddim 1", "ddim 3", "euler 1", "euler 3");
        // one step from the same noise is the same step
        assertThat(Double.parseDouble(rows[0][3])).isCloseTo(Double.parseDouble(rows[2][3]), within(0.01 * Double.parseDouble(rows[0][3])));
        assertThat(rows[1][3]).isNotEqualTo(rows[0][3]);
        for (var row : rows) {
            var inTable = Pattern.compile("(?m)^" + row[0] + " +" + row[1] + " +[0-9.]+ +([0-9.]+) ").matcher(run.out());
            assertThat(inTable.find()).isTrue();
            assertThat(Double.parseDouble(inTable.group(1))).isCloseTo(Double.parseDouble(row[3]), within(0.000501));
            assertThat(Double.parseDouble(row[2])).isGreaterThan(0);
        }
        assertThat(run.out()).containsPattern("floor +[0-9.]+ ").contains("20 test images");
        BufferedImage plot = ImageIO.read(out.resolve("compare.png").toFile());
        assertThat(plot.getWidth()).isGreaterThan(400);
        assertThat(IntStream.range(0, plot.getWidth() * plot.getHeight())
                .map(i -> plot.getRGB(i % plot.getWidth(), i / plot.getWidth())).distinct().count()).isGreaterThan(10);
    }
}
