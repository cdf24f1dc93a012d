package org.panatorch.torch.optim.lr_scheduler;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongPredicate;
import org.panatorch.torch.optim.Optimizer;
import org.panatorch.torch.optim.ParamGroup;

/** {@code MultiStepLR}: at each of the milestones times {@code gamma}. */
public final class MultiStepLR extends LRScheduler {

    /** {@code lr_scheduler.MultiStepLR(optimizer, milestones)}; PyTorch's default gamma is 0.1. */
    public MultiStepLR(Optimizer optimizer, int[] milestones) {
        this(optimizer, milestones, 0.1);
    }

    /** {@code lr_scheduler.MultiStepLR(optimizer, milestones, gamma)}. */
    public MultiStepLR(Optimizer optimizer, int[] milestones, double gamma) {
        super(optimizer);
        var counts = new LinkedHashMap<Long, Long>();    // how often each is among them
        Arrays.stream(milestones).forEach(m -> counts.merge((long) m, 1L, Long::sum));
        state.put("milestones", counts).put("gamma", gamma);
        start();
    }

    /** How many of the milestones satisfy a condition. */
    private long count(LongPredicate condition) {
        return ((Map<?, ?>) state.get("milestones")).entrySet().stream()
                .filter(e -> condition.test(((Number) e.getKey()).longValue()))
                .mapToLong(e -> ((Number) e.getValue()).longValue()).sum();
    }

    @Override
    double lr(ParamGroup group, double baseLr) {
        long hits = count(m -> m == lastEpoch);
        return hits == 0 ? group.lr() : group.lr() * Math.pow(state.number("gamma"), hits);
    }

    @Override
    double closedForm(ParamGroup group, double baseLr) {
        return baseLr * Math.pow(state.number("gamma"), count(m -> m <= lastEpoch));
    }
}
