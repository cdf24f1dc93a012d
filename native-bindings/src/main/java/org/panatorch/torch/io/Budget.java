package org.panatorch.torch.io;

import java.util.function.Function;

/**
 * How much heap the description of one file may take: 256 MiB, or a quarter of the JVM's if that is less. A
 * pickle of a gigabyte of one-byte opcodes would otherwise become sixty gigabytes of objects, and keep the
 * collector busy for minutes.
 */
final class Budget {

    private final long limit = Math.min(1 << 28, Runtime.getRuntime().maxMemory() / 4);
    private final Function<String, WeightsFormatException> error;
    private long left = limit;

    Budget(Function<String, WeightsFormatException> error) {
        this.error = error;
    }

    /** Takes about this many bytes of heap from the budget. */
    void charge(long bytes) {
        left -= bytes;
        if (left < 0) {
            throw error.apply("describes more objects than fit in " + (limit >> 20)
                    + " MiB of heap, the most that is allowed");
        }
    }
}
