package org.panatorch.torch;

import static org.panatorch.torch.Keywords.kw;

import org.bytedeco.pytorch.global.torch;
import org.panatorch.torch.internal.Call;

/** Creation functions of {@link Torch} beyond those of the class itself. */
abstract class CreationFunctions {

    CreationFunctions() {}

    private static Tensor make(String op, TensorOptions options, Object... args) {
        var all = java.util.Arrays.copyOf(args, args.length + 1);
        all[args.length] = options.requiresGrad(false);
        var made = Torch.op(op).callTensor(all);
        return options.requiresGrad() ? made.requiresGrad_(true) : made;
    }

    /** {@code torch.empty(size)}: the values are whatever the memory held. */
    public static Tensor empty(long... size) {
        return Torch.empty(size, TensorOptions.DEFAULT);
    }

    /** {@code torch.empty_like(other)}. */
    public static Tensor emptyLike(Tensor other) {
        return Call.unary("empty_like", other, torch::empty_like);
    }

    /** {@code torch.empty_like(other, dtype=, device=, memory_format=)}; by default those of {@code other}. */
    public static Tensor emptyLike(Tensor other, TensorOptions options) {
        return make("empty_like", options, other);
    }

    /** {@code torch.zeros_like(other, dtype=, device=, memory_format=)}; by default those of {@code other}. */
    public static Tensor zerosLike(Tensor other, TensorOptions options) {
        return make("zeros_like", options, other);
    }

    /** {@code torch.ones_like(other)}. */
    public static Tensor onesLike(Tensor other) {
        return Torch.op("ones_like").callTensor(other);
    }

    /** {@code torch.ones_like(other, dtype=, device=, memory_format=)}; by default those of {@code other}. */
    public static Tensor onesLike(Tensor other, TensorOptions options) {
        return make("ones_like", options, other);
    }

    /** {@code torch.full_like(other, value)}. */
    public static Tensor fullLike(Tensor other, double value) {
        return Torch.op("full_like").callTensor(other, value);
    }

    /** {@code torch.full_like(other, value, dtype=, device=, memory_format=)}; by default those of {@code other}. */
    public static Tensor fullLike(Tensor other, double value, TensorOptions options) {
        return make("full_like", options, other, value);
    }

    /** {@code torch.full(size, value)}: float32. */
    public static Tensor full(long[] size, double value) {
        return Torch.full(size, value, TensorOptions.DEFAULT);
    }

    /** {@code torch.rand_like(other)}. */
    public static Tensor randLike(Tensor other) {
        return Torch.op("rand_like").callTensor(other);
    }

    /** {@code torch.rand_like(other, dtype=, device=, memory_format=)}; by default those of {@code other}. */
    public static Tensor randLike(Tensor other, TensorOptions options) {
        return make("rand_like", options, other);
    }

    /** {@code torch.randn_like(other, dtype=, device=, memory_format=)}; by default those of {@code other}. */
    public static Tensor randnLike(Tensor other, TensorOptions options) {
        return make("randn_like", options, other);
    }

    /** {@code torch.rand(size)}: uniform on [0, 1). */
    public static Tensor rand(long... size) {
        return Torch.rand(size, TensorOptions.DEFAULT);
    }

    /** {@code torch.rand(size, generator=generator, dtype=, device=)}. */
    public static Tensor rand(long[] size, Generator generator, TensorOptions options) {
        return make("rand.generator", options, size, kw("generator", generator));
    }

    /**
     * {@code torch.randint(high, size)}: int64, uniform on {@code 0..high - 1}. With a lower bound the size is an array,
     * {@code Torch.randint(1, 10, shape(4))}.
     */
    public static Tensor randint(long high, long... size) {
        return Torch.randint(0, high, size, TensorOptions.DEFAULT);
    }

    /** {@code torch.randint(low, high, size)}: int64, uniform on {@code low..high - 1}. */
    public static Tensor randint(long low, long high, long[] size) {
        return Torch.randint(low, high, size, TensorOptions.DEFAULT);
    }

    /** {@code torch.randint(low, high, size, generator=generator)}: int64. */
    public static Tensor randint(long low, long high, long[] size, Generator generator) {
        return Torch.op("randint.low_generator").callTensor(low, high, size, kw("generator", generator), kw("dtype", DType.INT64));
    }

    /** {@code torch.rand(size, generator=generator)}. */
    public static Tensor rand(long[] size, Generator generator) {
        return Torch.rand(size, generator, TensorOptions.DEFAULT);
    }

    /** {@code torch.randn(size, generator=generator)}. */
    public static Tensor randn(long[] size, Generator generator) {
        return Torch.randn(size, generator, TensorOptions.DEFAULT);
    }

