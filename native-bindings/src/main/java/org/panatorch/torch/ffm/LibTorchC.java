package org.panatorch.torch.ffm;

import java.lang.foreign.Arena;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;

/**
 * Where libtorch's C functions are found, and the few of them that need no other class. libtorch must be loaded
 * already: {@link #bind} says where it lies.
 */
public final class LibTorchC {
    private static SymbolLookup torch;
    private static Path libtorchCuda;

    private LibTorchC() {}

    /** Called once, by whoever loads libtorch, with the paths of its libraries. */
    public static void bind(Path libtorchCpu) {
        torch = SymbolLookup.libraryLookup(libtorchCpu, Arena.global());
        libtorchCuda = libtorchCpu.resolveSibling(System.mapLibraryName("torch_cuda"));
    }

    /** Symbols of libtorch_cpu and of the libraries it depends on. */
    static SymbolLookup lookup() {
        if (torch == null) {
            throw new IllegalStateException("libtorch is not loaded");
        }
        return torch;
    }

    /** Symbols of libtorch_cuda, which only the GPU build has. */
    static SymbolLookup cudaLookup() {
        lookup();
        return SymbolLookup.libraryLookup(libtorchCuda, Arena.global());
    }

    /** The version of libtorch, one byte each for major, minor and patch, from the top: 0x020d00... is 2.13.0. */
    public static long abiVersion() {
        return TorchFunctions.abiVersion();
    }

    /**
     * Sets which of libtorch's own log lines reach stderr: 0 all, 1 warnings and up, 2 errors and up, 3 fatal ones.
     * The environment variable TORCH_CPP_LOG_LEVEL is read by Python's start-up code only.
     *
     * @return whether this build of libtorch has the switch
     */
    public static boolean setLogLevel(int level) {
        var flag = lookup().find("FLAGS_caffe2_log_level");
        flag.ifPresent(f -> f.reinterpret(Integer.BYTES).set(ValueLayout.JAVA_INT, 0, level));
        return flag.isPresent();
    }
}
