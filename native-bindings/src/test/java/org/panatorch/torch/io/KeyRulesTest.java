package org.panatorch.torch.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyRulesTest {

    private static Map<String, Integer> names(String... names) {
        var map = new LinkedHashMap<String, Integer>();
        for (var name : names) {
            map.put(name, map.size());
        }
        return map;
    }

    @Test
    void rulesAreAppliedInTheirOrder() {
        var renamed = KeyRules.NONE.consumePrefix("module.").consumePrefix("_orig_mod.")
                .sub("layers\\.(\\d+)\\.", "blocks.$1.").sub("\\.gamma$", ".weight").drop("num_batches_tracked$")
                .apply(names("module._orig_mod.layers.12.norm.gamma", "_orig_mod.head.bias", "module.n.num_batches_tracked",
                        "stem.module.weight"));
        assertThat(renamed.entries()).containsExactly(
                Map.entry("blocks.12.norm.weight", 0), Map.entry("head.bias", 1), Map.entry("stem.module.weight", 3));
        assertThat(renamed.changed()).containsExactly(
                Map.entry("module._orig_mod.layers.12.norm.gamma", "blocks.12.norm.weight"),
                Map.entry("_orig_mod.head.bias", "head.bias"));
        assertThat(renamed.dropped()).containsExactly("module.n.num_batches_tracked");
        assertThat(renamed.idle()).isEmpty();
    }

    @Test
    void rulesThatFitNothingAreTold() {
        var renamed = KeyRules.NONE.consumePrefix("model.").sub("a+", "b").drop("x").apply(names("module.c"));
        assertThat(renamed.entries()).containsOnlyKeys("module.c");
        assertThat(renamed.idle()).containsExactly("model.", "a+=b", "x");
        assertThat(KeyRules.NONE.apply(names("a", "b")).entries()).isEqualTo(names("a", "b"));
    }

    @Test
    void twoTensorsOfOneNameAreRefused() {
        assertThatThrownBy(() -> KeyRules.NONE.consumePrefix("module.").apply(names("module.w", "w")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("both \"module.w\" and \"w\" would be named \"w\"");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "(a  | b  | is not a regular expression",
        "a   | $1 | cannot replace 'a'",
        "(a) | $x | cannot replace '(a)'",
        "a   | \\ | cannot replace 'a'",
    })
    void badRulesAreRefusedAtOnce(String regex, String replacement, String message) {
        assertThatThrownBy(() -> KeyRules.NONE.sub(regex, replacement))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining(message)
                .message().doesNotContain("\n");
        if (message.startsWith("is not")) {
            assertThatThrownBy(() -> KeyRules.NONE.drop(regex)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(List.of(KeyRules.NONE.sub("(a)|b", "<$1>").apply(names("ab")).entries().keySet()))
                .hasToString("[[<a><>]]");
    }
}
