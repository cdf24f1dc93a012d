package org.panatorch.ddpm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.panatorch.ddpm.Fixtures;
import org.panatorch.ddpm.models.ModelFile;
import org.panatorch.ddpm.models.ModelKind;
import org.panatorch.ddpm.models.ModelSpec;
import org.panatorch.torch.Device;
import org.panatorch.torch.StateDict;
import org.panatorch.torch.TensorScope;
import org.panatorch.torch.Torch;
import org.panatorch.torch.Weights;

/** Bad input gets one clear line on stderr, exit status 2 and no stack trace; and nothing is left behind. */
class BadInputTest {
    @TempDir
    private Path folder;

    @BeforeEach
    void files() throws IOException {
        byte[] good = Files.readAllBytes(Fixtures.path("UNetModel.pth"));
        Files.write(folder.resolve("truncated.pth"), Arrays.copyOf(good, good.length / 2));
        Files.writeString(folder.resolve("foreign.pth"), "These are no weights.\n".repeat(100));
        Files.createFile(folder.resolve("empty.pth"));
        Files.createDirectory(folder.resolve("nothing"));
        var cut = Files.createDirectory(folder.resolve("cut"));
        try (var gz = new GZIPOutputStream(Files.newOutputStream(cut.resolve("train-images-idx3-ubyte.gz")))) {
            gz.write(new byte[] {0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 28, 0, 0, 0, 28, 1, 2, 3});
        }
        Files.write(cut.resolve("train-labels-idx1-ubyte"), new byte[] {0, 0, 8, 1, 0, 0, 0, 2, 7, 7});
        Files.write(images("small", 2, 3), new byte[] {0, 0, 8, 1, 0, 0, 0, 2, 7, 7});
        Files.write(images("letters", 28, 28), new byte[] {0, 0, 8, 1, 0, 0, 0, 2, 7, 25});
        Files.writeString(folder.resolve("list.toml"), "epochs = [1, 2]\n");
        try (var _ = TensorScope.open(); var model = ModelKind.SimpleModel.create(20)) {
            model.parameters().forEach(p -> p.detach().fill_(Double.NaN));
            ModelFile.save(model.stateDict(), ModelSpec.original(ModelKind.SimpleModel, 20), folder.resolve("nan.safetensors"));
            var weights = new LinkedHashMap<>(Weights.load(Fixtures.path("UNetModel.pth")).asMap());
            weights.put("embed.weight", Torch.zeros(1, 3));
            weights.remove("embed.0.pe");
            Weights.save(new StateDict(weights), folder.resolve("table.pth"));
        }
    }

    /** Two images of that size; gives the file for their labels. */
    private Path images(String name, int rows, int cols) throws IOException {
        var data = Files.createDirectory(folder.resolve(name));
        var bytes = ByteBuffer.allocate(16 + 2 * rows * cols).put(new byte[] {0, 0, 8, 3}).putInt(2).putInt(rows).putInt(cols);
        Files.write(data.resolve("train-images-idx3-ubyte"), bytes.array());
        return data.resolve("train-labels-idx1-ubyte");
    }

