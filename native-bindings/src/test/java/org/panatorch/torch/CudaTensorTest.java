package org.panatorch.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.panatorch.torch.Keywords.device;
import static org.panatorch.torch.Keywords.dtype;
import static org.panatorch.torch.Keywords.shape;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.panatorch.torch.data.DataLoader;
import org.panatorch.torch.data.LoaderOptions;
import org.panatorch.torch.data.TensorDataset;
import org.panatorch.torch.ffm.TensorSegments;
import org.panatorch.torch.nn.BatchNorm2d;
import org.panatorch.torch.nn.Conv2d;
import org.panatorch.torch.nn.Linear;
import org.panatorch.torch.nn.ReLU;
import org.panatorch.torch.nn.Sequential;

/** Tensors on a GPU. What the CPU can do as well is tested there where there is no GPU; the rest is left out. */
class CudaTensorTest {
    private static final Device DEVICE = OnCuda.orCpu();

    @TempDir
    Path folder;

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
    void valuesGoThereAndComeBack() {
        var x = Torch.tensor(new float[] {1.5f, -2, 3, 4}, 2, 2).to(DEVICE);
        assertThat(x.device().type()).isEqualTo(DEVICE.type());
        assertThat(x.toFloatArray()).containsExactly(1.5f, -2, 3, 4);
        assertThat(x.t().toDoubleArray()).containsExactly(1.5, 3, -2, 4);
        assertThat(x.sum().item()).isEqualTo(6.5);
        assertThat(x.gt(0).toByteArray()).containsExactly(1, 0, 1, 1);
        assertThat(x.to(DType.INT64).sum().itemLong()).isEqualTo(6);
        assertThat(x.get(0, 1).item()).isEqualTo(-2);
        assertThat(x.isnan().any().itemBoolean()).isFalse();
        assertThat(x.to(DType.BFLOAT16).cpu().toFloatArray()).containsExactly(1.5f, -2, 3, 4);
    }

    @Test
    void itIsPrintedWithItsDevice() {
        assertThat(Torch.tensor(new float[] {1, 2}).to(OnCuda.required())).hasToString("tensor([1., 2.], device='cuda:0')");
        assertThat(Torch.zeros(shape(2000), device(Device.CUDA)).toString()).contains("...").contains("device='cuda:0'");
    }

    @Test
    void indicesMayLieOnTheCpuOrThere() {
        var x = Torch.arange(12).view(3, 4).to(DType.FLOAT32).to(DEVICE);
        for (var where : List.of(Device.CPU, DEVICE)) {
            var rows = Torch.tensor(new long[] {2, 0}).to(where);
            assertThat(x.get(rows).toFloatArray()).containsExactly(8, 9, 10, 11, 0, 1, 2, 3);
            assertThat(x.get(Index.ALL, Index.at(rows)).toFloatArray()).containsExactly(2, 0, 6, 4, 10, 8);
            assertThat(x.copy().set(-1, rows).sum().item()).isEqualTo(22 - 8);
        }
        assertThat(x.copy().set(0, x.gt(5)).sum().item()).isEqualTo(15);
        assertThat(x.copy().set(Torch.scalar(7), Index.at(0), Index.ALL).sum().item()).isEqualTo(66 - 6 + 28);
        assertThat(x.get(x.gt(9)).toFloatArray()).containsExactly(10, 11);
    }

    @Test
    void itsMemoryIsNotShownToJava() {
        var x = Torch.zeros(shape(4), device(OnCuda.required()));
        assertThatThrownBy(() -> TensorSegments.of(x)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("only memory of the CPU can be shown");
        assertThatThrownBy(() -> x.bytes(0, 4)).isInstanceOf(TorchException.class).hasMessageContaining("cuda:0");
    }

    @Test
    void useAfterCloseThrows() {
        var x = Torch.zeros(shape(4), device(DEVICE));
        x.close();
        assertThatThrownBy(x::item).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> x.add(1)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(x::shape).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void tensorsOfTwoDevicesDoNotMix() {
        var x = Torch.zeros(shape(4), device(OnCuda.required()));
        assertThatThrownBy(() -> x.add(Torch.zeros(4))).isInstanceOf(TorchException.class).hasMessageContaining("same device");
        assertThat(x.add(Torch.scalar(1)).sum().item()).isEqualTo(4);
    }

    @Test
    void whereMemoryEndsThereIsAnExceptionAndTheProcessGoesOn() {
        var cuda = OnCuda.required();
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> Torch.empty(shape(10L << 40), dtype(DType.UINT8).device(cuda)))
                    .isInstanceOf(TorchException.class).hasMessageContaining("out of memory");
        }
        assertThat(Torch.ones(shape(3), device(cuda)).sum().item()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2})
    void aLoaderGivesPinnedBatches(int workers) {
        var x = Torch.arange(10).to(DType.FLOAT32).view(5, 2);
        var loader = new DataLoader(new TensorDataset(x), LoaderOptions.DEFAULT.batchSize(3).numWorkers(workers).pinMemory(true));
        var rows = new ArrayList<Tensor>();
        for (var batch : loader) {
            assertThat(batch.getFirst().isPinned()).isEqualTo(Device.cudaIsAvailable());
            rows.add(batch.getFirst().to(OnCuda.orCpu(), true).cpu());
        }
        assertThat(Torch.cat(rows, 0).sub(x).abs().max().item()).isZero();
    }

