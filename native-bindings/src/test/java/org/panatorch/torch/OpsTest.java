package org.panatorch.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.panatorch.torch.DType.BFLOAT16;
import static org.panatorch.torch.DType.BOOL;
import static org.panatorch.torch.DType.FLOAT16;
import static org.panatorch.torch.DType.FLOAT32;
import static org.panatorch.torch.DType.FLOAT64;
import static org.panatorch.torch.DType.INT32;
import static org.panatorch.torch.DType.INT64;
import static org.panatorch.torch.DType.UINT8;
import static org.panatorch.torch.IndexingOps.END;
import static org.panatorch.torch.Keywords.dtype;
import static org.panatorch.torch.Keywords.shape;
import static org.panatorch.torch.Tensors.assertTensor;

import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Operators by their values, worked out by hand or, where it says so, with PyTorch. */
class OpsTest {
    private static final Offset<Double> CLOSE = Offset.offset(1e-6);
    private TensorScope scope;

    @BeforeEach
    void open() {
        scope = TensorScope.open();
    }

    @AfterEach
    void close() {
        scope.close();
    }

    private static Tensor floats(double... values) {
        return Torch.tensor(values).to(FLOAT32);
    }

    private static Tensor ints(long... values) {
        return Torch.tensor(values);
    }

    /** 0, 1, ... in that shape, int64. */
    private static Tensor counting(long... shape) {
        long n = 1;
        for (long s : shape) {
            n *= s;
        }
        return Torch.arange(n).view(shape);
    }

    // ---- arithmetic

    @Test
    void arithmeticOfTensors() {
        var a = floats(1, 2, 3);
        var b = floats(4, 5, 8);
        assertTensor(a.add(b), FLOAT32, shape(3), 5, 7, 11);
        assertTensor(a.sub(b), FLOAT32, shape(3), -3, -3, -5);
        assertTensor(a.mul(b), FLOAT32, shape(3), 4, 10, 24);
        assertTensor(b.div(a), FLOAT32, shape(3), 4, 2.5, (float) (8 / 3.0));
        assertTensor(a.pow(floats(2, 0, 3)), FLOAT32, shape(3), 1, 1, 27);
        assertTensor(a.maximum(floats(2, 2, 2)), FLOAT32, shape(3), 2, 2, 3);
        assertTensor(a.minimum(floats(2, 2, 2)), FLOAT32, shape(3), 1, 2, 2);
    }

    @Test
    void arithmeticWithNumbers() {
        var a = floats(1, 2, 4);
        assertTensor(a.add(0.5), FLOAT32, shape(3), 1.5, 2.5, 4.5);
        assertTensor(a.sub(0.5), FLOAT32, shape(3), 0.5, 1.5, 3.5);
        assertTensor(a.mul(0.5), FLOAT32, shape(3), 0.5, 1, 2);
        assertTensor(a.div(2.0), FLOAT32, shape(3), 0.5, 1, 2);
        assertTensor(a.rsub(1.0), FLOAT32, shape(3), 0, -1, -3);
        assertTensor(a.rdiv(1.0), FLOAT32, shape(3), 1, 0.5, 0.25);
        assertTensor(a.pow(0.5), FLOAT32, shape(3), 1, (float) Math.sqrt(2), 2);
        assertTensor(a.pow(2L), FLOAT32, shape(3), 1, 4, 16);
    }

    @Test
    void integersStayIntegersAsInPython() {
        var a = ints(1, 2, -7);
        assertTensor(a.add(1), INT64, shape(3), 2, 3, -6);
        assertTensor(a.sub(1), INT64, shape(3), 0, 1, -8);
        assertTensor(a.mul(3), INT64, shape(3), 3, 6, -21);
        assertTensor(a.remainder(4), INT64, shape(3), 1, 2, 1);
        assertTensor(a.pow(2), INT64, shape(3), 1, 4, 49);
        assertTensor(a.add(1.0), FLOAT32, shape(3), 2, 3, -6);
        assertTensor(a.div(2), FLOAT32, shape(3), 0.5, 1, -3.5);
        assertTensor(a.rsub(1.0), FLOAT32, shape(3), 0, -1, 8);
        assertTensor(ints(1L << 60).add(1L), INT64, shape(1), (1L << 60) + 1);
        assertThat(ints(1L << 60).add(1L).itemLong()).as("no detour by double").isEqualTo((1L << 60) + 1);
    }