    static Stream<Arguments> commands() {
        return Stream.of(
                line("", "which command", "train"),
                line("trian", "trian", "train"),
                line("train --epoks 3", "--epoks", "--epochs"),
                line("train --epochs three", "--epochs", "three"),
                line("train --epochs 0", "--epochs", "at least 1", "0"),
                line("train --batch-size -1", "--batch-size", "at least 1"),
                line("train --lr -0.1", "--lr", "positive"),
                line("train --lr nan", "--lr"),
                line("train --steps 1", "--steps", "2 to 1000000"),
                line("train --beta-start 0.5 --beta-end 0.1", "--beta-end", "0.5", "0.1"),
                line("train --model BigModel", "--model", "BigModel", "AdvUNetModel"),
                line("train --precision fp64", "--precision", "bf16"),
                line("train --device cpu --precision tf32", "precision tf32", "NVIDIA"),
                line("train --device tpu", "--device", "cuda"),
                line("train --data @/missing", "missing", "no such folder"),
                line("train --data @/nothing", "nothing", "train-images-idx3-ubyte"),
                line("train --data @/cut", "train-images-idx3-ubyte.gz", "1568", "3"),
                line("train --data @/foreign.pth", "not a folder"),
                line("train --limit 0", "--limit"),
                line("train --data @/small --out @/run", "--data", "2 x 3 pixels", "28 x 28"),
                line("train --data @/letters --labels --out @/run", "--labels", "image 1", "label 25", "0 to 9"),
                line("train --steps 2000000000 --out @/run", "--steps", "2 to 1000000"),
                line("train --clip-grad much --out @/run", "--clip-grad", "'much', expected a number or off"),
                line("train --config @/list.toml --out @/run", "list.toml: epochs", "one value"),
                line("train --resume @/nothing --out @/run", "--out", "--resume"),
                line("train --beta-start 1e-8 --schedule linear --epochs 1 --limit 2 --model SimpleModel --out @/run", "--beta-start", "1.0E-8"),
                line("train --epochs 1 --limit 10 --out @/foreign.pth", "foreign.pth", "folder"),
                line("sample --weights @/missing.pth", "missing.pth", "no such file"),
                line("sample --weights @/nothing", "nothing", "a folder, expected"),
                line("sample --weights @/truncated.pth --out @/g.png", "truncated.pth"),
                line("sample --weights @/foreign.pth --out @/g.png", "foreign.pth"),
                line("sample --weights @/empty.pth --out @/g.png", "empty.pth"),
                line("sample --weights @UNet --model AdvUNetModel --out @/g.png", "missing keys: ", "conv_in.weight", "unexpected keys: ", "enc1.conv1.weight"),
                line("sample --weights @UNet --steps 10 --out @/g.png", "2000", "10"),
                line("sample --weights @UNet --n 0", "--n"),
                line("sample --weights @UNet --n 2000000000 --out @/g.png", "--n", "1 to 1000000"),
                line("sample --weights @UNet --n 1024 --scale 64 --out @/g.png", "61568 x 61568 pixels", "smaller scale"),
                line("sample --weights @UNet --n 3 --seed 5-5 --out @/g.png", "--n 3", "5-5", "1 images"),
                line("sample --weights @/nan.safetensors --n 1 --sampling-steps 1 --out @/g.png", "no numbers", "weights are damaged"),
                line("sample --weights @/table.pth --out @/g.png", "table.pth", "1 rows", "2 to 1000000"),
                line("sample --weights @UNet --scale 0", "--scale"),
                line("sample --weights @UNet --beta-start 2 --out @/g.png", "--beta-start", "2.0"),
                line("sample --weights @UNet --seed first", "--seed", "first"),
                line("sample --weights @UNet --out @/foreign.pth/g.png", "foreign.pth"),
                line("sample --weights @UNet --seed 9-3", "--seed", "0-63", "9-3"),
                line("sample --weights @UNet --n 3 --seed 0-63", "--n 3", "0-63", "64 images"),
                line("sample --weights @UNet --sampler dpm", "--sampler", "dpmpp", "ancestral"),
                line("sample --weights @UNet --sampling-steps 0 --out @/g.png", "--sampling-steps", "1 to 2000", "all", "0"),
                line("sample --weights @UNet --sampling-steps 2001 --out @/g.png", "--sampling-steps", "1 to 2000", "2001"),
                line("sample --weights @UNet --spacing even", "--spacing", "quadratic"),
                line("sample --weights @UNet --sampler ddim --solver-type heun --out @/g.png", "--solver-type", "dpmpp"),
                line("sample --weights @UNet --solver-type hune --out @/g.png", "--solver-type", "midpoint", "heun"),
                line("sample --weights @UNet --sampler heun --eta 0.5 --out @/g.png", "--eta", "ddim", "dpmpp"),
                line("sample --weights @UNet --sampler ddim --eta 1.5 --out @/g.png", "--eta", "0 to 1", "1.5"),
                line("sample --weights @UNet --variance fixedlarge --out @/g.png", "--variance", "ancestral"),
                line("sample --weights @UNet --threshold 2 --out @/g.png", "--threshold", "above 0, at most 1", "2.0"),
                line("sample --weights @UNet --threshold 0.9 --no-clip --out @/g.png", "--threshold", "--no-clip"),
                line("sample --weights @UNet --labels 3 --out @/g.png", "--labels", "without labels"),
                line("sample --weights @UNet --labels three --out @/g.png", "--labels", "0-63", "three"),
                line("sample --weights @UNet --guidance 3 --out @/g.png", "--guidance", "--labels"),
                line("sample --weights @UNet --objective noise", "--objective", "epsilon"),
                line("sample --weights @UNet --zero-terminal-snr --out @/g.png", "--objective", "use x0 or v"),
                line("sample --weights @UNet --schedule quadratic", "--schedule", "cosine"),
                line("info --weights @/truncated.pth", "truncated.pth"),
                line("info --steps 0", "--steps"),
                line("info --steps 2000000000", "--steps", "2 to 1000000"),
                line("eval --weights @/missing.pth", "missing.pth", "no such file"),
                line("eval --weights @UNet --n 1", "--n", "2 to", "1"),
                line("eval --weights @UNet --sampler best", "--sampler", "best", "dpmpp"),
                line("eval --weights @UNet --sampling-steps 2001", "--sampling-steps", "2000", "2001"),
                line("eval --weights @UNet --tstr-steps -1", "--tstr-steps", "0 to"),
                line("eval --weights @UNet --nll-images 1", "--nll-images", "2 to 10000"),
                line("eval --weights @UNet --nll-evaluations 1", "--nll-evaluations", "2 to"),
                line("eval --weights @UNet --guidance NaN", "--guidance", "NaN"),
                line("eval --weights @UNet --guidance 3", "--guidance", "no labels"),
                line("compare --weights @/truncated.pth", "truncated.pth"),
                line("compare --weights @UNet --samplers dpmpp,best", "--samplers", "best"),
                line("compare --weights @UNet --sampling-steps 10,0", "--sampling-steps", "all", "0"),
                line("compare --weights @UNet --sampling-steps 10,few", "--sampling-steps", "few"),
                line("compare --weights @UNet --n 1", "--n", "2 to"),
                line("compare --weights @UNet --out @/foreign.pth", "foreign.pth"),
                line("train-classifier --steps 0", "--steps", "at least 1"),
                line("sample --weights @UNet --steps 1", "--steps", "2 to 1000000"),
                line("forward --digit 7 --index 3", "--digit", "--index", "one of them"),
                line("forward --index 10000 --out @/f", "--index", "9999", "10000"),
                line("forward --digit 10 --out @/f", "label 10"),
                line("forward --image @/foreign.pth --out @/f", "foreign.pth", "PNG"),
                line("forward --t 24", "--t", "0 to 23", "24"),
                line("forward --steps 1", "--steps"),
                line("forward --beta-end 1.5 --out @/f", "--beta-end", "1.5"),
                line("forward --invert", "--invert", "--image"),
                line("forward --out @/foreign.pth", "foreign.pth", "folder"),
                line("reverse --weights @/missing.pth --out @/r", "missing.pth", "no such file"),
                line("reverse --weights @UNet --t 2000 --out @/r", "--t", "0 to 1999"),
                line("reverse --weights @UNet --batch 0", "--batch", "10000"),
                line("reverse --weights @UNet --n 0", "--n"),
                line("report @/missing", "missing", "no such file or folder"),
                line("report @/nothing", "nothing", "no run is there", "config.toml"),
                line("report @/foreign.pth", "foreign.pth"),
                line("report @/nothing --sample 2000", "--sample", "0 to 1024", "2000"),
                line("report", "RUN"),
                line("weights", "FILE"),
                line("weights @/missing.pth", "missing.pth", "no such file"),
                line("weights @/nothing", "nothing", "a folder, expected"),
                line("weights @/truncated.pth", "truncated.pth", "cut off or damaged"),
                line("weights @/foreign.pth", "foreign.pth", "not a file that torch.save writes"),
                line("convert @UNet", "OUT"),
                line("convert @/missing.pth @/x.pth", "missing.pth", "no such file"),
                line("convert @/foreign.pth @/x.safetensors", "foreign.pth"),
                line("convert @UNet @/nothing", "nothing", "a folder is there"),
                line("convert @UNet @/foreign.pth/x.pth", "foreign.pth", "folder"),
                line("convert @UNet @/x.pth --dtype int8", "--dtype", "int8", "bfloat16"),
                line("convert @UNet @/x.pth --key model", "UNetModel.pth", "has no ['model']"),
                line("convert @UNet @/x.pth --rename a", "--rename", "REGEX=NEW"),
                line("convert @UNet @/x.pth --rename (a=b", "--rename", "(a", "not a regular expression"),
                line("convert @UNet @/x.pth --drop [", "--drop", "not a regular expression"),
                line("convert @UNet @/x.pth --rename .*weight=w", "would be named \"w\""),
                line("download mnist2", "mnist2", "fashion-mnist"));
    }

