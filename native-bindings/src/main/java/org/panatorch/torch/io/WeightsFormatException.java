package org.panatorch.torch.io;

import java.nio.file.Path;

/**
 * A weight file that is not what it should be. The message is one line: the file, where in it, what is wrong
 * and what was expected.
 */
public class WeightsFormatException extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private static final int LONGEST_QUOTE = 80;

    public WeightsFormatException(Path file, String problem) {
        this(file, problem, null);
    }

    public WeightsFormatException(Path file, String problem, Throwable cause) {
        super(file + ": " + problem, cause);
    }

    /** Text from the file, made fit for a one-line message: quoted, escaped, cut. */
    static String quote(String text) {
        var quoted = new StringBuilder("'");
        for (int i = 0; i < text.length() && i < LONGEST_QUOTE; i++) {
            char c = text.charAt(i);
            if (c < ' ' || c >= 0x7f) {
                quoted.append("\\u%04x".formatted((int) c));
            } else {
                quoted.append(c);
            }
        }
        return quoted.append(text.length() > LONGEST_QUOTE ? "...'" : "'").toString();
    }
}
