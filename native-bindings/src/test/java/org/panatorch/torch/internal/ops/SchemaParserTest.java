package org.panatorch.torch.internal.ops;

import static org.assertj.core.api.Assertions.assertThat;

import org.bytedeco.pytorch.OperatorName;
import org.junit.jupiter.api.Test;

/** The schemas as read here, against libtorch's own objects. */
class SchemaParserTest {

    @Test
    void everySchemaOfLibtorchIsReadAsLibtorchReadsIt() {
        int checked = 0;
        var dispatcher = org.bytedeco.pytorch.Dispatcher.singleton();
        for (var name : Dispatcher.names()) {
            for (var overload : Dispatcher.overloads(name)) {
                var found = dispatcher.findSchema(new OperatorName(name, overload));
                if (!found.has_value()) {
                    continue;
                }
                var libtorchs = found.get().schema();
                var schema = SchemaParser.parse(Dispatcher.schema(name, overload));
                assertThat(schema.name()).isEqualTo(name);
                assertThat(schema.overload()).isEqualTo(overload);
                assertThat(schema.vararg()).as(schema.text()).isEqualTo(libtorchs.is_vararg());
                assertThat(schema.isMutable()).as(schema.text()).isEqualTo(libtorchs.is_mutable());
                var arguments = libtorchs.arguments();
                int count = arguments == null ? 0 : (int) arguments.limit();
                assertThat(schema.args()).as(schema.text()).hasSize(count);
                for (int i = 0; i < count; i++) {
                    var theirs = arguments.getPointer(i);
                    var ours = schema.args().get(i);
                    assertThat(ours.name()).isEqualTo(theirs.name().getString());
                    assertThat(ours.keywordOnly()).as(schema.text()).isEqualTo(theirs.kwarg_only());
                    assertThat(ours.hasDefault()).as(schema.text()).isEqualTo(theirs.default_value().has_value());
                    if (ours.hasDefault()) {
                        var value = theirs.default_value().get();
                        assertThat(ours.defaultValue() == null).as(schema.text()).isEqualTo(value.isNone());
                        assertThat(ours.defaultValue() instanceof Object[]).as(schema.text()).isEqualTo(value.isList());
                    }
                    assertThat(ours.type().optional()).as(schema.text() + ": " + ours.name())
                            .isEqualTo(theirs.real_type().get().kind().value == org.bytedeco.pytorch.OptionalType.Kind().value);
                }
                var returns = libtorchs.returns();
                assertThat(schema.returns()).as(schema.text()).hasSize(returns == null ? 0 : (int) returns.limit());
                checked++;
            }
        }
        assertThat(checked).isGreaterThan(3000);
    }

    @Test
    void defaultsAreValues() {
        var schema = SchemaParser.parse("my::op.v2(Tensor(a!)? x, int[2] stride=1, float eps=1e-05, *, Scalar s=2,"
                + " Scalar f=0.5, str mode=\"a\\\"b, c\", bool[3]? m=None, ScalarType t=4, int[] e=[], bool b=True)"
                + " -> (Tensor(a!), Tensor[] rest)");
        assertThat(schema.args()).extracting(Schema.Arg::defaultValue).containsExactly(
                null, new Object[] {1L, 1L}, 1e-5, 2L, 0.5, "a\"b, c", null, org.panatorch.torch.DType.INT64,
                new Object[0], true);
        assertThat(schema.returns()).hasSize(2);
        assertThat(schema.writtenArgument(schema.returns().getFirst())).isZero();
        assertThat(schema.writtenArgument(schema.returns().getLast())).isEqualTo(-1);
        assertThat(schema.args().get(6).type().text()).isEqualTo("bool[3]?");
        assertThat(schema.isOut()).isFalse();
    }
}
