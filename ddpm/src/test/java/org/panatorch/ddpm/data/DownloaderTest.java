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
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.panatorch.ddpm.UserException;
import org.panatorch.ddpm.data.FakeMirror.Answer;

@Timeout(20)
class DownloaderTest {

    private static final byte[] CONTENT = content(300_000, 1);
    private static final byte[] PACKED = IdxBytes.gzip(CONTENT);
    private static final byte[] OTHER = IdxBytes.gzip(content(300_000, 2));
    private static final int HALF = PACKED.length / 2;
    private static final RemoteFile FILE = new RemoteFile("a.gz", PACKED.length,
            hex(Digests.md5().digest(PACKED)), hex(Digests.sha256().digest(CONTENT)));
    private static final Downloader.Patience SHORT =
            new Downloader.Patience(Duration.ofSeconds(5), Duration.ofSeconds(5), 3, Duration.ofMillis(5));

    @TempDir
    Path dir;
    private final List<FakeMirror> mirrors = new ArrayList<>();
    private final List<String> heard = new ArrayList<>();

    @AfterEach
    void closeMirrors() throws IOException {
        for (var mirror : mirrors) {
            mirror.close();
        }
    }

    @Test
    void downloadsAndThenKeeps() throws IOException {
        var mirror = mirror(honest(PACKED));
        var into = dir.resolve("new/folder");
        downloader(mirror).download(List.of(FILE), into, false);
        assertThat(into.resolve("a.gz")).hasBinaryContent(PACKED);
        assertThat(into.resolve("a.gz.part")).doesNotExist();
        assertThat(mirror.requests.getFirst().path()).isEqualTo("/files/a.gz");
        assertThat(heard).startsWith("started 0/" + PACKED.length).endsWith("stopped", "finished a.gz");

        heard.clear();
        downloader(mirror).download(List.of(FILE), into, false);
        assertThat(heard).containsExactly("already there a.gz");
        assertThat(mirror.requests).hasSize(1);

        downloader(mirror).download(List.of(FILE), into, true);
        assertThat(mirror.requests).hasSize(2);
        assertThat(into.resolve("a.gz")).hasBinaryContent(PACKED);
    }

    @Test
    void goesOnWhereAServerHungUp() throws IOException {
        var mirror = mirror(sends(PACKED, HALF, "ETag: \"v1\""), honest(PACKED));
        download(mirror);
        assertWhole();
        assertThat(mirror.starts()).containsExactly(0, HALF);
        assertThat(mirror.requests.get(1).headers()).containsEntry("if-range", "\"v1\"");
        assertThat(heard)
                .contains("trouble a.gz: broke off after " + HALF + " of " + PACKED.length + " bytes; trying again");
    }

    @Test
    void breaksThatLeadFurtherAreNotCountedAsAttempts() throws IOException {
        var mirror = mirror(sends(PACKED, 66_000));
        download(mirror);
        assertWhole();
        assertThat(mirror.starts()).containsExactly(0, 66_000, 132_000, 198_000, 264_000);
    }

    @Test
    void goesOnWhereAnEarlierRunWasCutOff() throws IOException {
        Files.write(part(), Arrays.copyOf(PACKED, 1000));
        var mirror = mirror(honest(PACKED));
        download(mirror);
        assertWhole();
        assertThat(mirror.starts()).containsExactly(1000);
        assertThat(heard).startsWith("started 1000/" + PACKED.length);
    }

    @Test
    void aPartThatIsWholeIsMovedWithoutAsking() throws IOException {
        Files.write(part(), PACKED);
        var mirror = mirror(honest(PACKED));
        download(mirror);
        assertWhole();
        assertThat(mirror.requests).isEmpty();
    }

    @Test
    void aPartThatIsWrongIsStartedAgain() throws IOException {
        Files.write(part(), Arrays.copyOf(OTHER, HALF));
        var mirror = mirror(honest(PACKED));
        download(mirror);
        assertWhole();
        assertThat(mirror.starts()).containsExactly(HALF, 0);

        Files.delete(target());
        Files.write(part(), Arrays.copyOf(OTHER, PACKED.length + 5));
        download(mirror);
        assertWhole();
        assertThat(mirror.starts()).containsExactly(HALF, 0, 0);
    }

    @Test
    void aServerWithoutRangesStartsAgain() throws IOException {
        Files.write(part(), Arrays.copyOf(PACKED, HALF));
        var mirror = mirror(noRanges(PACKED, PACKED.length));
        download(mirror);
        assertWhole();
        assertThat(heard).startsWith("started 0/" + PACKED.length);
    }

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
    void anotherRangeThanAskedForIsNotTaken() throws IOException {
        Files.write(part(), Arrays.copyOf(PACKED, HALF));
        var mirror = mirror((_, out) -> {
            head(out, "206 Partial Content", "Content-Range: bytes 0-9/" + PACKED.length, "Content-Length: 10");
            out.write(PACKED, 0, 10);
        }, honest(PACKED));
        download(mirror);
        assertWhole();
        assertThat(mirror.starts()).containsExactly(HALF, 0);
    }

