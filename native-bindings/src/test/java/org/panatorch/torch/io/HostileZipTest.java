package org.panatorch.torch.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Archives that lie about themselves, and some that are odd but right. */
class HostileZipTest {

    @TempDir
    private Path folder;
    private Path path;
    private ByteBuffer zip;
    private int end;
    private int directory;

    @BeforeEach
    void anHonestArchive() throws IOException {
        path = Pickles.zip(folder, Pickles.pickle(Pickles.tensor("K\0", "K\2\u0085", "K\1\u0085")));
        zip = ByteBuffer.wrap(Files.readAllBytes(path)).order(ByteOrder.LITTLE_ENDIAN);
        end = zip.capacity() - ZipArchive.END_LENGTH;
        directory = zip.getInt(end + 16);
        assertThat(zip.getInt(directory)).isEqualTo(ZipArchive.CENTRAL);
    }

    private void refuses(String message) throws IOException {
        Files.write(path, zip.array());
        assertThatThrownBy(() -> PthFile.open(path))
                .isInstanceOf(WeightsFormatException.class)
                .hasMessageContaining(message)
                .message().doesNotContain("\n");
    }

    @Test
    void aDirectoryBehindTheEnd() throws IOException {
        zip.putInt(end + 16, 0x7ffffff0);
        refuses("does not fit the file");
    }

    @Test
    void aDirectoryThatIsTooLong() throws IOException {
        zip.putInt(end + 12, 0x7ffffff0);
        refuses("does not fit the file");
    }

    @Test
    void moreEntriesThanThereIsRoomFor() throws IOException {
        zip.putShort(end + 10, (short) 0xfffe);
        refuses("claims 65534 entries");
    }

    @Test
    void aZip64ThatIsNone() throws IOException {
        zip.putShort(end + 10, (short) 0xffff);
        refuses("without its zip64 directory");
    }

    @Test
    void anEntryWithoutItsZip64Sizes() throws IOException {
        zip.putInt(directory + 24, -1);
        refuses("lacks its zip64 sizes");
    }

    @Test
    void anEntryThatIsTooLarge() throws IOException {
        zip.putInt(directory + 20, 0x7fffffff).putInt(directory + 24, 0x7fffffff);
        refuses("they do not fit");
    }

    @Test
    void aStoredEntryOfTwoSizes() throws IOException {
        zip.putInt(directory + 24, 3);
        refuses("they do not fit");
    }

    @Test
    void anEncryptedEntry() throws IOException {
        zip.putShort(directory + 8, (short) 1);
        refuses("is encrypted");
    }

    @Test
    void aHeaderSomewhereElse() throws IOException {
        zip.putInt(directory + 42, 7);
        refuses("no header of that name at byte 7");
    }

    @Test
    void entriesThatOverlap() throws IOException {
        int size = directory - 64;
        zip.putInt(directory + 20, size).putInt(directory + 24, size);
        refuses("overlap");
    }

    /** {@code torch.serialization.set_crc32_options(False)} leaves them out. */
    @Test
    void sumsThatAreNotThereAreNotCompared() throws IOException {
        var bytes = zip.array();
        int storage = (int) Fixtures.with(path, false, root -> ((StoredTensor) root).storage().filePosition().orElseThrow()).longValue();
        bytes[storage] ^= 1;
        Files.write(path, bytes);
        try (var file = PthFile.open(path)) {
            assertThatThrownBy(file::verify).isInstanceOf(WeightsFormatException.class).hasMessageContaining("CRC-32");
        }
        for (int central = directory; central < end; central += ZipArchive.CENTRAL_LENGTH + zip.getShort(central + 28)) {
            zip.putInt(central + 16, 0);
        }
        Files.write(path, bytes);
        try (var file = PthFile.open(path)) {
            file.verify();
        }
    }

    @Test
    void aCutOffFile() throws IOException {
        for (int length = 4; length < zip.capacity(); length++) {
            Files.write(path, Arrays.copyOf(zip.array(), length));
            assertThatThrownBy(() -> PthFile.open(path)).isInstanceOf(WeightsFormatException.class);
        }
    }

    private void archive(Map<String, byte[]> entries, boolean deflated) throws IOException {
        try (var out = new ZipOutputStream(Files.newOutputStream(path))) {
            for (var entry : entries.entrySet()) {
                var zipEntry = new java.util.zip.ZipEntry(entry.getKey());
                if (!deflated || entry.getKey().contains("/data/")) {
                    var crc = new CRC32();
                    crc.update(entry.getValue());
                    zipEntry.setMethod(java.util.zip.ZipEntry.STORED);
                    zipEntry.setSize(entry.getValue().length);
                    zipEntry.setCrc(crc.getValue());
                }
                out.putNextEntry(zipEntry);
                out.write(entry.getValue());
            }
        }
        zip = ByteBuffer.wrap(Files.readAllBytes(path)).order(ByteOrder.LITTLE_ENDIAN);
    }

    @Test
    void aPickleMayBeDeflatedButNotBombed() throws IOException {
        var pickle = Pickles.pickle(Pickles.tensor("K\0", "K\2\u0085", "K\1\u0085"));
        archive(Map.of("any name/data.pkl", pickle, "any name/data/0", new byte[8]), true);
        try (var file = PthFile.open(path)) {
            assertThat(Fixtures.elements((StoredTensor) file.root())).isEqualTo(new byte[8]);
        }
        archive(Map.of("x/data.pkl", new byte[(1 << 26) + 1]), true);
        assertThat(Files.size(path)).isLessThan(1 << 20);
        refuses("at most 67108864 are read");
    }

    @Test
    void aDeflatedEntryThatLies() throws IOException {
        archive(Map.of("x/data.pkl", Pickles.pickle("N")), true);
        int central = zip.getInt(zip.capacity() - ZipArchive.END_LENGTH + 16);
        zip.putInt(central + 24, 1 << 20);
        refuses("inflates to 4 bytes, 1048576 were expected");
        zip.putInt(central + 24, 4);
        zip.put(30 + "x/data.pkl".length(), (byte) 0xff);
        refuses("not valid deflate data");
    }

    @Test
    void archivesThatAreNotOurs() throws IOException {
        archive(Map.of("a.txt", new byte[1]), false);
        refuses("without NAME/data.pkl");
        archive(Map.of("a/data.pkl", Pickles.pickle("N"), "b/data.pkl", Pickles.pickle("N")), false);
        refuses("two folders");
        archive(Map.of("a/data.pkl", Pickles.pickle("N"), "a/constants.pkl", Pickles.pickle("N")), false);
        refuses("TorchScript");
        archive(Map.of("a/data.pkl", Pickles.pickle("N"), "a/byteorder", "middle".getBytes()), false);
        refuses("byte order 'middle'");
    }

    @Test
    void filesOfOtherKinds() throws IOException {
        for (var known : List.of(
                Map.entry("", "it is empty"),
                Map.entry("<!DOCTYPE html>", "a web page"),
                Map.entry("version https://git-lfs.github.com/spec/v1\n", "git lfs pull"),
                Map.entry("x".repeat(257) + "ustar", "a tar archive"),
                Map.entry("hello", "neither a zip entry nor a pickle"),
                Map.entry("\u0080\2K\1.", "not start with PyTorch's magic number"))) {
            zip = ByteBuffer.wrap(known.getKey().getBytes(StandardCharsets.ISO_8859_1));
            refuses(known.getValue());
        }
    }
}
