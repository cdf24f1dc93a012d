package org.panatorch.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.panatorch.torch.Keywords.device;
import static org.panatorch.torch.Keywords.shape;
import static org.panatorch.torch.nn.Keywords.padding;
import static org.panatorch.torch.nn.Keywords.stride;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.panatorch.torch.DType;
import org.panatorch.torch.Device;
import org.panatorch.torch.Generator;
import org.panatorch.torch.MemoryFormat;
import org.panatorch.torch.Tensor;
import org.panatorch.torch.TensorOptions;
import org.panatorch.torch.TensorScope;
import org.panatorch.torch.Torch;
import org.panatorch.torch.TorchException;
import org.panatorch.torch.nn.Conv2d;
import org.panatorch.torch.nn.ConvTranspose2d;
import org.panatorch.torch.nn.Embedding;
import org.panatorch.torch.nn.F;
import org.panatorch.torch.nn.GroupNorm;
import org.panatorch.torch.nn.LSTM;
import org.panatorch.torch.nn.Linear;
import org.panatorch.torch.nn.Module;
import org.panatorch.torch.nn.ReLU;
import org.panatorch.torch.nn.Sequential;
import org.panatorch.torch.nn.Utils;
import org.panatorch.torch.optim.Adam;
import org.panatorch.torch.optim.LBFGS;
import org.panatorch.torch.optim.LBFGSOptions;

/**
 * Counts every native object that JavaCPP owns, not tensors only: a Scalar or an optional that nobody closes shows here.
 *
 * <p>JavaCPP counts only with its own collector switched on ({@code -Dorg.bytedeco.javacpp.noPointerGC=false}), so these
 * tests have a JVM of their own; see the pom. {@code -Dpanatorch.leakSteps=10000} makes the run longer.
 */
@Tag("native-count")
class NativeCountTest {
    private static final int STEPS = Integer.getInteger("panatorch.leakSteps", 500);
    private static final int WARM_UP = 100;
    /** What the allocator may still take after the warm-up. */
    private static final long PHYSICAL_SLACK = 48L << 20;

    @BeforeAll
    static void countingIsOn() {
        Torch.setNumThreads(1);    // the net is small: threads would only wait for each other
        assertThat(System.getProperty("org.bytedeco.javacpp.noPointerGC")).isEqualTo("false");
        long before = Pointer.totalCount();
        try (var x = Torch.ones(1)) {
            assertThat(Pointer.totalCount()).isGreaterThan(before);
        }
    }

    private static final class Net extends Module {
        private final Sequential layers = register("layers", new Sequential(
                new Conv2d(1, 8, 3, padding(1)), new GroupNorm(2, 8), new ReLU(),
                new Conv2d(8, 24, 3, stride(2).padding(1)), new ReLU(), new ConvTranspose2d(24, 8, 2, stride(2)),
                new Conv2d(8, 1, 3, padding(1))));
        private final Embedding embedding = register("embedding", new Embedding(100, 4));
        private final Linear proj = register("proj", new Linear(4, 1));

        Tensor forward(Tensor x, Tensor t) {
            return layers.forward(x.add(proj.forward(embedding.forward(t)).view(-1, 1, 1, 1)));
        }
    }

    private static void train(Net net, Adam optimizer) {
        try (var _ = TensorScope.open()) {
            var x = Torch.randn(4, 1, 12, 12);
            var t = Torch.randint(0, 100, shape(4), TensorOptions.DEFAULT);
            optimizer.zeroGrad();
            var loss = F.mseLoss(net.forward(x, t), x);
            loss.backward();
            optimizer.step();
            assertThat(loss.item()).isFinite();
        }
    }

    private static Tensor sample(Net net, Tensor x, int step) {
        try (var scope = TensorScope.open(); var _ = Torch.noGrad()) {
            var t = Torch.full(shape(1), step % 100, TensorOptions.DEFAULT);
            var noise = Torch.randnLike(x);
            var predicted = net.forward(x, t);
            return scope.replace(x, x.sub(predicted.mul(0.1)).clamp(-2, 2).mul(0.9).add(noise.mul(0.1)));
        }
    }

    private interface Step {
        void run(int step);
    }

    private static void assertFlat(String what, int steps, Step step) {
        for (int i = 0; i < WARM_UP; i++) {
            step.run(i);
        }
        System.gc();
        Pointer.trimMemory();
        long live = Tensor.liveCount();
        long count = Pointer.totalCount();
        long physical = Pointer.physicalBytes();
        long start = System.nanoTime();
        for (int i = 0; i < steps; i++) {
            step.run(i);
            assertThat(Tensor.liveCount()).as("open tensors after %d %s", i + 1, what).isEqualTo(live);
            // less is possible: the collector may find what the start left behind
            assertThat(Pointer.totalCount()).as("native objects after %d %s", i + 1, what).isLessThanOrEqualTo(count);
        }
        long grown = Pointer.physicalBytes() - physical;
        System.out.printf("%d %s in %.0f s: %d open tensors and %d native objects before, %d and %d after;"
                        + " resident memory %d MiB, then %+.1f MiB%n", steps, what, (System.nanoTime() - start) / 1e9, live,
                count, Tensor.liveCount(), Pointer.totalCount(), physical >> 20, grown / 1048576.0);
        assertThat(grown).as("growth of resident memory").isLessThan(PHYSICAL_SLACK);
    }

