package org.panatorch.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.function.Predicate;
import org.panatorch.torch.DType;
import org.panatorch.torch.StateDict;
import org.panatorch.torch.Tensor;
import org.panatorch.torch.Weights;
import org.panatorch.torch.nn.Module;

/** What scripts/make_example_fixtures.py made by running the Python beside an example. */
public final class Fixture {
    private final StateDict tensors;
    private double worst;

    /** Of the class's folder: {@code new Fixture(MnistTest.class, "mnist.safetensors")}. */
    public Fixture(Class<?> test, String name) {
        tensors = Weights.load(path(test, name));
    }

    public static Path path(Class<?> test, String name) {
        try {
            return Path.of(test.getResource(name).toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    public Tensor get(String name) {
        return tensors.get(name);
    }

    /** Python's number, as it is. */
    public double number(String name, int index) {
        return tensors.get(name).get(index).item();
    }

    /** The same to the last bit. */
    public void assertEqual(Tensor actual, String name) {
        assertThat(actual.equal(get(name))).as(name).isTrue();
    }

    /** The largest difference is at most the tolerance times the largest value, where that is above 1. */
    public void assertClose(Tensor actual, String name, double tolerance) {
        var expected = get(name);
        assertThat(actual.shape()).as(name).isEqualTo(expected.shape());
        double difference = actual.sub(expected).abs().max().item() / Math.max(1, expected.abs().max().item());
        assertThat(difference).as(name).isLessThanOrEqualTo(tolerance);
        worst = Math.max(worst, difference);
    }

    public void assertClose(double actual, double expected, String what, double tolerance) {
        double difference = Math.abs(actual - expected) / Math.max(1, Math.abs(expected));
        assertThat(difference).as(what).isLessThanOrEqualTo(tolerance);
        worst = Math.max(worst, difference);
    }

    /**
     * The gradients of a step, and the parameters after it.
     *
     * @param noise parameters whose gradient is 0 but for rounding, of which Adam makes steps all the same: not compared
     */
    public void assertStep(Module model, String step, Predicate<String> noise, double tolerance) {
        model.namedParameters().forEach((name, p) -> {
            assertClose(sparse(p.grad()), step + ".grad." + name, tolerance);
            if (!noise.test(name)) {
                assertClose(sparse(p), step + "." + name, tolerance);
            }
        });
    }

    /** All of a small tensor, 100 to 200 numbers of a large one: {@code sparse} in the script. */
    public static Tensor sparse(Tensor tensor) {
        return tensor.detach().flatten().slice(0, 0, Tensor.END, tensor.numel() / 200 + 1);
    }

    /** The sum of a float32 tensor's bits: {@code bits} in the script. */
    public static long bits(Tensor tensor) {
        return tensor.detach().contiguous().view(DType.INT32).to(DType.INT64).sum().itemLong();
    }

    /** The largest difference so far. */
    public double worst() {
        return worst;
    }
}
