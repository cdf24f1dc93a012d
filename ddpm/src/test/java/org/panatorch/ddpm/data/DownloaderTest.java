package org.panatorch.ddpm.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.panatorch.ddpm.data.FakeMirror.head;
import static org.panatorch.ddpm.data.FakeMirror.honest;
import static org.panatorch.ddpm.data.FakeMirror.noRanges;
import static org.panatorch.ddpm.data.FakeMirror.sends;
import static org.panatorch.ddpm.data.FakeMirror.status;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.panatorch.ddpm.UserException;
import org.panatorch.ddpm.data.FakeMirror.Answer;

/** Downloads that get there: at once, after breaks, from where another run stopped. */
class DownloaderTest extends DownloaderFixture {

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
}
