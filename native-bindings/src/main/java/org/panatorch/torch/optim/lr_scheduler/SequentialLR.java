package org.panatorch.torch.optim.lr_scheduler;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.panatorch.torch.optim.Optimizer;
import org.panatorch.torch.optim.ParamGroup;

/** {@code SequentialLR}: one schedule after the other. */
public final class SequentialLR extends LRScheduler {
    private final List<LRScheduler> schedulers;

    /** {@code lr_scheduler.SequentialLR(optimizer, schedulers, milestones)}: where each but the first begins. */
    public SequentialLR(Optimizer optimizer, List<LRScheduler> schedulers, int... milestones) {
        super(optimizer);
        require(!schedulers.isEmpty(), "SequentialLR expects at least one scheduler, but got no scheduler.");
        require(milestones.length == schedulers.size() - 1, "Sequential Schedulers expects number of schedulers provided to be"
                + " one more than the number of milestone points, but got number of schedulers " + schedulers.size()
                + " and the number of milestones to be equal to " + milestones.length);
        require(schedulers.stream().allMatch(s -> s.optimizer == optimizer),
                "SequentialLR expects all schedulers to belong to the same optimizer");
        this.schedulers = List.copyOf(schedulers);
        state.put("_milestones", Arrays.stream(milestones).mapToObj(m -> (long) m).toList());
        lastEpoch = 0;
        optimizer.paramGroups().forEach(group -> group.lr(initialLr(group)));
        schedulers.forEach(s -> s.lastEpoch--);    // the step that each made at its construction
        schedulers.get(at(0)).start();
        rememberRates();
    }

    private int at(int epoch) {
        int index = 0;
        while (index < schedulers.size() - 1 && state.number("_milestones", index) <= epoch) {
            index++;
        }
        return index;
    }

    @Override
    public void step() {
        lastEpoch++;
        int index = at(lastEpoch);
        if (index > 0 && state.number("_milestones", index - 1) == lastEpoch) {
            schedulers.get(index).restart();
        } else {
            schedulers.get(index).step();
        }
        rememberRates();
    }

    @Override
    public Map<String, Object> stateDict() {
        var dict = new LinkedHashMap<>(state.values());
        dict.put("last_epoch", (long) lastEpoch);
        dict.put("_last_lr", lastLr);
        dict.put("_schedulers", schedulers.stream().map(LRScheduler::stateDict).toList());
        return dict;
    }

    @Override
    public void loadStateDict(Map<?, ?> dict) {
        state.check(dict, Map.of("last_epoch", 0L, "_last_lr", lastLr, "_schedulers", schedulers));
        ChainedScheduler.loadAll(schedulers, dict);
        state.load(dict);
        lastEpoch = ((Number) dict.get("last_epoch")).intValue();
        lastLr = numbers(dict.get("_last_lr"));
    }

    @Override
    double lr(ParamGroup group, double baseLr) {
        return group.lr();    // the schedulers have set it
    }
}
