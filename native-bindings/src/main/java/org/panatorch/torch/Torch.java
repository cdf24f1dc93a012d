package org.panatorch.torch;

import static org.panatorch.torch.internal.TensorAccess.at;

import java.lang.ref.Reference;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.bytedeco.pytorch.GeneratorOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.global.torch;
import org.panatorch.torch.ffm.NativeMemory;
import org.panatorch.torch.ffm.OpenBlas;
import org.panatorch.torch.internal.Call;
import org.panatorch.torch.internal.LibTorch;
import org.panatorch.torch.internal.Options;

/**
 * The functions of the module {@code torch}: creation, joining, and the switches of the library.
 *
 * <p>Sizes come first, then at most one {@link TensorOptions}:
 * {@code Torch.zeros(shape(2, 3), dtype(DType.INT64))}. With no options the result is float32 on the CPU, as in PyTorch
 * (int64 for {@link #randint}, {@link #arange(long)} and {@link #randperm}).
 */
public final class Torch extends SavingFunctions {
    private static final TensorOptions INT64 = Keywords.dtype(DType.INT64);

    static {
        LibTorch.load();
    }

    private Torch() {}

    // ---- creation

    private static Tensor create(String op, TensorOptions options,
            Function<org.bytedeco.pytorch.TensorOptions, org.bytedeco.pytorch.Tensor> function) {
        if (options.memoryFormat() != null && !op.equals("empty")) {
            throw new TorchException(op, "got an unexpected keyword argument 'memory_format'");    // libtorch would pass it over
        }
        var tensor = Call.of(op, () -> function.apply(Options.of(options)));
        return options.requiresGrad() ? tensor.requiresGrad_(true) : tensor;
    }

    /** {@code torch.empty(size, dtype=, device=, memory_format=)}: the values are whatever the memory held. */
    public static Tensor empty(long[] size, TensorOptions options) {
        return create("empty", options, o -> torch.empty(size, o, Options.optional(options.memoryFormat())));
    }

    /** {@code torch.zeros(size)}. */
    public static Tensor zeros(long... size) {
        return zeros(size, TensorOptions.DEFAULT);
    }

    /** {@code torch.zeros(size, dtype=, device=)}. */
    public static Tensor zeros(long[] size, TensorOptions options) {
        return create("zeros", options, o -> torch.zeros(size, o));
    }

    /** {@code torch.zeros_like(other)}. */
    public static Tensor zerosLike(Tensor other) {
        return Call.unary("zeros_like", other, torch::zeros_like);
    }

    /** {@code torch.ones(size)}. */
    public static Tensor ones(long... size) {
        return ones(size, TensorOptions.DEFAULT);
    }

    /** {@code torch.ones(size, dtype=, device=)}. */
    public static Tensor ones(long[] size, TensorOptions options) {
        return create("ones", options, o -> torch.ones(size, o));
    }

    /** {@code torch.full(size, value, dtype=, device=)}; the default type is float32. */
    public static Tensor full(long[] size, double value, TensorOptions options) {
        try (var s = new Scalar(value)) {
            return create("full", options, o -> torch.full(size, s, o));
        }
    }

    /** {@code torch.full(size, value)} with an integer: int64. */
    public static Tensor full(long[] size, long value, TensorOptions options) {
        try (var s = new Scalar(value)) {
            return create("full", options.dtypeOr(DType.INT64), o -> torch.full(size, s, o));
        }
    }

    /** {@code torch.arange(end)} of integers: int64. */
    public static Tensor arange(long end) {
        return arange(0, end, 1, INT64);
    }

    /** {@code torch.arange(end, dtype=, device=)} of integers; the default type is int64. */
    public static Tensor arange(long end, TensorOptions options) {
        return arange(0, end, 1, options.dtypeOr(DType.INT64));
    }

    /** {@code torch.arange(start, end, step, dtype=, device=)}; the default type is float32. */
    public static Tensor arange(double start, double end, double step, TensorOptions options) {
        try (var from = new Scalar(start); var to = new Scalar(end); var by = new Scalar(step)) {
            return create("arange", options, o -> torch.arange(from, to, by, o));
        }
    }

    /** {@code torch.linspace(start, end, steps)}. */
    public static Tensor linspace(double start, double end, long steps) {
        return linspace(start, end, steps, TensorOptions.DEFAULT);
    }

    /** {@code torch.linspace(start, end, steps, dtype=, device=)}. */
    public static Tensor linspace(double start, double end, long steps, TensorOptions options) {
        try (var from = new Scalar(start); var to = new Scalar(end)) {
            return create("linspace", options, o -> torch.linspace(from, to, steps, o));
        }
    }

    // ---- from Java

