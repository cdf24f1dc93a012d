package org.panatorch.torch.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.pytorch.global.torch;

/**
 * The presets of libtorch's CUDA part, {@code org.bytedeco.pytorch.cuda}. Left to itself JavaCPP opens the presets of
 * all of CUDA with them, a dozen libraries of which each wants NVIDIA's whole toolkit; what is used here needs none.
 */
public final class CudaPresets {
    private static final String CUDA = "org.bytedeco.pytorch.cuda.";

    private CudaPresets() {}

    static {
        LibTorch.load();
        unpack("torch_cuda_linalg");        // the next one needs it
        System.load(unpack("jnitorch_cuda").toString());
        PresetClasses.initialise("the presets of libtorch's CUDA part", "org.bytedeco.pytorch.global.torch_cuda",
                CUDA + "CUDAAllocator", CUDA + "DeviceStats", CUDA + "MemPool", CUDA + "StreamFilter");
    }

    /** To be called before anything of those presets is; libtorch must be the GPU build. */
    public static void load() {
        // The work is in the static initialiser, which the JVM runs once and under its own lock.
    }

    private static Path unpack(String name) {
        var resource = "/org/bytedeco/pytorch/" + Loader.getPlatform() + "-gpu/" + System.mapLibraryName(name);
        var url = torch.class.getResource(resource);
        if (url == null) {
            throw new IllegalStateException("the class path has no GPU build of libtorch: " + resource);
        }
        try {
            return BundledLibraries.unpack(url);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
