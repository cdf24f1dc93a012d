package org.panatorch.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.panatorch.torch.Keywords.dtype;
import static org.panatorch.torch.Keywords.kw;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How operators are found, how arguments choose an overload, and what comes back. */
class OperatorTest {
    private TensorScope scope;

    @BeforeEach
    void open() {
        scope = TensorScope.open();
    }

    @AfterEach
    void close() {
        scope.close();
    }

    @Test
    void namesItselfAndPrintsItsSchema() {
        var relu = Torch.op("relu");
        assertThat(relu.name()).isEqualTo("aten::relu");
        assertThat(relu.schema()).startsWith("aten::relu(Tensor self) -> Tensor").contains("aten::relu.out");
        assertThat(Torch.op("aten::add.Tensor").schema())
                .isEqualTo("aten::add.Tensor(Tensor self, Tensor other, *, Scalar alpha=1) -> Tensor");
        assertThat(Torch.op("gelu.default").schema()).isEqualTo("aten::gelu(Tensor self, *, str approximate=\"none\") -> Tensor");
        assertThat(Torch.op("add.Tensor")).isSameAs(Torch.op("add.Tensor"));
    }

    @Test
    void globsListOperatorsWithTheirSchemas() {
        var found = Torch.ops("upsample*");
        assertThat(found).extracting(OperatorSchema::name)
                .contains("aten::upsample_nearest2d", "aten::upsample_nearest2d.vec", "aten::upsample_bicubic2d_backward")
                .allMatch(name -> name.startsWith("aten::upsample"));
        assertThat(found).allSatisfy(op -> assertThat(op.schema()).startsWith(op.name() + "("));
        assertThat(Torch.ops("add.Tensor")).hasSize(1);
        assertThat(Torch.ops("rel?")).extracting(OperatorSchema::name).contains("aten::relu");
        assertThat(Torch.ops("*::*").size()).isGreaterThan(3000);
        assertThat(Torch.ops("no such thing")).isEmpty();
    }

    @Test
    void argumentsChooseTheOverload() {
        var x = Torch.tensor(new float[] {1, 5, 2, 7, 3, 6}, 2, 3);
        assertThat(Torch.op("max").callTensor(x).item()).isEqualTo(7);
        assertThat(Torch.op("max").callTensors(x, 1).get(1).toLongArray()).containsExactly(1, 0);
        assertThat(Torch.op("max").callTensor(x, Torch.scalar(4)).toFloatArray()).containsExactly(4, 5, 4, 7, 4, 6);
        assertThat(Torch.op("mul").callTensor(x, 2).toFloatArray()).containsExactly(2, 10, 4, 14, 6, 12);
        assertThat(Torch.op("mul").callTensor(x, x).toFloatArray()).containsExactly(1, 25, 4, 49, 9, 36);
        assertThat(Torch.op("zeros").callTensor(new long[] {2}).toFloatArray()).containsExactly(0, 0);
    }

    @Test
    void optionsAreTheKeywordsOfCreation() {
        assertThat(Torch.op("ones").callTensor(new long[] {2}, dtype(DType.INT32)).dtype()).isEqualTo(DType.INT32);
        var meta = Torch.op("empty").callTensor(List.of(2, 3), kw("device", "meta"), kw("memory_format", "contiguous_format"));
        assertThat(meta.device()).isEqualTo(Device.META);
        assertThat(Torch.op("empty").callTensor(new int[] {1, 2, 2, 2}, kw("memory_format", "torch.channels_last")).stride())
                .containsExactly(8, 1, 4, 2);
    }

    @Test
    void resultsThatAreArgumentsAreThatObject() {
        var x = Torch.tensor(new float[] {-1, 2}, 2);
        assertThat(Torch.op("relu_").callTensor(x)).isSameAs(x);
        assertThat(x.toFloatArray()).containsExactly(0, 2);
        var out = Torch.zeros(2);
        assertThat(Torch.op("add.out").callTensor(x, x, kw("out", out))).isSameAs(out);
        assertThat(Torch.op("add").callTensor(x, x, kw("out", out))).isSameAs(out);
        assertThat(out.toFloatArray()).containsExactly(0, 4);
        assertThat(Torch.op("_foreach_neg_").call(List.of(x, out))).isNull();
        assertThat(out.toFloatArray()).containsExactly(-0f, -4);
    }

