package org.panatorch.ddpm.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.panatorch.ddpm.train.RunFolder;

/**
 * Training processes that are killed (SIGKILL) at random moments and resumed, and one that runs into a full disk, end up with
 * the very weights of a run that was left alone. {@code -Dkills=50} kills more often than the few times of every build.
 */
class KilledTrainingTest {
    private static final int KILLS = Integer.getInteger("kills", 3);

    @TempDir
    Path folder;

    private Process start(String... arguments) throws Exception {
        var command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED", "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"),
                CliMain.class.getName(), "train"));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("output.txt").toFile())).start();
    }

    /** The command line as a program of its own. */
    static final class CliMain {
        private CliMain() {}

        public static void main(String[] arguments) {
            System.exit(Cli.create().execute(arguments));
        }
    }

    private String[] fresh(Path out, String... more) {
        var arguments = new ArrayList<>(List.of("--model", "UNetModel", "--device", "cpu", "--precision", "fp32", "--limit", "256",
                "--batch-size", "8", "--steps", "20", "--grid", "0", "--epochs", "3", "--checkpoint-every", "2", "--out",
                out.toString()));
        arguments.addAll(List.of(more));
        return arguments.toArray(String[]::new);
    }

    @Test
    void nothingIsLostButTheStepsSinceTheLastCheckpoint() throws Exception {
        var alone = start(fresh(folder.resolve("alone")));
        long began = System.nanoTime();
        assertThat(alone.waitFor()).as(Files.readString(folder.resolve("output.txt"))).isZero();
        long whole = (System.nanoTime() - began) / 1_000_000;
        var out = folder.resolve("killed");
        var random = new Random(11);
        int killed = 0;
        while (killed < KILLS) {
            boolean begun = !RunFolder.checkpoints(out).isEmpty();
            var process = begun ? start("--resume", out.toString()) : start(fresh(out, "--overwrite"));
            if (process.waitFor(random.nextLong(whole), TimeUnit.MILLISECONDS)) {
                assertThat(process.exitValue()).as(Files.readString(folder.resolve("output.txt"))).isZero();
                compare(out);
                deleteCheckpoints(out);     // it got through: begin another
                continue;
            }
            process.destroyForcibly().waitFor();
            killed++;
        }
        var last = RunFolder.checkpoints(out).isEmpty() ? start(fresh(out, "--overwrite")) : start("--resume", out.toString());
        assertThat(last.waitFor()).as(Files.readString(folder.resolve("output.txt"))).isZero();
        compare(out);
        try (var files = Files.list(out)) {
            assertThat(files.map(f -> f.getFileName().toString()).filter(name -> name.endsWith(".pth"))).hasSizeLessThanOrEqualTo(3);
        }
        System.out.printf("killed %d times; the weights are those of a run left alone%n", killed);
    }

    private void compare(Path out) throws Exception {
        for (var name : List.of("mnist-model-UNetModel.pth", "mnist-model-UNetModel-ema.safetensors")) {
            assertThat(Files.readAllBytes(out.resolve(name))).as(name).isEqualTo(Files.readAllBytes(folder.resolve("alone").resolve(name)));
        }
    }

    private static void deleteCheckpoints(Path out) throws Exception {
        for (var file : RunFolder.checkpoints(out)) {
            Files.delete(file);
        }
    }

    /** Three checkpoints of 2.5 MB and the weights fit on 12 MB, but not beside 7 MB of something else. */
    @Test
    void aFullDiskEndsTheRunWithOneLineAndItGoesOnWhenThereIsRoom() throws Exception {
        var disk = Files.createDirectory(folder.resolve("disk"));
        boolean mounted;
        try {
            mounted = new ProcessBuilder("mount", "-t", "tmpfs", "-o", "size=12m", "tmpfs", disk.toString())
                    .redirectErrorStream(true).start().waitFor() == 0;
        } catch (java.io.IOException e) {
            mounted = false;
        }
        assumeTrue(mounted, "needs the right to mount a small tmpfs");
        try {
            var alone = start(fresh(folder.resolve("alone")));
            assertThat(alone.waitFor()).as(Files.readString(folder.resolve("output.txt"))).isZero();
            Files.write(disk.resolve("ballast"), new byte[7_000_000]);
            var out = disk.resolve("run");
            assertThat(start(fresh(out)).waitFor()).isEqualTo(2);
            var output = Files.readString(folder.resolve("output.txt"));
            assertThat(output.lines().filter(line -> line.startsWith("error:"))).as(output).singleElement().asString()
                    .contains("checkpoint-", "No space left on device", "--resume");
            Files.delete(disk.resolve("ballast"));
            assertThat(start("--resume", out.toString()).waitFor()).as(Files.readString(folder.resolve("output.txt"))).isZero();
            compare(out);
        } finally {
            new ProcessBuilder("umount", disk.toString()).start().waitFor();
        }
    }
}
