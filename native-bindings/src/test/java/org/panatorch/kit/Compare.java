package org.panatorch.kit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.panatorch.torch.DType;
import org.panatorch.torch.Tensor;

/**
 * Comparison with PyTorch: types and shapes exactly, values to a tolerance relative to the tensor's largest value (at
 * least 1), NaN and infinities exactly.
 *
 * <p>The tolerance is 2e-6 in float32, 1e-12 in float64, one unit in the last place in float16 (1e-3) and bfloat16 (8e-3),
 * and none in integers, unless a case says otherwise. On a GPU, {@link #onDevice}, other algorithms sum in another order: 1e-4,
 * 1e-8, 4e-3 and 3e-2; and 4e-8 for hardswish and hardsigmoid in float64, whose CUDA kernels multiply by {@code 1.0f / 6.0f}, in
 * PyTorch as here: a sixth but for 3.0e-8 of it.
 */
final class Compare {
    /** The largest difference so far by type, relative as above. */
    static final Map<DType, Double> WORST = new java.util.concurrent.ConcurrentHashMap<>();

    /** Whether what is compared was computed elsewhere than on the CPU. */
    private static volatile boolean onDevice;

    /** The lines whose kernels on a GPU have a sixth in float32. */
    private static final Set<String> SIXTHS = Set.of("F.hardswish(x)", "F.hardsigmoid(x)");

    private Compare() {}

    /** Runs comparisons with the tolerances for another device; {@link #WORST} then holds theirs only. */
    static void onDevice(Runnable comparisons) {
        var before = Map.copyOf(WORST);
        WORST.clear();
        onDevice = true;
        try {
            comparisons.run();
        } finally {
            onDevice = false;
            WORST.clear();
            WORST.putAll(before);
        }
    }

    private static double atLeast(DType dtype, double tolerance) {
        return !onDevice ? tolerance : Math.max(tolerance, switch (dtype) {
            case FLOAT64 -> 1e-8;
            case FLOAT32 -> 1e-4;
            case FLOAT16 -> 4e-3;
            case BFLOAT16 -> 3e-2;
            default -> 0;
        });
    }

    static double tolerance(DType dtype) {
        return switch (dtype) {
            case FLOAT64 -> 1e-12;
            case FLOAT32 -> 2e-6;
            case FLOAT16 -> 1e-3;
            case BFLOAT16 -> 8e-3;
            default -> 0;
        };
    }

    /** What a line returned as a flat list: tensors, numbers, booleans, strings. */
    static List<Object> flatten(Object result) {
        var flat = new ArrayList<>();
        flatten(result, flat);
        return flat;
    }

    private static void flatten(Object result, List<Object> flat) {
        switch (result) {
            case null -> flat.add(null);
            case List<?> list -> list.forEach(item -> flatten(item, flat));
            case long[] longs -> java.util.Arrays.stream(longs).forEach(flat::add);
            case double[] doubles -> java.util.Arrays.stream(doubles).forEach(flat::add);
            case int[] ints -> java.util.Arrays.stream(ints).forEach(flat::add);
            case Object[] items -> List.of(items).forEach(item -> flatten(item, flat));
            case Record record when !(record instanceof org.panatorch.torch.Device) -> {
                for (var component : record.getClass().getRecordComponents()) {
                    try {
                        flatten(component.getAccessor().invoke(record), flat);
                    } catch (IllegalAccessException | InvocationTargetException e) {
                        throw new AssertionError(e);
                    }
                }
            }
            default -> flat.add(result);
        }
    }

    static void assertResults(Object result, JsonNode expected, Kit.Case c) {
        var flat = flatten(result);
        assertThat(flat).hasSize(expected.size());
        for (int i = 0; i < flat.size(); i++) {
            assertResult("result " + i, flat.get(i), expected.get(i), c);
        }
    }

    private static void assertResult(String what, Object actual, JsonNode expected, Kit.Case c) {
        if (expected.has("tensor")) {
            assertThat(actual).as(what).isInstanceOf(Tensor.class);
            assertTensor(what, (Tensor) actual, Kit.tensor(expected.get("tensor").asText()), c);
            return;
        }
        var value = expected.get("value");
        switch (actual) {
            case null -> assertThat(value.isNull()).as(what).isTrue();
            case Boolean b -> assertThat(value.asBoolean()).as(what).isEqualTo(b);
            case Integer n -> assertThat(value.asLong()).as(what).isEqualTo(n.longValue());
            case Long n -> assertThat(value.asLong()).as(what).isEqualTo(n);
            case Double d -> {
                double wanted = value.isTextual() ? Double.parseDouble(value.asText().replace("inf", "Infinity")
                        .replace("nan", "NaN")) : value.asDouble();
                assertThat(d).as(what).isCloseTo(wanted, org.assertj.core.data.Offset.offset(
                        atLeast(DType.FLOAT32, c.tolerance(1e-6)) * Math.max(1, Math.abs(wanted))));
            }
            default -> assertThat(onDevice ? withoutDevice(actual.toString()) : actual.toString()).as(what).isEqualTo(value.asText());
        }
    }

    /** As PyTorch would have printed it on the CPU, but for where lines end. */
    private static String withoutDevice(String text) {
        return text.replaceAll(",\\s+device='\\w+(:\\d+)?'", "").replaceAll("^cuda:\\d+$", "cpu");
    }

    static void assertTensor(String what, Tensor actual, Tensor expected, Kit.Case c) {
        double tolerance = c.tolerance(tolerance(expected.dtype()));
        assertTensor(what, actual, expected, onDevice && SIXTHS.contains(c.java()) ? Math.max(tolerance, 4e-8) : tolerance);
    }

    static void assertTensor(String what, Tensor actual, Tensor expected, double tolerance) {
        assertThat(actual).as(what).isNotNull();
        assertThat(actual.dtype()).as(what).isEqualTo(expected.dtype());
        assertThat(actual.shape()).as(what).isEqualTo(expected.shape());
        if (!expected.dtype().isFloatingPoint()) {
            assertThat(actual.toLongArray()).as(what).isEqualTo(expected.toLongArray());
            return;
        }
        var values = actual.toDoubleArray();
        var wanted = expected.toDoubleArray();
        double scale = 1;
        for (double w : wanted) {
            scale = Double.isFinite(w) ? Math.max(scale, Math.abs(w)) : scale;
        }
        for (int i = 0; i < wanted.length; i++) {
            if (Double.isFinite(wanted[i]) && Double.isFinite(values[i])) {
                double difference = Math.abs(values[i] - wanted[i]) / scale;
                WORST.merge(expected.dtype(), difference, Math::max);
                assertThat(difference).as("%s[%d] is %s, not %s", what, i, values[i], wanted[i])
                        .isLessThanOrEqualTo(atLeast(expected.dtype(), tolerance));
            } else {
                assertThat(values[i]).as("%s[%d]", what, i).isEqualTo((Double) wanted[i]);
            }
        }
    }
}