    private static Arguments line(String command, String... mentioned) {
        return Arguments.of(command, List.of(mentioned));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void oneLineAndStatusTwo(String command, List<String> mentioned) throws IOException {
        var before = listing();
        var run = Run.of(arguments(command));
        assertThat(run.err().strip().lines()).as(run.err()).hasSize(1);
        assertThat(run.err()).startsWith("error: ").contains(mentioned).doesNotContain("Exception").doesNotContain("\tat ");
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.out()).doesNotContain("Training");
        assertThat(listing()).isEqualTo(before);
    }

    @Test
    void cudaThatIsNotThereSaysWhy() {
        org.junit.jupiter.api.Assumptions.assumeFalse(Device.cudaIsAvailable(), "there is a GPU");
        var run = Run.of("train", "--device", "cuda");
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err().strip().lines()).hasSize(1);
        assertThat(run.err()).contains("--device cuda").contains("GPU");
    }

    @Test
    void debugShowsWhere() {
        var run = Run.of("--debug", "sample", "--weights", folder.resolve("foreign.pth").toString());
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("\tat org.panatorch");
    }

    private String[] arguments(String command) {
        return Stream.of(command.split(" ")).filter(s -> !s.isEmpty())
                .map(s -> s.equals("@UNet") ? Fixtures.path("UNetModel.pth").toString() : s.replace("@/", folder + "/"))
                .toArray(String[]::new);
    }

    private List<Path> listing() throws IOException {
        try (var files = Files.walk(folder)) {
            return files.sorted().toList();
        }
    }
}