    /** {@code torch.tensor(values).view(size)}: float32 on the CPU; a copy. No size: one dimension. */
    public static Tensor tensor(float[] values, long... size) {
        return copyIn(values, values.length, DType.FLOAT32, size);
    }

    /** {@code torch.tensor(values, dtype=torch.float64).view(size)}. */
    public static Tensor tensor(double[] values, long... size) {
        return copyIn(values, values.length, DType.FLOAT64, size);
    }

    /** {@code torch.tensor(values).view(size)}: int64. */
    public static Tensor tensor(long[] values, long... size) {
        return copyIn(values, values.length, DType.INT64, size);
    }

    /** {@code torch.tensor(values, dtype=torch.int32).view(size)}. */
    public static Tensor tensor(int[] values, long... size) {
        return copyIn(values, values.length, DType.INT32, size);
    }

    /** {@code torch.tensor(values, dtype=torch.uint8).view(size)}. */
    public static Tensor tensor(byte[] values, long... size) {
        return copyIn(values, values.length, DType.UINT8, size);
    }

    /** {@code torch.tensor(value)}: 0-dimensional, float32. */
    public static Tensor scalar(double value) {
        return full(new long[0], value, TensorOptions.DEFAULT);
    }

    private static Tensor copyIn(Object values, long length, DType dtype, long[] size) {
        var shape = size.length == 0 ? new long[] {length} : size;
        long numel = 1;
        for (long n : shape) {
            numel = Math.multiplyExact(numel, n);
        }
        if (numel != length) {
            throw new TorchException("tensor", length + " values do not fill the shape "
                    + java.util.Arrays.toString(shape) + ", which has " + numel);
        }
        var tensor = empty(shape, Keywords.dtype(dtype));
        NativeMemory.copyIn(values, tensor.dataPtr(), tensor.nbytes());
        return tensor;
    }

    // ---- random

    /** {@code torch.manual_seed(seed)}: the CPU's generator and every GPU's. */
    public static void manualSeed(long seed) {
        torch.manual_seed(seed);
    }

    /**
     * {@code torch.get_rng_state()}, or {@code torch.cuda.get_rng_state(device)}: where the device's own generator is, as
     * bytes on the CPU.
     */
    public static Tensor getRngState(Device device) {
        return Call.of("get_rng_state", () -> defaultGenerator(device).get_state());
    }

    /** {@code torch.set_rng_state(state)}: goes on from where {@link #getRngState} was. */
    public static void setRngState(Device device, Tensor state) {
        Call.inPlace("set_rng_state", state, a -> {
            defaultGenerator(device).set_state(a);
            return a;
        });
    }

    private static org.bytedeco.pytorch.Generator defaultGenerator(Device device) {
        return torch.globalContext().defaultGenerator(Options.device(device));
    }

    /** {@code torch.randn(size)}. */
    public static Tensor randn(long... size) {
        return randn(size, TensorOptions.DEFAULT);
    }

    /** {@code torch.randn(size, dtype=, device=)}. */
    public static Tensor randn(long[] size, TensorOptions options) {
        return create("randn", options, o -> torch.randn(size, o));
    }

    /** {@code torch.randn(size, generator=generator, dtype=, device=)}. */
    public static Tensor randn(long[] size, Generator generator, TensorOptions options) {
        try (var g = new GeneratorOptional(generator.at())) {
            return create("randn", options, o -> torch.randn(size, g, o));
        } finally {
            Reference.reachabilityFence(generator);
        }
    }

    /** {@code torch.randn_like(other)}. */
    public static Tensor randnLike(Tensor other) {
        return Call.unary("randn_like", other, torch::randn_like);
    }

    /** {@code torch.rand(size, dtype=, device=)}: uniform on [0, 1). */
    public static Tensor rand(long[] size, TensorOptions options) {
        return create("rand", options, o -> torch.rand(size, o));
    }

    /** {@code torch.randint(low, high, size)}: int64, uniform on {@code low..high - 1}. */
    public static Tensor randint(long low, long high, long[] size, TensorOptions options) {
        return create("randint", options.dtypeOr(DType.INT64), o -> torch.randint(low, high, size, o));
    }

    /** {@code torch.randperm(n, generator=generator)}: int64. */
    public static Tensor randperm(long n, Generator generator) {
        try (var g = new GeneratorOptional(generator.at())) {
            return Call.of("randperm", () -> torch.randperm(n, g, Options.of(INT64)));
        } finally {
            Reference.reachabilityFence(generator);
        }
    }

    // ---- joining and choosing