    @Test
    void trainingStepsLeaveNothingBehind() {
        try (var net = new Net(); var optimizer = new Adam(net.parameters(), 1e-3)) {
            assertFlat("training steps", STEPS, _ -> train(net, optimizer));
        }
    }

    /** GroupNorm is then this library's own, with its own node in the graph. */
    @Test
    void trainingStepsInChannelsLastLeaveNothingBehind() {
        assertThat(GroupNorm.isFastInChannelsLast()).isTrue();
        try (var net = new Net(); var optimizer = new Adam(net.parameters(), 1e-3)) {
            net.to(MemoryFormat.CHANNELS_LAST);
            assertFlat("training steps in channels_last", STEPS, _ -> train(net, optimizer));
        }
    }

    @Test
    void samplingStepsLeaveNothingBehind() {
        try (var net = new Net()) {
            var x = new Tensor[] {Torch.randn(1, 1, 12, 12)};
            assertFlat("sampling steps", STEPS, i -> x[0] = sample(net, x[0], i));
            x[0].close();
        }
    }

    @Test
    void bf16TrainingStepsLeaveNothingBehind() {
        try (var net = new Net(); var optimizer = new Adam(net.parameters(), 1e-3)) {
            assertFlat("bf16 training steps", STEPS / 5, _ -> {
                try (var _ = TensorScope.open()) {
                    var x = Torch.randn(4, 1, 12, 12);
                    optimizer.zeroGrad();
                    Tensor loss;
                    try (var _ = Torch.autocast(Device.Type.CPU, DType.BFLOAT16)) {
                        loss = F.mseLoss(net.forward(x, Torch.arange(4)).to(DType.FLOAT32), x);
                    }
                    loss.backward();
                    optimizer.step();
                }
            });
        }
    }

    @Test
    void modulesAndOptimizersLeaveNothingBehind() {
        assertFlat("modules", 50, _ -> {
            try (var net = new Net(); var optimizer = new Adam(net.parameters(), 1e-3);
                    var _ = TensorScope.open()) {
                train(net, optimizer);
                net.loadStateDict(net.stateDict());
                net.to(DType.FLOAT64).to(Device.META);
            }
        });
    }

    /** The weights that are computed before each forward hold their graph until the next. */
    @Test
    void computedWeightsAndPackedSequencesLeaveNothingBehind() {
        assertFlat("computed weights", 50, _ -> {
            try (var _ = TensorScope.open(); var conv = Utils.spectralNorm(new Conv2d(1, 2, 3));
                    var linear = Utils.weightNorm(new Linear(4, 3)); var lstm = new LSTM(3, 2)) {
                for (int i = 0; i < 3; i++) {
                    conv.forward(Torch.ones(1, 1, 4, 4)).sum().backward();
                    var x = linear.forward(Torch.ones(2, 5, 4));
                    var packed = Utils.packPaddedSequence(x, Torch.tensor(new long[] {3, 5}), true, false);
                    Utils.padPackedSequence(lstm.forward(packed).output(), true, 0).output().sum().backward();
                }
                Utils.removeSpectralNorm(conv);
                linear.deepCopy(() -> Utils.weightNorm(new Linear(4, 3))).close();
            }
        });
    }

    /** Its history grows up to its size; the line search computes the loss many times. */
    @Test
    void stepsWithAClosureLeaveNothingBehind() {
        assertFlat("LBFGS", 30, _ -> {
            try (var layer = new Linear(3, 2); var _ = TensorScope.open();
                    var optimizer = new LBFGS(layer.parameters(), 1, LBFGSOptions.DEFAULT.historySize(2).lineSearchFn("strong_wolfe"))) {
                for (int step = 0; step < 3; step++) {
                    optimizer.step(() -> {
                        optimizer.zeroGrad();
                        var loss = layer.forward(Torch.ones(4, 3)).cosh().sum();
                        loss.backward();
                        return loss;
                    });
                }
                optimizer.loadStateDict(optimizer.stateDict());
            }
        });
    }