    /** {@code torch.randperm(n)}: int64. */
    public static Tensor randperm(long n) {
        return Torch.op("randperm").callTensor(n, kw("dtype", DType.INT64));
    }

    /** {@code torch.normal(mean, std, size)}. */
    public static Tensor normal(double mean, double std, long... size) {
        return Torch.op("normal.float_float").callTensor(mean, std, size);
    }

    /** {@code torch.normal(mean, std)}, element by element. */
    public static Tensor normal(Tensor mean, Tensor std) {
        return Torch.op("normal.Tensor_Tensor").callTensor(mean, std);
    }

    /** {@code torch.eye(n)}. */
    public static Tensor eye(long n) {
        return Torch.op("eye").callTensor(n);
    }

    /** {@code torch.eye(n, m, dtype=, device=)}. */
    public static Tensor eye(long n, long m, TensorOptions options) {
        return make("eye.m", options, n, m);
    }

    /** {@code torch.arange(start, end)} of integers: int64. */
    public static Tensor arange(long start, long end) {
        return arange(start, end, 1);
    }

    /** {@code torch.arange(start, end, step)} of integers: int64. The step may be negative. */
    public static Tensor arange(long start, long end, long step) {
        return Torch.op("arange.start_step").callTensor(start, end, step);
    }

    /** {@code torch.arange(start, end, step)}: float32. */
    public static Tensor arange(double start, double end, double step) {
        return Torch.arange(start, end, step, TensorOptions.DEFAULT);
    }

    /** {@code torch.logspace(start, end, steps)}: 10 to powers that are evenly spaced. */
    public static Tensor logspace(double start, double end, long steps) {
        return Torch.op("logspace").callTensor(start, end, steps);
    }

    /** {@code torch.tril_indices(row, col, offset)}: (2, N). */
    public static Tensor trilIndices(long row, long col, long offset) {
        return Torch.op("tril_indices").callTensor(row, col, offset);
    }

    /** {@code torch.triu_indices(row, col, offset)}: (2, N). */
    public static Tensor triuIndices(long row, long col, long offset) {
        return Torch.op("triu_indices").callTensor(row, col, offset);
    }

    /** {@code torch.tensor(values)}: boolean. No size: one dimension. */
    public static Tensor tensor(boolean[] values, long... size) {
        var bytes = new byte[values.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (values[i] ? 1 : 0);
        }
        return TensorScope.returning(() -> Torch.tensor(bytes, size).to(DType.BOOL));
    }

    /** {@code torch.tensor([[...], [...]])}: float32. */
    public static Tensor tensor(float[][] rows) {
        var flat = new float[rows.length * (rows.length == 0 ? 0 : rows[0].length)];
        for (int i = 0; i < rows.length; i++) {
            if (rows[i].length != rows[0].length) {
                throw new TorchException("tensor", "expected sequence of length " + rows[0].length + " at dim 1 (got "
                        + rows[i].length + ")");
            }
            System.arraycopy(rows[i], 0, flat, i * rows[0].length, rows[0].length);
        }
        return Torch.tensor(flat, rows.length, rows.length == 0 ? 0 : rows[0].length);
    }

    /** {@code torch.get_rng_state()}: of the CPU's default generator, uint8. */
    public static Tensor getRngState() {
        return Torch.getRngState(Device.CPU);
    }

    /** {@code torch.set_rng_state(state)}: goes on from where it was. */
    public static void setRngState(Tensor state) {
        Torch.setRngState(Device.CPU, state);
    }

    /** {@code torch.randint_like(other, high)}: of its type. */
    public static Tensor randintLike(Tensor other, long high) {
        return Torch.op("randint_like").callTensor(other, high);
    }

    /** {@code torch.vander(x)}: powers of a vector as columns, the highest first. */
    public static Tensor vander(Tensor x) {
        return Torch.op("vander").callTensor(x);
    }

    /** {@code torch.hann_window(length)}: half a cosine on a pedestal of 0, periodic. */
    public static Tensor hannWindow(long length) {
        return Torch.op("hann_window").callTensor(length);
    }

    /** {@code torch.hamming_window(length)}: half a cosine on a pedestal of 0.08, periodic. */
    public static Tensor hammingWindow(long length) {
        return Torch.op("hamming_window").callTensor(length);
    }

    /** {@code torch.blackman_window(length)}: Blackman's, periodic. */
    public static Tensor blackmanWindow(long length) {
        return Torch.op("blackman_window").callTensor(length);
    }

    /** {@code torch.bartlett_window(length)}: a triangle, periodic. */
    public static Tensor bartlettWindow(long length) {
        return Torch.op("bartlett_window").callTensor(length);
    }
}
