package org.panatorch.torch.internal;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.pytorch.global.torch;
import org.panatorch.torch.ffm.LibTorchC;
import org.panatorch.torch.ffm.Libc;

/**
 * Loads libtorch, once, with its settings made first.
 *
 * <p>Why these settings: without OMP_NUM_THREADS this build starts with one thread, whatever the machine has; two
 * threads on one physical core slow each other down; OpenBLAS brings a spinning thread pool of its own, which fights libgomp's for the cores (a
 * batch-1 forward takes 200 ms instead of 6 ms); libgomp's threads spin for milliseconds while they wait for each other,
 * which on a machine that has other work, too, keeps the one they wait for from its core (sampling four images took 100 s
 * instead of 10 s); JavaCPP by default reads the process's resident size at every native
 * allocation, under one global lock. Tensors here are freed by their scope or by a {@link java.lang.ref.Cleaner}
 * ({@code org.panatorch.torch.TensorScope}), so JavaCPP's own collector is not needed.
 *
 * <p>Each setting gives way to the user's own: an environment variable, or a {@code -D} property.
 */
public final class LibTorch {
    private static final String EXTENSION = "org.bytedeco.javacpp.platform.extension";
    private static final Map<String, String> SETTINGS = new LinkedHashMap<>();
    private static List<Path> unpacked = List.of();

    private LibTorch() {}

    static {
        environment("OMP_NUM_THREADS", Integer.toString(Cores.physical()));
        environment("OPENBLAS_NUM_THREADS", "1");
        if (System.getenv("OMP_WAIT_POLICY") == null) {
            environment("GOMP_SPINCOUNT", "10000");
        }
        Malloc.keepFreedMemory(SETTINGS);
        property("org.bytedeco.javacpp.noPointerGC", "true");
        property("org.bytedeco.javacpp.maxBytes", "0");
        property("org.bytedeco.javacpp.maxPhysicalBytes", "0");
        acceptOpenBlasRelease();
        var jni = open();
        LibTorchC.bind(jni.resolveSibling(System.mapLibraryName("torch_cpu")));
        property("panatorch.exitWithoutDestructors", "true");
        if (Boolean.getBoolean("panatorch.exitWithoutDestructors")) {
            Libc.exitWithoutDestructors();
        }
        logLevel();
        // NNPACK is tried at small batches and, where the processor lacks what it wants, writes a line to stderr each time
        torch.globalContext().setUserEnabledNNPACK(false);
    }

    /** Loads libtorch if it is not loaded yet; cheap when it is. */
    public static void load() {
        // The work is in the static initialiser, which the JVM runs once and under its own lock.
    }

    /** The settings in force, as name and value, in the order they were made. */
    public static Map<String, String> settings() {
        return Collections.unmodifiableMap(SETTINGS);
    }

    /**
     * The presets of OpenBLAS are of the release before libtorch's, on purpose (see the parent pom). JavaCPP compares the
     * two when the class of the presets is initialised, and would warn at every start; it does not while it is told not
     * to load libraries, which that class does not do.
     */
    private static void acceptOpenBlasRelease() {
        PresetClasses.initialise("OpenBLAS's presets", "org.bytedeco.openblas.presets.openblas_nolapack");
    }

    /** Opens the libraries; returns where that of the presets lies. */
    private static Path open() {
        if (torch.class.getResource("/org/bytedeco/pytorch/" + Loader.getPlatform() + "-gpu/"
                + System.mapLibraryName("jnitorch")) != null) {
            BundledLibraries.unpack("-gpu");
            return Path.of(Loader.load(torch.class));
        }
        unpacked = UnpackedLibraries.load();
        if (!unpacked.isEmpty()) {
            return unpacked.getLast();
        }
        // without the GPU build CUDA's libraries are of no use; JavaCPP would look for some thirty of them all the same
        if (System.getProperty(EXTENSION) == null) {
            System.setProperty(EXTENSION, "");
        }
        BundledLibraries.unpack("");
        return Path.of(Loader.load(torch.class));
    }

    /** The files of libtorch and its companions that this process has loaded. */
    public static List<String> libraries() {
        return Stream.concat(unpacked.stream().map(Path::toString), Loader.getLoadedLibraries().values().stream())
                .sorted().distinct().toList();
    }

    private static void environment(String name, String value) {
        SETTINGS.put(name, Libc.setenvIfUnset(name, value));
    }

    /**
     * libtorch's C ABI prints each C++ exception to stderr, stack and all, besides reporting it; here every one of them
     * becomes a Java exception. Python reads this variable when it starts; nothing reads it in an embedded libtorch.
     */
    private static void logLevel() {
        var level = environmentOr("TORCH_CPP_LOG_LEVEL", "FATAL");
        int index = List.of("INFO", "WARNING", "ERROR", "FATAL").indexOf(level);
        if (LibTorchC.setLogLevel(index < 0 ? 3 : index)) {
            SETTINGS.put("TORCH_CPP_LOG_LEVEL", level);
        }
    }

    private static String environmentOr(String name, String value) {
        var users = System.getenv(name);
        return users != null ? users : value;
    }

    private static void property(String name, String value) {
        if (System.getProperty(name) == null) {
            System.setProperty(name, value);
        }
        SETTINGS.put(name, System.getProperty(name));
    }
}
