package org.panatorch.repl.session;

import org.panatorch.ddpm.UserException;
import org.panatorch.ddpm.models.ModelFile;
import org.panatorch.ddpm.models.ModelKind;
import org.panatorch.ddpm.models.ModelSpec;
import org.panatorch.ddpm.models.Objective;
import org.panatorch.ddpm.models.Precision;
import org.panatorch.ddpm.schedulers.AlphaNoiseScheduler;
import org.panatorch.ddpm.schedulers.NoiseSchedule;
import org.panatorch.torch.Device;

/** The process in use: its noise schedule, what a model predicts in it, and where it is computed. */
public final class Diffusion implements AutoCloseable {
    private final Runnable changed;
    private NoiseSchedule schedule = NoiseSchedule.original(ModelFile.DEFAULT_STEPS);
    private Objective objective = Objective.epsilon;
    private AlphaNoiseScheduler scheduler;
    private Device device;
    private Precision precision = Precision.fp32;

    /** @param changed told when x_t at some t begins to mean something else */
    Diffusion(Runnable changed) {
        this.changed = changed;
    }

    /** The noise schedule. */
    public NoiseSchedule schedule() {
        return schedule;
    }

    /** @throws UserException if the objective cannot go with it */
    public void schedule(NoiseSchedule next) {
        requireFit(next, objective, "use schedule");
        schedule = next;
        reschedule();
    }

    /** Beta of the first and the last step; linear between. */
    public void betas(double start, double end) {
        try {
            schedule(new NoiseSchedule(NoiseSchedule.Kind.linear, steps(), start, end, false));
        } catch (IllegalArgumentException e) {
            throw new UserException("use beta: " + e.getMessage(), e);
        }
    }

    public int steps() {
        return schedule.steps();
    }

    /** The same schedule over another number of steps. */
    void steps(int value) {
        schedule = new NoiseSchedule(schedule.kind(), value, schedule.betaStart(), schedule.betaEnd(),
                schedule.zeroTerminalSnr());
        reschedule();
    }

    /** What the model is taken to predict. */
    public Objective objective() {
        return objective;
    }

    /** @throws UserException if the schedule cannot go with it */
    public void objective(Objective next) {
        requireFit(schedule, next, "use objective");
        objective = next;
    }

    /** Takes what a file says. */
    void adopt(ModelSpec spec) {
        schedule = spec.schedule();
        objective = spec.objective();
        reschedule();
    }

    private static void requireFit(NoiseSchedule schedule, Objective objective, String what) {
        try {
            new ModelSpec(ModelKind.UNetModel, schedule, objective, 0);
        } catch (IllegalArgumentException e) {
            throw new UserException(what + ": " + e.getMessage(), e);
        }
    }

    AlphaNoiseScheduler scheduler() {
        if (scheduler == null) {
            reschedule();
        }
        return scheduler;
    }

    private void reschedule() {
        var next = schedule.scheduler(device());
        close();
        scheduler = next;
        changed.run();
    }

    Device device() {
        if (device == null) {
            device = Devices.best();
        }
        return device;
    }

    /** Goes on there. */
    void device(Device next) {
        device = next;
        if (scheduler != null) {
            reschedule();
        }
    }

    public Precision precision() {
        return precision;
    }

    public void precision(Precision value) {
        precision = value.check(device());
    }

    @Override
    public void close() {
        if (scheduler != null) {
            scheduler.close();
        }
    }
}
