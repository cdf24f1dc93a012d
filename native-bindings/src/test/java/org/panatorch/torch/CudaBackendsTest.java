package org.panatorch.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.panatorch.torch.Keywords.device;
import static org.panatorch.torch.Keywords.shape;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The switches of cuBLAS and cuDNN, which are there without a GPU, too. */
class CudaBackendsTest {

    @AfterEach
    void asBefore() {
        Backends.cudaMatmulAllowTf32(false);
        Backends.cudnnAllowTf32(true);
    }

    @Test
    void theyAreAsInPyTorchUntilTheyAreSet() {
        assertThat(Backends.cudaMatmulAllowTf32()).isFalse();
        assertThat(Backends.cudnnAllowTf32()).isTrue();
        assertThat(Backends.cudnnBenchmark()).isFalse();
        assertThat(Backends.cudnnDeterministic()).isFalse();
        assertThat(Backends.cudnnEnabled()).isTrue();
        Backends.cudaMatmulAllowTf32(true);
        Backends.cudnnAllowTf32(false);
        assertThat(Backends.cudaMatmulAllowTf32()).isTrue();
        assertThat(Backends.cudnnAllowTf32()).isFalse();
        Backends.cudnnBenchmark(true);
        Backends.cudnnDeterministic(true);
        assertThat(Backends.cudnnBenchmark()).isTrue();
        assertThat(Backends.cudnnDeterministic()).isTrue();
        Backends.cudnnBenchmark(false);
        Backends.cudnnDeterministic(false);
    }

    /** A factor of 1 + 2^-13 is 1 in TF32, whose products are else as exact as float32's. */
    @Test
    void tf32Rounds() {
        var cuda = OnCuda.required();
        try (var _ = TensorScope.open()) {
            var x = Torch.full(shape(128, 128), 1 + 0x1p-13, device(cuda).dtype(DType.FLOAT32));
            var ones = Torch.ones(shape(128, 128), device(cuda));
            assertThat(x.matmul(ones).max().item()).isEqualTo(128 * (1 + 0x1p-13));
            Backends.cudaMatmulAllowTf32(true);
            assertThat(x.matmul(ones).max().item()).isEqualTo(128);
        }
    }
}
