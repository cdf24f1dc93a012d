package org.panatorch.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.panatorch.torch.Backends;
import org.panatorch.torch.DType;
import org.panatorch.torch.Device;
import org.panatorch.torch.LibTorchInfo;
import org.panatorch.torch.StateDict;
import org.panatorch.torch.Tensor;
import org.panatorch.torch.TensorScope;
import org.panatorch.torch.Torch;
import org.panatorch.torch.nn.Module;

/**
 * The same cases with inputs, modules and optimizers on a GPU, TF32 off; {@link Compare} has the tolerances. All failures are
 * listed, not the first only. {@code -Dpanatorch.kitDevice=cpu} and {@code =meta} go the same way elsewhere; on the meta device
 * types, shapes and devices are compared, since it has no values.
 *
 * <p>Left out, and counted by reason: what draws random numbers (a GPU's are others), lines that make a tensor on the CPU
 * themselves, lines without inputs, operators that the device lacks, refused calls (a GPU's index out of range ends the
 * process's use of it), text, which names the device, and the sign of an infinite gradient.
 */
class KitOnCudaTest {
    private static final Pattern MAKES_TENSORS = Pattern.compile("Torch\\.(zeros|ones|full|empty|arange|tensor|scalar|linspace|logspace"
            + "|eye|tril|triu|rand|randn|randint|randperm|\\w+Window)\\w*\\(|\\.cpu\\(|Device\\.|Index\\.at\\(|numpy|Transformer\\.generate");
    private static final Pattern MAKES_MODULES = Pattern.compile(
            "new (Linear|Sequential|ModuleList|ModuleDict|Embedding|LSTM|GRU|RNN|Conv\\dd|BatchNorm\\dd|AveragedModel|ParameterList)\\b");
    private static final List<String> NO_KERNEL = List.of("Could not run", "not implemented for", "is not implemented",
            "not supported on", "attempted to run this operator with Meta tensors", "on meta tensors", "meta tensor", "NYI",
            "convolution_overrideable not implemented", "MAGMA", "only a contiguous tensor on the CPU", "only memory of the CPU");

    /** This case cannot be compared there. */
    private static final class LeftOut extends RuntimeException {
        private static final long serialVersionUID = 1L;

        LeftOut(String reason) {
            super(reason);
        }
    }

    private static Device device;

    @Test
    void everyCaseGivesThereWhatPyTorchGivesOnTheCpu() {
        var wanted = System.getProperty("panatorch.kitDevice");
        assumeTrue(wanted != null || Device.cudaIsAvailable(), LibTorchInfo.cuda());
        device = wanted == null ? Device.CUDA : Device.of(wanted);
        boolean matmul = Backends.cudaMatmulAllowTf32();
        boolean cudnn = Backends.cudnnAllowTf32();
        Backends.cudaMatmulAllowTf32(false);
        Backends.cudnnAllowTf32(false);
        try {
            Compare.onDevice(KitOnCudaTest::all);
        } finally {
            Backends.cudaMatmulAllowTf32(matmul);
            Backends.cudnnAllowTf32(cudnn);
        }
    }

    private static void all() {
        int passed = 0;
        var leftOut = new TreeMap<String, List<String>>();
        var failures = new ArrayList<String>();
        for (var c : Kit.cases()) {
            try (var _ = TensorScope.open()) {
                run(c);
                passed++;
            } catch (LeftOut e) {
                leftOut.computeIfAbsent(e.getMessage(), _ -> new ArrayList<>()).add(c.name());
            } catch (RuntimeException | AssertionError e) {
                var reason = reason(c, e);
                if (reason != null) {
                    leftOut.computeIfAbsent(reason, _ -> new ArrayList<>()).add(c.name());
                } else {
                    failures.add(c.kind() + " " + c.name() + "\n        " + c.java() + "\n        " + firstLines(e));
                }
            }
        }
        System.out.println("kit on " + device + ": " + passed + " cases agree, " + failures.size() + " do not, largest differences, relative: "
                + Compare.WORST);
        leftOut.forEach((reason, names) -> System.out.println("    left out, " + reason + ": " + names.size()
                + (names.size() > 100 ? "" : " " + names)));
        failures.forEach(failure -> System.out.println("    FAILED " + failure));
        assertThat(failures).isEmpty();
        assertThat(passed).isPositive();
    }

    private static String firstLines(Throwable e) {
        var text = (e instanceof AssertionError ? "" : e.getClass().getSimpleName() + ": ") + String.valueOf(e.getMessage());
        return text.strip().lines().limit(8).map(String::strip).reduce((a, b) -> a + " | " + b).orElse("");
    }

    /** Why a case that failed was bound to; null if it was not. */
    private static String reason(Kit.Case c, Throwable e) {
        var message = String.valueOf(e.getMessage());
        if (e instanceof AssertionError) {
            return null;
        }
        if (NO_KERNEL.stream().anyMatch(message::contains)) {
            return "no operator of the device for it";
        }
        return makesTensors(c) ? "its line makes a tensor on the CPU" : null;
    }

    private static boolean makesTensors(Kit.Case c) {
        return MAKES_TENSORS.matcher(c.java() + c.json().path("call").asText()).find()
                || c.kind().equals("op") && MAKES_MODULES.matcher(c.java()).find();
    }

    private static boolean isMeta() {
        return device.type() == Device.Type.META;
    }

