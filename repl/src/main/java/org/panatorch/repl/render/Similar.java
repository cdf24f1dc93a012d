package org.panatorch.repl.render;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Did you mean? */
public final class Similar {
    private Similar() {}

    /** The candidate nearest to a mistyped word, if one is near. */
    public static Optional<String> to(String word, Collection<String> candidates) {
        var lower = word.toLowerCase(Locale.ROOT);
        return candidates.stream().filter(c -> !c.equals(word))
                .filter(c -> distance(lower, c.toLowerCase(Locale.ROOT)) <= Math.max(1, Math.min(lower.length(), c.length()) / 3))
                .min(Comparator.comparingInt(c -> distance(lower, c.toLowerCase(Locale.ROOT))));
    }

    /** {@code " (did you mean sample?)"}, or nothing. */
    public static String hint(String word, Collection<String> candidates) {
        return to(word, candidates).map(c -> " (did you mean " + c + "?)").orElse("");
    }

    /** Damerau and Levenshtein's: insertions, deletions, replacements, and neighbours swapped. */
    static int distance(String a, String b) {
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    d[i][j] = i + j;
                    continue;
                }
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                d[i][j] = Math.min(d[i - 1][j - 1] + change, 1 + Math.min(d[i - 1][j], d[i][j - 1]));
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
                }
            }
        }
        return d[a.length()][b.length()];
    }
}
