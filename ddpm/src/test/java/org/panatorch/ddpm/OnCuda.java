package org.panatorch.ddpm;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.panatorch.torch.Device;
import org.panatorch.torch.LibTorchInfo;

/** Where the tests of a GPU run. */
public final class OnCuda {
    private OnCuda() {}

    /** A GPU if there is one; else the CPU, where the same code must hold. */
    public static Device orCpu() {
        return Device.cudaIsAvailable() ? Device.CUDA : Device.CPU;
    }

    /** Leaves the test out where there is no GPU, and says why there is none. */
    public static Device required() {
        assumeTrue(Device.cudaIsAvailable(), LibTorchInfo.cuda());
        return Device.CUDA;
    }
}
