package org.panatorch.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.panatorch.torch.nn.Conv2d;
import org.panatorch.torch.nn.ReLU;
import org.panatorch.torch.nn.Sequential;

/** A program may end while a thread of it is at work in libtorch. The JVM waits for it a third of a second, no longer. */
class ExitTest {

    @TempDir
    Path folder;

    /** Runs in the other JVM. */
    public static void main(String[] args) throws Exception {
        var worker = new Thread(() -> {
            var model = new Sequential(new Conv2d(16, 64, 3), new ReLU(), new Conv2d(64, 64, 3), new ReLU(), new Conv2d(64, 64, 3));
            while (true) {
                try (var _ = TensorScope.open()) {
                    var loss = model.forward(Torch.randn(512, 16, 28, 28)).sum();
                    System.out.println("backward");
                    loss.backward();
                }
            }
        });
        worker.setDaemon(true);
        worker.start();
        System.in.read();
        System.exit(3);
    }

    @Test
    void theStatusIsTheProgramsAndNothingCrashes() throws Exception {
        assumeTrue(System.getProperty("os.name").equals("Linux"), "glibc's on_exit");
        for (int i = 0; i < 3; i++) {
            var builder = new ProcessBuilder(List.of(System.getProperty("java.home") + "/bin/java",
                    "--enable-native-access=ALL-UNNAMED", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1",
                    "-cp", System.getProperty("java.class.path"), ExitTest.class.getName()));
            builder.environment().put("OMP_NUM_THREADS", "1");
            var process = builder.directory(folder.toFile()).redirectErrorStream(true).start();
            try (var out = process.inputReader(); var in = process.outputWriter()) {
                assertThat(out.readLine()).isEqualTo("backward");
                in.write("now\n");
                in.flush();
                assertThat(out.lines().filter(line -> !line.equals("backward"))).isEmpty();
                assertThat(process.waitFor()).isEqualTo(3);
            }
        }
        assertThat(folder).isEmptyDirectory();      // no hs_err_pid*.log
    }
}
