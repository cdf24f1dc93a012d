package org.panatorch.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
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

    /** Bytes that a tensor of 4 MiB adds while it lives, leaves behind, and adds to the peak. */
    private static List<Long> counted() {
        long before = CudaMemory.allocated(0);
        CudaMemory.resetPeak(0);
        long with;
        try (var _ = Torch.zeros(new long[] {1 << 20}, Keywords.device(Device.cuda(0)))) {
            with = CudaMemory.allocated(0);
            assertThat(CudaMemory.reserved(0)).isGreaterThanOrEqualTo(with);
        }
        return List.of(with - before, CudaMemory.allocated(0) - before, CudaMemory.peakAllocated(0) - before);
    }

    @Test
    void countsTensors() throws InterruptedException {
        assumeTrue(Device.cudaIsAvailable(), LibTorchInfo.cuda());
        var expected = List.of(4L << 20, 0L, 4L << 20);
        List<Long> counted = List.of();
        // what other tests left behind may be freed in between: then it does not count
        for (int tries = 0; tries < 20 && !counted.equals(expected); tries++) {
            System.gc();
            Thread.sleep(20);
            counted = counted();
        }
        assertThat(counted).isEqualTo(expected);
        assertThatThrownBy(() -> CudaMemory.peakReserved(99)).hasMessageContaining("there is no GPU 99");
    }
}
