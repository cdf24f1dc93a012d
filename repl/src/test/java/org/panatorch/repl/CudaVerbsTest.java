package org.panatorch.repl;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.panatorch.torch.Device;

/** A session that computes on a GPU and changes to the CPU and back; without a GPU it changes from the CPU to the CPU. */
class CudaVerbsTest {
    private static final String DEVICE = Device.cudaIsAvailable() ? "cuda" : "cpu";

    @TempDir
    Path folder;

    @Test
    void theVerbsWorkOnEitherDevice() {
        try (var repl = Typed.small()) {
            repl.good("use device " + DEVICE);
            assertThat(repl.good("use")).contains("device     " + DEVICE);
            var there = repl.good("sample 2 as a");
            repl.good("noise 7 at 10");
            for (var line : new String[] {"step", "back", "run", "info", "at", "interpolate a 3 --frames 3",
                    "interpolate 2 3 --frames 3", "edit 7 at 8", "show a", "forward 7"}) {
                repl.good(line);
            }
            repl.good("save " + folder.resolve("w.pth"));
            repl.good("use device cpu");
            var here = repl.good("sample 2 as b");
            repl.good("compare a b");
            assertThat(here.lines().count()).isEqualTo(there.lines().count());
            repl.good("use device " + DEVICE);
            repl.good("load " + folder.resolve("w.pth"));
            repl.good("sample 2");
            assertThat(repl.good("java x.device()")).contains(DEVICE);
            assertThat(repl.good("java x.add(1).mean().item()")).isNotBlank();
            assertThat(repl.good("java x")).contains("tensor(").doesNotContain("Exception");
            if (DEVICE.equals("cuda")) {
                repl.good("use precision tf32");
                repl.good("sample 2");
                repl.line("use device cpu");
                assertThat(repl.error()).contains("precision tf32 is for NVIDIA GPUs");
                repl.good("use precision bf16");
                repl.good("sample 2");
                repl.line("use device cuda:77");
                assertThat(repl.error()).contains("use device cuda:77");
            }
        }
    }
}
