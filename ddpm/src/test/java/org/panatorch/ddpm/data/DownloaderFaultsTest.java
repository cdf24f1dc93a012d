package org.panatorch.ddpm.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.panatorch.ddpm.data.FakeMirror.head;
import static org.panatorch.ddpm.data.FakeMirror.honest;
import static org.panatorch.ddpm.data.FakeMirror.noRanges;
import static org.panatorch.ddpm.data.FakeMirror.raw;
import static org.panatorch.ddpm.data.FakeMirror.sends;
import static org.panatorch.ddpm.data.FakeMirror.status;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.panatorch.ddpm.UserException;
import org.panatorch.ddpm.data.FakeMirror.Answer;

/** Servers that lie, stall, break off or are not there: nothing wrong or half-written may end up in place. */
class DownloaderFaultsTest extends DownloaderFixture {

    @Test
    void aServerWithoutRangesThatAlwaysHangsUpIsGivenUp() throws IOException {
        var bad = mirror(noRanges(PACKED, 1000));
        var good = mirror(honest(PACKED));
        download(bad, good);
        assertWhole();
        assertThat(bad.requests).hasSize(3);
        assertThat(good.starts()).containsExactly(1000);
    }

    @Test
    void wrongBytesAreNeverPutInPlace() throws IOException {
        var bad = mirror(honest(OTHER));
        assertThatThrownBy(() -> download(bad)).isInstanceOf(UserException.class)
                .hasMessageStartingWith("cannot download a.gz: " + bad.uri() + ": wrong checksum (SHA-256 of the ")
                .hasMessageEndingWith(", expected " + FILE.sha256OfContent().substring(0, 8) + "...)");
        assertThat(dir).isEmptyDirectory();
        assertThat(bad.requests).hasSize(1);

        download(bad, mirror(honest(PACKED)));
        assertWhole();
    }

    @Test
    void damagedGzipDataIsNeverPutInPlace() {
        byte[] damaged = PACKED.clone();
        damaged[HALF] ^= 1;
        var bad = mirror(honest(damaged));
        assertThatThrownBy(() -> download(bad)).isInstanceOf(UserException.class);
        assertThat(dir).isEmptyDirectory();
    }

    @Test
    void withoutASumOfTheContentTheMd5Decides() throws IOException {
        var file = new RemoteFile("a.gz", PACKED.length, FILE.md5(), null);
        var bad = mirror(honest(OTHER));
        assertThatThrownBy(() -> downloader(bad).download(List.of(file), dir, false)).isInstanceOf(UserException.class)
                .hasMessageContaining("wrong checksum (MD5 ").hasMessageNotContaining("\n");
        assertThat(dir).isEmptyDirectory();
        downloader(mirror(honest(PACKED))).download(List.of(file), dir, false);
        assertWhole();
    }

    @Test
    void lengthsThatAreLies() throws IOException {
        int length = PACKED.length;
        var tooShort = mirror(raw("HTTP/1.1 200 OK\r\nContent-Length: " + (length - 10) + "\r\n\r\n", PACKED));
        var tooLong = mirror(raw("HTTP/1.1 200 OK\r\nContent-Length: " + (length + 10) + "\r\n\r\n", PACKED));
        var huge = mirror(raw("HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n", PACKED));
        var tiny = mirror(raw("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n", PACKED));
        var nonsense = mirror(raw("HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n", PACKED));
        for (var bad : List.of(tooShort, huge, tiny, nonsense)) {
            assertThatThrownBy(() -> download(bad)).isInstanceOf(UserException.class)
                    .hasMessageStartingWith("cannot download a.gz: " + bad.uri()).hasMessageNotContaining("\n");
            assertThat(dir).isEmptyDirectory();
        }
        assertThatThrownBy(() -> download(huge))
                .hasMessageEndingWith(": is 99999999999 bytes long, expected about " + length);
        download(tooShort, huge, tiny, nonsense, mirror(honest(PACKED)));
        assertWhole();

        // All the bytes came before the hang-up: nothing is left to ask for, and the checksum says that it is right.
        Files.delete(target());
        download(tooLong);
        assertWhole();
        assertThat(tooLong.requests).hasSize(1);
    }

