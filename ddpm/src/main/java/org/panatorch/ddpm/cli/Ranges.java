package org.panatorch.ddpm.cli;

import java.util.Arrays;
import java.util.stream.LongStream;
import org.panatorch.ddpm.UserException;

/** Whole numbers as one types several: {@code 7}, {@code 0-63}, {@code 1,3,5-9}. */
public final class Ranges {
    private static final String EXPECTED = ": expected numbers such as 7, 0-63 or 1,3,5-9, got ";
    private static final long MOST = 1_000_000;

    private Ranges() {}

    /** @throws UserException that names the option, if these are none */
    public static long[] of(String option, String text) {
        return Arrays.stream(text.split(",", -1)).flatMapToLong(part -> range(option, text, part)).toArray();
    }

    private static LongStream range(String option, String text, String part) {
        if (!part.strip().matches("\\d{1,18}(-\\d{1,18})?")) {
            throw new UserException(option + EXPECTED + text);
        }
        var ends = part.strip().split("-");
        long first = Long.parseLong(ends[0]);
        long last = Long.parseLong(ends[ends.length - 1]);
        if (last < first || last - first >= MOST) {
            throw new UserException(option + EXPECTED + text);
        }
        return LongStream.rangeClosed(first, last);
    }
}
