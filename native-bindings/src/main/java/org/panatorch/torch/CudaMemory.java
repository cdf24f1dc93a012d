package org.panatorch.torch;

import org.bytedeco.pytorch.Stat;
import org.bytedeco.pytorch.cuda.DeviceStats;
import org.bytedeco.pytorch.global.torch;
import org.panatorch.torch.internal.CudaPresets;

/**
 * What libtorch's caching allocator holds of a GPU's memory: {@code torch.cuda.memory_allocated()} and its companions.
 * Without CUDA every method throws a {@link TorchException} that says why there is none.
 */
public final class CudaMemory {
    /** Of the counters, the one over blocks of all sizes. */
    private static final int AGGREGATE = 0;

    private CudaMemory() {}

    /** {@code torch.cuda.memory_allocated(index)}: bytes in tensors. */
    public static long allocated(int index) {
        return read("memory_allocated", index, DeviceStats::allocated_bytes, Stat::current);
    }

    /** {@code torch.cuda.max_memory_allocated(index)}: the most there were since {@link #resetPeak}. */
    public static long peakAllocated(int index) {
        return read("max_memory_allocated", index, DeviceStats::allocated_bytes, Stat::peak);
    }

    /** {@code torch.cuda.memory_reserved(index)}: bytes taken from the driver, for tensors and to be used again. */
    public static long reserved(int index) {
        return read("memory_reserved", index, DeviceStats::reserved_bytes, Stat::current);
    }

    /** {@code torch.cuda.max_memory_reserved(index)}. */
    public static long peakReserved(int index) {
        return read("max_memory_reserved", index, DeviceStats::reserved_bytes, Stat::peak);
    }

    /** {@code torch.cuda.reset_peak_memory_stats(index)}. */
    public static void resetPeak(int index) {
        require("reset_peak_memory_stats", index);
        torch.resetPeakStats((byte) index);
    }

    /** {@code torch.cuda.empty_cache()}: gives the memory that no tensor uses back to the driver. */
    public static void emptyCache() {
        require("empty_cache", 0);
        torch.emptyCache();
    }

    private interface Which {
        Stat of(DeviceStats stats);
    }

    private interface Value {
        long of(Stat stat);
    }

    private static long read(String op, int index, Which which, Value value) {
        require(op, index);
        try (var stats = torch.getDeviceStats((byte) index)) {
            return value.of(which.of(stats).getPointer(AGGREGATE));
        }
    }

    private static void require(String op, int index) {
        if (!Device.cudaIsAvailable()) {
            throw new TorchException(op, "CUDA is " + LibTorchInfo.cuda());
        }
        if (index < 0 || index >= Device.cudaDeviceCount()) {
            throw new TorchException(op, "there is no GPU " + index + ", but " + Device.cudaDeviceCount());
        }
        CudaPresets.load();
        torch.globalContext().lazyInitDevice(torch.DeviceType.CUDA);    // before the first tensor there is no allocator to ask
    }
}
