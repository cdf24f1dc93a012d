package org.panatorch.repl.session;

import java.nio.file.Path;
import java.util.function.Supplier;
import org.panatorch.ddpm.UserException;
import org.panatorch.ddpm.models.ModelFile;
import org.panatorch.ddpm.models.ModelKind;
import org.panatorch.ddpm.models.ModelSpec;
import org.panatorch.ddpm.models.NoisePredictor;
import org.panatorch.ddpm.models.Objective;
import org.panatorch.ddpm.models.ShippedModel;
import org.panatorch.ddpm.sample.Denoiser;
import org.panatorch.ddpm.sample.Sampler;
import org.panatorch.ddpm.schedulers.AlphaNoiseScheduler;
import org.panatorch.ddpm.schedulers.NoiseSchedule;
import org.panatorch.ddpm.models.Precision;
import org.panatorch.repl.render.Screen;
import org.panatorch.repl.render.Similar;
import org.panatorch.torch.Device;
import org.panatorch.torch.Tensor;
import org.panatorch.torch.TensorScope;
import org.panatorch.torch.Torch;
import org.panatorch.torch.Weights;

/**
 * What the commands of one REPL work on: the model and how it is used, where one is between noise and image, results by
 * name. A command that fails leaves it as it was. For one thread.
 */
public final class Session implements AutoCloseable {
    private final Screen screen;
    private final Settings settings = new Settings();
    private final Results results = new Results();
    private final Digits digits = new Digits();

    private NoisePredictor model;
    private Path weights;
    private NoiseSchedule schedule = NoiseSchedule.original(ModelFile.DEFAULT_STEPS);
    private Objective objective = Objective.epsilon;
    private boolean toldByFile;
    private final Sampling sampling = new Sampling();
    private AlphaNoiseScheduler scheduler;
    private Device device;
    private Precision precision = Precision.fp32;
    private long seed;
    private Walk walk;

    private volatile boolean interrupted;

    public Session(Screen screen) {
        this.screen = screen;
    }

    public Screen screen() {
        return screen;
    }

    public Settings settings() {
        return settings;
    }

    public Results results() {
        return results;
    }

    public Digits digits() {
        return digits;
    }

    // ---- Ctrl-C

    /** Ctrl-C: the running command stops at its next step. */
    public void interrupt() {
        interrupted = true;
    }

    /** Whether Ctrl-C came since the last {@link #resume}. */
    public boolean interrupted() {
        return interrupted;
    }

    /** A new command begins. */
    public void resume() {
        interrupted = false;
    }

    // ---- the model

    /** @throws UserException if there is none yet */
    public NoisePredictor model() {
        if (model == null) {
            throw new UserException("no model yet: load FILE brings trained weights, load alone those that come with the program, use model AdvUNetModel a fresh one");
        }
        return model;
    }

    public boolean hasModel() {
        return model != null;
    }

    /** The file of the weights, or null for a fresh model. */
    public Path weights() {
        return weights;
    }

    /**
     * Loads weights; which model and T, the file tells (T of SimpleModel: what is in use). Schedule and objective are the
     * file's, if it tells; else those in use stay.
     */
    public void load(Path file) {
        var loaded = ModelFile.open(file, null, null, device());
        boolean tells = Weights.metadata(file).containsKey("objective");
        if (!tells && loaded.spec().model() == ModelKind.SimpleModel && steps() != loaded.spec().steps()) {
            loaded.close();
            loaded = ModelFile.open(file, ModelKind.SimpleModel, steps(), device());
        }
        if (tells || toldByFile) {
            adopt(loaded.spec());
        }
        toldByFile = tells;
        replace(loaded.model(), file);
    }

    /** Loads weights that were trained to do that. */
    public void load(Path file, ModelSpec spec) {
        var loaded = ModelFile.open(file, spec.model(), spec.steps(), device());
        adopt(spec);
        toldByFile = true;
        replace(loaded.model(), file);
    }

    /** Loads a model that comes with the program. */
    public void load(ShippedModel shipped) {
        var loaded = shipped.open(device());
        adopt(loaded.spec());
        toldByFile = true;
        replace(loaded.model(), Path.of(shipped.fileName()));
    }

    private void adopt(ModelSpec spec) {
        schedule = spec.schedule();
        objective = spec.objective();
        reschedule();
    }

    /** Writes the weights, with what the model was trained to do. */
    public void save(Path file) {
        computing(() -> ModelFile.save(model().stateDict(), spec(), file));
    }

    /** What the model is used as. */
    public ModelSpec spec() {
        return new ModelSpec(kind(), schedule, objective, (int) model().numClasses());
    }

    private ModelKind kind() {
        return ModelKind.valueOf(model().getClass().getSimpleName());
    }

    /** A fresh model, initialised from the seed. */
    public void fresh(ModelKind kind) {
        Torch.manualSeed(seed);
        var made = kind.create(steps());
        made.to(device());
        made.eval();
        replace(made, null);
    }

