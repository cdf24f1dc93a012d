package org.panatorch.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Settings are made before libtorch loads, give way to the user's, and are listed. Each case in a JVM of its own. */
class RuntimeSettingsTest {

    /** Runs in the other JVM. */
    public static void main(String[] args) {
        LibTorchInfo.settings().forEach((name, value) -> System.out.println(name + "=" + value));
        Torch.setNumThreads(3);
        System.out.println("threads=" + LibTorchInfo.threads());
        System.out.println("sum=" + Torch.ones(3).sum().item());
        System.out.println("libraries=" + LibTorchInfo.loadedLibraries());
        try {
            Torch.op("mm").call(Torch.ones(1), Torch.ones(1));
        } catch (TorchException e) {
            System.out.println("refused=" + e.torchMessage());
        }
    }

    private static Map<String, String> run(Map<String, String> environment, String... options)
            throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(System.getProperty("java.home") + "/bin/java",
                "--enable-native-access=ALL-UNNAMED", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), RuntimeSettingsTest.class.getName()));
        var builder = new ProcessBuilder(command);
        for (var variable : List.of("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "GOMP_SPINCOUNT", "OMP_WAIT_POLICY", "TORCH_CPP_LOG_LEVEL",
                "MALLOC_ARENA_MAX", "MALLOC_MMAP_THRESHOLD_", "MALLOC_TRIM_THRESHOLD_")) {
            builder.environment().remove(variable);
        }
        builder.environment().putAll(environment);
        var process = builder.redirectErrorStream(true).start();    // what libtorch prints would be found among the lines
        var lines = new String(process.getInputStream().readAllBytes()).lines().toList();
        assertThat(process.waitFor()).as(String.join("\n", lines)).isZero();
        assertThat(lines).allMatch(line -> line.contains("="));
        return lines.stream().map(line -> line.split("=", 2)).collect(Collectors.toMap(p -> p[0], p -> p[1]));
    }

    @Test
    void defaults() throws Exception {
        var out = run(Map.of());
        assertThat(out).containsEntry("OPENBLAS_NUM_THREADS", "1").containsEntry("GOMP_SPINCOUNT", "10000").containsEntry("TORCH_CPP_LOG_LEVEL", "FATAL")
                .containsEntry("threads", "3 threads, 1 in OpenBLAS").containsEntry("sum", "3.0")
                .containsEntry("refused", "self must be a matrix")
                .doesNotContainKey("MALLOC_TRIM_THRESHOLD_");
        assertThat(Integer.parseInt(out.get("OMP_NUM_THREADS"))).isPositive();
    }

    @Test
    void theUsersEnvironmentWins() throws Exception {
        assertThat(run(Map.of("OMP_NUM_THREADS", "1", "OPENBLAS_NUM_THREADS", "2")))
                .containsEntry("OMP_NUM_THREADS", "1").containsEntry("OPENBLAS_NUM_THREADS", "2")
                .containsEntry("threads", "3 threads, 2 in OpenBLAS");
        assertThat(run(Map.of("OMP_WAIT_POLICY", "passive"))).doesNotContainKey("GOMP_SPINCOUNT");
    }

    @Test
    void oneArenaRaisesTheThresholdsThatTheUserHasNot() throws Exception {
        assumeTrue(System.getProperty("os.name").equals("Linux"), "glibc's settings");
        assertThat(run(Map.of("MALLOC_ARENA_MAX", "1", "MALLOC_TRIM_THRESHOLD_", "1000000")))
                .containsEntry("MALLOC_ARENA_MAX", "1").containsEntry("MALLOC_TRIM_THRESHOLD_", "1000000")
                .containsEntry("MALLOC_MMAP_THRESHOLD_", "33554432").containsEntry("sum", "3.0");
    }

    /** Where no other presets are, what is unpacked is opened without JavaCPP's search; a user's setting for it brings it back. */
    @Test
    void theLibrariesAreTheSameEitherWay() throws Exception {
        assumeTrue(System.getProperty("os.name").equals("Linux"), "elsewhere JavaCPP always searches");
        Torch.ones(1).close();      // unpacks them, if nothing has yet
        var direct = run(Map.of(), "-Dpanatorch.noOtherPresets=true");
        var searched = run(Map.of(), "-Dpanatorch.noOtherPresets=true", "-Dorg.bytedeco.javacpp.pathsFirst=false");
        assertThat(direct.get("libraries")).contains("libtorch_cpu.so", "libopenblas.so.0").doesNotContain("libjniopenblas");
        assertThat(searched.get("libraries")).contains("libtorch_cpu.so", "libjniopenblas_nolapack.so");
        assertThat(searched.get("sum")).isEqualTo(direct.get("sum"));
        assertThat(run(Map.of()).get("libraries")).isEqualTo(searched.get("libraries"));
    }
}