    @Test
    void typesPromoteAsInPyTorch() {
        var i = Torch.tensor(new int[] {1, 2});
        assertThat(i.add(ints(1, 1)).dtype()).isEqualTo(INT64);
        assertThat(i.add(floats(1, 1)).dtype()).isEqualTo(FLOAT32);
        assertThat(floats(1).add(Torch.tensor(new double[] {1})).dtype()).isEqualTo(FLOAT64);
        assertThat(floats(1).to(BFLOAT16).add(floats(1).to(FLOAT16)).dtype()).isEqualTo(FLOAT32);
        assertThat(floats(1).to(BFLOAT16).mul(2.5).dtype()).isEqualTo(BFLOAT16);
        assertThat(floats(1).gt(0).add(1).dtype()).isEqualTo(INT64);
    }

    @Test
    void inPlaceChangesTheTensorAndReturnsIt() {
        var a = floats(1, 2);
        assertThat(a.add_(1.0)).isSameAs(a);
        assertTensor(a, FLOAT32, shape(2), 2, 3);
        assertTensor(a.add_(floats(1, 0)), FLOAT32, shape(2), 3, 3);
        assertTensor(a.sub_(1.0).sub_(floats(0, 1)), FLOAT32, shape(2), 2, 1);
        assertTensor(a.mul_(3.0).mul_(floats(1, 2)), FLOAT32, shape(2), 6, 6);
        assertTensor(a.div_(2.0).div_(floats(3, 1)), FLOAT32, shape(2), 1, 3);
        assertTensor(a.neg_(), FLOAT32, shape(2), -1, -3);
        assertTensor(a.relu_().fill_(4).sqrt_(), FLOAT32, shape(2), 2, 2);
        assertThat(a.addcmul_(floats(1, 2), floats(3, 4), 0.5)).isSameAs(a);
        assertTensor(a, FLOAT32, shape(2), 3.5, 6);
        assertTensor(a.addcdiv_(floats(1, 2), floats(2, 1), 2), FLOAT32, shape(2), 4.5, 10);
        assertTensor(a.lerp_(floats(0.5, 0), 0.25), FLOAT32, shape(2), 3.5, 7.5);
        assertTensor(a.copy_(ints(7)), FLOAT32, shape(2), 7, 7);
        assertTensor(a.zero_(), FLOAT32, shape(2), 0, 0);
        assertTensor(a.exp_(), FLOAT32, shape(2), 1, 1);
        assertTensor(a.zero_().sigmoid_(), FLOAT32, shape(2), 0.5, 0.5);
        assertTensor(a.zero_().tanh_(), FLOAT32, shape(2), 0, 0);
    }

    @Test
    void elementaryFunctions() {
        var x = Torch.tensor(new double[] {0.3});
        assertThat(x.neg().item()).isEqualTo(-0.3);
        assertThat(x.neg().abs().item()).isEqualTo(0.3);
        assertThat(x.neg().sign().item()).isEqualTo(-1);
        assertThat(x.sqrt().item()).isCloseTo(Math.sqrt(0.3), CLOSE);
        assertThat(x.rsqrt().item()).isCloseTo(1 / Math.sqrt(0.3), CLOSE);
        assertThat(x.square().item()).isCloseTo(0.09, CLOSE);
        assertThat(x.reciprocal().item()).isCloseTo(1 / 0.3, CLOSE);
        assertThat(x.exp().item()).isCloseTo(Math.exp(0.3), CLOSE);
        assertThat(x.expm1().item()).isCloseTo(Math.expm1(0.3), CLOSE);
        assertThat(x.log().item()).isCloseTo(Math.log(0.3), CLOSE);
        assertThat(x.log1p().item()).isCloseTo(Math.log1p(0.3), CLOSE);
        assertThat(x.log2().item()).isCloseTo(Math.log(0.3) / Math.log(2), CLOSE);
        assertThat(x.sin().item()).isCloseTo(Math.sin(0.3), CLOSE);
        assertThat(x.cos().item()).isCloseTo(Math.cos(0.3), CLOSE);
        assertThat(x.tan().item()).isCloseTo(Math.tan(0.3), CLOSE);
        assertThat(x.tanh().item()).isCloseTo(Math.tanh(0.3), CLOSE);
        assertThat(x.sigmoid().item()).isCloseTo(1 / (1 + Math.exp(-0.3)), CLOSE);
        assertThat(x.silu().item()).isCloseTo(0.3 / (1 + Math.exp(-0.3)), CLOSE);
        var y = floats(-1.5, -0.5, 0.5, 1.5, 2.5);
        assertTensor(y.relu(), FLOAT32, shape(5), 0, 0, 0.5, 1.5, 2.5);
        assertTensor(y.floor(), FLOAT32, shape(5), -2, -1, 0, 1, 2);
        assertTensor(y.ceil(), FLOAT32, shape(5), -1, -0.0, 1, 2, 3);
        assertTensor(y.round(), FLOAT32, shape(5), -2, -0.0, 0, 2, 2);
        assertTensor(y.trunc(), FLOAT32, shape(5), -1, -0.0, 0, 1, 2);
        assertTensor(y.clamp(-1, 2), FLOAT32, shape(5), -1, -0.5, 0.5, 1.5, 2);
        var odd = floats(Double.NaN, Double.POSITIVE_INFINITY, 1);
        assertTensor(odd.isnan(), BOOL, shape(3), 1, 0, 0);
        assertTensor(odd.isinf(), BOOL, shape(3), 0, 1, 0);
        assertTensor(odd.isfinite(), BOOL, shape(3), 0, 0, 1);
    }

