package org.panatorch.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.panatorch.torch.nn.Conv2d;
import org.panatorch.torch.nn.Embedding;
import org.panatorch.torch.nn.F;

class TorchExceptionTest {

    static Stream<Arguments> failures() {
        record Failure(String op, String message, ThrowingCallable call) {}
        return Stream.of(
                new Failure("add", "The size of tensor a (3) must match the size of tensor b (4) at non-singleton dimension 0"
                        + " [add: (3), (4)]", () -> Torch.ones(3).add(Torch.ones(4))),
                new Failure("view", "shape '[4]' is invalid for input of size 3 [view: (3)]", () -> Torch.ones(3).view(4)),
                new Failure("matmul", "mat1 and mat2 shapes cannot be multiplied (2x3 and 2x3) [matmul: (2, 3), (2, 3)]",
                        () -> Torch.ones(2, 3).matmul(Torch.ones(2, 3))),
                new Failure("size", "Dimension out of range (expected to be in range of [-1, 0], but got 5) [size: (3)]",
                        () -> Torch.ones(3).size(5)),
                new Failure("cat", "Sizes of tensors must match except in dimension 1. Expected size 1 but got size 2 for"
                        + " tensor number 1 in the list. [cat: (1, 2), (2, 2)]",
                        () -> Torch.cat(List.of(Torch.ones(1, 2), Torch.ones(2, 2)), 1)),
                new Failure("item", "a Tensor with 2 elements cannot be converted to Scalar [item: (2)]",
                        () -> Torch.ones(2).item()),
                new Failure("backward", "element 0 of tensors does not require grad and does not have a grad_fn"
                        + " [backward: (1)]", () -> Torch.ones(1).backward()),
                new Failure("select", "select(): index 7 out of range for tensor of size [3] at dimension 0 [select: (3)]",
                        () -> Torch.ones(2, 3).get(1, 7)),
                new Failure("gather", "gather(): Expected dtype int32/int64 for index [gather: (2), (2)]",
                        () -> Torch.ones(2).gather(0, Torch.ones(2))),
                new Failure("conv2d", "Given groups=1, weight of size [4, 3, 3, 3], expected input[1, 2, 8, 8] to have 3"
                        + " channels, but got 2 channels instead [conv2d: (1, 2, 8, 8), (4, 3, 3, 3)]",
                        () -> new Conv2d(3, 4, 3).forward(Torch.ones(1, 2, 8, 8))),
                new Failure("embedding", "index out of range in self [embedding: (1) int64]",
                        () -> new Embedding(2, 2).forward(Torch.full(new long[] {1}, 2, TensorOptions.DEFAULT))),
                new Failure("zeros", "zeros: Dimension size must be non-negative. [zeros]",
                        () -> Torch.zeros(-1)),
                new Failure("requires_grad_", "Only Tensors of floating point and complex dtype can require gradients"
                        + " [requires_grad_: (2) int64]", () -> Torch.arange(2).requiresGrad_(true)),
                new Failure("mse_loss", "The size of tensor a (2) must match the size of tensor b (3) at non-singleton"
                        + " dimension 0 [mse_loss: (2), (3)]", () -> F.mseLoss(Torch.ones(2), Torch.ones(3))),
                new Failure("addcmul_", "The size of tensor a (2) must match the size of tensor b (3) at non-singleton"
                        + " dimension 0 [addcmul_: (2), (3), (3)]",
                        () -> Torch.ones(2).addcmul_(Torch.ones(3), Torch.ones(3), 1)))
                .map(f -> Arguments.of(f.op, f.message, f.call));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("failures")
    void namesTheOperatorAndTheShapesAndLeavesTheCppFramesOut(String op, String message, ThrowingCallable call) {
        try (var _ = TensorScope.open()) {
            var e = catchThrowableOfType(TorchException.class, call);
            assertThat(e).isNotNull().hasMessage(message);
            assertThat(e.op()).isEqualTo(op);
            assertThat(message).startsWith(e.torchMessage());
            var trace = new StringWriter();
            e.printStackTrace(new PrintWriter(trace));
            assertThat(trace.toString()).contains(TorchExceptionTest.class.getName())
                    .doesNotContain("Exception raised from", "frame #", ".so", "c10::", "Caused by");
        }
    }

    @Test
    void aNumberWhereAShapeIsAskedForIsStillAClearMessage() {
        var e = catchThrowableOfType(TorchException.class, () -> Torch.setNumThreads(0));
        assertThat(e).hasMessage("expected a positive number of threads, got 0 [set_num_threads]");
    }
}
