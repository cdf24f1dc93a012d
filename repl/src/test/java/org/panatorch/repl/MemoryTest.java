package org.panatorch.repl;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.panatorch.torch.Tensor;

/** A long session does not grow. */
class MemoryTest {
    private static final String[] COMMANDS = {"sample 2", "noise 3 at 12", "at 15", "step 2", "back 1", "run to 3",
            "branch", "run", "compare last x", "trace", "show", "schedule", "forward 1", "smaple", "at 99"};

    @Test
    void threeHundredCommands() {
        try (var repl = Typed.small()) {
            for (int i = 0; i < 3; i++) {
                round(repl);
            }
            // by now the numbered results are as many as are kept
            long before = Tensor.liveCount();
            for (int i = 0; i < 20; i++) {
                round(repl);
            }
            assertThat(Tensor.liveCount()).isLessThanOrEqualTo(before + 20);
            long settled = Tensor.liveCount();
            for (int i = 0; i < 3; i++) {
                round(repl);
            }
            assertThat(Tensor.liveCount()).isLessThanOrEqualTo(settled);
        }
    }

    private static void round(Typed repl) {
        for (var command : COMMANDS) {
            repl.line(command);
        }
    }
}
