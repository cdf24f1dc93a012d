package org.panatorch.repl.shell;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import org.panatorch.ddpm.UserException;

/** Lines from a file or a pipe, to the first that fails. */
public final class Script {
    /** What Windows' programs may begin a text with. */
    private static final String UTF_8_MARK = "\uFEFF";

    private final Interpreter interpreter;
    private int status;

    public Script(Interpreter interpreter) {
        this.interpreter = interpreter;
    }

    /** The lines of a file. */
    public static Iterator<String> linesOf(Path file) {
        try {
            return Files.readAllLines(file).iterator();
        } catch (MalformedInputException e) {
            throw new UserException(file + ": not a text file in UTF-8, expected commands", e);
        } catch (IOException e) {
            throw new UserException(file + ": " + (Files.exists(file) ? "cannot be read" : "no such file")
                    + ", expected a text file with commands", e);
        }
    }

    /** The lines of a stream, each as it comes. */
    static Iterator<String> linesOf(BufferedReader in) {
        return new Iterator<>() {
            private String next;

            @Override
            public boolean hasNext() {
                if (next == null) {
                    try {
                        next = in.readLine();
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                }
                return next != null;
            }

            @Override
            public String next() {
                if (!hasNext()) {
                    throw new java.util.NoSuchElementException();
                }
                var line = next;
                next = null;
                return line;
            }
        };
    }

    /** Runs the lines; returns the number of the one that failed (with {@link #status} telling how), or 0. */
    public int run(Iterator<String> lines) {
        int number = 0;
        while (lines.hasNext() && !interpreter.ended()) {
            var line = new StringBuilder(lines.next());
            if (number++ == 0 && line.indexOf(UTF_8_MARK) == 0) {
                line.deleteCharAt(0);
            }
            while (lines.hasNext() && interpreter.isIncomplete(line.toString())) {
                line.append('\n').append(lines.next());
                number++;
            }
            status = interpreter.run(line.toString());
            if (status != 0) {
                return number;
            }
        }
        return 0;
    }

    /** The exit status of the last line. */
    public int status() {
        return status;
    }
}
