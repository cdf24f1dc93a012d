package org.panatorch.ddpm.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventFileTest {
    /** What TensorBoard 2.21.0's own writer gives for wall time 1.5, step 300 and train/loss = 0.25. */
    private static final String BY_TENSORBOARD = "09000000000000f83f10ac022a130a110a0a747261696e2f6c6f7373150000803e";

    @TempDir
    Path folder;

    @Test
    void writesWhatTensorBoardWrites() throws Exception {
        try (var file = EventFile.create(folder)) {
            file.scalars(300, Map.of("train/loss", 0.25));
        }
        Path written;
        try (var files = Files.list(folder)) {
            written = files.findFirst().orElseThrow();
        }
        assertThat(written.getFileName().toString()).startsWith("events.out.tfevents.");
        var bytes = ByteBuffer.wrap(Files.readAllBytes(written)).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(new String(record(bytes), StandardCharsets.ISO_8859_1)).endsWith("brain.Event:2");
        var event = record(bytes);
        var expected = hex(BY_TENSORBOARD);
        System.arraycopy(expected, 1, event, 1, 8);      // the wall time
        assertThat(event).isEqualTo(expected);
        assertThat(bytes.hasRemaining()).isFalse();
    }

    /** The record at the position; the checksums of length and content are checked by another implementation. */
    private static byte[] record(ByteBuffer bytes) {
        int start = bytes.position();
        var content = new byte[(int) bytes.getLong()];
        assertThat(bytes.getInt()).isEqualTo(masked(bytes.array(), start, 8));
        bytes.get(content);
        assertThat(bytes.getInt()).isEqualTo(masked(content, 0, content.length));
        return content;
    }

    /** CRC-32C bit by bit (reversed polynomial 0x82f63b78), masked as in TensorFlow's crc32c.h. */
    private static int masked(byte[] bytes, int from, int length) {
        int crc = -1;
        for (int i = from; i < from + length; i++) {
            crc ^= bytes[i] & 0xff;
            for (int bit = 0; bit < 8; bit++) {
                crc = crc >>> 1 ^ ((crc & 1) != 0 ? 0x82f63b78 : 0);
            }
        }
        crc = ~crc;
        return Integer.rotateRight(crc, 15) + 0xa282ead8;
    }

    private static byte[] hex(String text) {
        return java.util.HexFormat.of().parseHex(text);
    }
}
