package org.panatorch.ddpm;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URISyntaxException;
import java.nio.file.Path;
import org.panatorch.torch.StateDict;
import org.panatorch.torch.Tensor;
import org.panatorch.torch.Weights;

/** What scripts/make_fixtures.py made with PyTorch 2.13. */
public final class Fixtures {
    private Fixtures() {}

    public static Path path(String name) {
        try {
            return Path.of(Fixtures.class.getResource("/fixtures/" + name).toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    public static StateDict load(String name) {
        return Weights.load(path(name));
    }

    /** The largest absolute difference; NaN if there is a NaN anywhere. */
    public static double difference(Tensor actual, Tensor expected) {
        assertThat(actual.shape()).isEqualTo(expected.shape());
        return expected.numel() == 0 ? 0 : actual.sub(expected).abs().max().item();
    }

    public static double assertClose(String what, Tensor actual, Tensor expected, double tolerance) {
        double difference = difference(actual, expected);
        assertThat(difference).as(what).isLessThanOrEqualTo(tolerance);
        return difference;
    }
}
