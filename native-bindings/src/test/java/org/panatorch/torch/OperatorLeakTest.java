package org.panatorch.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.panatorch.torch.Keywords.kw;

import java.util.List;
import java.util.Objects;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.panatorch.torch.internal.TensorAccess;

/** Calls of all kinds give back what they took, on success and on failure. */
class OperatorLeakTest {
    private static final int CALLS = 100_000;
    /** libtorch takes 10 ms to put a C++ stack into words. */
    private static final int FAILURES = 100;

    /** Java's own heap becomes resident as it is first used, which is no leak: that shall be over. */
    @BeforeAll
    static void useTheYoungGenerationOnce() {
        for (long left = Runtime.getRuntime().maxMemory() / 2; left > 0; left -= 1 << 20) {
            Objects.requireNonNull(new byte[1 << 20]);
        }
    }

    private static long references(Tensor tensor) {
        return TensorAccess.at(tensor).use_count();
    }

    /** Large enough that losing one result in a hundred would be seen. */
    private static void repeat(int calls, Runnable call) {
        for (int i = 0; i < calls / 10; i++) {
            inScope(call);
        }
        long before = Pointer.physicalBytes();
        for (int i = 0; i < calls; i++) {
            inScope(call);
        }
        assertThat(Pointer.physicalBytes() - before).as("resident bytes gained").isLessThan(24L << 20);
    }

    private static void inScope(Runnable call) {
        try (var _ = TensorScope.open()) {
            call.run();
        }
    }

    @Test
    void successesLeaveNothing() {
        try (var x = Torch.ones(8, 8); var image = Torch.ones(1, 1, 4, 4); var w = Torch.ones(1, 1, 3, 3)) {
            long live = Tensor.liveCount();
            repeat(CALLS, () -> Torch.op("relu").call(x));
            repeat(CALLS, () -> Torch.op("add").call(x, 1.5));
            repeat(CALLS / 10, () -> Torch.op("cat").call(List.of(x, x, x), 1));
            repeat(CALLS / 10, () -> Torch.op("split").call(x, 2));
            repeat(CALLS / 10, () -> Torch.op("conv2d").call(image, w, null, 1, 1));
            repeat(CALLS / 10, () -> Torch.op("gelu").call(x, kw("approximate", "tanh")));
            repeat(CALLS / 10, () -> Torch.op("zeros_like").call(x, kw("dtype", DType.FLOAT64), kw("device", "cpu")));
            repeat(CALLS / 10, () -> Torch.op("_foreach_mul").call(List.of(x, x), new double[] {1, 2}));
            repeat(CALLS / 10, () -> Torch.op("relu_").call(x));
            // fewer, if the collector found what another test forgot
            assertThat(Tensor.liveCount()).isLessThanOrEqualTo(live);
            assertThat(List.of(references(x), references(image), references(w))).containsOnly(1L);
        }
    }

    @Test
    void failuresLeaveNothing() {
        try (var x = Torch.ones(64, 65); var closed = Torch.ones(1)) {
            closed.close();
            long live = Tensor.liveCount();
            repeat(FAILURES, () -> fails("mm", x, x));                                   // in the kernel
            repeat(FAILURES, () -> fails("cat", List.of(x, x.narrow(0, 0, 1)), 1));      // with a list
            repeat(FAILURES, () -> fails("conv2d", x, x, null, 1, 1));                   // with optionals
            repeat(FAILURES, () -> fails("mul", x, "two"));                              // before the call
            repeat(FAILURES, () -> fails("addmm", x, x, x, kw("beta", 2)));              // on the way of Scalars
            repeat(FAILURES, () -> assertThatThrownBy(() -> Torch.op("cat").call(List.of(x, closed)))
                    .isInstanceOf(IllegalStateException.class));
            // fewer, if the collector found what another test forgot
            assertThat(Tensor.liveCount()).isLessThanOrEqualTo(live);
            assertThat(references(x)).isEqualTo(1);
        }
    }

    private static void fails(String op, Object... args) {
        assertThatThrownBy(() -> Torch.op(op).call(args)).isInstanceOf(TorchException.class);
    }
}
