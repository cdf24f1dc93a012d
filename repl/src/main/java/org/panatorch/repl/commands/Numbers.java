package org.panatorch.repl.commands;

import org.panatorch.ddpm.UserException;

/** Numbers as people type them. */
final class Numbers {
    private Numbers() {}

    static int whole(String where, String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new UserException(where + ": expected a whole number, got " + text, e);
        }
    }

    static double real(String where, String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new UserException(where + ": expected a number, got " + text, e);
        }
    }

    /** Without an exponent: 0.0001. */
    static String plain(double value) {
        return new java.math.BigDecimal(Double.toString(value)).stripTrailingZeros().toPlainString();
    }

    /** @throws UserException unless the timestep is from low to T - 1 */
    static int timestep(String verb, int t, int low, int steps) {
        if (t < low || t >= steps) {
            throw new UserException(verb + ": expected a timestep from " + low + " to " + (steps - 1) + ", got " + t);
        }
        return t;
    }

    /** @throws UserException unless it is from low to high */
    static int within(String where, int value, int low, int high) {
        if (value < low || value > high) {
            throw new UserException(where + ": expected " + low + " to " + high + ", got " + value);
        }
        return value;
    }
}
