package org.panatorch.ddpm.cli;

import java.io.PrintWriter;
import java.io.StringWriter;

/** A command run in this process: its exit status and what it printed to stdout and, through picocli, to stderr. */
record Run(int status, String out, String err) {

    static Run of(String... args) {
        var out = new StringWriter();
        var err = new StringWriter();
        int status = Cli.create().setOut(new PrintWriter(out)).setErr(new PrintWriter(err)).execute(args);
        return new Run(status, out.toString(), err.toString());
    }
}
