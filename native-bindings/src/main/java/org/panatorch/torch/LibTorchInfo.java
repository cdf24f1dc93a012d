package org.panatorch.torch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.pytorch.global.torch;
import org.panatorch.torch.ffm.LibTorchC;
import org.panatorch.torch.ffm.Libraries;
import org.panatorch.torch.ffm.OpenBlas;
import org.panatorch.torch.internal.LibTorch;

/** What was loaded and how it is set up: {@code torch.__version__}, {@code torch.__config__.show()} and the like. */
public final class LibTorchInfo {
    static {
        LibTorch.load();
    }

    /** What libtorch_cuda is linked with, on Linux. */
    private static final List<String> CUDA_LIBRARIES = List.of("libcudart.so.13", "libcublas.so.13", "libcublasLt.so.13",
            "libcudnn.so.9", "libcusparse.so.12", "libcufft.so.12", "libcurand.so.10", "libcufile.so.0", "libnvrtc.so.13",
            "libnccl.so.2");

    private LibTorchInfo() {}

    /** libtorch's version, {@code 2.13.0}: read from the library itself. */
    public static String version() {
        long packed = LibTorchC.abiVersion();
        return (packed >>> 56) + "." + (packed >>> 48 & 0xff) + "." + (packed >>> 40 & 0xff);
    }

    /** The vector instructions that ATen's kernels use: {@code torch.backends.cpu.get_cpu_capability()}. */
    public static String cpuCapability() {
        return text(torch.get_cpu_capability());
    }

    /**
     * Whether the processor multiplies bfloat16 in hardware (AVX-512 BF16 or AMX), so that autocast pays; false where the
     * system does not tell.
     */
    public static boolean cpuHasBf16() {
        try (var lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("flags")).findFirst()
                    .filter(flags -> flags.contains("avx512_bf16") || flags.contains("amx_bf16")).isPresent();
        } catch (IOException | UncheckedIOException e) {
            return false;
        }
    }

    /** {@code torch.__config__.show()}: how the library was built, a line each. */
    public static List<String> buildConfiguration() {
        return text(torch.show_config()).lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    }

    /** The settings made before libtorch was loaded, or by the user in their stead. */
    public static Map<String, String> settings() {
        return LibTorch.settings();
    }

    /** The threads that OpenBLAS uses for a matrix product; empty if libtorch runs on another BLAS. */
    public static OptionalInt blasThreads() {
        return OpenBlas.numThreads();
    }

    /** Both kinds of threads in words: {@code 2 threads, 1 in OpenBLAS}. */
    public static String threads() {
        int threads = Torch.getNumThreads();
        var blas = blasThreads();
        return threads + (threads == 1 ? " thread" : " threads")
                + (blas.isPresent() ? ", " + blas.getAsInt() + " in OpenBLAS" : "");
    }

    /** The files of libtorch and its companions that this process has loaded. */
    public static List<String> loadedLibraries() {
        return LibTorch.libraries();
    }

    /** The GPUs' number and state in one line: why CUDA is used, or why not. */
    public static String cuda() {
        if (Device.cudaIsAvailable()) {
            return Device.cudaDeviceCount() + " GPU(s) available";
        }
        var missing = isGpuBuild() ? Libraries.missing(CUDA_LIBRARIES) : List.<String>of();
        if (!missing.isEmpty()) {
            return "not used: the GPU build is here, but some libraries that it needs are not found (" + String.join(", ", missing)
                    + "); expected NVIDIA's CUDA 13, cuDNN 9 and NCCL 2 where the system looks, or in LD_LIBRARY_PATH";
        }
        if (!isGpuBuild()) {
            return "not used: this is the CPU build of libtorch; --cuda as the first argument (bin/ddpm --cuda COMMAND) brings the GPU build"
                    + " (Linux or Windows, an NVIDIA driver for CUDA 13)";
        }
        return "not used: the GPU build is loaded but finds no GPU; expected an NVIDIA GPU with a driver for CUDA 13"
                + " (R580 or later): see nvidia-smi";
    }

    private static boolean isGpuBuild() {
        return loadedLibraries().stream().anyMatch(library -> library.contains("c10_cuda"));
    }

    private static String text(BytePointer pointer) {
        try (pointer) {
            return pointer.getString();
        }
    }
}