    private static Map<String, Consumer<Tensor>> operations() {
        var ops = new LinkedHashMap<String, Consumer<Tensor>>();
        ops.put("shape", x -> x.shape());
        ops.put("stride", x -> x.stride());
        ops.put("size", x -> x.size(-1));
        ops.put("device", x -> x.device());
        ops.put("dtype", x -> x.dtype());
        ops.put("numel", x -> x.numel());
        ops.put("toString", x -> x.toString());
        ops.put("gradFn", x -> x.requiresGrad_(true).mul(2).gradFn());
        ops.put("toString with a graph", x -> x.requiresGrad_(true).mul(2).toString());
        ops.put("a hook within a graph", x -> {
            var y = x.requiresGrad_(true).mul(2);
            try (var _ = y.registerHook(g -> g.mul(2))) {
                y.sum().backward();
            }
        });
        ops.put("item", x -> x.sum().item());
        ops.put("itemLong", x -> x.sum().itemLong());
        ops.put("toFloatArray", x -> x.toFloatArray());
        ops.put("bytes", x -> x.bytes(0, 4));
        ops.put("add", x -> x.add(x).add(1).add(1.0));
        ops.put("in place", x -> x.add_(x).mul_(0.5).fill_(1).zero_().relu_());
        ops.put("addcmul_", x -> x.addcmul_(x, x, 0.1).lerp_(x, 0.1).addcdiv_(x, Torch.ones(2, 3), 0.1));
        ops.put("clamp", x -> x.clamp(0, 1));
        ops.put("pow", x -> x.pow(2).pow(2.0).pow(x));
        ops.put("rsub", x -> x.rsub(1).rdiv(1));
        ops.put("compare", x -> x.eq(1).logicalNot());
        ops.put("reduce", x -> x.sum(0).mean(0));
        ops.put("argmax", x -> x.argmax(0));
        ops.put("std", x -> x.std());
        ops.put("equal", x -> x.equal(x));
        ops.put("view", x -> x.view(-1).reshape(2, 3).t().contiguous().unsqueeze(0).squeeze());
        ops.put("asStrided", x -> x.asStrided(shape(2), shape(1), 0));
        ops.put("chunk", x -> x.chunk(2, 0));
        ops.put("split", x -> x.split(1, 1));
        ops.put("get", x -> x.get());
        ops.put("get one", x -> x.get(1));
        ops.put("get deep", x -> x.get(1, 2));
        ops.put("get mask", x -> x.get(x.gt(0)));
        ops.put("slice", x -> x.slice(1, 0, 2, 1));
        ops.put("gather", x -> x.gather(1, Torch.tensor(new long[] {0, 1}, 2, 1)));
        ops.put("maskedFill_", x -> x.maskedFill_(x.gt(0), 1));
        ops.put("where", x -> Torch.where(x.gt(0), x, x));
        ops.put("cat", x -> Torch.cat(List.of(x, x), 0));
        ops.put("stack", x -> Torch.stack(List.of(x, x), 0));
        ops.put("to", x -> x.to(DType.BFLOAT16).to(Device.META));
        ops.put("creation", _ -> {
            Torch.full(shape(1), 1, TensorOptions.DEFAULT);
            Torch.full(shape(1), 1.0, device(Device.META));
            Torch.arange(0, 4, 1, TensorOptions.DEFAULT);
            Torch.linspace(0, 1, 3);
            Torch.rand(shape(2), TensorOptions.DEFAULT);
            Torch.empty(shape(2), TensorOptions.DEFAULT);
        });
        ops.put("generator", _ -> {
            try (var generator = new Generator(1)) {
                generator.setState(generator.getState());
                generator.manualSeed(3);
                Torch.randn(shape(2), generator, TensorOptions.DEFAULT);
                Torch.randperm(4, generator);
            }
        });
        ops.put("grad", x -> {
            var leaf = x.copy().requiresGrad_(true);
            leaf.grad();
            leaf.square().sum().backward();
            leaf.grad();
            leaf.clearGrad();
        });
        ops.put("autocast", x -> {
            try (var _ = Torch.autocast(Device.Type.CPU, DType.BFLOAT16); var _ = Torch.noGrad()) {
                x.matmul(x.t());
            }
        });
        ops.put("maxPool2d", x -> F.maxPool2d(x.view(1, 1, 2, 3), 2));
        ops.put("interpolate", x -> F.interpolateNearest(x.view(1, 1, 2, 3), 2));
        ops.put("error", x -> refused(() -> x.add(Torch.ones(7))));
        ops.put("error in get", x -> refused(() -> x.get(0, 9)));
        ops.put("error in cat", x -> refused(() -> Torch.cat(List.of(x, Torch.ones(7)), 0)));
        ops.put("error in full", _ -> refused(() -> Torch.full(shape(-1), 1.0, TensorOptions.DEFAULT)));
        ops.put("error in clamp", x -> refused(() -> x.view(5)));
        return ops;
    }

    private static void refused(Runnable call) {
        try {
            call.run();
        } catch (TorchException e) {
            return;
        }
        throw new AssertionError("was not refused");
    }

    @Test
    void noOperationLeavesANativeObjectBehind() {
        assertAll(operations().entrySet().stream().map(op -> () -> {
            Runnable once = () -> {
                try (var _ = TensorScope.open()) {
                    op.getValue().accept(Torch.ones(2, 3));
                }
            };
            once.run();    // what is made once and kept
            long count = Pointer.totalCount();
            for (int i = 0; i < 10; i++) {
                once.run();
            }
            assertThat(Pointer.totalCount()).as(op.getKey()).isLessThanOrEqualTo(count);
        }));
    }
}