    @Test
    void aRangeBeyondTheEndMeansStartingAgain() throws IOException {
        Files.write(part(), Arrays.copyOf(PACKED, HALF));
        var mirror = mirror(status("416 Range Not Satisfiable"), honest(PACKED));
        download(mirror);
        assertWhole();
        assertThat(mirror.starts()).containsExactly(HALF, 0);
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
    void anotherPackingOfTheSameContentWillDo() throws IOException {
        byte[] repacked = PACKED.clone();
        repacked[4] = 77;       // the time stamp in the header
        download(mirror(honest(repacked)));
        assertThat(target()).hasBinaryContent(repacked);
    }

    @Test
    void aWrongFileInPlaceStaysUntilTheRightOneIsThere() throws IOException {
        Files.write(target(), OTHER);
        assertThatThrownBy(() -> download(mirror(status("404 Not Found")))).isInstanceOf(UserException.class);
        assertThat(target()).hasBinaryContent(OTHER);
        download(mirror(honest(PACKED)));
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
    void anEndWithoutALengthMayBeABreak() throws IOException {
        Answer closes = (_, out) -> {
            head(out, "200 OK");
            out.write(PACKED, 0, HALF);
        };
        var mirror = mirror(closes, honest(PACKED));
        download(mirror);
        assertWhole();
        assertThat(mirror.starts()).containsExactly(0, HALF);
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
    void redirectsAreFollowedButNotForever() throws IOException {
        var good = mirror(honest(PACKED));
        var moved = mirror(status("302 Found", "Location: " + good.uri() + "a.gz"));
        Files.write(part(), Arrays.copyOf(PACKED, HALF));
        download(moved);
        assertWhole();
        assertThat(good.starts()).containsExactly(HALF);
        Files.delete(target());

        var loop = mirror(status("302 Found", "Location: /files/a.gz"));
        assertThatThrownBy(() -> download(loop)).isInstanceOf(UserException.class)
                .hasMessage("cannot download a.gz: " + loop.uri() + ": HTTP 302");
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
    void anInterruptLeavesThePartForTheNextRun() throws IOException {
        var holder = new FakeMirror[1];
        var self = Thread.currentThread();
        holder[0] = mirror((_, out) -> {
            head(out, "200 OK", "Content-Length: " + PACKED.length);
            out.write(PACKED, 0, HALF);
            out.flush();
            Thread.sleep(100);
            self.interrupt();
            holder[0].over.await();
        });
        var patient = new Downloader.Patience(Duration.ofSeconds(5), Duration.ofSeconds(10), 1, Duration.ZERO);
        assertThatThrownBy(() -> new Downloader(List.of(holder[0].uri()), patient, listener())
                .download(List.of(FILE), dir, false)).isInstanceOf(UserException.class)
                .hasMessage("download interrupted; the same command goes on from here");
        assertThat(Thread.interrupted()).isTrue();
        assertThat(target()).doesNotExist();
        assertThat(part()).hasBinaryContent(Arrays.copyOf(PACKED, HALF));
        download(mirror(honest(PACKED)));
        assertWhole();
    }

    @Test
    void twoDownloadsDoNotWriteTheSamePart() throws IOException {
        try (var other = FileChannel.open(part(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var _ = other.lock()) {
            assertThatThrownBy(() -> download(mirror(honest(PACKED)))).isInstanceOf(UserException.class)
                    .hasMessage(part() + ": another download is writing it, expected to be alone");
        }
        assertThat(target()).doesNotExist();
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

    private FakeMirror mirror(Answer... answers) {
        var mirror = new FakeMirror(answers);
        mirrors.add(mirror);
        return mirror;
    }

    private Downloader downloader(FakeMirror... from) {
        return new Downloader(Stream.of(from).map(FakeMirror::uri).toList(), SHORT, listener());
    }

    private void download(FakeMirror... from) {
        downloader(from).download(List.of(FILE), dir, false);
    }

    private DownloadListener listener() {
        return new DownloadListener() {
            @Override
            public void alreadyThere(RemoteFile file) {
                heard.add("already there " + file.name());
            }

            @Override
            public void started(RemoteFile file, long done, long total) {
                heard.add("started " + done + "/" + total);
            }

            @Override
            public void stopped() {
                heard.add("stopped");
            }

            @Override
            public void finished(RemoteFile file) {
                heard.add("finished " + file.name());
            }

            @Override
            public void trouble(String what) {
                heard.add("trouble " + what);
            }
        };
    }

    private void assertWhole() {
        assertThat(target()).hasBinaryContent(PACKED);
        assertThat(part()).doesNotExist();
    }

    private Path target() {
        return dir.resolve("a.gz");
    }

    private Path part() {
        return dir.resolve("a.gz.part");
    }

    private static byte[] content(int length, int seed) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
