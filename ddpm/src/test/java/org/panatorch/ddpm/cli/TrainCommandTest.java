package org.panatorch.ddpm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.panatorch.ddpm.models.ModelFile;
import org.panatorch.ddpm.train.RunFolder;
import org.panatorch.torch.Device;
import org.panatorch.torch.TensorScope;
import org.panatorch.torch.Weights;

/** Presets, config files, the run's folder and resuming, through the real command. */
class TrainCommandTest {
    private static final String SMALL = "train --model UNetModel --device cpu --precision fp32 --limit 64 --batch-size 16 --steps 20"
            + " --grid 0";

    @TempDir
    Path folder;

    private Run small(String more) {
        return small(2, more);
    }

    private Run small(int epochs, String more) {
        return Run.of((SMALL + " --epochs " + epochs + " " + more.replace("@", folder.toString())).split(" "));
    }

    @Test
    void aRunsFolderHoldsWhatIsNeededToGoOnAndToLookBack() throws Exception {
        var run = small("--out @/run --labels --objective v --schedule cosine");
        assertThat(run.err()).isEmpty();
        assertThat(run.status()).isZero();
        var out = folder.resolve("run");
        assertThat(out.resolve("mnist-model-UNetModel.pth")).exists();
        try (var average = ModelFile.open(out.resolve("mnist-model-UNetModel-ema.safetensors"), null, null, Device.CPU)) {
            assertThat(average.spec().toMap()).containsEntry("objective", "v").containsEntry("schedule", "cosine")
                    .containsEntry("classes", "10").containsEntry("steps", "20");
        }
        assertThat(RunFolder.checkpoints(out)).hasSize(2);
        assertThat(Files.readString(out.resolve("config.toml"))).contains("objective = 'v'", "epochs = 2", "labels = true");
        try (var files = Files.list(out)) {
            assertThat(files.map(f -> f.getFileName().toString())).anyMatch(name -> name.startsWith("events.out.tfevents."));
        }
        assertThat(Files.readAllLines(out.resolve("log.csv")).getFirst())
                .isEqualTo("step,epoch,images,loss,lr,grad_norm,images_per_second,rss_mib");
    }

    /** What the config file of a run says is what the run was, whatever the presets are. */
    @Test
    void theConfigOfARunMakesTheSameRun() throws Exception {
        small("--out @/one --seed 5");
        var again = Run.of("train", "--config", folder.resolve("one/config.toml").toString(), "--out", folder.resolve("two").toString());
        assertThat(again.err()).isEmpty();
        assertThat(Files.readAllBytes(folder.resolve("two/mnist-model-UNetModel.pth")))
                .isEqualTo(Files.readAllBytes(folder.resolve("one/mnist-model-UNetModel.pth")));
    }

    @Test
    void theOriginalsPresetIsPlainAdam() {
        var run = Run.of("train", "--preset", "original", "--dry-run");
        assertThat(run.out()).contains("ema = 'off'", "lr-schedule = 'constant'", "clip-grad = 'off'", "lr = 0.001", "steps = 2000",
                "beta-end = 0.02", "precision = 'fp32'").doesNotContain("epochs");
    }

    @Test
    void optionsWinOverTheConfigFileAndThatOverThePreset() throws Exception {
        var file = Files.writeString(folder.resolve("c.toml"), "lr = 0.5\nepochs = 3\n");
        var run = Run.of("train", "--config", file.toString(), "--epochs", "4", "--dry-run");
        assertThat(run.out()).contains("lr = 0.5", "epochs = 4", "batch-size = 128");
    }

    /** With a learning rate of next to nothing the weights stay what they were at the start. */
    @Test
    void aRunStartsFromTheWeightsOfAnother() throws Exception {
        small("--out @/one --seed 5");
        var first = folder.resolve("one/mnist-model-UNetModel.pth");
        small("--out @/two --seed 6 --lr 1e-12 --start-from " + first);
        try (var _ = TensorScope.open()) {
            var before = Weights.load(first);
            var after = Weights.load(folder.resolve("two/mnist-model-UNetModel.pth"));
            for (var name : before.keys()) {
                assertThat(after.get(name).allclose(before.get(name))).as(name).isTrue();
            }
        }
    }

