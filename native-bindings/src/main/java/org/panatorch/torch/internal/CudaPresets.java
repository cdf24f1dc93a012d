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
    private static final String LOAD = "org.bytedeco.javacpp.loadLibraries";

    private CudaPresets() {}

    static {
        LibTorch.load();
        var users = System.getProperty(LOAD);
        try {
            unpack("torch_cuda_linalg");        // the next one needs it
            System.load(unpack("jnitorch_cuda").toString());
            System.setProperty(LOAD, "false");
            Class.forName("org.bytedeco.pytorch.global.torch_cuda");
            for (var name : new String[] {"CUDAAllocator", "DeviceStats", "MemPool", "StreamFilter"}) {
                Class.forName("org.bytedeco.pytorch.cuda." + name);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("the presets of libtorch's CUDA part are missing from the class path", e);
        } finally {
            if (users == null) {
                System.clearProperty(LOAD);
            } else {
                System.setProperty(LOAD, users);
            }
        }
    }

    /** To be called before anything of those presets is; libtorch must be the GPU build. */
    public static void load() {
        // The work is in the static initialiser, which the JVM runs once and under its own lock.
    }

    private static Path unpack(String name) throws IOException {
        var resource = "/org/bytedeco/pytorch/" + Loader.getPlatform() + "-gpu/" + System.mapLibraryName(name);
        var url = torch.class.getResource(resource);
        if (url == null) {
            throw new IllegalStateException("the class path has no GPU build of libtorch: " + resource);
        }
        return Loader.cacheResource(url).toPath();
    }
}