    @Test
    void resultsOfOtherTypes() {
        var x = Torch.zeros(2, 3);
        assertThat(Torch.op("is_same_size").call(x, x)).isEqualTo(true);
        assertThat(Torch.op("sym_size.int").call(x, 1)).isEqualTo(3L);
        assertThat(Torch.op("result_type.Tensor").call(x, Torch.zeros(new long[] {1}, dtype(DType.FLOAT64))))
                .isEqualTo(DType.FLOAT64);
        assertThat(Torch.op("item").call(Torch.scalar(2.5))).isEqualTo(2.5);
        var masked = Torch.op("convolution_backward").callTensors(Torch.ones(1, 1, 2, 2), Torch.ones(1, 1, 2, 2),
                Torch.ones(1, 1, 1, 1), null, List.of(1, 1), List.of(0, 0), List.of(1, 1), false, List.of(0, 0), 1,
                new boolean[] {true, false, false});
        assertThat(masked.get(0).shape()).containsExactly(1, 1, 2, 2);
        assertThat(masked.subList(1, 3)).containsOnlyNulls();
    }

    @Test
    void bothWaysIntoTheDispatcherHaveAutogradAndAutocast() {
        var w = Torch.tensor(new float[] {2, 3}, 2).requiresGrad_(true);
        Torch.op("sum").callTensor(Torch.op("mul").callTensor(w, w)).backward();             // C ABI
        assertThat(w.grad().toFloatArray()).containsExactly(4, 6);
        w.clearGrad();
        Torch.op("sum").callTensor(Torch.op("mul").callTensor(w, 5)).backward();             // Scalar: IValues
        assertThat(w.grad().toFloatArray()).containsExactly(5, 5);
        try (var _ = Torch.noGrad()) {
            assertThat(Torch.op("mul").callTensor(w, w).requiresGrad()).isFalse();
        }
        try (var _ = Torch.autocast(Device.Type.CPU, DType.BFLOAT16)) {
            assertThat(Torch.op("mm").callTensor(Torch.ones(2, 2), Torch.ones(2, 2)).dtype()).isEqualTo(DType.BFLOAT16);
        }
    }

    @Test
    void resultsBelongToTheOpenScopeAndOutliveTheArguments() {
        Tensor kept;
        try (var inner = TensorScope.open()) {
            var x = Torch.tensor(new float[] {1, -1}, 2);
            kept = inner.promote(Torch.op("relu").callTensor(Torch.op("view").callTensor(x, new int[] {2, 1})));
            assertThat(inner.size()).isEqualTo(2);
        }
        assertThat(kept.toFloatArray()).containsExactly(1, 0);
    }

    @Test
    void severalThreadsCallAtOnce() throws Exception {
        var tasks = new ArrayList<Callable<Double>>();
        for (int i = 0; i < 8; i++) {
            int n = i;
            tasks.add(() -> {
                double sum = 0;
                for (int k = 0; k < 500; k++) {
                    try (var _ = TensorScope.open()) {
                        var x = Torch.full(new long[] {4}, (double) n, dtype(DType.FLOAT32));
                        var parts = Torch.op("split").callTensors(Torch.op("cat").callTensor(List.of(x, x)), 4);
                        sum += Torch.op("sum").callTensor(Torch.op("add").callTensor(parts.get(0), parts.get(1), kw("alpha", 2))).item();
                        if (k % 50 == 0) {
                            assertThatThrownBy(() -> Torch.op("mm").call(x, x)).isInstanceOf(TorchException.class);
                        }
                    }
                }
                return sum;
            });
        }
        try (var threads = Executors.newFixedThreadPool(4)) {
            var results = threads.invokeAll(tasks);
            for (int i = 0; i < results.size(); i++) {
                assertThat(results.get(i).get()).isEqualTo(500 * 12.0 * i);
            }
        }
    }
}
