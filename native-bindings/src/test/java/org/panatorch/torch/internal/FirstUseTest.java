package org.panatorch.torch.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.panatorch.torch.Torch;

/** The first use of the library, in a JVM of its own. */
class FirstUseTest {

    /** Runs in the other JVM. */
    public static void main(String[] args) throws Exception {
        Class.forName(TensorAccess.class.getName());
        System.out.println("libtorch after TensorAccess: " + isLoaded());
        System.out.println(Torch.ones(3).sum().item());
        System.out.println("libtorch after a tensor: " + isLoaded());
    }

    private static boolean isLoaded() throws Exception {
        return Files.readString(Path.of("/proc/self/maps")).contains("libtorch_cpu");
    }

    /**
     * {@code Tensor}'s initialiser, which loads libtorch, needs {@code TensorAccess}; so that of {@code TensorAccess} must not
     * need {@code Tensor}, or two threads that begin with one each wait for each other.
     */
    @Test
    void theDoorIsInitialisedWithoutTensor() throws Exception {
        assumeTrue(System.getProperty("os.name").equals("Linux"), "/proc tells what is loaded");
        var java = new ProcessBuilder(System.getProperty("java.home") + "/bin/java", "--enable-native-access=ALL-UNNAMED",
                "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"),
                FirstUseTest.class.getName()).redirectErrorStream(true).start();
        var said = new String(java.getInputStream().readAllBytes());
        java.waitFor();
        assertThat(said.lines()).containsExactly("libtorch after TensorAccess: false", "3.0", "libtorch after a tensor: true");
    }
}
