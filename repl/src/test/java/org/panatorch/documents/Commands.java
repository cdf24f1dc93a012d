package org.panatorch.documents;

import org.panatorch.repl.CommandLines;

/** Runs command lines one after the other, each an argument, where the process stands: DocumentsTest starts it in a folder of its own. */
final class Commands {
    private Commands() {}

    public static void main(String[] lines) {
        for (var line : lines) {
            int status = CommandLines.create().execute(line.split(" +"));
            if (status != 0) {
                System.err.println("status " + status + ": bin/ddpm " + line);
                System.exit(status);
            }
        }
        System.exit(0);
    }
}
