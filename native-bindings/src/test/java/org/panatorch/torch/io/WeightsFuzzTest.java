package org.panatorch.torch.io;

import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Damaged files: each is read to the last byte or refused with a {@link WeightsFormatException}; nothing else
 * may happen, and not slowly. {@code -Dfuzz.count=20000} tries harder.
 */
class WeightsFuzzTest {

    private static final int COUNT = Integer.getInteger("fuzz.count", 2_000);
    private static final int BATCH = 100;
    private static final Duration SOON = Duration.ofSeconds(5);
    /** Expanded tensors can be larger than any disk. */
    private static final long MOST_BYTES = 1 << 20;
    private static final long[] EXTREMES = {0, 1, -1, 0x7f, 0xff, 0xffff, 0x7fffffff, 0x80000000L, 0xffffffffL,
        Long.MAX_VALUE, Long.MIN_VALUE, 1L << 40};

    @TempDir
    private Path folder;
    private long slowest;
    private int read;
    private int refused;

    private interface Mutants {
        byte[] next(Random random) throws IOException;
    }

    @ParameterizedTest
    @ValueSource(strings = {"state_dict.pth", "checkpoint.pth", "views.pth", "big_endian.pth",
        "protocol4.pth", "legacy.pth", "protocol4_legacy.pth", "tensors.safetensors"})
    void damagedFilesAreReadOrRefused(String name) throws IOException {
        var original = Files.readAllBytes(Fixtures.file(name));
        fuzz(name, random -> mutated(original, random));
    }

    /** Damage to the pickle alone, in an archive that is sound, gets further in. */
    @ParameterizedTest
    @ValueSource(strings = {"checkpoint.pth", "views.pth", "dtypes.pth", "protocol5.pth"})
    void damagedPicklesAreReadOrRefused(String name) throws IOException {
        var entries = entries(Fixtures.file(name));
        fuzz(name + ", the pickle", random -> {
            var damaged = new LinkedHashMap<>(entries);
            damaged.computeIfPresent("data.pkl", (_, pickle) -> mutated(pickle, random));
            return zip(damaged);
        });
    }

    private void fuzz(String name, Mutants mutants) throws IOException {
        var random = new Random(name.hashCode());
        for (int done = 0; done < COUNT / 12; done += BATCH) {
            assertTimeoutPreemptively(SOON, () -> {
                for (int i = 0; i < BATCH; i++) {
                    tryOne(name, mutants.next(random));
                }
            });
        }
        IO.println("fuzz %s: %d read, %d refused, slowest %d ms".formatted(name, read, refused, slowest / 1_000_000));
    }

    private static Map<String, byte[]> entries(Path file) throws IOException {
        var entries = new LinkedHashMap<String, byte[]>();
        try (var zip = new ZipFile(file.toFile())) {
            for (var entry : Collections.list(zip.entries())) {
                var name = entry.getName().substring(entry.getName().indexOf('/') + 1);
                entries.put(name, zip.getInputStream(entry).readAllBytes());
            }
        }
        return entries;
    }

    private byte[] zip(Map<String, byte[]> entries) throws IOException {
        var path = folder.resolve("zip");
        try (var channel = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE,
                StandardOpenOption.TRUNCATE_EXISTING)) {
            var zip = new ZipWriter(new CountingChannel(channel), "fuzz");
            for (var entry : entries.entrySet()) {
                zip.entry(entry.getKey(), entry.getValue());
            }
            zip.finish();
        }
        return Files.readAllBytes(path);
    }

    private void tryOne(String name, byte[] bytes) throws IOException {
        var path = folder.resolve("mutant");
        Files.write(path, bytes);
        long start = System.nanoTime();
        try {
            Fixtures.with(path, name.endsWith(".safetensors"), root -> {
                walk(root);
                return null;
            });
            read++;
        } catch (WeightsFormatException e) {
            if (e.getMessage().lines().count() != 1) {
                throw new AssertionError("a message of several lines: " + e.getMessage());
            }
            refused++;
        } catch (Throwable e) {
            var kept = Files.write(Path.of("target", "fuzz-" + name.replace(", the ", "-")), bytes);
            throw new AssertionError("kept as " + kept, e);
        }
        slowest = Math.max(slowest, System.nanoTime() - start);
    }

    /** What the first careless user would do. */
    private static void walk(Object node) {
        switch (node) {
            case StoredTensor tensor when tensor.byteSize() <= MOST_BYTES -> Fixtures.describe(tensor);
            case OrderedDict<?, ?> dict -> {
                dict.values().forEach(WeightsFuzzTest::walk);
                walk(dict.metadata());
            }
            case Map<?, ?> map -> map.values().forEach(WeightsFuzzTest::walk);
            case List<?> list -> list.forEach(WeightsFuzzTest::walk);
            case null, default -> { }
        }
    }

    private static byte[] mutated(byte[] original, Random random) {
        var bytes = original.clone();
        for (int i = 1 + random.nextInt(3); i > 0 && bytes.length > 0; i--) {
            bytes = switch (random.nextInt(8)) {
                case 0, 1 -> flipped(bytes, random);
                case 2, 3 -> overwritten(bytes, random);
                case 4 -> moved(bytes, random);
                case 5 -> Arrays.copyOf(bytes, random.nextInt(bytes.length));
                case 6 -> cut(bytes, random);
                default -> doubled(bytes, random);
            };
        }
        return bytes;
    }

    private static byte[] flipped(byte[] bytes, Random random) {
        bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        return bytes;
    }

    /** A length, an offset or a count becomes an extreme one, or one near to what it was. */
    private static byte[] overwritten(byte[] bytes, Random random) {
        int width = 1 << random.nextInt(4);
        if (bytes.length < width) {
            return bytes;
        }
        int at = random.nextInt(bytes.length - width + 1);
        long value = random.nextInt(3) == 0 ? bytes[at] + random.nextInt(-2, 3)
                : random.nextInt(6) == 0 ? random.nextLong()
                : EXTREMES[random.nextInt(EXTREMES.length)];
        var wide = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(value).array();
        System.arraycopy(wide, 0, bytes, at, width);
        return bytes;
    }

    private static byte[] moved(byte[] bytes, Random random) {
        int length = random.nextInt(Math.min(bytes.length, 64));
        System.arraycopy(bytes, random.nextInt(bytes.length - length), bytes, random.nextInt(bytes.length - length),
                length);
        return bytes;
    }

    private static byte[] cut(byte[] bytes, Random random) {
        int from = random.nextInt(bytes.length);
        int to = Math.min(bytes.length, from + random.nextInt(1, 32));
        var shorter = Arrays.copyOf(bytes, bytes.length - (to - from));
        System.arraycopy(bytes, to, shorter, from, bytes.length - to);
        return shorter;
    }

    private static byte[] doubled(byte[] bytes, Random random) {
        int from = random.nextInt(bytes.length);
        int length = Math.min(bytes.length - from, random.nextInt(1, 64));
        var longer = Arrays.copyOf(bytes, bytes.length + length);
        System.arraycopy(bytes, from, longer, from + length, bytes.length - from);
        return longer;
    }
}
