package org.panatorch.ddpm.cli;

import org.panatorch.ddpm.UserException;

/** Values of options. */
final class Check {
    private Check() {}

    /**
     * @param value null if the option was not given
     * @throws UserException unless the value is from low to high
     */
    static void within(String option, Integer value, int low, int high) {
        UserException.unless(value == null || value >= low && value <= high, option, low + " to " + high, value);
    }
}
