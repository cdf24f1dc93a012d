package org.panatorch.torch.internal;

import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.UUID;
import java.util.jar.JarEntry;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.pytorch.global.torch;

/**
 * The libraries in the jars, which JavaCPP unpacks into its cache, one after the other, each into its place, under a lock.
 * It opens each as soon as it is there, {@code libtorch.so} before {@code libtorch_cpu.so} is; the system's loader then
 * looks for the second beside the first, without asking for the lock, and kills the process with SIGBUS if that file is
 * half written: by another process that is just unpacking it, or by one that was stopped over it.
 *
 * <p>So here all are complete before the first is opened. What JavaCPP has called complete (size and time are the jar's;
 * the time is set last) no process writes again.
 */
final class BundledLibraries {
    private BundledLibraries() {}

    /**
     * Unpacks those that are not, and waits for other processes that do.
     *
     * @param variant of libtorch: {@code "-gpu"}, or nothing
     * @throws UnsatisfiedLinkError if they can't be: the disk is full, say
     */
    static void unpack(String variant) {
        if (refused("cacheLibraries") || refused("findLibraries")) {
            return;     // they come from somewhere else
        }
        try {
            unpackFolder("/org/bytedeco/javacpp/" + Loader.getPlatform(), "jnijavacpp");
            unpackFolder("/org/bytedeco/openblas/" + Loader.getPlatform(), "jniopenblas_nolapack");
            unpackFolder("/org/bytedeco/pytorch/" + Loader.getPlatform() + variant, "jnitorch");
        } catch (IOException e) {
            var error = new UnsatisfiedLinkError("libtorch could not be unpacked: " + e);
            error.initCause(e);
            throw error;
        }
    }

    private static boolean refused(String setting) {
        return "false".equalsIgnoreCase(System.getProperty("org.bytedeco.javacpp." + setting));
    }

    /** @param member one of the folder's libraries: a jar need not have an entry for the folder itself */
    private static void unpackFolder(String folder, String member) throws IOException {
        var url = torch.class.getResource(folder + "/" + System.mapLibraryName(member));
        if (url == null || !(url.openConnection() instanceof JarURLConnection jar)) {
            return;
        }
        var suffix = System.mapLibraryName("").replaceFirst("^lib", "");       // ".so", in "libgomp.so.1" too
        var names = jar.getJarFile().stream().map(JarEntry::getName).map("/"::concat)
                .filter(name -> name.lastIndexOf('/') == folder.length() && name.startsWith(folder) && name.contains(suffix)).toList();
        for (var name : names) {
            var library = torch.class.getResource(name);
            unpack(library);
            if (name.startsWith("libopenblas.", folder.length() + 1)) {     // JavaCPP wants it under a second name, too
                unpack(URI.create(library + "#" + name.substring(folder.length() + 1).replace("openblas", "openblas_nolapack")).toURL());
            }
        }
    }

    /** The file of one library, complete. */
    static Path unpack(URL resource) throws IOException {
        try {
            return Loader.cacheResource(resource).toPath();
        } catch (IOException e) {
            if (!(resource.openConnection() instanceof JarURLConnection jar)) {
                throw e;
            }
            return moveIntoPlace(jar, resource.getRef());
        }
    }

    /** Where there are no locks, as on some network file systems: written beside its place, where JavaCPP then finds it. */
    private static Path moveIntoPlace(JarURLConnection jar, String secondName) throws IOException {
        var entry = jar.getJarEntry();
        var file = Loader.getCacheDir().toPath().resolve(Path.of(jar.getJarFile().getName()).getFileName()).resolve(entry.getName());
        if (secondName != null) {
            file = file.resolveSibling(secondName);
        }
        Files.createDirectories(file.getParent());
        var part = file.resolveSibling(file.getFileName() + "." + UUID.randomUUID());
        try (var content = jar.getInputStream()) {
            Files.copy(content, part);
            Files.setLastModifiedTime(part, FileTime.fromMillis(entry.getTime()));
            return Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(part);
        }
    }
}
