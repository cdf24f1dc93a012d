package org.panatorch.torch.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.pytorch.global.torch;

/**
 * libtorch as JavaCPP unpacked it at an earlier start, opened by name. JavaCPP looks for each library in a dozen places
 * under several names, and for the other releases of some; that takes longer than opening them all. Where anything is
 * not as expected it still does so: it unpacks, and makes the links by which the libraries find each other.
 *
 * <p>JavaCPP must load nothing afterwards, so that other presets of it in the same process would find no libraries: a
 * program that has none says so with the property {@code panatorch.noOtherPresets}.
 */
final class UnpackedLibraries {
    private static final String PYTORCH = "/org/bytedeco/pytorch/";
    private static final String OPENBLAS = "/org/bytedeco/openblas/";
    private static final String BLAS = "libopenblas.so.0";
    /** Those that need others after them; the last holds the functions of the presets. */
    private static final List<String> TORCH = List.of("libgomp.so.1", "libc10.so", "libtorch_cpu.so", "libtorch.so", "libjnitorch.so");
    /** A user's setting for JavaCPP's search; ours say nothing about it. */
    private static final List<String> USERS = List.of("loadLibraries", "findLibraries", "pathsFirst", "cacheLibraries",
            "platform", "platform.extension", "platform.preloadpath", "platform.library.path");

    private UnpackedLibraries() {}

    /**
     * Loads them, so that JavaCPP has nothing to load any more.
     *
     * @return those loaded, in order; none if JavaCPP has to do it
     */
    static List<Path> load() {
        var platform = Loader.getPlatform();
        if (!Boolean.getBoolean("panatorch.noOtherPresets") || !platform.startsWith("linux-") || USERS.stream().anyMatch(name -> System.getProperty(property(name)) != null)) {
            return List.of();
        }
        try {
            var found = find(platform);
            found.forEach(file -> System.load(file.toString()));
            if (!found.isEmpty()) {
                System.setProperty(property("loadLibraries"), "false");
            }
            return found;
        } catch (IOException | UnsatisfiedLinkError e) {
            return List.of();       // JavaCPP tells what is wrong, if it cannot put it right
        }
    }

    private static String property(String name) {
        return "org.bytedeco.javacpp." + name;
    }

    /** The files, each compared with its jar; none if one is missing. */
    private static List<Path> find(String platform) throws IOException {
        var files = new ArrayList<Path>();
        files.add(cached("/org/bytedeco/javacpp/" + platform + "/libjnijavacpp.so"));
        var blas = cached(OPENBLAS + platform + "/" + BLAS);
        files.add(blas);
        for (var name : TORCH) {
            files.add(cached(PYTORCH + platform + "/" + name));
        }
        if (files.contains(null)) {
            return List.of();
        }
        var linked = files.getLast().resolveSibling(BLAS);
        return Files.exists(linked) && Files.isSameFile(linked, blas) ? files : List.of();
    }

    private static Path cached(String resource) throws IOException {
        var url = torch.class.getResource(resource);
        return url == null ? null : BundledLibraries.unpack(url);
    }
}