    @Test
    void copiesOfPinnedMemoryNeedNotBeWaitedFor() {
        var cuda = OnCuda.required();
        var x = Torch.arange(1 << 21).to(DType.FLOAT32);
        var pinned = x.pinMemory();
        assertThat(pinned.isPinned()).isTrue();
        assertThat(x.isPinned()).isFalse();
        assertThat(pinned.pinMemory().dataPtr()).isEqualTo(pinned.dataPtr());
        var there = pinned.to(cuda, true);
        assertThat(there.sub(x.to(cuda)).abs().max().item()).isZero();
        var back = there.mul(2).to(Device.CPU, true);
        Torch.cudaSynchronize();
        assertThat(back.sub(x.mul(2)).abs().max().item()).isZero();
        // what is pinned may be closed at once: its memory is used again only when the GPU has read it
        for (int i = 0; i < 200; i++) {
            Tensor copied;
            try (var small = Torch.tensor(new int[] {i, i + 1}); var ready = small.pinMemory()) {
                copied = ready.to(cuda, true);
            }
            assertThat(copied.toLongArray()).containsExactly(i, i + 1);
        }
    }

    @Test
    void aGeneratorGivesTheSameTwiceAndGoesOnFromItsState() {
        try (var generator = new Generator(DEVICE, 5); var other = new Generator(DEVICE, 5)) {
            assertThat(generator.device().type()).isEqualTo(DEVICE.type());
            assertThat(generator.initialSeed()).isEqualTo(5);
            var first = Torch.randn(shape(64), generator, device(DEVICE)).toFloatArray();
            var state = generator.getState();
            assertThat(state.device()).isEqualTo(Device.CPU);
            var second = Torch.randn(shape(64), generator, device(DEVICE)).toFloatArray();
            assertThat(second).isNotEqualTo(first);
            generator.setState(state);
            assertThat(Torch.randn(shape(64), generator, device(DEVICE)).toFloatArray()).isEqualTo(second);
            assertThat(Torch.randn(shape(64), other, device(DEVICE)).toFloatArray()).isEqualTo(first);
            generator.manualSeed(5);
            assertThat(Torch.randn(shape(64), generator, device(DEVICE)).toFloatArray()).isEqualTo(first);
            var filled = Torch.empty(shape(8), device(DEVICE));
            assertThat(filled.uniform_(2, 3, generator).min().item()).isBetween(2.0, 3.0);
        }
    }

    @Test
    void manualSeedIsForThereTooAndTheStateCanBeKept() {
        Torch.manualSeed(11);
        var first = Torch.rand(shape(100), device(DEVICE)).toFloatArray();
        var state = Torch.getRngState(DEVICE);
        var second = Torch.randint(0, 1000, shape(100), device(DEVICE)).toLongArray();
        Torch.manualSeed(11);
        assertThat(Torch.rand(shape(100), device(DEVICE)).toFloatArray()).isEqualTo(first);
        Torch.setRngState(DEVICE, state);
        assertThat(Torch.randint(0, 1000, shape(100), device(DEVICE)).toLongArray()).isEqualTo(second);
        // a generator of its own leaves the device's alone
        Torch.setRngState(DEVICE, state);
        try (var own = new Generator(DEVICE, 1)) {
            Torch.rand(shape(3), own, device(DEVICE));
        }
        assertThat(Torch.randint(0, 1000, shape(100), device(DEVICE)).toLongArray()).isEqualTo(second);
    }

