package org.panatorch.torch.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import org.bytedeco.javacpp.Loader;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.panatorch.torch.Torch;

/** Starts in a cache where libraries are missing or half written, in JVMs of their own, several at once. */
class FirstStartTest {
    private static final String VARIANT = resource("-gpu", "torch_cpu") != null ? "-gpu" : "";

    @TempDir
    private Path directory;
    private Path cache;

    /** Runs in the other JVMs. */
    public static void main(String[] args) {
        System.out.println("sum=" + Torch.ones(3).sum().item());
    }

    /** The files of the cache in use by hard links, which cost nothing. */
    @BeforeEach
    void linkCache() throws IOException {
        LibTorch.load();
        BundledLibraries.unpack(VARIANT);
        cache = Files.createDirectory(directory.resolve("cache"));
        try (var files = Files.walk(Loader.getCacheDir().toPath())) {
            for (var file : files.filter(f -> Files.isRegularFile(f, LinkOption.NOFOLLOW_LINKS) && f.toString().contains(".jar")).toList()) {
                var link = cache.resolve(Loader.getCacheDir().toPath().relativize(file).toString());
                Files.createDirectories(link.getParent());
                try {
                    Files.createLink(link, file);
                } catch (IOException e) {
                    return;     // on another file system: then it starts with less
                }
            }
        }
    }

    private static URL resource(String variant, String name) {
        return Torch.class.getResource("/org/bytedeco/pytorch/" + Loader.getPlatform() + variant + "/" + System.mapLibraryName(name));
    }

    private Path cached(String name) throws IOException {
        var file = BundledLibraries.unpack(resource(VARIANT, name));
        return cache.resolve(Loader.getCacheDir().toPath().relativize(file).toString());
    }

    private void assertStarts(int processes) throws IOException, InterruptedException {
        var started = new ArrayList<Process>();
        for (int i = 0; i < processes; i++) {
            started.add(new ProcessBuilder(System.getProperty("java.home") + "/bin/java", "--enable-native-access=ALL-UNNAMED",
                    "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:ErrorFile=" + directory.resolve("error-%p.log"),
                    "-Dorg.bytedeco.javacpp.cachedir=" + cache, "-cp", System.getProperty("java.class.path"),
                    FirstStartTest.class.getName()).redirectErrorStream(true).start());
        }
        var said = new ArrayList<String>();
        for (var process : started) {
            said.add(new String(process.getInputStream().readAllBytes()).strip());
            process.waitFor();
        }
        assertThat(said).allMatch("sum=3.0"::equals);
    }

    /** JavaCPP opens {@code libtorch.so} first, and with it the system opens {@code libtorch_cpu.so}, whatever is in it so far. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void severalAtOnceUnpackALibrary(boolean halfWritten) throws Exception {
        var library = cached("torch_cpu");
        if (halfWritten) {
            byte[] half;
            try (var whole = Files.newInputStream(library)) {
                half = whole.readNBytes(1 << 20);
            }
            Files.delete(library);
            Files.write(library, half);
        } else {
            Files.delete(library);
        }
        assertStarts(3);
        assertThat(Files.size(library)).isGreaterThan(1 << 20);
    }

    @Test
    void aFileSystemWithoutLocks() throws Exception {
        Files.createDirectory(cache.resolve(".lock"));      // so JavaCPP fails to lock it
        var library = cached("c10");
        var whole = Files.readAllBytes(library);
        Files.delete(library);
        assertStarts(2);
        assertThat(Files.readAllBytes(library)).isEqualTo(whole);
        try (var beside = Files.list(library.getParent())) {
            assertThat(beside.filter(file -> file.getFileName().toString().startsWith(library.getFileName().toString()))).containsExactly(library);
        }
    }
}
