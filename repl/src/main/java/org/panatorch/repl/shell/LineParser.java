package org.panatorch.repl.shell;

import org.jline.reader.EOFError;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser;
import org.jline.reader.impl.DefaultParser;

/** Words for completion; and Enter asks for another line where the interpreter says that one follows. */
final class LineParser implements Parser {
    private final DefaultParser words = new DefaultParser();
    private final Interpreter interpreter;

    LineParser(Interpreter interpreter) {
        this.interpreter = interpreter;
    }

    @Override
    public ParsedLine parse(String line, int cursor, ParseContext context) {
        if (context == ParseContext.ACCEPT_LINE && interpreter.isIncomplete(line)) {
            throw new EOFError(-1, cursor, "more follows");
        }
        return words.parse(line, cursor, context == ParseContext.ACCEPT_LINE ? ParseContext.UNSPECIFIED : context);
    }
}