    @Test
    void moreThanTheFileCanBeIsCutOff() {
        var endless = mirror((_, out) -> {
            head(out, "200 OK");
            byte[] zeros = new byte[1 << 16];
            while (true) {
                out.write(zeros);
            }
        });
        assertThatThrownBy(() -> download(endless)).isInstanceOf(UserException.class)
                .hasMessageEndingWith(": sends more than the " + PACKED.length + " bytes expected");
        assertThat(target()).doesNotExist();
        assertThat(dir.resolve("a.gz.part")).satisfiesAnyOf(
                part -> assertThat(part).doesNotExist(), part -> assertThat(part).isEmptyFile());
    }

    @Test
    void aServerThatStallsIsLeft() throws IOException {
        var holder = new FakeMirror[1];
        Answer stalls = (_, out) -> {
            head(out, "200 OK", "Content-Length: " + PACKED.length);
            out.write(PACKED, 0, 1000);
            out.flush();
            holder[0].over.await();
        };
        Answer mute = (_, _) -> holder[0].over.await();
        holder[0] = mirror(stalls, mute, stalls);
        var once = new Downloader.Patience(Duration.ofMillis(300), Duration.ofMillis(200), 2, SHORT.backoff());
        assertThatThrownBy(() -> new Downloader(List.of(holder[0].uri()), once, listener())
                .download(List.of(FILE), dir, false)).isInstanceOf(UserException.class)
                .hasMessageEndingWith(": no answer within 500 ms (2 attempts)");
        assertThat(heard).contains("trouble a.gz: stalled after 1000 of " + PACKED.length
                + " bytes: nothing came for 200 ms; trying again");
        assertThat(part()).hasBinaryContent(Arrays.copyOf(PACKED, 1000));
        download(mirror(honest(PACKED)));
        assertWhole();
    }

    @Test
    void errorsAreRetriedOnlyIfThatMayHelp() throws IOException {
        var busy = mirror(status("503 Service Unavailable"), status("500 Internal Server Error"), honest(PACKED));
        download(busy);
        assertWhole();
        Files.delete(target());

        var gone = mirror(status("404 Not Found"));
        var down = mirror(status("500 Internal Server Error"));
        assertThatThrownBy(() -> download(gone, down)).isInstanceOf(UserException.class)
                .hasMessage("cannot download a.gz: " + gone.uri() + ": HTTP 404; " + down.uri()
                        + ": HTTP 500 (3 attempts)");
        assertThat(gone.requests).hasSize(1);
        assertThat(down.requests).hasSize(3);
        assertThat(dir).isEmptyDirectory();
    }

    @Test
    void aMirrorThatCannotBeReachedIsPassedOver() throws IOException {
        int closed;
        try (var socket = new ServerSocket(0)) {
            closed = socket.getLocalPort();
        }
        var nobody = URI.create("http://127.0.0.1:" + closed);
        assertThatThrownBy(() -> new Downloader(List.of(nobody), SHORT, listener())
                .download(List.of(FILE), dir, false)).isInstanceOf(UserException.class)
                .hasMessage("cannot download a.gz: " + nobody + "/: cannot be reached (3 attempts)");
        new Downloader(List.of(nobody, mirror(honest(PACKED)).uri()), SHORT, listener())
                .download(List.of(FILE), dir, false);
        assertWhole();
    }

    @Test
    void saysWhatIsWrongWithAFolderOrAMirror() throws IOException {
        var blocker = Files.createFile(dir.resolve("file"));
        assertThatThrownBy(() -> downloader(mirror(honest(PACKED))).download(List.of(FILE), blocker, false))
                .isInstanceOf(UserException.class)
                .hasMessage("cannot make the folder " + blocker + ": " + blocker + " is a file, expected a folder");
        for (var wrong : List.of("ftp://host/", "somewhere/else", "https:host", "http://host/?x=1", "http://host/#x")) {
            assertThatThrownBy(() -> new Downloader(List.of(URI.create(wrong)), SHORT, listener()))
                    .isInstanceOf(UserException.class)
                    .hasMessage("not a mirror: '" + wrong + "', expected the http:// or https:// address of a folder");
        }
    }
}
