package org.panatorch.torch;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.panatorch.torch.internal.ops.Dispatcher;

/**
 * An operator as {@link Torch#ops} lists it.
 *
 * @param name what {@link Torch#op} takes, with the overload: {@code aten::add.Tensor}
 * @param schema the signature as libtorch prints it
 */
public record OperatorSchema(String name, String schema) {

    /** The operators whose name matches; {@code *} stands for any text, {@code ?} for one character. */
    static List<OperatorSchema> matching(String glob) {
        var qualified = glob.contains("::") ? glob : "aten::" + glob;
        var regex = new StringBuilder();
        for (char c : qualified.toCharArray()) {
            regex.append(c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(String.valueOf(c)));
        }
        var pattern = Pattern.compile(regex.toString());
        var found = new ArrayList<OperatorSchema>();
        for (var op : Dispatcher.names()) {
            for (var overload : Dispatcher.overloads(op)) {
                var name = overload.isEmpty() ? op : op + "." + overload;
                if (pattern.matcher(op).matches() || pattern.matcher(name).matches()) {
                    var schema = Dispatcher.schema(op, overload);
                    if (schema != null) {
                        found.add(new OperatorSchema(name, schema));
                    }
                }
            }
        }
        return List.copyOf(found);
    }

    /** The schema. */
    @Override
    public String toString() {
        return schema;
    }
}
