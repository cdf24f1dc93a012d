package org.panatorch.torch.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
    @TempDir
    private Path folder;

    private static AtomicFile.Content text(String text) {
        return channel -> channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }

    private long entries() throws IOException {
        try (var files = Files.list(folder)) {
            return files.count();
        }
    }

    @Test
    void theNewFileTakesThePlaceOfTheOldWhole() throws IOException {
        var file = folder.resolve("file");
        AtomicFile.write(file, text("a long first content"));
        AtomicFile.write(file, text("second"));
        assertThat(file).hasContent("second");
        assertThatThrownBy(() -> AtomicFile.write(file, channel -> {
            text("half of the th").writeTo(channel);
            throw new IOException("full");
        })).isInstanceOf(UncheckedIOException.class).hasMessageContaining("cannot write " + file).hasRootCauseMessage("full");
        assertThat(file).hasContent("second");
        assertThat(entries()).isEqualTo(1);
    }

    @Test
    void aLinkStaysALink() throws IOException {
        assumeFalse(System.getProperty("os.name").startsWith("Windows"), "links need rights there");
        var file = Files.writeString(folder.resolve("file"), "old");
        var link = Files.createSymbolicLink(folder.resolve("link"), file);
        AtomicFile.write(link, text("new"));
        assertThat(link).isSymbolicLink().hasContent("new");
        assertThat(file).hasContent("new");
    }

    /** As /dev/null and /dev/stdout: replaced by a file, it would be lost to all other programs. */
    @Test
    @Timeout(30)
    void aPipeIsWrittenToAndStaysAPipe() throws Exception {
        assumeFalse(System.getProperty("os.name").startsWith("Windows"), "pipes have no place among the files there");
        var pipe = folder.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
        var read = CompletableFuture.supplyAsync(() -> {
            try {
                return Files.readString(pipe);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        AtomicFile.write(pipe, text("through"));
        assertThat(read.get()).isEqualTo("through");
        assertThat(Files.isRegularFile(pipe)).isFalse();
        assertThat(entries()).isEqualTo(1);
    }
}
