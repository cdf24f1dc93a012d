package org.panatorch.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.panatorch.torch.Keywords.dtype;
import static org.panatorch.torch.Keywords.kw;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Operators by name against PyTorch's results (scripts/make_ops_fixtures.py). */
class OperatorValuesTest {
    private TensorScope scope;
    private StateDict fixture;
    private final Set<String> seen = new HashSet<>();

    @BeforeEach
    void open() throws URISyntaxException {
        scope = TensorScope.open();
        fixture = Weights.load(Path.of(OperatorValuesTest.class.getResource("/ops/ops.safetensors").toURI()));
    }

    @AfterEach
    void close() {
        scope.close();
    }

    private Tensor in(String name) {
        return fixture.get("in." + name);
    }

    /** Calls, and compares every result. */
    private void check(String name, String op, Object... args) {
        var result = Torch.op(op).call(args);
        var results = result instanceof List<?> list ? list : Arrays.asList(result);
        for (int k = 0; k < results.size(); k++) {
            assertClose(name + "." + k, (Tensor) results.get(k));
        }
        assertThat(fixture.keys()).as(name + " has no more results").doesNotContain(name + "." + results.size());
    }

    private void assertClose(String name, Tensor actual) {
        var expected = fixture.get(name);
        assertThat(actual.dtype()).as(name).isEqualTo(expected.dtype());
        assertThat(actual.shape()).as(name).isEqualTo(expected.shape());
        var wanted = expected.toDoubleArray();
        var values = actual.toDoubleArray();
        for (int i = 0; i < wanted.length; i++) {
            assertThat(Math.abs(values[i] - wanted[i])).as(name + "[" + i + "]: " + values[i] + ", not " + wanted[i])
                    .isLessThanOrEqualTo(2e-6 * Math.max(1, Math.abs(wanted[i])));
        }
        seen.add(name.substring(0, name.lastIndexOf('.')));
    }

    @Test
    void everyCaseHasPyTorchsValues() {
        tensorsAndNumbers();
        scalars();
        listsAndOptionals();
        stringsAndDtypes();
        severalResults();
        randomNumbers();
        inPlace();
        gradients();
        var cases = new HashSet<String>();
        fixture.keys().forEach(key -> cases.add(key.substring(0, key.lastIndexOf('.'))));
        cases.remove("in");
        assertThat(seen).as("no case of the fixture was forgotten").isEqualTo(cases);
    }

    private void tensorsAndNumbers() {
        check("grid_sampler_2d", "aten::grid_sampler_2d", in("image"), in("grid"), 0, 0, false);
        check("matmul", "matmul", in("x"), in("y").transpose(0, 1));
        check("softmax", "_softmax", in("x"), 1, false);
        check("cumsum", "cumsum", in("x"), 1);
        check("tril", "tril", in("square"), -1);
        check("roll", "roll", in("x"), new int[] {1, -2}, new long[] {0, 1});
        check("pixel_shuffle", "pixel_shuffle", in("query").view(1, 16, 5, 1), 4);
        check("erfinv", "erfinv", Torch.op("tanh").callTensor(in("x")));
    }

    private void scalars() {
        check("add_alpha", "add.Tensor", in("x"), in("y"), kw("alpha", 2));
        check("add_alpha_float", "aten::add.Tensor", in("x"), in("y"), kw("alpha", 0.5));
        check("add_scalar", "add", in("x"), 1.5);
        check("add_long_scalar", "add", in("long"), (short) 3);
        check("leaky_relu", "leaky_relu", in("x"), 0.2f);
        check("clamp", "clamp", in("x"), -0.5, 0.5);
        check("clamp_min_only", "clamp", in("x"), null, 0.25);
        check("pow_scalar_tensor", "pow", 2.0, in("x"));
        check("linalg_vector_norm", "linalg_vector_norm", in("x"), 3, List.of(1), true);
        check("full", "full", List.of(2, 3L), 7, dtype(DType.INT64).device(Device.CPU));
        check("arange", "arange", 2, 11, 3);
        check("threshold", "threshold", in("x"), 0.1, -1);
    }

