package org.panatorch.kit;

import java.io.IOException;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.panatorch.torch.DType;
import org.panatorch.torch.Device;
import org.panatorch.torch.Tensor;
import org.panatorch.torch.TensorScope;
import org.panatorch.torch.io.PthWriter;
import org.panatorch.torch.io.Python;
import org.panatorch.torch.io.TensorSource;
import org.panatorch.torch.io.Tuple;

/** PyTorch loads the state dicts that our optimizers give and goes on from them, to the results it has without us. */
class PythonGoesOnTest {

    /** A tensor as the writer sees it. */
    private record Source(Tensor tensor) implements TensorSource {
        @Override
        public DType dtype() {
            return tensor.dtype();
        }

        @Override
        public long[] shape() {
            return tensor.shape();
        }

        @Override
        public long byteSize() {
            return tensor.nbytes();
        }

        @Override
        public void writeTo(WritableByteChannel out) throws IOException {
            out.write(tensor.bytes(0, (int) byteSize()));
        }
    }

    private static Object tree(Object node) {
        return switch (node) {
            case Tensor t -> new Source(t.detach().contiguous());
            case Map<?, ?> map -> {
                var copy = new LinkedHashMap<>();
                map.forEach((key, value) -> copy.put(key, tree(value)));
                yield copy;
            }
            case Tuple tuple -> tuple;
            case List<?> list -> list.stream().map(PythonGoesOnTest::tree).toList();
            case null, default -> node;
        };
    }

    @Test
    void theStatesOfAllOptimizers(@TempDir Path folder) throws Exception {
        Python.assumeThere();
        var all = new ArrayList<>();
        var path = folder.resolve("optimizers.pth");
        try (var _ = TensorScope.open()) {
            for (var c : Kit.cases("optimizer").toList()) {
                try (var run = OptimizersTest.Run.of(c, "params", Device.CPU)) {
                    run.steps(0, run.pause());
                    var one = new LinkedHashMap<String, Object>();
                    one.put("python", c.json().get("python").asText());
                    one.put("params", run.params());
                    one.put("optimizer", run.optimizer().stateDict());
                    one.put("loss", c.json().has("loss") ? c.json().get("loss").asText() : null);
                    one.put("steps", (long) run.end() - run.pause());
                    one.put("grads", Kit.stream(c.json().path("stepGrads")).skip(run.pause())
                            .map(step -> Kit.stream(step).map(key -> Kit.tensor(key.asText())).toList()).toList());
                    one.put("end", Kit.stream(c.json().get("results")).map(key -> Kit.tensor(key.asText())).toList());
                    all.add(one);
                }
            }
            PthWriter.save(path, tree(all));
        }
        Python.run("""
                import sys, torch
                from torch import optim
                for case in torch.load(sys.argv[1]):
                    params = [torch.nn.Parameter(p) for p in case["params"]]
                    optimizer = eval(case["python"])
                    optimizer.load_state_dict(case["optimizer"])
                    def closure():
                        optimizer.zero_grad()
                        loss = eval(case["loss"])
                        loss.backward()
                        return loss
                    for _ in range(case["steps"] if case["loss"] else 0):
                        optimizer.step(closure)
                    for grads in case["grads"]:
                        for p, grad in zip(params, grads):
                            p.grad = grad
                        optimizer.step()
                    for p, end in zip(params, case["end"]):
                        torch.testing.assert_close(p.data, end, rtol=1e-6, atol=1e-6, msg=case["python"])
                """, path);
    }
}
