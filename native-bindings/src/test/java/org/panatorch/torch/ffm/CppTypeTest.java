package org.panatorch.torch.ffm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.panatorch.torch.Keywords.shape;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.panatorch.torch.TensorScope;
import org.panatorch.torch.Torch;

class CppTypeTest {

    @ParameterizedTest
    @CsvSource({"N5torch8autograd9generated12AddBackward0E,AddBackward0", "N5torch8autograd10CopySlicesE,CopySlices",
            "12UserFunction,UserFunction"})
    void theNameIsTheLastPart(String mangled, String name) {
        assertThat(CppType.lastName(mangled)).isEqualTo(name);
    }

    /** Names as Python's {@code grad_fn} prints them. */
    @Test
    void functionsOfTheGraphHavePythonsNames() {
        try (var _ = TensorScope.open()) {
            var x = Torch.ones(shape(2, 3)).requiresGrad_(true);
            assertThat(x.gradFn()).isNull();
            assertThat(x.add(x).gradFn()).isEqualTo("AddBackward0");
            assertThat(x.matmul(x.t()).gradFn()).isEqualTo("MmBackward0");
            assertThat(x.sum().gradFn()).isEqualTo("SumBackward0");
            assertThat(x.mul(2).squeeze(0).gradFn()).isEqualTo("SqueezeBackward1");
        }
    }
}
