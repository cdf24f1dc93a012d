package org.panatorch.ddpm.report;

import java.math.BigDecimal;
import java.util.Locale;
import org.panatorch.ddpm.models.Objective;
import org.panatorch.ddpm.schedulers.NoiseSchedule;

/** Settings as people say them. */
final class Words {
    private Words() {}

    /** {@code 2000 steps, beta linear from 0.0001 to 0.02}; the other curves have no such ends. */
    static String of(NoiseSchedule schedule) {
        return schedule.steps() + " steps, " + (schedule.kind() == NoiseSchedule.Kind.linear
                ? "beta linear from " + plain(schedule.betaStart()) + " to " + plain(schedule.betaEnd())
                : "alpha-bar a " + schedule.kind())
                + (schedule.zeroTerminalSnr() ? ", rescaled to zero terminal SNR" : "");
    }

    /** What a model predicts, and its error is of. */
    static String of(Objective objective) {
        return switch (objective) {
            case epsilon -> "the noise";
            case x0 -> "x0";
            case v -> "v";
        };
    }

    /** 558,753. */
    static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** Without an exponent: 0.0001. */
    private static String plain(double value) {
        return new BigDecimal(Double.toString(value)).stripTrailingZeros().toPlainString();
    }
}