    private static void run(Kit.Case c) {
        if (device.type() == Device.Type.CUDA && c.java().contains("toString()")) {
            throw new LeftOut("text");
        }
        if (c.name().startsWith("x.logit() [NaN")) {
            throw new LeftOut("the sign of an infinite gradient");
        }
        switch (c.kind()) {
            case "op" -> operation(c);
            case "module" -> module(c);
            case "optimizer" -> optimizer(c);
            default -> throw new LeftOut(c.kind() + " cases");
        }
    }

    private static LinkedHashMap<String, Tensor> leaves(Kit.Case c, Map<String, Tensor> grads) {
        var leaves = new LinkedHashMap<String, Tensor>();
        c.tensors("inputs").forEach((name, t) -> leaves.put(name, Losses.leaf(t.to(device), grads.containsKey(name))));
        if (leaves.isEmpty()) {
            throw new LeftOut("no inputs");
        }
        return leaves;
    }

    private static void operation(Kit.Case c) {
        var grads = c.tensors("grads");
        var leaves = leaves(c, grads);
        var arguments = new LinkedHashMap<>(leaves);
        if (c.json().path("copies").asBoolean()) {
            arguments.replaceAll((_, t) -> t.copy());
        }
        Torch.manualSeed(0);
        var before = generator();
        var result = CaseCode.run(c, arguments);
        requireNotRandom(before);
        results(result, c);
        if (!grads.isEmpty()) {
            assertThat(Losses.backward(Compare.flatten(result))).as("a result has a gradient").isTrue();
        }
        grads.forEach((name, expected) -> tensor("gradient of " + name, leaves.get(name).grad(), expected, c));
    }

    private static long[] generator() {
        return isMeta() ? new long[0] : Torch.getRngState(device).toLongArray();
    }

    private static void requireNotRandom(long[] before) {
        if (!java.util.Arrays.equals(before, generator())) {
            throw new LeftOut("draws random numbers");
        }
    }

    private static void results(Object result, Kit.Case c) {
        var flat = Compare.flatten(result);
        for (int i = 0; i < flat.size(); i++) {
            if (flat.get(i) instanceof Tensor t && !makesTensors(c)) {
                assertThat(t.device().type()).as("device of result " + i).isEqualTo(device.type());
            }
        }
        if (!isMeta()) {
            Compare.assertResults(result, c.json().path("results"), c);
            return;
        }
        for (int i = 0; i < flat.size(); i++) {
            if (flat.get(i) instanceof Tensor t) {
                tensor("result " + i, t, Kit.tensor(c.json().path("results").get(i).get("tensor").asText()), c);
            }
        }
    }

    private static void tensor(String what, Tensor actual, Tensor expected, Kit.Case c) {
        if (isMeta()) {
            assertThat(actual.dtype()).as(what).isEqualTo(expected.dtype());
            assertThat(actual.shape()).as(what).isEqualTo(expected.shape());
        } else {
            Compare.assertTensor(what, actual, expected, c);
        }
    }

    private static void module(Kit.Case c) {
        var grads = c.tensors("grads");
        var leaves = leaves(c, grads);
        var check = new Moved(c);
        var arguments = new LinkedHashMap<String, Object>();
        arguments.put("check", check);
        arguments.putAll(leaves);
        Torch.manualSeed(7);
        try {
            var result = CaseCode.run(c, arguments);
            requireNotRandom(check.before);
            results(result, c);
            if (Losses.backward(Compare.flatten(result))) {
                grads.forEach((name, expected) -> tensor("gradient of " + name, leaves.get(name).grad(), expected, c));
                var own = check.module.namedParameters();
                c.tensors("paramGrads").forEach((name, expected) ->
                        tensor("gradient of " + name, own.get(name).grad(), expected, c));
            }
            var buffers = check.module.namedBuffers();
            c.tensors("after").forEach((name, expected) -> tensor(name, buffers.get(name), expected, c));
        } finally {
            if (check.module != null) {
                check.module.close();
            }
        }
    }

    /** The module gets the parameters that the fixtures were made with, and goes to the device. */
    private static final class Moved implements ModuleCheck {
        private final Kit.Case c;
        private Module module;
        private long[] before;

        Moved(Kit.Case c) {
            this.c = c;
        }

        @Override
        public <M extends Module> M of(M made) {
            module = made;
            var others = new LinkedHashMap<String, Tensor>();
            for (var entry : c.tensors("state").entrySet()) {
                others.put(entry.getKey(), Losses.perturbed(entry.getValue(), others.size()));
            }
            made.loadStateDict(new StateDict(others));
            made.train(c.json().path("training").asBoolean());
            made.to(DType.valueOf(c.json().get("dtype").asText().substring("torch.".length()).toUpperCase(java.util.Locale.ROOT)));
            made.to(device);
            assertThat(made.stateDict().asMap().values()).allMatch(t -> t.device().type() == device.type());
            Torch.manualSeed(3);
            before = generator();
            return made;
        }
    }

    private static void optimizer(Kit.Case c) {
        if (isMeta()) {
            throw new LeftOut("optimizer cases");
        }
        try (var run = OptimizersTest.Run.of(c, "params", device)) {
            run.steps(0, run.pause());
            run.assertParams("paused");
            run.assertState("state");
            run.optimizer().loadStateDict((Map<?, ?>) Kit.tree(c.json().get("state")));
            run.steps(run.pause(), run.end());
            run.assertParams("results");
            run.assertState("end");
        }
    }
}
