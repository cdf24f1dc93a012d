package org.panatorch.torch.io;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Random;

/** Ways of damaging bytes. */
enum Mutations {
    /** Up to eight bits are turned. */
    FLIPS {
        @Override
        byte[] of(byte[] original, Random random) {
            var bytes = original.clone();
            for (int i = random.nextInt(8); i >= 0; i--) {
                bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            }
            return bytes;
        }
    },
    /** Up to three lengths, offsets or counts become extreme ones, or near to what they were. */
    LIES {
        @Override
        byte[] of(byte[] original, Random random) {
            var bytes = original.clone();
            for (int i = random.nextInt(3); i >= 0; i--) {
                int width = Math.min(bytes.length, 1 << random.nextInt(4));
                int at = random.nextInt(bytes.length - width + 1);
                long value = random.nextInt(3) == 0 ? bytes[at] + random.nextInt(-2, 3) : extreme(random);
                var wide = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(value).array();
                System.arraycopy(wide, 0, bytes, at, width);
            }
            return bytes;
        }
    },
    /** The end is missing. */
    TRUNCATIONS {
        @Override
        byte[] of(byte[] original, Random random) {
            return Arrays.copyOf(original, random.nextInt(original.length));
        }
    },
    /** Pieces are cut out, doubled, or written over others. */
    SPLICES {
        @Override
        byte[] of(byte[] original, Random random) {
            int from = random.nextInt(original.length);
            int length = Math.min(original.length - from, random.nextInt(1, 64));
            int to = from + length;
            var bytes = original.clone();
            switch (random.nextInt(3)) {
                case 0 -> {
                    bytes = Arrays.copyOf(original, original.length - length);
                    System.arraycopy(original, to, bytes, from, original.length - to);
                }
                case 1 -> {
                    bytes = Arrays.copyOf(original, original.length + length);
                    System.arraycopy(original, from, bytes, to, original.length - from);
                }
                default -> System.arraycopy(original, from, bytes, random.nextInt(original.length - length + 1), length);
            }
            return bytes;
        }
    };

    private static final long[] EXTREMES = {0, 1, -1, 0x7f, 0xff, 0xffff, 0x7fffffff, 0x80000000L, 0xffffffffL,
        Long.MAX_VALUE, Long.MIN_VALUE, 1L << 40};

    abstract byte[] of(byte[] original, Random random);

    /** A number at which arithmetic goes wrong. */
    static long extreme(Random random) {
        return random.nextInt(6) == 0 ? random.nextLong() : EXTREMES[random.nextInt(EXTREMES.length)];
    }
}