    @Test
    void matrixProducts() {
        var a = counting(2, 3).to(FLOAT32);
        var b = counting(3, 2).to(FLOAT32);
        assertTensor(a.matmul(b), FLOAT32, shape(2, 2), 10, 13, 28, 40);
        assertTensor(a.matmul(floats(1, 0, 2)), FLOAT32, shape(2), 4, 13);
    }

    @Test
    void comparisonsGiveBooleans() {
        var a = floats(1, 2, 3);
        var b = floats(3, 2, 1);
        assertTensor(a.eq(b), BOOL, shape(3), 0, 1, 0);
        assertTensor(a.ne(b), BOOL, shape(3), 1, 0, 1);
        assertTensor(a.lt(b), BOOL, shape(3), 1, 0, 0);
        assertTensor(a.le(b), BOOL, shape(3), 1, 1, 0);
        assertTensor(a.gt(b), BOOL, shape(3), 0, 0, 1);
        assertTensor(a.eq(2), BOOL, shape(3), 0, 1, 0);
        assertTensor(a.ne(2), BOOL, shape(3), 1, 0, 1);
        assertTensor(a.lt(2), BOOL, shape(3), 1, 0, 0);
        assertTensor(a.le(2), BOOL, shape(3), 1, 1, 0);
        assertTensor(a.gt(2), BOOL, shape(3), 0, 0, 1);
        assertTensor(a.ge(2), BOOL, shape(3), 0, 1, 1);
        assertTensor(a.gt(1).logicalAnd(a.lt(3)), BOOL, shape(3), 0, 1, 0);
        assertTensor(a.eq(1).logicalOr(a.eq(3)), BOOL, shape(3), 1, 0, 1);
        assertTensor(a.eq(1).logicalNot(), BOOL, shape(3), 0, 1, 1);
        assertThat(a.equal(floats(1, 2, 3))).isTrue();
        assertThat(a.equal(floats(1, 2))).isFalse();
        assertThat(a.allclose(floats(1, 2, 3.001), 0, 1e-2)).isTrue();
        assertThat(a.allclose(floats(1, 2, 3.001), 0, 1e-4)).isFalse();
    }

    @Test
    void smallTensorsBroadcast() {
        assertTensor(counting(2, 1).add(counting(3)), INT64, shape(2, 3), 0, 1, 2, 1, 2, 3);
    }

    // ---- reductions

    @Test
    void reductions() {
        var x = counting(2, 3).to(FLOAT32);
        assertTensor(x.sum(), FLOAT32, shape(), 15);
        assertTensor(x.sum(0), FLOAT32, shape(3), 3, 5, 7);
        assertTensor(x.sum(-1), FLOAT32, shape(2), 3, 12);
        assertTensor(x.sum(0, 1), FLOAT32, shape(), 15);
        assertTensor(x.mean(), FLOAT32, shape(), 2.5);
        assertTensor(x.mean(1), FLOAT32, shape(2), 1, 4);
        assertTensor(x.var(), FLOAT32, shape(), 3.5);
        assertTensor(x.std(), FLOAT32, shape(), (float) Math.sqrt(3.5));
        assertTensor(x.min(), FLOAT32, shape(), 0);
        assertTensor(x.max(), FLOAT32, shape(), 5);
        assertTensor(x.argmax(1), INT64, shape(2), 2, 2);
        assertTensor(x.add(1.0).prod(), FLOAT32, shape(), 720);
        assertTensor(x.cumsum(1), FLOAT32, shape(2, 3), 0, 1, 3, 3, 7, 12);
        assertTensor(x.cumprod(-1), FLOAT32, shape(2, 3), 0, 0, 0, 3, 12, 60);
        assertTensor(x.gt(0).all(), BOOL, shape(), 0);
        assertTensor(x.gt(0).any(), BOOL, shape(), 1);
        assertTensor(counting(3).sum(), INT64, shape(), 3);
        assertTensor(x.gt(1).sum(), INT64, shape(), 4);
    }

