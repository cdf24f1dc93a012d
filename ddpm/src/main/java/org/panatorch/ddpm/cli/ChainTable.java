package org.panatorch.ddpm.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import org.panatorch.ddpm.forward.ChainComparison;

/** Chain and shortcut beside each other, as text. */
final class ChainTable {
    private ChainTable() {}

    static void print(List<ChainComparison.Row> rows, int draws, PrintWriter console) {
        console.println("x_t by the chain (equation 2, step by step) and by the shortcut (equation 4), " + draws + " times each:");
        console.println("        share of x0 in the mean      variance around the mean      apart, in");
        console.println("     t     chain shortcut formula     chain shortcut formula    standard errors");
        for (var r : rows) {
            console.println(String.format(Locale.ROOT, "%6d  %8.5f %8.5f %8.5f  %8.5f %8.5f %8.5f   %8.2f", r.t(),
                    r.chain().share(), r.shortcut().share(), r.expected().share(),
                    r.chain().variance(), r.shortcut().variance(), r.expected().variance(), r.deviations()));
        }
    }

    static String csv(List<ChainComparison.Row> rows) {
        var text = new StringBuilder("t,chain_share,shortcut_share,sqrt_alpha_bar,"
                + "chain_variance,shortcut_variance,one_minus_alpha_bar,standard_errors\n");
        for (var r : rows) {
            text.append(String.format(Locale.ROOT, "%d,%.7g,%.7g,%.7g,%.7g,%.7g,%.7g,%.3f%n", r.t(),
                    r.chain().share(), r.shortcut().share(), r.expected().share(),
                    r.chain().variance(), r.shortcut().variance(), r.expected().variance(), r.deviations()));
        }
        return text.toString();
    }
}
