package org.panatorch.torch.optim;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URISyntaxException;
import java.nio.file.Path;
import org.panatorch.torch.StateDict;
import org.panatorch.torch.Tensor;
import org.panatorch.torch.Weights;

/** PyTorch's results (scripts/make_ops_fixtures.py). */
final class OptimFixture {
    private OptimFixture() {}

    static StateDict load() {
        try {
            return Weights.load(Path.of(OptimFixture.class.getResource("/ops/optim.safetensors").toURI()));
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    static void assertClose(String name, Tensor actual, Tensor expected, double tolerance) {
        assertThat(actual.shape()).as(name).isEqualTo(expected.shape());
        var wanted = expected.toDoubleArray();
        var values = actual.toDoubleArray();
        for (int i = 0; i < wanted.length; i++) {
            if (Double.isFinite(wanted[i])) {
                assertThat(Math.abs(values[i] - wanted[i])).as(name + "[" + i + "]: " + values[i] + ", not " + wanted[i])
                        .isLessThanOrEqualTo(tolerance * Math.max(1, Math.abs(wanted[i])));
            } else {
                assertThat(values[i]).as(name + "[" + i + "]").isEqualTo((Double) wanted[i]);
            }
        }
    }
}
