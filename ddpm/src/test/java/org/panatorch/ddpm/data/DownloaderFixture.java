package org.panatorch.ddpm.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.panatorch.ddpm.data.FakeMirror.Answer;

/** A small file, mirrors that have it or pretend to, and what the downloader said. */
@Timeout(20)
abstract class DownloaderFixture {

    static final byte[] CONTENT = content(300_000, 1);
    static final byte[] PACKED = IdxBytes.gzip(CONTENT);
    static final byte[] OTHER = IdxBytes.gzip(content(300_000, 2));
    static final int HALF = PACKED.length / 2;
    static final RemoteFile FILE = new RemoteFile("a.gz", PACKED.length,
            hex(Digests.md5().digest(PACKED)), hex(Digests.sha256().digest(CONTENT)));
    static final Downloader.Patience SHORT =
            new Downloader.Patience(Duration.ofSeconds(5), Duration.ofSeconds(5), 3, Duration.ofMillis(5));

    @TempDir
    Path dir;
    final List<FakeMirror> mirrors = new ArrayList<>();
    final List<String> heard = new ArrayList<>();

    @AfterEach
    void closeMirrors() throws IOException {
        for (var mirror : mirrors) {
            mirror.close();
        }
    }

    FakeMirror mirror(Answer... answers) {
        var mirror = new FakeMirror(answers);
        mirrors.add(mirror);
        return mirror;
    }

    Downloader downloader(FakeMirror... from) {
        return new Downloader(Stream.of(from).map(FakeMirror::uri).toList(), SHORT, listener());
    }

    void download(FakeMirror... from) {
        downloader(from).download(List.of(FILE), dir, false);
    }

    DownloadListener listener() {
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

    void assertWhole() {
        assertThat(target()).hasBinaryContent(PACKED);
        assertThat(part()).doesNotExist();
    }

    Path target() {
        return dir.resolve("a.gz");
    }

    Path part() {
        return dir.resolve("a.gz.part");
    }

    static byte[] content(int length, int seed) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
