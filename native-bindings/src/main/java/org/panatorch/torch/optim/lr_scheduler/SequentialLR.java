package org.panatorch.torch.optim.lr_scheduler;

import java.util.List;
import org.panatorch.torch.optim.Optimizer;
import org.panatorch.torch.optim.ParamGroup;

/** {@code SequentialLR}: one schedule after the other. */
public final class SequentialLR extends LRScheduler {
    private final List<LRScheduler> schedulers;
    private final int[] milestones;

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
        this.milestones = milestones.clone();
        lastEpoch = 0;
        optimizer.paramGroups().forEach(group -> group.lr(initialLr(group)));
        schedulers.forEach(s -> s.lastEpoch--);    // the step that each made at its construction
        schedulers.get(at(0)).start();
    }

    private int at(int epoch) {
        int index = 0;
        while (index < milestones.length && milestones[index] <= epoch) {
            index++;
        }
        return index;
    }

    @Override
    public void step() {
        lastEpoch++;
        int index = at(lastEpoch);
        if (index > 0 && milestones[index - 1] == lastEpoch) {
            schedulers.get(index).restart();
        } else {
            schedulers.get(index).step();
        }
    }

    @Override
    double lr(ParamGroup group, double baseLr) {
        return group.lr();    // the schedulers have set it
    }
}
