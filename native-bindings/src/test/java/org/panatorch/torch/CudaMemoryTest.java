package org.panatorch.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.Test;

class CudaMemoryTest {

    @Test
    void withoutCudaItSaysSo() {
        assumeFalse(Device.cudaIsAvailable(), "there is a GPU");
        assertThatThrownBy(() -> CudaMemory.allocated(0)).isInstanceOf(TorchException.class)
                .hasMessageContaining("CUDA is not used: ");
        assertThatThrownBy(() -> CudaMemory.resetPeak(0)).isInstanceOf(TorchException.class);
        assertThatThrownBy(CudaMemory::emptyCache).isInstanceOf(TorchException.class);
        assertThatThrownBy(Torch::cudaSynchronize).isInstanceOf(TorchException.class);
        assertThatThrownBy(() -> new Generator(Device.CUDA, 1)).isInstanceOf(TorchException.class);
    }

    @Test
    void countsTensors() {
        assumeTrue(Device.cudaIsAvailable(), LibTorchInfo.cuda());
        long before = CudaMemory.allocated(0);
        CudaMemory.resetPeak(0);
        try (var _ = Torch.zeros(new long[] {1 << 20}, Keywords.device(Device.cuda(0)))) {
            assertThat(CudaMemory.allocated(0)).isEqualTo(before + (4 << 20));
            assertThat(CudaMemory.reserved(0)).isGreaterThanOrEqualTo(CudaMemory.allocated(0));
        }
        assertThat(CudaMemory.allocated(0)).isEqualTo(before);
        assertThat(CudaMemory.peakAllocated(0)).isEqualTo(before + (4 << 20));
        assertThatThrownBy(() -> CudaMemory.peakReserved(99)).hasMessageContaining("there is no GPU 99");
    }
}
