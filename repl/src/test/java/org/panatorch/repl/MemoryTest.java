package org.panatorch.repl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.panatorch.torch.MemoryUse;
import org.panatorch.torch.Tensor;

/** A long session does not grow. In a JVM of its own, whose heap has its whole size from the beginning. */
class MemoryTest {
    private static final List<String> COMMANDS = List.of("sample 2", "noise 3 at 12", "at 15", "step 2", "back 1", "run to 3",
            "branch", "run", "compare last x", "trace", "show", "schedule", "forward 1", "smaple", "at 99");
    private static final int ROUNDS = 67;

    /** The compiled code, and what the allocator keeps; half as many forgotten pairs of images would be more. */
    private static final long MAY_GROW = 8 << 20;

    /** Runs in the other JVM: prints what there is after each round. */
    public static void main(String[] args) {
        try (var repl = Typed.small()) {
            for (int i = 0; i < ROUNDS; i++) {
                COMMANDS.forEach(repl::line);
                System.out.println(Tensor.liveCount() + " " + MemoryUse.processBytes());
            }
        }
    }

    @Test
    void aThousandCommands() throws Exception {
        assertThat(ROUNDS * COMMANDS.size()).isGreaterThan(1000);
        var builder = new ProcessBuilder(System.getProperty("java.home") + "/bin/java", "--enable-native-access=ALL-UNNAMED",
                "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xms96m", "-Xmx96m", "-XX:+AlwaysPreTouch",
                "-cp", System.getProperty("java.class.path"), MemoryTest.class.getName());
        builder.environment().put("MALLOC_ARENA_MAX", "1");     // as bin/ddpm does
        builder.environment().put("OMP_NUM_THREADS", "1");      // more would wait for each other in so small tensors
        var process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
        var lines = new String(process.getInputStream().readAllBytes()).lines().map(line -> line.split(" ")).toList();
        assertThat(process.waitFor()).isZero();
        assertThat(lines).hasSize(ROUNDS);
        long[] tensors = lines.stream().mapToLong(line -> Long.parseLong(line[0])).toArray();
        long[] bytes = lines.stream().mapToLong(line -> Long.parseLong(line[1])).toArray();
        // the numbered results are as many as are kept after a few rounds
        assertThat(tensors[ROUNDS - 1]).isEqualTo(tensors[ROUNDS / 4]);
        assertThat(bytes[ROUNDS - 1] - bytes[ROUNDS / 3]).as("growth of the process").isLessThan(MAY_GROW);
    }
}
