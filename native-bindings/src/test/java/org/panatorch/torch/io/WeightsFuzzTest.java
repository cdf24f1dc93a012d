package org.panatorch.torch.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.panatorch.torch.TensorScope;
import org.panatorch.torch.Weights;
import org.panatorch.torch.io.HostileFiles.Hostile;

/**
 * Damaged and hostile files: each is read to the last byte, also into tensors, or refused with a
 * {@link WeightsFormatException} of one line; soon, in bounded memory, and nothing is run. Where it is known which of the two
 * is right, that is checked. The files are the same every time; {@code -Dfuzz.count=20000} makes that many and
 * prints what became of them, by kind.
 */
class WeightsFuzzTest {

    private static final int COUNT = Integer.getInteger("fuzz.count", 1_200);
    private static final Duration SOON = Duration.ofSeconds(20);
    /** The budget for what a file describes, twice as it is read twice, and as much again for lists that outgrow their arrays. */
    private static final long MOST_ALLOCATED = 1L << 30;
    /** Expanded tensors can be larger than any disk. */
    private static final long MOST_BYTES = 1 << 20;
    private static final List<String> FIXTURES = List.of("state_dict.pth", "checkpoint.pth", "views.pth", "dtypes.pth",
            "big_endian.pth", "protocol4.pth", "protocol5.pth", "legacy.pth", "protocol4_legacy.pth", "tensors.safetensors");

    enum Kind { FLIPS, LIES, TRUNCATIONS, SPLICES, PICKLES, TENSORS, NESTING, GLOBALS, BOMBS, SOUP }

    @TempDir
    private Path folder;
    private int read;
    private int refused;
    private long slowest;
    private long longest;
    private long most;

    /** What the first use of libtorch costs is not to be counted. */
    @BeforeAll
    static void warmUp() {
        Weights.loadTree(Fixtures.file("checkpoint.pth"));
    }

    @ParameterizedTest
    @EnumSource
    void filesAreReadOrRefused(Kind kind) throws IOException {
        var random = new Random(kind.name().hashCode());
        var canary = folder.resolve("canary");
        var crafted = new HostileFiles(random, "touch " + canary);
        heap().forEach(MemoryPoolMXBean::resetPeakUsage);
        for (int i = 0; i < Math.ceilDiv(COUNT, Kind.values().length); i++) {
            tryOne(kind, next(kind, crafted, random));
        }
        assertThat(canary).doesNotExist();
        assertThat(most).as("bytes allocated for one file").isLessThan(MOST_ALLOCATED);
        long peak = heap().stream().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum();
        IO.println("fuzz %-11s %,6d read %,6d refused, slowest %,d ms (%,d ms of processor), most %,.1f MB for a file, heap at most %,d MB"
                .formatted(kind, read, refused, slowest / 1_000_000, longest / 1_000_000, most / 1e6, peak / 1_000_000));
    }

    private static List<MemoryPoolMXBean> heap() {
        return ManagementFactory.getMemoryPoolMXBeans().stream().filter(pool -> pool.getType() == MemoryType.HEAP).toList();
    }

    private Hostile next(Kind kind, HostileFiles crafted, Random random) throws IOException {
        return switch (kind) {
            case FLIPS, LIES, TRUNCATIONS, SPLICES -> {
                var name = FIXTURES.get(random.nextInt(FIXTURES.size()));
                var original = Files.readAllBytes(Fixtures.file(name));
                yield new Hostile(Mutations.valueOf(kind.name()).of(original, random), name.substring(name.indexOf('.')), null);
            }
            case PICKLES -> damagedPickle(FIXTURES.get(random.nextInt(7)), random);
            case TENSORS -> crafted.tensor();
            case NESTING -> crafted.nesting();
            case GLOBALS -> crafted.global();
            case BOMBS -> crafted.bomb();
            case SOUP -> crafted.soup();
        };
    }

    /** Damage to the pickle alone, in an archive that is sound, gets further in. */
    private Hostile damagedPickle(String fixture, Random random) throws IOException {
        var entries = new LinkedHashMap<String, byte[]>();
        try (var zip = new ZipFile(Fixtures.file(fixture).toFile())) {
            for (var entry : Collections.list(zip.entries())) {
                var name = entry.getName().substring(entry.getName().indexOf('/') + 1);
                entries.put(name, zip.getInputStream(entry).readAllBytes());
            }
        }
        var mutation = Mutations.values()[random.nextInt(Mutations.values().length)];
        entries.computeIfPresent("data.pkl", (_, pickle) -> mutation.of(pickle, random));
        var path = folder.resolve("zip");
        try (var channel = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE,
                StandardOpenOption.TRUNCATE_EXISTING)) {
            var zip = new ZipWriter(new CountingChannel(channel), "fuzz");
            for (var entry : entries.entrySet()) {
                zip.entry(entry.getKey(), entry.getValue());
            }
            zip.finish();
        }
        return new Hostile(Files.readAllBytes(path), ".pth", null);
    }

    private void tryOne(Kind kind, Hostile file) throws IOException {
        var path = Files.write(folder.resolve("mutant" + file.ending()), file.bytes());
        try {
            boolean wasRead = assertTimeoutPreemptively(SOON, () -> reads(path, file.ending()));
            assertThat(wasRead).as("read").isEqualTo(file.read() == null ? wasRead : file.read());
        } catch (Throwable e) {
            var kept = Files.write(Path.of("target", "fuzz-" + kind + file.ending()), file.bytes());
            throw new AssertionError("kept as " + kept, e);
        }
    }

    private boolean reads(Path path, String ending) {
        var thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = thread.getCurrentThreadAllocatedBytes();
        long start = System.nanoTime();
        long cpu = thread.getCurrentThreadCpuTime();
        try (var _ = TensorScope.open()) {
            Fixtures.with(path, ending.equals(".safetensors"), root -> {
                walk(root);
                return null;
            });
            Weights.loadTree(path);
            read++;
            return true;
        } catch (WeightsFormatException e) {
            assertThat(e.getMessage().lines()).hasSize(1);
            refused++;
            return false;
        } finally {
            longest = Math.max(longest, thread.getCurrentThreadCpuTime() - cpu);
            slowest = Math.max(slowest, System.nanoTime() - start);
            most = Math.max(most, thread.getCurrentThreadAllocatedBytes() - before);
        }
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
}
