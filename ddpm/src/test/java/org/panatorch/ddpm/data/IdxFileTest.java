package org.panatorch.ddpm.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.panatorch.ddpm.data.IdxBytes.gzip;
import static org.panatorch.ddpm.data.IdxBytes.idx;
import static org.panatorch.ddpm.data.IdxBytes.with;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.panatorch.ddpm.UserException;

class IdxFileTest {

    @TempDir
    Path dir;

    @Test
    void readsPlainAndGzippedWhateverTheName() throws IOException {
        for (var name : new String[] {"plain", "plain.gz"}) {
            var array = IdxFile.read(write(name, idx(3, 2, 2)));
            assertThat(array.shape()).containsExactly(3, 2, 2);
            assertThat(array.data()).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
        }
        var packed = IdxFile.read(write("packed", gzip(idx(300))));
        assertThat(packed.shape()).containsExactly(300);
        assertThat(packed.data()[255]).isEqualTo((byte) 255);
        assertThat(packed.data()[256]).isEqualTo((byte) 0);
    }

    @Test
    void readsDataLongerThanTheFirstPiece() throws IOException {
        byte[] data = new byte[(1 << 22) + 12345];
        new Random(1).nextBytes(data);
        byte[] file = with(8, new int[] {data.length}, data);
        assertThat(IdxFile.read(write("long", file)).data()).isEqualTo(data);
        assertThat(IdxFile.read(write("long.gz", gzip(file))).data()).isEqualTo(data);
    }

    @Test
    void readsConcatenatedGzipMembers() throws IOException {
        byte[] file = idx(40);
        byte[] first = gzip(Arrays.copyOf(file, 20));
        byte[] second = gzip(Arrays.copyOfRange(file, 20, file.length));
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        assertThat(IdxFile.read(write("members", both)).data()).hasSize(40);
    }

    @Test
    void saysWhatIsWrongWithTheHeader() throws IOException {
        failure("text", "hello world".getBytes()).hasMessageEndingWith(
                "text: not an IDX file (starts with 68656c6c, expected 0000 and the element type)");
        failure("floats", with(0x0d, new int[] {1}, new byte[4])).hasMessageEndingWith(
                "floats: IDX element type 0x0d, expected 0x08 (unsigned bytes)");
        failure("scalar", new byte[] {0, 0, 8, 0}).hasMessageEndingWith("scalar: 0 dimensions, expected 1 to 8");
        failure("many", new byte[] {0, 0, 8, (byte) 200}).hasMessageEndingWith("many: 200 dimensions, expected 1 to 8");
        failure("empty", new byte[0]).hasMessageEndingWith("empty: ends within the IDX header");
        failure("stub", Arrays.copyOf(idx(3, 2, 2), 10)).hasMessageEndingWith("stub: ends within the IDX header");
    }

    @Test
    void saysHowMuchIsMissing() throws IOException {
        byte[] file = idx(3, 2, 2);
        failure("short", Arrays.copyOf(file, file.length - 5))
                .hasMessageEndingWith("short: cut short: 7 bytes of data, expected 12");
        failure("short.gz", gzip(Arrays.copyOf(file, file.length - 5)))
                .hasMessageEndingWith("short.gz: cut short: 7 bytes of data, expected 12");
    }

    @Test
    void noticesBytesLeftOver() throws IOException {
        byte[] file = idx(3, 2, 2);
        byte[] longer = Arrays.copyOf(file, file.length + 1);
        failure("long", longer).hasMessageEndingWith("long: bytes left over after the 12 of its shape (3, 2, 2)");
        failure("long.gz", gzip(longer)).hasMessageContaining("bytes left over");
    }

    @Test
    void noticesEveryCutOfAGzipFile() throws IOException {
        byte[] packed = gzip(idx(50));
        for (int length = 2; length < packed.length; length++) {
            failure("cut.gz", Arrays.copyOf(packed, length)).hasMessageContaining("cut.gz: cut short");
        }
    }

    @Test
    void noticesAWrongGzipChecksum() throws IOException {
        byte[] packed = gzip(idx(50));
        packed[packed.length - 8] ^= 1;
        failure("crc.gz", packed).hasMessageEndingWith("crc.gz: damaged gzip data (Corrupt GZIP trailer)");
        byte[] garbage = gzip(idx(50));
        Arrays.fill(garbage, 10, garbage.length, (byte) 0xff);
        failure("garbage.gz", garbage).hasMessageContaining("garbage.gz: damaged gzip data");
    }

    @Test
    void doesNotAllocateWhatIsOnlyClaimed() throws IOException {
        // 2 GB claimed by 12 bytes, in a JVM with as much heap at most.
        failure("claim", with(8, new int[] {Integer.MAX_VALUE - 100}, new byte[4]))
                .hasMessageEndingWith("claim: cut short: 4 bytes of data, expected 2147483547");
        failure("huge", with(8, new int[] {60000, 60000, 28}, new byte[4])).hasMessageEndingWith(
                "huge: claims a shape of (60000, 60000, 28), more than a Java array can hold (2147483639 bytes)");
        failure("unsigned", with(8, new int[] {5, -1}, new byte[4])).hasMessageEndingWith(
                "unsigned: claims 4294967295 entries in dimension 2 of 2, more than a Java array can hold");
    }

    @Test
    void saysThatAFileIsMissingOrAFolder() {
        assertThatThrownBy(() -> IdxFile.read(dir.resolve("nowhere"))).isInstanceOf(UserException.class)
                .hasMessage(dir.resolve("nowhere") + ": no such file, expected an IDX file");
        assertThatThrownBy(() -> IdxFile.read(dir)).isInstanceOf(UserException.class)
                .hasMessage(dir + ": is a folder, expected an IDX file");
    }

    private AbstractThrowableAssert<?, ?> failure(String name, byte[] bytes) throws IOException {
        var path = write(name, bytes);
        return assertThatThrownBy(() -> IdxFile.read(path)).isInstanceOf(UserException.class)
                .hasMessageStartingWith(path.toString());
    }

    private Path write(String name, byte[] bytes) throws IOException {
        return Files.write(dir.resolve(name), bytes);
    }
}