    // ---- shapes

    @Test
    void shapesAreThoseOfPyTorch() {
        var x = counting(2, 3);
        assertTensor(x.view(3, -1), INT64, shape(3, 2), 0, 1, 2, 3, 4, 5);
        assertTensor(x.reshape(6), INT64, shape(6), 0, 1, 2, 3, 4, 5);
        assertTensor(x.t(), INT64, shape(3, 2), 0, 3, 1, 4, 2, 5);
        assertTensor(x.transpose(-1, 0), INT64, shape(3, 2), 0, 3, 1, 4, 2, 5);
        assertTensor(counting(1, 2, 3).permute(2, 0, 1), INT64, shape(3, 1, 2), 0, 3, 1, 4, 2, 5);
        assertTensor(counting(2, 2, 2).flatten(1), INT64, shape(2, 4), 0, 1, 2, 3, 4, 5, 6, 7);
        assertTensor(counting(2, 1).expand(-1, 3), INT64, shape(2, 3), 0, 0, 0, 1, 1, 1);
        assertTensor(counting(3).expandAs(x), INT64, shape(2, 3), 0, 1, 2, 0, 1, 2);
        assertTensor(counting(2).repeat(2, 2), INT64, shape(2, 4), 0, 1, 0, 1, 0, 1, 0, 1);
        assertTensor(counting(2).unsqueeze(-1), INT64, shape(2, 1), 0, 1);
        assertTensor(counting(1, 2, 1).squeeze(0), INT64, shape(2, 1), 0, 1);
        assertTensor(counting(1, 2, 1).squeeze(), INT64, shape(2), 0, 1);
        assertTensor(x.flip(-1), INT64, shape(2, 3), 2, 1, 0, 5, 4, 3);
        assertTensor(counting(6).asStrided(shape(2, 2), shape(1, 2), 1), INT64, shape(2, 2), 1, 3, 2, 4);
        assertThat(x.t().isContiguous()).isFalse();
        assertThat(x.t().stride()).containsExactly(1, 3);
        assertThat(x.t().contiguous().stride()).containsExactly(2, 1);
        assertThat(x.size(-1)).isEqualTo(3);
        assertThat(x.dim()).isEqualTo(2);
        assertThat(x.nbytes()).isEqualTo(48);
    }

    @Test
    void joiningAndSplitting() {
        var a = counting(1, 2);
        var b = counting(1, 2).add(10);
        assertTensor(Torch.cat(List.of(a, b), 0), INT64, shape(2, 2), 0, 1, 10, 11);
        assertTensor(Torch.cat(List.of(a, b), -1), INT64, shape(1, 4), 0, 1, 10, 11);
        assertTensor(Torch.stack(List.of(a, b), -1), INT64, shape(1, 2, 2), 0, 10, 1, 11);
        var parts = counting(5).split(2, 0);
        assertThat(parts).hasSize(3);
        assertTensor(parts.get(1), INT64, shape(2), 2, 3);
        assertTensor(parts.get(2), INT64, shape(1), 4);
        var chunks = counting(2, 4).chunk(2, -1);
        assertThat(chunks).hasSize(2);
        assertTensor(chunks.get(1), INT64, shape(2, 2), 2, 3, 6, 7);
        chunks.get(0).close();
        assertTensor(chunks.get(1), INT64, shape(2, 2), 2, 3, 6, 7);
    }

    // ---- indexing

