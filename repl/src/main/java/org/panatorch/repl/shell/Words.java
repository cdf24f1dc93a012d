package org.panatorch.repl.shell;

import java.util.ArrayList;
import java.util.List;
import org.panatorch.ddpm.UserException;

/** A line in words: split at blanks; quotes keep blanks, a backslash keeps a blank, a quote or itself; # begins a comment. */
final class Words {
    private Words() {}

    /** @throws UserException if a quote is not closed */
    static List<String> of(String line) {
        var words = new ArrayList<String>();
        var word = new StringBuilder();
        boolean inWord = false;
        char quote = 0;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (quote != 0 && c == quote) {
                quote = 0;
            } else if (c == '\\' && quote != '\'' && i + 1 < line.length() && " \t\"'\\#".indexOf(line.charAt(i + 1)) >= 0) {
                word.append(line.charAt(++i));
                inWord = true;
            } else if (quote != 0) {
                word.append(c);
            } else if (c == '"' || c == '\'') {
                quote = c;
                inWord = true;
            } else if (c == ' ' || c == '\t') {
                if (inWord) {
                    words.add(word.toString());
                    word.setLength(0);
                    inWord = false;
                }
            } else if (c == '#' && !inWord) {
                break;
            } else {
                word.append(c);
                inWord = true;
            }
        }
        if (quote != 0) {
            throw new UserException("a quote (" + quote + ") is not closed");
        }
        if (inWord) {
            words.add(word.toString());
        }
        return words;
    }
}
