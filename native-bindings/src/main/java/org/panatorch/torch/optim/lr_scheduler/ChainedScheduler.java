package org.panatorch.torch.optim.lr_scheduler;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.panatorch.torch.optim.Optimizer;
import org.panatorch.torch.optim.ParamGroup;

/** {@code ChainedScheduler}: several schedules at once, each of which goes on from what the one before it set. */
public final class ChainedScheduler extends LRScheduler {
    private final List<LRScheduler> schedulers;

    /** {@code lr_scheduler.ChainedScheduler(schedulers, optimizer)}. */
    public ChainedScheduler(List<LRScheduler> schedulers, Optimizer optimizer) {
        super(optimizer);
        require(!schedulers.isEmpty(), "ChainedScheduler expects at least one scheduler to be chained, but got no scheduler.");
        require(schedulers.stream().allMatch(s -> s.optimizer == optimizer),
                "ChainedScheduler expects all schedulers to belong to the same optimizer");
        this.schedulers = List.copyOf(schedulers);
        rememberRates();
    }

    @Override
    public void step() {
        schedulers.forEach(LRScheduler::step);
        rememberRates();
    }

    @Override
    double lr(ParamGroup group, double baseLr) {
        return group.lr();    // the schedulers have set it
    }

    @Override
    public Map<String, Object> stateDict() {
        var dict = new LinkedHashMap<String, Object>();
        dict.put("_last_lr", lastLr);
        dict.put("_schedulers", schedulers.stream().map(LRScheduler::stateDict).toList());
        return dict;
    }

    @Override
    public void loadStateDict(Map<?, ?> dict) {
        state.check(dict, Map.of("_last_lr", lastLr, "_schedulers", schedulers));
        loadAll(schedulers, dict);
        lastLr = numbers(dict.get("_last_lr"));
    }

    /** Each schedule's part of the dict; where one does not fit, those before it are as they were. */
    static void loadAll(List<LRScheduler> schedulers, Map<?, ?> dict) {
        var saved = schedulers.stream().map(LRScheduler::stateDict).toList();
        int next = 0;
        try {
            for (; next < schedulers.size(); next++) {
                if (!(((List<?>) dict.get("_schedulers")).get(next) instanceof Map<?, ?> part)) {
                    throw new IllegalArgumentException("\"_schedulers\" must be a list of state dicts");
                }
                schedulers.get(next).loadStateDict(part);
            }
        } catch (IllegalArgumentException e) {
            for (int i = 0; i < next; i++) {
                schedulers.get(i).loadStateDict(saved.get(i));
            }
            throw e;
        }
    }
}