    /** {@code torch.cat(tensors, dim)}. */
    public static Tensor cat(List<Tensor> tensors, long dim) {
        var array = tensors.toArray(Tensor[]::new);
        return Call.of("cat", () -> {
            try (var vector = Call.vector(array)) {
                return torch.cat(vector, dim);
            }
        }, array);
    }

    /** {@code torch.stack(tensors, dim)}. */
    public static Tensor stack(List<Tensor> tensors, long dim) {
        var array = tensors.toArray(Tensor[]::new);
        return Call.of("stack", () -> {
            try (var vector = Call.vector(array)) {
                return torch.stack(vector, dim);
            }
        }, array);
    }

    /** {@code torch.where(condition, x, y)}. */
    public static Tensor where(Tensor condition, Tensor x, Tensor y) {
        return Call.of("where", () -> torch.where(at(condition), at(x), at(y)), condition, x, y);
    }

    /**
     * {@code torch.from_file(path, shared=False, size, dtype=dtype)}: a file as a tensor, mapped, not read. libtorch owns
     * the mapping and ends it with the last tensor that looks into it. Writes stay in memory: they never reach the file.
     *
     * <p>The file may be deleted or replaced meanwhile (on Linux and macOS), but must not be made shorter.
     *
     * @param size the shape; the file must have at least that many elements
     * @throws TorchException if it has fewer, or cannot be opened
     */
    public static Tensor fromFile(Path path, DType dtype, long... size) {
        return MappedFile.tensor(path, dtype, size);
    }

    // ---- operators by name

    private static final Map<String, Operator> OPERATORS = new ConcurrentHashMap<>();

    /**
     * {@code torch.ops.aten.NAME}: any operator of libtorch, {@code "aten::grid_sampler_2d"}, {@code "add.Tensor"}.
     * {@code aten::} may be left out; where no overload is named, the arguments choose one.
     *
     * @throws TorchException if libtorch has no operator of that name
     */
    public static Operator op(String name) {
        var known = OPERATORS.get(name);    // the fast way: computeIfAbsent may lock
        return known != null ? known : OPERATORS.computeIfAbsent(name, Operator::new);
    }

    /**
     * Looks operators up: {@code Torch.ops("upsample*")}. Without a namespace it searches {@code aten};
     * {@code "*::*"} lists them all.
     */
    public static List<OperatorSchema> ops(String glob) {
        return OperatorSchema.matching(glob);
    }

    // ---- switches

    /** {@code with torch.no_grad():}, as {@code try (var _ = Torch.noGrad())}. */
    public static GradMode noGrad() {
        return new GradMode(false);
    }

    /** {@code with torch.enable_grad():}. */
    public static GradMode enableGrad() {
        return new GradMode(true);
    }

    /** {@code torch.is_grad_enabled()}, of this thread. */
    public static boolean isGradEnabled() {
        return org.bytedeco.pytorch.GradMode.is_enabled();
    }

    /** {@code with torch.autocast(device, dtype=dtype):}, as {@code try (var _ = Torch.autocast(...))}. */
    public static Autocast autocast(Device.Type device, DType dtype) {
        return new Autocast(device, dtype);
    }

    /** {@code torch.is_autocast_enabled(device)}, of this thread. */
    public static boolean isAutocastEnabled(Device.Type device) {
        return Autocast.isEnabled(device);
    }

    /**
     * {@code torch.set_num_threads(n)}: the threads that one operator uses.
     *
     * <p>Matrix products are OpenBLAS's, whose threads are others: one, unless OPENBLAS_NUM_THREADS is set in the
     * environment, since its pool spins and takes the cores from everything else ({@link LibTorchInfo#blasThreads}).
     */
    public static void setNumThreads(int threads) {
        if (threads < 1) {
            throw new TorchException("set_num_threads", "expected a positive number of threads, got " + threads);
        }
        torch.set_num_threads(threads);
        if (System.getenv("OPENBLAS_NUM_THREADS") == null) {
            OpenBlas.setNumThreads(1);
        }
    }

    /**
     * {@code torch.cuda.synchronize()}: waits until every GPU has done all that it was told. Reading values waits by itself; a clock
     * does not.
     *
     * @throws TorchException if there is no GPU, or if something failed on one
     */
    public static void cudaSynchronize() {
        if (!Device.cudaIsAvailable()) {
            throw new TorchException("cuda.synchronize", "CUDA is " + LibTorchInfo.cuda());
        }
        Call.value("cuda.synchronize", () -> {
            for (int i = 0; i < Device.cudaDeviceCount(); i++) {
                torch.synchronizeDevice((byte) i);    // the presets' cuda_synchronize lets no exception through
            }
            return null;
        });
    }

    /** {@code torch.get_num_threads()}. */
    public static int getNumThreads() {
        return torch.get_num_threads();
    }
}
