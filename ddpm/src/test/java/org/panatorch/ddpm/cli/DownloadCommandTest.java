package org.panatorch.ddpm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.SimpleFileServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.panatorch.ddpm.UserException;
import org.panatorch.ddpm.data.ImageDataset;
import org.panatorch.ddpm.data.RemoteDataset;
import org.panatorch.ddpm.data.Split;
import picocli.CommandLine;

class DownloadCommandTest {

    @TempDir
    Path dir;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Exception thrown;

    @Test
    void downloadsMnistFromAMirror() throws IOException {
        // The jar's own files, packed anew, are a mirror that can be had without a network.
        var resources = Files.createDirectories(dir.resolve("www"));
        for (var file : RemoteDataset.MNIST.files()) {
            try (var in = ImageDataset.class.getResourceAsStream("/org/panatorch/ddpm/mnist/" + file.name())) {
                Files.copy(in, resources.resolve(file.name()));
            }
        }
        HttpServer server = SimpleFileServer.createFileServer(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), resources.toRealPath(),
                SimpleFileServer.OutputLevel.NONE);
        server.start();
        try {
            var into = dir.resolve("data");
            var mirror = "http://127.0.0.1:" + server.getAddress().getPort();
            assertThat(run("mnist", "--dir", into.toString(), "--mirror", mirror + "/nowhere", "--mirror", mirror))
                    .as(err::toString).isZero();
            assertThat(out.toString().lines()).containsExactly("train-images-idx3-ubyte.gz: downloaded",
                    "train-labels-idx1-ubyte.gz: downloaded", "t10k-images-idx3-ubyte.gz: downloaded",
                    "t10k-labels-idx1-ubyte.gz: downloaded", "mnist is in " + into);
            assertThat(err.toString()).contains(mirror + "/nowhere/: HTTP 404; trying " + mirror + "/");
            assertThat(ImageDataset.fromDirectory(into, Split.TRAIN).images())
                    .isEqualTo(ImageDataset.mnist(Split.TRAIN).images());
        } finally {
            server.stop(0);
        }

        out.getBuffer().setLength(0);
        assertThat(run("--dir", dir.resolve("data").toString(), "--mirror", "http://127.0.0.1:9/")).isZero();
        assertThat(out.toString()).contains("t10k-labels-idx1-ubyte.gz: already there");
    }

    @Test
    void refusesWhatItDoesNotKnow() {
        assertThat(run("cifar")).isEqualTo(2);
        assertThat(err.toString()).startsWith(
                "Invalid value for positional parameter at index 0 (SET): 'cifar', expected mnist or fashion-mnist");
        assertThat(run("fashion-mnist", "--dir", dir.toString(), "--mirror", "ftp://host/")).isEqualTo(1);
        assertThat(thrown).isInstanceOf(UserException.class)
                .hasMessage("not a mirror: 'ftp://host/', expected the http:// or https:// address of a folder");
    }

    @Test
    void explainsItself() {
        assertThat(new CommandLine(new DownloadCommand()).getUsageMessage(CommandLine.Help.Ansi.OFF))
                .contains("download [-hV] [--force] [--dir=DIR] [--mirror=URL]... [SET]")
                .contains("mnist, fashion-mnist (default: mnist)");
    }

    @Test
    void everyFileOfASetHasItsSums() {
        for (var set : RemoteDataset.values()) {
            assertThat(set.files()).hasSize(4).allSatisfy(file -> {
                assertThat(file.md5()).matches("[0-9a-f]{32}");
                assertThat(file.sha256OfContent()).matches("[0-9a-f]{64}");
            });
            assertThat(set.mirrors()).hasSize(2).allMatch(uri -> uri.getPath().endsWith("/"));
        }
    }

    private int run(String... args) {
        return new CommandLine(new DownloadCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .setExecutionExceptionHandler((e, _, _) -> {
                    thrown = e;
                    return 1;
                })
                .execute(args);
    }
}