    private void replace(NoisePredictor next, Path file) {
        var old = model;
        model = next;
        weights = file;
        if (old != null) {
            old.close();
        }
        if (next.numSteps() != steps() || scheduler == null) {
            schedule = withSteps((int) next.numSteps());
            reschedule();
        } else if (walk != null) {
            walk.forgetBelow();
        }
    }

    private NoiseSchedule withSteps(int steps) {
        return new NoiseSchedule(schedule.kind(), steps, schedule.betaStart(), schedule.betaEnd(), schedule.zeroTerminalSnr());
    }

    /** T of a fresh model. */
    public void steps(int value) {
        if (value < 2 || value > 1_000_000) {
            throw new UserException("use steps: expected 2 to 1000000, got " + value);
        }
        if (model != null && weights != null && value != steps()) {
            throw new UserException("use steps: the weights in " + weights + " are for T = " + steps()
                    + "; use model " + kind() + " makes a fresh one");
        }
        if (value != steps()) {
            schedule = withSteps(value);
            reschedule();
            if (model != null) {
                fresh(kind());
            }
        }
    }

    public int steps() {
        return schedule.steps();
    }

    // ---- how it is used

    /** The noise schedule of that model. */
    public NoiseSchedule schedule() {
        return schedule;
    }

    /** @throws UserException if the objective cannot go with it */
    public void schedule(NoiseSchedule next) {
        requireFit(next, objective, "use schedule");
        schedule = next;
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

    private static void requireFit(NoiseSchedule schedule, Objective objective, String what) {
        try {
            new ModelSpec(ModelKind.UNetModel, schedule, objective, 0);
        } catch (IllegalArgumentException e) {
            throw new UserException(what + ": " + e.getMessage(), e);
        }
    }

    /** Beta of the first and the last step; linear between. */
    public void betas(double start, double end) {
        try {
            schedule(new NoiseSchedule(NoiseSchedule.Kind.linear, steps(), start, end, false));
        } catch (IllegalArgumentException e) {
            throw new UserException("use beta: " + e.getMessage(), e);
        }
    }

    /** How images are sampled. */
    public Sampling sampling() {
        return sampling;
    }

    /** Another T or schedule: x_t at some t means something else now, so the walk ends. */
    private void reschedule() {
        var next = schedule.scheduler(device());
        if (scheduler != null) {
            scheduler.close();
        }
        scheduler = next;
        walk(null);
    }

    public AlphaNoiseScheduler scheduler() {
        if (scheduler == null) {
            reschedule();
        }
        return scheduler;
    }

    /** The device in use: a GPU if there is one, until {@link #device(String)} says otherwise. */
    public Device device() {
        if (device == null) {
            device = Devices.best();
        }
        return device;
    }

    public void device(String name) {
        var wanted = Devices.named(name);
        if (!wanted.equals(device())) {
            if (model != null) {
                model.to(wanted);
            }
            device = wanted;
            if (scheduler != null) {
                reschedule();
            }
        }
    }

    public Precision precision() {
        return precision;
    }

    public void precision(Precision value) {
        precision = value;
    }

    public long seed() {
        return seed;
    }

    public void seed(long value) {
        seed = value;
    }

    /** The sampler in use, for so many images; the same object as before, as long as nothing is changed. */
    public Sampler sampler(int images) {
        return sampling.sampler(new Denoiser(model(), scheduler(), objective, device(), precision), images);
    }

    /** What the model says, guided and clipped as in use, for so many images. */
    public Denoiser denoiser(int images) {
        return sampler(images).denoiser();
    }

    // ---- the walk

    /** @throws UserException if there is none */
    public Walk walk() {
        if (walk == null) {
            throw new UserException("nowhere between noise and image yet: sample, or put a digit there (noise 7 at 500)");
        }
        return walk;
    }

    public boolean hasWalk() {
        return walk != null;
    }

    /** Begins another walk; null: none. */
    public void walk(Walk next) {
        if (walk != null && walk != next) {
            walk.close();
        }
        walk = next;
    }

    // ---- names

    /**
     * The images of that name: a result's, {@code last}, or {@code x}, those of the walk. Do not close them.
     *
     * @throws UserException if there is none
     */
    public Tensor images(String name) {
        if (name.equals("x") && walk != null) {
            return walk.x();
        }
        var result = name.equals("last") ? results.last() : results.get(name);
        if (result != null) {
            return result.images();
        }
        var names = results.all().stream().map(Results.Result::name).toList();
        throw new UserException("nothing is called " + name + Similar.hint(name, names)
                + (names.isEmpty() ? "; there are no results yet" : "; there are " + String.join(", ", names)));
    }

    /** Runs something that computes: its tensors are freed, and no gradient is kept. */
    public <T> T computing(Supplier<T> work) {
        try (var _ = TensorScope.open(); var _ = Torch.noGrad()) {
            return work.get();
        }
    }

    /** {@link #computing(Supplier)} without a result. */
    public void computing(Runnable work) {
        computing(() -> {
            work.run();
            return null;
        });
    }

    @Override
    public void close() {
        walk(null);
        results.close();
        if (scheduler != null) {
            scheduler.close();
        }
        if (model != null) {
            model.close();
        }
    }
}
