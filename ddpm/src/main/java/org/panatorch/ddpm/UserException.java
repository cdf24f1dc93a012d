package org.panatorch.ddpm;

/**
 * Something the user can put right: a wrong option, a missing or damaged file, a folder that cannot be written.
 *
 * <p>The message is one line that says what is wrong, where, and what was expected. The command line prints it without
 * a stack trace and exits with status 2.
 */
public final class UserException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UserException(String message) {
        super(message);
    }

    public UserException(String message, Throwable cause) {
        super(message, cause);
    }

    /** @throws UserException unless it is good: {@code --epochs: expected at least 1, got 0} */
    public static void unless(boolean good, String option, String expected, Object got) {
        if (!good) {
            throw new UserException(option + ": expected " + expected + ", got " + got);
        }
    }
}
