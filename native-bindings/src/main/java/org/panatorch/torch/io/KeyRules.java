package org.panatorch.torch.io;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Rules that turn the names in a foreign checkpoint into a module's own. They are applied to each name one after the
 * other, in the order in which they were given; a rule that does not fit a name leaves it as it is.
 *
 * {@snippet :
 * var rules = KeyRules.NONE.consumePrefix("module.")       // of DataParallel; "_orig_mod." of torch.compile
 *         .sub("\\.gamma$", ".weight")
 *         .drop("\\.num_batches_tracked$");
 * var renamed = rules.apply(dict.asMap());
 * var mismatch = model.loadStateDictLenient(new StateDict(renamed.entries()));
 * }
 */
public final class KeyRules {

    /** Changes nothing. */
    public static final KeyRules NONE = new KeyRules(List.of());

    /** {@code change} gives the new name, the same one if the rule does not fit, or null to leave the tensor out. */
    private record Rule(String text, UnaryOperator<String> change) {
    }

    /**
     * What has become of the names.
     *
     * @param entries the tensors by their new names, in the order they had
     * @param changed new names by old ones, of those that changed
     * @param dropped names that were left out
     * @param idle rules that fitted no name: a typing error, perhaps
     */
    public record Renamed<V>(Map<String, V> entries, Map<String, String> changed, List<String> dropped, List<String> idle) {
    }

    private final List<Rule> rules;

    private KeyRules(List<Rule> rules) {
        this.rules = rules;
    }

    private KeyRules and(String text, UnaryOperator<String> change) {
        var more = new ArrayList<>(rules);
        more.add(new Rule(text, change));
        return new KeyRules(List.copyOf(more));
    }

    /** {@code torch.nn.modules.utils.consume_prefix_in_state_dict_if_present}: takes this off names that start with it. */
    public KeyRules consumePrefix(String prefix) {
        return and(prefix, name -> name.startsWith(prefix) ? name.substring(prefix.length()) : name);
    }

    /**
     * {@code re.sub(regex, replacement, name)}: every part that fits is replaced.
     *
     * @param replacement {@code $1} is the first group
     * @throws IllegalArgumentException if this is not a regular expression, or the replacement names a group that it lacks
     */
    public KeyRules sub(String regex, String replacement) {
        var pattern = pattern(regex);
        try {
            // The replacement is only looked at where something fits: with one more alternative the empty text does.
            Pattern.compile(regex + "|").matcher("").replaceAll(replacement);
        } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
            throw new IllegalArgumentException("'" + replacement + "' cannot replace '" + regex + "': " + e.getMessage(), e);
        }
        return and(regex + "=" + replacement, name -> {
            var matcher = pattern.matcher(name);
            return matcher.find() ? matcher.replaceAll(replacement) : name;
        });
    }

    /**
     * Leaves out the tensors in whose names something fits.
     *
     * @throws IllegalArgumentException if this is not a regular expression
     */
    public KeyRules drop(String regex) {
        var pattern = pattern(regex);
        return and(regex, name -> pattern.matcher(name).find() ? null : name);
    }

    private static Pattern pattern(String regex) {
        try {
            return Pattern.compile(regex);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("'" + regex + "' is not a regular expression: " + e.getDescription()
                    + (e.getIndex() < 0 ? "" : " at character " + e.getIndex()), e);
        }
    }

    /**
     * Renames these tensors.
     *
     * @throws IllegalArgumentException if two of them would have the same name
     */
    public <V> Renamed<V> apply(Map<String, V> tensors) {
        var entries = new LinkedHashMap<String, V>();
        var origin = new LinkedHashMap<String, String>();
        var changed = new LinkedHashMap<String, String>();
        var dropped = new ArrayList<String>();
        var idle = new ArrayList<>(rules);
        tensors.forEach((old, tensor) -> {
            var name = old;
            for (var rule : rules) {
                var next = rule.change.apply(name);
                if (!name.equals(next)) {
                    idle.remove(rule);
                }
                name = next;
                if (name == null) {
                    dropped.add(old);
                    return;
                }
            }
            var other = origin.putIfAbsent(name, old);
            if (other != null) {
                throw new IllegalArgumentException("both \"" + other + "\" and \"" + old + "\" would be named \"" + name + "\"");
            }
            entries.put(name, tensor);
            if (!name.equals(old)) {
                changed.put(old, name);
            }
        });
        return new Renamed<>(entries, changed, dropped, idle.stream().map(Rule::text).toList());
    }
}
