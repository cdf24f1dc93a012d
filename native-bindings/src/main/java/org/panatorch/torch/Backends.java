package org.panatorch.torch;

import org.bytedeco.pytorch.Context;
import org.bytedeco.pytorch.global.torch;
import org.panatorch.torch.internal.LibTorch;

/**
 * The switches of {@code torch.backends.cuda} and {@code torch.backends.cudnn}: how GPUs compute. They are the whole process's,
 * and may be set where there is no GPU, too.
 */
public final class Backends {
    static {
        LibTorch.load();
    }

    private Backends() {}

    private static Context context() {
        return torch.globalContext();
    }

    /** {@code torch.backends.cuda.matmul.allow_tf32}: false, unless it is set. */
    public static boolean cudaMatmulAllowTf32() {
        return context().allowTF32CuBLAS();
    }

    /**
     * {@code torch.backends.cuda.matmul.allow_tf32 = allow}: whether matrix products of float32 round their factors to TF32, 10 bits
     * of mantissa, which is several times as fast. A product counts by what is set when it is computed, {@code backward} included.
     */
    public static void cudaMatmulAllowTf32(boolean allow) {
        context().setAllowTF32CuBLAS(allow);
    }

    /** {@code torch.backends.cudnn.allow_tf32}: true, unless it is set. */
    public static boolean cudnnAllowTf32() {
        return context().allowTF32CuDNN();
    }

    /** {@code torch.backends.cudnn.allow_tf32 = allow}: the same of convolutions and recurrent layers. */
    public static void cudnnAllowTf32(boolean allow) {
        context().setAllowTF32CuDNN(allow);
    }

    /** {@code torch.backends.cudnn.benchmark}: false, unless it is set. */
    public static boolean cudnnBenchmark() {
        return context().benchmarkCuDNN();
    }

    /** {@code torch.backends.cudnn.benchmark = benchmark}: whether cuDNN tries its algorithms out at each new shape, and takes the fastest. */
    public static void cudnnBenchmark(boolean benchmark) {
        context().setBenchmarkCuDNN(benchmark);
    }

    /** {@code torch.backends.cudnn.deterministic}: false, unless it is set. */
    public static boolean cudnnDeterministic() {
        return context().deterministicCuDNN();
    }

    /** {@code torch.backends.cudnn.deterministic = deterministic}: whether cuDNN's results are the same bits each time. */
    public static void cudnnDeterministic(boolean deterministic) {
        context().setDeterministicCuDNN(deterministic);
    }

    /** {@code torch.backends.cudnn.enabled}: true, unless it is set. */
    public static boolean cudnnEnabled() {
        return context().userEnabledCuDNN();
    }

    /** {@code torch.backends.cudnn.enabled = enabled}. */
    public static void cudnnEnabled(boolean enabled) {
        context().setUserEnabledCuDNN(enabled);
    }
}