    private void listsAndOptionals() {
        check("conv2d", "conv2d", in("image"), in("weight"), in("bias"), new long[] {2, 1}, 1, 1, 1);
        check("conv2d_no_bias", "conv2d", in("image"), in("weight"), kw("padding", 1));
        check("avg_pool2d", "avg_pool2d", in("image"), 2, 2, 0, false, true, 3);
        check("upsample_bilinear2d", "upsample_bilinear2d", in("image"), new int[] {9, 4}, false);
        check("upsample_nearest_scales", "upsample_nearest2d.vec", in("image"), null, new double[] {2, 3});
        check("permute", "permute", in("image"), new int[] {0, 2, 3, 1});
        check("sum_dim", "sum", in("image"), new int[] {0, 2}, true);
        check("sum_double", "sum", in("x"), dtype(DType.FLOAT64));
        check("cat", "cat", List.of(in("x"), in("y")), 1);
        check("stack", "stack", new Tensor[] {in("x"), in("y"), in("x")}, -1);
        check("index", "index", in("x"), Arrays.asList(null, in("index")));
        check("layer_norm", "layer_norm", in("x"), new long[] {6}, in("gamma"), in("beta"), 1e-5);
        check("quantile", "quantile", in("x"), Torch.tensor(new float[] {0.1f, 0.5f}, 2));
        check("scaled_dot_product_attention", "scaled_dot_product_attention",
                in("query"), in("key"), in("value"), null, 0, true);
        check("einsum", "einsum", "ij,kj->ik", List.of(in("x"), in("y")));
        check("bincount", "bincount", in("labels"), null, 8);
    }

    private void stringsAndDtypes() {
        check("gelu", "gelu", in("x"));
        check("gelu_tanh", "gelu", in("x"), kw("approximate", "tanh"));
        check("div_floor", "div", in("x"), in("y"), kw("rounding_mode", "floor"));
        check("to_int", "to", in("x"), DType.INT64);
        check("conv2d_same", "conv2d", in("image"), in("weight"), in("bias"), 1, "same");
        check("isfinite", "isfinite", Torch.op("reciprocal").callTensor(Torch.op("floor").callTensor(in("x"))));
    }

    private void severalResults() {
        check("topk", "topk", in("x"), 3, 1);
        check("max_dim", "max", in("x"), 1);
        check("sort", "sort", in("x"), 1, true);
        check("native_layer_norm", "native_layer_norm", in("x"), new long[] {6}, in("gamma"), in("beta"), 1e-5);
        check("split", "split", in("x"), 2, 1);
        check("unbind", "unbind", in("x"));
        check("std_mean", "std_mean", in("x"), 1, kw("correction", 0));
        check("slogdet", "linalg_slogdet", in("square"));
        check("nll_loss_forward", "nll_loss_forward",
                Torch.op("log_softmax").callTensor(in("x"), 1), in("labels"), null, 1, -100);
        check("foreach_mul", "_foreach_mul", List.of(in("x"), in("row")), new double[] {2, -1});
    }

    private void randomNumbers() {
        try (var generator = new Generator(11)) {
            check("normal", "normal", 0, 2, new long[] {3, 100}, kw("generator", generator));
        }
    }

    private void inPlace() {
        check("relu_", "relu_", in("x").copy());
        check("index_add_", "index_add_", in("x").copy(), 0, in("index"), in("y").narrow(0, 0, 3), kw("alpha", 2));
        check("lerp_", "lerp_", in("x").copy(), in("y"), 0.25);
    }

    private void gradients() {
        var image = in("image").copy().requiresGrad_(true);
        var grid = in("grid").copy().requiresGrad_(true);
        var sampled = Torch.op("grid_sampler_2d").callTensor(image, grid, 0, 0, false);
        var loss = Torch.op("sum").callTensor(
                Torch.op("gelu").callTensor(Torch.op("mul").callTensor(sampled, 2), kw("approximate", "tanh")));
        Torch.op("_backward").call(loss, List.of());
        assertClose("gradients.0", loss.detach());
        assertClose("gradients.1", image.grad());
        assertClose("gradients.2", grid.grad());
    }
}
