package org.panatorch.torch.internal.ops;

import java.util.ArrayList;
import java.util.List;
import org.panatorch.torch.internal.ops.Schema.Arg;

/**
 * Reads a schema as libtorch prints it:
 * {@code aten::add.Tensor(Tensor self, Tensor other, *, Scalar alpha=1) -> Tensor}.
 */
final class SchemaParser {
    private final String text;
    private int at;

    private SchemaParser(String text) {
        this.text = text;
    }

    static Schema parse(String text) {
        return new SchemaParser(text).schema();
    }

    private Schema schema() {
        var name = until("(");
        int dot = name.indexOf('.', name.indexOf("::") + 2);
        var args = new ArrayList<Arg>();
        boolean keywordOnly = false;
        boolean vararg = false;
        expect("(");
        while (!accept(")")) {
            if (accept("*")) {
                keywordOnly = true;
            } else if (accept("...")) {
                vararg = true;
            } else {
                args.add(arg(keywordOnly));
            }
            accept(", ");
        }
        expect(" -> ");
        return new Schema(dot < 0 ? name : name.substring(0, dot), dot < 0 ? "" : name.substring(dot + 1),
                List.copyOf(args), returns(), vararg, text);
    }

    private Arg arg(boolean keywordOnly) {
        var type = type();
        expect(" ");
        var name = identifier();
        boolean hasDefault = accept("=");
        return new Arg(name, type, keywordOnly, hasDefault, hasDefault ? literal(type) : null);
    }

    private List<ArgType> returns() {
        var types = new ArrayList<ArgType>();
        if (accept("...")) {
            return List.of();
        }
        if (!accept("(")) {
            types.add(type());
            return types;
        }
        while (!accept(")")) {
            types.add(type());
            if (accept(" ")) {
                identifier();
            }
            accept(", ");
        }
        return types;
    }

    private ArgType type() {
        int start = at;
        var name = identifier();
        var kind = accept("(") ? bracketed(name) : ArgType.Kind.of(name);
        boolean list = false;
        int size = 0;
        boolean optionalItems = false;
        boolean optional = false;
        var aliases = new StringBuilder();
        var printed = new StringBuilder(text.substring(start, at));
        while (true) {
            int mark = at;
            if (accept("(")) {
                aliases.append(until(")"));
                expect(")");
                continue;
            }
            if (accept("[")) {
                var digits = until("]");
                expect("]");
                kind = list ? ArgType.Kind.OTHER : kind;    // a list of lists
                list = true;
                size = digits.isEmpty() ? 0 : Integer.parseInt(digits);
                optionalItems = optional;
                optional = false;
            } else if (accept("?")) {
                optional = true;
            } else {
                return new ArgType(kind, list, size, optionalItems, optional, aliases.toString(), printed.toString());
            }
            printed.append(text, mark, at);
        }
    }

    /** After a name and "(": the aliases of a type, {@code Tensor(a!)}, or the insides of {@code Dict(int, Tensor)}. */
    private ArgType.Kind bracketed(String name) {
        at--;
        if (ArgType.Kind.of(name) != ArgType.Kind.OTHER || name.startsWith("__torch__")) {
            return ArgType.Kind.of(name);
        }
        int depth = 0;
        do {
            depth += text.charAt(at) == '(' ? 1 : text.charAt(at) == ')' ? -1 : 0;
            at++;
        } while (depth > 0);
        return ArgType.Kind.OTHER;
    }

    private Object literal(ArgType type) {
        if (accept("None")) {
            return null;
        }
        if (accept("[")) {
            var items = new ArrayList<Object>();
            while (!accept("]")) {
                items.add(single(type.kind()));
                accept(", ");
            }
            return items.toArray();
        }
        var one = single(type.kind());
        return type.list() ? Values.repeat(one, type.size()) : one;
    }

    private Object single(ArgType.Kind kind) {
        if (accept("True")) {
            return true;
        }
        if (accept("False")) {
            return false;
        }
        if (accept("\"")) {
            var string = new StringBuilder();
            for (; text.charAt(at) != '"'; at++) {
                if (text.charAt(at) == '\\') {
                    at++;
                }
                string.append(text.charAt(at));
            }
            at++;
            return string.toString();
        }
        int start = at;
        while (",)]".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        return Values.number(kind, text.substring(start, at));
    }

    private String identifier() {
        int start = at;
        while (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '_' || text.charAt(at) == '.') {
            if (text.startsWith("...", at)) {
                break;
            }
            if (++at == text.length()) {
                break;
            }
        }
        return text.substring(start, at);
    }

    private String until(String end) {
        int start = at;
        at = text.indexOf(end, at);
        return text.substring(start, at);
    }

    private boolean accept(String token) {
        if (!text.startsWith(token, at)) {
            return false;
        }
        at += token.length();
        return true;
    }

    private void expect(String token) {
        if (!accept(token)) {
            throw new IllegalArgumentException("expected \"" + token + "\" at " + at + " of the schema " + text);
        }
    }
}
