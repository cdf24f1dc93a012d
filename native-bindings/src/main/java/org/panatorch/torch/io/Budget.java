package org.panatorch.torch.io;

import java.util.function.Function;

/**
 * How much heap the description of one file may take: a quarter of the JVM's. A pickle of a gigabyte of
 * one-byte opcodes would otherwise become sixty gigabytes of objects.
 */
final class Budget {

    private final long limit = Runtime.getRuntime().maxMemory() / 4;
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
                    + " MiB, a quarter of this JVM's heap (see -Xmx)");
        }
    }
}
