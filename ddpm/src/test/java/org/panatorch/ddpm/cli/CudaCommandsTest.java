package org.panatorch.ddpm.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.panatorch.ddpm.Fixtures;
import org.panatorch.ddpm.OnCuda;
import org.panatorch.torch.Device;

/** The commands with {@code --device cuda}; without a GPU with {@code --device cpu}. */
class CudaCommandsTest {
    private static final String DEVICE = OnCuda.orCpu().toString();
    private static final String WEIGHTS = Fixtures.path("UNetModel.pth").toString();

    @TempDir
    Path folder;

    private static Run run(String... words) {
        var all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--device", DEVICE));
        var run = Run.of(all.toArray(String[]::new));
        assertThat(run.status()).as(run.err()).isZero();
        return run;
    }

    @Test
    void trainSampleResumeAndReport() {
        var out = folder.resolve("run").toString();
        run("train", "--model", "UNetModel", "--epochs", "1", "--limit", "128", "--batch-size", "32", "--steps", "20", "--grid", "2",
                "--out", out);
        run("train", "--resume", out, "--epochs", "2");
        var weights = folder.resolve("run/mnist-model-UNetModel.pth").toString();
        run("sample", "--weights", weights, "--n", "4", "--out", folder.resolve("s.png").toString());
        assertThat(folder.resolve("s.png")).isNotEmptyFile();
        run("reverse", "--weights", weights, "--n", "2", "--batch", "4", "--out", folder.resolve("r").toString());
        assertThat(folder.resolve("r/steps.png")).isNotEmptyFile();
    }

    @Test
    void evalMeasuresWhatTheCpuMeasures() throws Exception {
        var mapper = new ObjectMapper();
        var words = List.of("eval", "--weights", WEIGHTS, "--n", "60", "--seed", "5", "--sampling-steps", "2", "--tstr-steps", "2",
                "--nll-images", "2", "--nll-evaluations", "3", "--json");
        var there = mapper.readTree(run(words.toArray(String[]::new)).out());
        var on = new ArrayList<>(words);
        on.addAll(List.of("--device", "cpu"));
        var here = mapper.readTree(Run.of(on.toArray(String[]::new)).out());
        double fid = here.at("/generated/fid").asDouble();
        assertThat(there.at("/generated/fid").asDouble()).isCloseTo(fid, within(1e-2 * fid));
        double floor = here.at("/floor/fid").asDouble();
        assertThat(there.at("/floor/fid").asDouble()).isCloseTo(floor, within(1e-3 * floor));
    }

    @Test
    void sampleGivesTheSamePictureAsTheCpu() throws Exception {
        var here = folder.resolve("here.png");
        var there = folder.resolve("there.png");
        run("sample", "--n", "4", "--seed", "3", "--out", there.toString());
        assertThat(Run.of("sample", "--n", "4", "--seed", "3", "--device", "cpu", "--out", here.toString()).status()).isZero();
        assertThat(Files.size(there)).isPositive();
        var a = javax.imageio.ImageIO.read(here.toFile());
        var b = javax.imageio.ImageIO.read(there.toFile());
        for (int y = 0; y < a.getHeight(); y++) {
            for (int x = 0; x < a.getWidth(); x++) {
                assertThat((double) (b.getRGB(x, y) & 0xff)).as("%d, %d", x, y).isCloseTo(a.getRGB(x, y) & 0xff, within(1.0));
            }
        }
    }

    @Test
    void infoAndDoctorNameTheDevice() {
        if (DEVICE.equals("cuda")) {
            assertThat(Run.of("doctor").out()).contains("GPU(s) available");
            assertThat(run("sample", "--precision", "tf32", "--n", "1", "--out", folder.resolve("t.png").toString()).status()).isZero();
            assertThat(run("sample", "--precision", "bf16", "--n", "1", "--out", folder.resolve("b.png").toString()).status()).isZero();
        } else {
            assertThat(Device.cudaIsAvailable()).isFalse();
            assertThat(Run.of("sample", "--device", "cpu", "--precision", "tf32").err()).contains("precision tf32 is for NVIDIA GPUs");
        }
    }
}
