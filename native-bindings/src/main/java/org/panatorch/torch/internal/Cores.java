package org.panatorch.torch.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.stream.IntStream;

/** How many physical cores this process may use. */
final class Cores {
    private Cores() {}

    /** The cores the JVM may use (which knows containers' limits), hyper-threads of one core counted once. */
    static int physical() {
        int available = Runtime.getRuntime().availableProcessors();
        var cores = new HashSet<String>();
        try {
            for (int cpu : IntStream.range(0, available).toArray()) {
                cores.add(Files.readString(
                        Path.of("/sys/devices/system/cpu/cpu" + cpu + "/topology/thread_siblings_list")));
            }
        } catch (IOException e) {
            return available;    // not Linux, or a system that does not tell
        }
        return Math.max(1, cores.size());
    }
}
