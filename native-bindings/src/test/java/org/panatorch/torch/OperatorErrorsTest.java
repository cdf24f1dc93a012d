package org.panatorch.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.panatorch.torch.Keywords.kw;

import java.util.Arrays;
import java.util.List;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every wrong call is refused in words that say what is wrong. */
class OperatorErrorsTest {
    private static final String GRID = "aten::grid_sampler_2d(Tensor input, Tensor grid, int interpolation_mode,"
            + " int padding_mode, bool align_corners) -> Tensor";
    private TensorScope scope;
    private Tensor x;

    @BeforeEach
    void open() {
        scope = TensorScope.open();
        x = Torch.ones(2, 3);
    }

    @AfterEach
    void close() {
        scope.close();
    }

    private AbstractThrowableAssert<?, ? extends Throwable> refused(String op, Object... args) {
        return assertThatThrownBy(() -> Torch.op(op).call(args)).isInstanceOf(TorchException.class);
    }

    @Test
    void wrongTypeNamesTheArgumentAndPrintsTheSchema() {
        refused("grid_sampler_2d", x, x, 0, "zeros", false)
                .hasMessage("argument 4, \"padding_mode\", must be int, not str \"zeros\"; the schema is " + GRID
                        + " [aten::grid_sampler_2d]");
        refused("grid_sampler_2d", x, 1.5, 0, 0, false).hasMessageContaining("\"grid\", must be Tensor, not float 1.5");
        refused("grid_sampler_2d", x, x, 0.5, 0, false).hasMessageContaining("must be int, not float 0.5");
        refused("grid_sampler_2d", x, x, 0, 0, 1).hasMessageContaining("\"align_corners\", must be bool, not int 1");
        refused("grid_sampler_2d", x, null, 0, 0, false).hasMessageContaining("must be Tensor, not None");
        refused("cat", List.of(x, 2)).hasMessageContaining("must be Tensor[], not a list with int 2");
        refused("cat", Arrays.asList(x, null)).hasMessageContaining("must be Tensor[], not a list with None");
        refused("permute", x, 1).hasMessageContaining("must be int[], not int 1");
        refused("gelu", x, kw("approximate", 1)).hasMessageContaining("must be str, not int 1");
        refused("to.dtype", x, "int64").hasMessageContaining("must be ScalarType, not str \"int64\"");
        refused("zeros_like", x, kw("device", "gpu")).hasMessageContaining("must be Device?, not str \"gpu\"");
        refused("zeros_like", x, kw("memory_format", "rows")).hasMessageContaining("must be MemoryFormat?, not str \"rows\"");
        refused("relu", new Object()).hasMessageContaining("must be Tensor, not a java.lang.Object");
    }

    @Test
    void wrongNumberOfArguments() {
        refused("grid_sampler_2d", x, x, 0, 0).hasMessageContaining("argument \"align_corners\" (bool) is missing");
        refused("relu").hasMessageContaining("argument \"self\" (Tensor) is missing");
        refused("relu", x, 1).hasMessageContaining("it takes one positional argument, 2 were given");
        refused("add.Tensor", x, x, 2).hasMessageContaining("it takes 2 positional arguments, 3 were given");
        assertThatThrownBy(() -> Torch.op("relu").call((Object[]) null)).hasMessageContaining("not None");
    }

    @Test
    void wrongKeywords() {
        refused("gelu", x, kw("aproximate", "tanh")).hasMessageContaining("there is no argument \"aproximate\"");
        refused("relu", x, kw("self", x)).hasMessageContaining("argument \"self\" is given twice");
        refused("relu", kw("self", x), kw("self", x)).hasMessageContaining("\"self\" is given twice");
        refused("add", kw("self", x), x).hasMessageContaining("positional argument 2 follows a keyword argument");
        refused("zeros", new long[] {2}, Keywords.requiresGrad()).hasMessageContaining("have no requires_grad");
    }

    @Test
    void noOverloadFits() {
        refused("max", x, "rows", 3)
                .hasMessageContaining("the arguments fit no overload:")
                .hasMessageContaining("aten::max.dim(Tensor self, int dim, bool keepdim=False)")
                .hasMessageContaining("argument 2, \"dim\", must be int, not str \"rows\"")
                .hasMessageContaining("aten::max.other(Tensor self, Tensor other) -> Tensor");
    }

    @Test
    void unknownNames() {
        assertThatThrownBy(() -> Torch.op("grid_sampler_2")).isInstanceOf(TorchException.class)
                .hasMessageContaining("libtorch has no operator aten::grid_sampler_2; there is aten::grid_sampler_2d, aten::grid_sampler_2d_backward,");
        assertThatThrownBy(() -> Torch.op("relu.Sideways")).isInstanceOf(TorchException.class)
                .hasMessageContaining("aten::relu has no such overload, but default, out");
        assertThatThrownBy(() -> Torch.op("nothing::at_all")).isInstanceOf(TorchException.class);
        assertThatThrownBy(() -> Torch.op("")).isInstanceOf(TorchException.class);
    }

    @Test
    void libtorchsOwnErrorsHaveItsFirstLineOnBothWays() {
        refused("mm", x, x).hasMessage("mat1 and mat2 shapes cannot be multiplied (2x3 and 2x3) [mm: (2, 3), (2, 3)]");
        refused("add", x, Torch.ones(2, 4)).hasMessageStartingWith(
                "The size of tensor a (3) must match the size of tensor b (4) at non-singleton dimension 1 [add:");
        refused("select", x, 5, 0).hasMessageStartingWith("Dimension out of range (expected to be in range of [-2, 1], but got 5)");
        refused("select", x, 0, 9).hasMessageContaining("out of range");
        refused("sum", x, new int[] {7}).hasMessageContaining("Dimension out of range");
        refused("mul_", x, Torch.ones(2, 4)).hasMessageContaining("must match");
        refused("conv2d", x, x).hasMessageContaining("Expected 3D (unbatched) or 4D (batched) input");
        assertThat(x.toFloatArray()).containsOnly(1);
        assertThatThrownBy(() -> Torch.op("mm").call(x, x)).hasMessageNotContaining("\n");
    }

    @Test
    void whatIsNotATensor() {
        assertThatThrownBy(() -> Torch.op("_version").callTensor(x)).isInstanceOf(TorchException.class)
                .hasMessageContaining("does not return a tensor, but Long");
        assertThatThrownBy(() -> Torch.op("_version").callTensors(x)).isInstanceOf(TorchException.class)
                .hasMessageContaining("does not return tensors only");
    }

    @Test
    void closedTensorsAreRefusedBeforeAnythingIsCalled() {
        var closed = Torch.ones(2);
        closed.close();
        assertThatThrownBy(() -> Torch.op("relu").call(closed)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> Torch.op("cat").call(List.of(x, closed))).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> Torch.op("add").call(closed, 1)).isInstanceOf(IllegalStateException.class);
    }
}