    @Test
    void weightsThatDoNotFitCostNothingOfTheRunInTheFolder() throws Exception {
        small("--out @/run");
        var checkpoints = RunFolder.checkpoints(folder.resolve("run"));
        var config = Files.readString(folder.resolve("run/config.toml"));
        for (var wrong : List.of("--start-from @/none.pth", "--objective v --start-from @/run/mnist-model-UNetModel.pth",
                "--start-from " + checkpoints.getFirst())) {
            var run = small("--out @/run --overwrite " + wrong);
            assertThat(run.status()).isEqualTo(2);
            assertThat(run.err()).hasLineCount(1).contains(wrong.contains("none") ? "none.pth" : "--start-from");
            assertThat(RunFolder.checkpoints(folder.resolve("run"))).isEqualTo(checkpoints);
            assertThat(folder.resolve("run/config.toml")).hasContent(config);
        }
        assertThat(Run.of("train", "--resume", folder.resolve("run").toString(), "--start-from", "x.pth").err())
                .contains("--start-from", "--resume");
    }

    @Test
    void moreEpochsGoOn() throws Exception {
        small("--out @/run --lr-schedule constant");
        var more = Run.of("train", "--resume", folder.resolve("run").toString(), "--epochs", "3");
        assertThat(more.err()).isEmpty();
        assertThat(more.out()).contains("Epoch [3/3]").doesNotContain("Epoch [2/3]");
        small(3, "--out @/whole --lr-schedule constant");
        assertThat(Files.readAllBytes(folder.resolve("run/mnist-model-UNetModel.pth")))
                .isEqualTo(Files.readAllBytes(folder.resolve("whole/mnist-model-UNetModel.pth")));
    }

    @Test
    void aRunIsNotWrittenOver() throws Exception {
        small("--out @/run");
        var before = Files.readAllBytes(folder.resolve("run/mnist-model-UNetModel.pth"));
        var again = small("--out @/run --seed 9");
        assertThat(again.status()).isEqualTo(2);
        assertThat(again.err()).contains("holds a run", "--resume", "--overwrite").hasLineCount(1);
        assertThat(Files.readAllBytes(folder.resolve("run/mnist-model-UNetModel.pth"))).isEqualTo(before);
        assertThat(small("--out @/run --seed 9 --overwrite").status()).isZero();
        assertThat(Files.readAllBytes(folder.resolve("run/mnist-model-UNetModel.pth"))).isNotEqualTo(before);
    }

    /** What was left would be taken for the new run's: the average before the weights, TensorBoard's files together. */
    @Test
    void startingAnewLeavesNothingOfTheOldRun() throws Exception {
        small("--out @/run --schedule cosine");
        var out = folder.resolve("run");
        Files.createFile(Files.createDirectory(out.resolve("samples")).resolve("epoch-001.png"));
        Files.writeString(out.resolve("notes.txt"), "mine");
        Files.createFile(out.resolve("mnist-model-SimpleModel.pth"));
        assertThat(small(1, "--out @/run --ema off --overwrite").status()).isZero();
        try (var files = Files.walk(out)) {
            assertThat(files.filter(Files::isRegularFile).map(f -> out.relativize(f).toString().replaceFirst("tfevents.*", "tfevents")))
                    .containsExactlyInAnyOrder("checkpoint-00000004.pth", "config.toml", "events.out.tfevents", "log.csv",
                            "mnist-model-UNetModel.pth", "mnist-model-SimpleModel.pth", "notes.txt");
        }
        assertThat(small("--out @/run --overwrite --start-from @/run/mnist-model-UNetModel.pth").err())
                .contains("--start-from", "--overwrite deletes").hasLineCount(1);
    }