    @Test
    void squareBrackets() {
        var x = counting(2, 3, 2);
        assertTensor(x.get(1), INT64, shape(3, 2), 6, 7, 8, 9, 10, 11);
        assertTensor(x.get(-1, 0), INT64, shape(2), 6, 7);
        assertTensor(x.get(1, -1, 1), INT64, shape(), 11);
        assertTensor(x.get(), INT64, shape(2, 3, 2), 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
        assertTensor(x.select(-1, 1), INT64, shape(2, 3), 1, 3, 5, 7, 9, 11);
        assertTensor(counting(6).slice(0, 0, END, 2), INT64, shape(3), 0, 2, 4);
        assertTensor(counting(6).slice(0, -2, END, 1), INT64, shape(2), 4, 5);
        assertTensor(counting(6).slice(0, 1, -1, 1), INT64, shape(4), 1, 2, 3, 4);
        assertTensor(counting(6).narrow(0, 2, 3), INT64, shape(3), 2, 3, 4);
        assertTensor(counting(2, 2).get(ints(1, 0, 1)), INT64, shape(3, 2), 2, 3, 0, 1, 2, 3);
        assertTensor(counting(4).get(ints(-1)), INT64, shape(1), 3);
        var y = floats(1, -2, 3);
        assertTensor(y.get(y.gt(0)), FLOAT32, shape(2), 1, 3);
        assertTensor(counting(2, 3).indexSelect(1, ints(2, 0)), INT64, shape(2, 2), 2, 0, 5, 3);
        assertTensor(counting(2, 3).gather(1, ints(2, 0).view(2, 1)), INT64, shape(2, 1), 2, 3);
        assertTensor(y.maskedFill_(y.lt(0), 9), FLOAT32, shape(3), 1, 9, 3);
        assertTensor(Torch.where(y.eq(9), floats(0), y), FLOAT32, shape(3), 1, 0, 3);
    }

    @Test
    void viewsWriteThrough() {
        var x = Torch.zeros(2, 3);
        x.get(1, 2).fill_(5);
        x.slice(1, 0, END, 2).get(0).copy_(floats(7, 8));
        x.t().get(1).add_(1.0);
        assertTensor(x, FLOAT32, shape(2, 3), 7, 1, 8, 0, 1, 5);
        x.view(6).narrow(0, 0, 1).zero_();
        assertThat(x.get(0, 0).item()).isZero();
        var copy = x.copy();
        copy.zero_();
        assertThat(x.max().item()).isEqualTo(8);
    }

    @Test
    void aViewOutlivesTheTensorItLooksInto() {
        var x = Torch.full(shape(1000), 3.0, TensorOptions.DEFAULT);
        var view = x.get(999);
        x.close();
        assertThat(view.item()).isEqualTo(3);
    }

    // ---- conversions

    @Test
    void conversions() {
        var x = floats(0, 1.5, -2.7, 300);
        assertTensor(x.to(INT64), INT64, shape(4), 0, 1, -2, 300);
        assertTensor(x.to(BOOL), BOOL, shape(4), 0, 1, 1, 1);
        assertTensor(floats(0, 1.5, 255).to(UINT8), UINT8, shape(3), 0, 1, 255);
        assertTensor(floats(1.00390625, 1.01171875).to(BFLOAT16), BFLOAT16, shape(2), 1, 1.015625);    // ties to even
        assertTensor(floats(65520, 1 / 3.0).to(FLOAT16), FLOAT16, shape(2), Double.POSITIVE_INFINITY, 0.333251953125);
        assertThat(x.to(FLOAT32).dataPtr()).isEqualTo(x.dataPtr());
        assertTensor(floats(1).view(INT32), INT32, shape(1), 0x3f800000);
    }

    @Test
    void javaArraysGoInAndOut() {
        assertTensor(Torch.tensor(new float[] {1, 2, 3, 4}, 2, 2), FLOAT32, shape(2, 2), 1, 2, 3, 4);
        assertTensor(Torch.tensor(new double[] {0.1}), FLOAT64, shape(1), 0.1);
        assertTensor(Torch.tensor(new int[] {-1, 2}), INT32, shape(2), -1, 2);
        assertTensor(Torch.tensor(new byte[] {1, (byte) 255}), UINT8, shape(2), 1, 255);
        assertThat(ints(Long.MIN_VALUE, Long.MAX_VALUE).toLongArray()).containsExactly(Long.MIN_VALUE, Long.MAX_VALUE);
        assertThat(floats(1.5, -1).toFloatArray()).containsExactly(1.5f, -1f);
        assertThat(ints(1, 254).toByteArray()).containsExactly(1, (byte) 254);
        assertThat(counting(2, 3).t().toLongArray()).as("row-major, whatever the layout").containsExactly(0, 3, 1, 4, 2, 5);
        assertThat(floats(1).requiresGrad_(true).toFloatArray()).containsExactly(1);
        assertThat(Torch.scalar(2.5).item()).isEqualTo(2.5);
        assertThatThrownBy(() -> Torch.tensor(new float[3], 2, 2)).isInstanceOf(TorchException.class)
                .hasMessage("3 values do not fill the shape [2, 2], which has 4 [tensor]");
        var source = new float[] {1};
        var copied = Torch.tensor(source);
        source[0] = 2;
        assertThat(copied.item()).isEqualTo(1);
    }

    @Test
    void tensorsWithoutDimensionsOrElements() {
        var scalar = Torch.scalar(3);
        assertThat(scalar.dim()).isZero();
        assertThat(scalar.numel()).isEqualTo(1);
        assertThat(scalar.toFloatArray()).containsExactly(3);
        assertTensor(scalar.add(scalar), FLOAT32, shape(), 6);
        var empty = Torch.zeros(0, 3);
        assertThat(empty.numel()).isZero();
        assertThat(empty.toFloatArray()).isEmpty();
        assertTensor(empty.sum(), FLOAT32, shape(), 0);
        assertTensor(empty.sum(0), FLOAT32, shape(3), 0, 0, 0);
        assertThat(empty.mean().item()).isNaN();
        assertTensor(Torch.cat(List.of(empty, Torch.ones(1, 3)), 0), FLOAT32, shape(1, 3), 1, 1, 1);
        assertThat(Torch.tensor(new float[0]).shape()).containsExactly(0);
        assertThat(empty.bytes(0, 0).remaining()).isZero();
    }

    @Test
    void creation() {
        assertTensor(Torch.zeros(shape(2), dtype(INT64)), INT64, shape(2), 0, 0);
        assertTensor(Torch.ones(2), FLOAT32, shape(2), 1, 1);
        assertTensor(Torch.full(shape(2), 7, TensorOptions.DEFAULT), INT64, shape(2), 7, 7);
        assertTensor(Torch.full(shape(2), 7.5, TensorOptions.DEFAULT), FLOAT32, shape(2), 7.5, 7.5);
        assertTensor(Torch.arange(3), INT64, shape(3), 0, 1, 2);
        assertTensor(Torch.arange(1, 2, 0.5, TensorOptions.DEFAULT), FLOAT32, shape(2), 1, 1.5);
        assertTensor(Torch.linspace(0, 1, 5), FLOAT32, shape(5), 0, 0.25, 0.5, 0.75, 1);
        assertTensor(Torch.zerosLike(counting(2)), INT64, shape(2), 0, 0);
        assertThat(Torch.zeros(shape(1), Keywords.requiresGrad()).requiresGrad()).isTrue();
        assertThat(Torch.zeros(shape(2, 2), Keywords.device(Device.META)).device()).isEqualTo(Device.META);
    }

    /** The first numbers of PyTorch 2.13 after torch.manual_seed(42), and of a generator with that seed. */
    @Test
    void theSameSeedGivesPyTorchsNumbers() {
        Torch.manualSeed(42);
        assertThat(Torch.randn(3).toFloatArray()).containsExactly(0.33669036626815796f, 0.12880940735340118f, 0.23446236550807953f);
        Torch.manualSeed(42);
        assertThat(Torch.randint(0, 100, shape(4), TensorOptions.DEFAULT).toLongArray()).containsExactly(RANDINT);
        try (var generator = new Generator(42)) {
            var state = generator.getState();
            var first = Torch.randn(shape(3), generator, TensorOptions.DEFAULT);
            assertThat(first.get(0).item()).isEqualTo(0.33669036626815796f);
            assertThat(Torch.randn(shape(3), generator, TensorOptions.DEFAULT).equal(first)).isFalse();
            generator.setState(state);
            assertThat(Torch.randn(shape(3), generator, TensorOptions.DEFAULT).equal(first)).isTrue();
            generator.manualSeed(42);
            assertThat(Torch.randperm(5, generator).toLongArray()).containsExactly(RANDPERM);
            generator.close();
            assertThatThrownBy(generator::getState).isInstanceOf(IllegalStateException.class);
        }
    }

    private static final long[] RANDINT = {42, 67, 76, 14};
    private static final long[] RANDPERM = {2, 4, 3, 0, 1};

    @Test
    void metaTensorsHaveShapesButNoValues() {
        var x = Torch.zeros(shape(2, 3), Keywords.device(Device.META));
        assertThat(x.matmul(x.t()).relu().shape()).containsExactly(2, 2);
        assertThat(x).hasToString("tensor(..., device='meta', size=(2, 3))");
        assertThatThrownBy(x::toFloatArray).isInstanceOf(TorchException.class);
        assertThatThrownBy(() -> x.sum().item()).isInstanceOf(TorchException.class);
    }
}