    private static Sequential net() {
        return new Sequential(new Conv2d(1, 4, 3), new BatchNorm2d(4), new ReLU());
    }

    @ParameterizedTest
    @ValueSource(strings = {"weights.pth", "weights.safetensors"})
    void weightsFromThereLoadAnywhere(String name) {
        var file = folder.resolve(name);
        Torch.manualSeed(1);
        try (var model = net(); var other = net(); var third = net()) {
            model.to(DEVICE);
            Weights.save(model.stateDict(), file);
            other.loadStateDict(Weights.load(file));
            third.to(DEVICE).loadStateDict(Weights.map(file));
            for (var entry : model.stateDict().asMap().entrySet()) {
                var expected = entry.getValue().toFloatArray();
                assertThat(Weights.load(file).get(entry.getKey()).device()).isEqualTo(Device.CPU);
                assertThat(other.stateDict().get(entry.getKey()).toFloatArray()).isEqualTo(expected);
                assertThat(third.stateDict().get(entry.getKey()).toFloatArray()).isEqualTo(expected);
                assertThat(third.stateDict().get(entry.getKey()).device().type()).isEqualTo(DEVICE.type());
            }
        }
    }

    @Test
    void aCheckpointKeepsStridesAndWhatIsTied() {
        var x = Torch.arange(6).to(DType.FLOAT32).view(2, 3).to(DEVICE);
        var tree = new LinkedHashMap<String, Object>();
        tree.put("x", x);
        tree.put("same", x.get());
        tree.put("t", x.t());
        tree.put("empty", Torch.empty(shape(0, 3), device(DEVICE)));
        tree.put("none", List.of(1L, Map.of("device", DEVICE)));
        var file = folder.resolve("tree.pth");
        Weights.saveTree(tree, file);
        var loaded = (Map<?, ?>) Weights.loadTree(file);
        assertThat(((Tensor) loaded.get("x")).toFloatArray()).containsExactly(0, 1, 2, 3, 4, 5);
        assertThat(((Tensor) loaded.get("t")).toFloatArray()).containsExactly(0, 3, 1, 4, 2, 5);
        assertThat(((Tensor) loaded.get("same")).dataPtr()).isEqualTo(((Tensor) loaded.get("x")).dataPtr());
        assertThat(((Tensor) loaded.get("empty")).shape()).containsExactly(0, 3);
    }

    @Test
    void aModuleGoesThereAndItsCopyIsThereToo() {
        try (var model = net()) {
            var weight = model.getParameter("0.weight");
            var before = weight.toFloatArray();
            model.to(DEVICE);
            assertThat(weight.device().type()).isEqualTo(DEVICE.type());
            assertThat(weight.toFloatArray()).isEqualTo(before);
            try (var copy = model.deepCopy(CudaTensorTest::net)) {
                assertThat(copy.stateDict().asMap().values()).allMatch(t -> t.device().type() == DEVICE.type());
                assertThat(copy.getParameter("0.weight").toFloatArray()).isEqualTo(before);
            }
            var x = Torch.randn(shape(2, 1, 8, 8), device(DEVICE));
            model.forward(x).sum().backward();
            model.cpu();
            assertThat(weight.grad().device()).isEqualTo(Device.CPU);
            assertThat(weight.toFloatArray()).isEqualTo(before);
            assertThat(model.getBuffer("1.num_batches_tracked").itemLong()).isEqualTo(1);
        }
    }