    @Test
    void weightsAloneAreNotWrittenOverEither() throws Exception {
        var weights = Files.writeString(Files.createDirectory(folder.resolve("run")).resolve("mnist-model-UNetModel.pth"), "mine");
        var run = small("--out @/run");
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("holds a run (mnist-model-UNetModel.pth)", "--out DIR", "--overwrite").doesNotContain("--resume").hasLineCount(1);
        assertThat(weights).hasContent("mine");
    }

    /** Wrong for the model, which is found out at the first step: the run that --overwrite is to delete is still there. */
    @Test
    void aRunThatCannotBeginDeletesNothing() throws Exception {
        small("--out @/run");
        var out = folder.resolve("run");
        var before = files(out);
        var run = small("--out @/run --overwrite --schedule linear --beta-start 1e-8");
        assertThat(run.status()).isEqualTo(2);
        Files.createSymbolicLink(folder.resolve("link"), out);
        assertThat(small("--out @/run --overwrite --start-from @/link/mnist-model-UNetModel.pth").err()).contains("--overwrite deletes");
        assertThat(files(out)).isEqualTo(before);
    }

    private static Map<String, Long> files(Path folder) throws Exception {
        try (var files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).collect(Collectors.toMap(Path::toString, f -> f.toFile().lastModified()));
        }
    }

    @Test
    void aFoldersNameMayLookLikeANumber() throws Exception {
        var run = small("--data @/007 --out @/1e3 --dry-run");
        assertThat(run.out()).contains("data = '" + folder.resolve("007") + "'", "out = '" + folder.resolve("1e3") + "'");
        assertThat(Run.of("train", "--data", "007", "--out", "1d", "--dry-run").out()).contains("data = '007'", "out = '1d'");
    }

    @Test
    void whatIsChangedInGoingOnStaysChanged() throws Exception {
        small("--out @/run --lr-schedule constant");
        var out = folder.resolve("run");
        Run.of("train", "--resume", out.toString(), "--epochs", "3", "--ema", "off");
        assertThat(Files.readString(out.resolve("config.toml"))).contains("epochs = 3", "ema = 'off'");
        assertThat(out.resolve("mnist-model-UNetModel-ema.safetensors")).doesNotExist();
        var config = Files.readString(out.resolve("config.toml"));
        assertThat(Run.of("train", "--resume", out.toString(), "--seed", "8").status()).isEqualTo(2);
        assertThat(out.resolve("config.toml")).hasContent(config);
        for (var option : List.of("--config " + out.resolve("config.toml"), "--preset original", "--overwrite")) {
            refused(option.split(" ")[0] + ": a run that goes on (--resume)", ("--resume " + out + " " + option).split(" "));
        }
    }

    @Test
    void wrongSettingsGetOneLine() throws Exception {
        var unknown = Files.writeString(folder.resolve("unknown.toml"), "learning-rate = 0.5\n");
        var broken = Files.writeString(folder.resolve("broken.toml"), "lr = = 3\n");
        var word = Files.writeString(folder.resolve("word.toml"), "lr = \"much\"\n");
        refused("unknown setting learning-rate", "--config", unknown.toString());
        refused("not TOML, line 1", "--config", broken.toString());
        refused("--lr", "--config", word.toString());
        refused("no such file", "--config", folder.resolve("missing.toml").toString());
        refused("expected original or default", "--preset", "fast");
        refused("no such file", "--resume", folder.resolve("nowhere").toString());
        refused("use x0 or v", "--zero-snr", "--objective", "epsilon");
        refused("knows no classes", "--labels", "--model", "SimpleModel");
        refused("--ema", "--ema", "1.5");
        refused("--clip-grad", "--clip-grad", "much");
    }

    private static void refused(String expected, String... arguments) {
        var all = new String[arguments.length + 1];
        all[0] = "train";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        var run = Run.of(all);
        assertThat(run.err()).contains(expected).hasLineCount(1);
        assertThat(run.status()).isEqualTo(2);
    }
}
