package org.panatorch.torch.internal;

import java.util.Map;
import org.panatorch.torch.ffm.Libc;

/**
 * glibc's allocator, told to keep the memory of freed tensors for the next ones.
 *
 * <p>By default each thread allocates from an arena of its own, in heaps of 64 MiB that go back to the system when they
 * are empty, and the kernel clears the same pages for every training step: 16,000 to 30,000 page faults a step of
 * AdvUNetModel. With one arena for all threads and these thresholds it is 2 to 4,000. The number of arenas cannot be changed for threads that run
 * already, so it takes MALLOC_ARENA_MAX=1 in the environment of the JVM, which {@code bin/ddpm} sets; without it the
 * thresholds do nothing for tensors and are left alone.
 */
final class Malloc {
    private static final int MIB = 1 << 20;
    /** The most that every glibc takes. */
    private static final int MMAP_THRESHOLD = 32 * MIB;
    private static final int TRIM_THRESHOLD = 1024 * MIB;

    private Malloc() {}

    /** Raises both thresholds, unless the user's environment has them, and lists what is in force. */
    static void keepFreedMemory(Map<String, String> settings) {
        var arenas = System.getenv("MALLOC_ARENA_MAX");
        if (arenas == null) {
            return;
        }
        settings.put("MALLOC_ARENA_MAX", arenas);
        if (arenas.equals("1")) {
            set(settings, "MALLOC_MMAP_THRESHOLD_", Libc.M_MMAP_THRESHOLD, MMAP_THRESHOLD);
            set(settings, "MALLOC_TRIM_THRESHOLD_", Libc.M_TRIM_THRESHOLD, TRIM_THRESHOLD);
        }
    }

    private static void set(Map<String, String> settings, String variable, int parameter, int value) {
        var users = System.getenv(variable);
        if (users != null) {
            settings.put(variable, users);
        } else if (Libc.mallopt(parameter, value)) {
            settings.put(variable, Integer.toString(value));
        }
    }
}