    /** A GPU's part of a graph is gone through on a thread of libtorch's own: hooks run there. */
    @Test
    void hooksRunOnWhateverThread() {
        try (var model = new Sequential(new Linear(4, 5), new ReLU(), new Linear(5, 2))) {
            model.to(DEVICE);
            var seen = new ArrayList<String>();
            model.get(0).registerFullBackwardHook((_, _, out) -> {
                seen.add("module " + out.getFirst().device().type());
                return null;
            });
            long[] live = new long[2];
            for (int i = 0; i < 40; i++) {
                if (i == 10 || i == 39) {
                    live[i / 39] = Tensor.liveCount();
                }
                try (var _ = TensorScope.open()) {
                    var x = Torch.ones(shape(3, 4), device(DEVICE)).requiresGrad_(true);
                    var h = model.forward(x);
                    h.registerHook(grad -> grad.mul(2));
                    x.registerHook(grad -> {
                        seen.add("x " + grad.device().type());
                        return null;
                    });
                    h.sum().backward();
                }
                model.zeroGrad();
            }
            assertThat(live[1]).isLessThanOrEqualTo(live[0]);
            assertThat(seen).hasSize(80).contains("x " + DEVICE.type(), "module " + DEVICE.type());
            var x = Torch.ones(shape(3, 4), device(DEVICE)).requiresGrad_(true);
            x.registerHook(_ -> {
                throw new IllegalArgumentException("from a hook");
            });
            assertThatThrownBy(() -> model.forward(x).sum().backward()).isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("from a hook");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"FLOAT16", "BFLOAT16"})
    void autocastComputesInLessAndComesClose(String name) {
        var type = DType.valueOf(name);
        Torch.manualSeed(3);
        try (var model = new Sequential(new Conv2d(1, 8, 3), new ReLU(), new Conv2d(8, 2, 3))) {
            model.to(DEVICE);
            var x = Torch.randn(shape(4, 1, 12, 12), device(DEVICE));
            var whole = model.forward(x);
            Tensor half;
            try (var _ = Torch.autocast(DEVICE.type(), type)) {
                assertThat(Torch.isAutocastEnabled(DEVICE.type())).isTrue();
                half = model.forward(x);
                assertThat(half.dtype()).isEqualTo(type);
            }
            assertThat(Torch.isAutocastEnabled(DEVICE.type())).isFalse();
            assertThat(half.to(DType.FLOAT32).sub(whole).abs().max().item()).isLessThan(type == DType.FLOAT16 ? 5e-3 : 4e-2);
            half.to(DType.FLOAT32).sum().backward();
            assertThat(model.getParameter("0.weight").grad().dtype()).isEqualTo(DType.FLOAT32);
            assertThat(model.forward(x).dtype()).isEqualTo(DType.FLOAT32);
        }
    }

    /** Each needs another library: cuBLAS, cuSOLVER, cuFFT, cuSPARSE, the compiler of small kernels. */
    @ParameterizedTest
    @ValueSource(strings = {"cholesky", "solve", "eigenvalues", "singular values", "fft", "sparse", "compiled"})
    void theLibrariesAreThere(String what) {
        var options = dtype(DType.FLOAT64).device(DEVICE);
        Torch.manualSeed(4);
        var x = Torch.randn(shape(6, 6), options);
        var positive = x.matmul(x.t()).add(Torch.eye(6, 6, options));
        var difference = switch (what) {
            case "cholesky" -> {
                var root = Torch.op("linalg_cholesky").callTensor(positive);
                yield root.matmul(root.t()).sub(positive);
            }
            case "solve" -> positive.matmul(Torch.op("linalg_solve").callTensor(positive, x)).sub(x);
            case "eigenvalues" -> Torch.op("linalg_eigvalsh").callTensor(positive).sum().sub(Torch.op("trace").callTensor(positive));
            case "singular values" -> Torch.op("linalg_svdvals").callTensor(x).square().sum().sub(x.square().sum());
            case "fft" -> Torch.op("fft_irfft").callTensor(Torch.op("fft_rfft").callTensor(x), 6).sub(x);
            case "sparse" -> {
                var zeros = x.mul(x.gt(0).to(DType.FLOAT64));
                yield Torch.op("mm").callTensor(Torch.op("to_sparse").callTensor(zeros), x).sub(zeros.matmul(x));
            }
            default -> {
                var made = Torch.op("special_i1").callTensor(x.cpu());
                yield Torch.op("special_i1").callTensor(x).sub(made.to(DEVICE));
            }
        };
        assertThat(difference.abs().max().item()).isCloseTo(0, within(1e-9));
    }

    @Test
    void severalThreadsComputeAtOnce() throws Exception {
        var failures = new java.util.concurrent.ConcurrentLinkedQueue<Throwable>();
        var threads = new ArrayList<Thread>();
        for (int n = 1; n <= 4; n++) {
            int factor = n;
            threads.add(Thread.ofPlatform().start(() -> {
                try {
                    for (int i = 0; i < 50; i++) {
                        try (var _ = TensorScope.open()) {
                            var x = Torch.full(shape(64, 64), factor, device(DEVICE).dtype(DType.FLOAT32)).requiresGrad_(true);
                            x.matmul(x).sum().backward();
                            assertThat(x.grad().max().item()).isEqualTo(128.0 * factor);
                        }
                    }
                } catch (Throwable e) {
                    failures.add(e);
                }
            }));
        }
        for (var thread : threads) {
            thread.join();
        }
        assertThat(failures).isEmpty();
    }
}
