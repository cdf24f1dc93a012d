package org.panatorch.ddpm.cli;

import org.panatorch.ddpm.UserException;

/** Values of options. */
final class Check {
    private Check() {}

    /** @throws UserException unless the value is from low to high */
    static void within(String option, int value, int low, int high) {
        UserException.unless(value >= low && value <= high, option, low + " to " + high, value);
    }
}
