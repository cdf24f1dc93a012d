package org.panatorch.repl.session;

import java.nio.file.Path;
import java.util.function.Supplier;
import org.panatorch.ddpm.UserException;
import org.panatorch.ddpm.models.ModelFile;
import org.panatorch.ddpm.models.ModelKind;
import org.panatorch.ddpm.models.NoisePredictor;
import org.panatorch.ddpm.sample.Denoiser;
import org.panatorch.ddpm.schedulers.AlphaNoiseScheduler;
import org.panatorch.ddpm.train.Precision;
import org.panatorch.repl.render.Screen;
import org.panatorch.repl.render.Similar;
import org.panatorch.torch.Device;
import org.panatorch.torch.LibTorchInfo;
import org.panatorch.torch.Tensor;
import org.panatorch.torch.TensorScope;
import org.panatorch.torch.Torch;

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
    private int steps = ModelFile.DEFAULT_STEPS;
    private double betaStart = 1e-4;
    private double betaEnd = 0.02;
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
            throw new UserException("no model yet: load FILE brings trained weights, use model AdvUNetModel a fresh one");
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

    /** Loads weights; which model and T, the file tells (T of SimpleModel: what is in use). */
    public void load(Path file) {
        load(file, steps);
    }

    /** @param simpleSteps T of a SimpleModel, whose weights do not tell */
    public void load(Path file, int simpleSteps) {
        var loaded = ModelFile.load(file, null, null, device());
        if (loaded instanceof org.panatorch.ddpm.models.SimpleModel && simpleSteps != loaded.numSteps()) {
            loaded.close();
            loaded = ModelFile.load(file, ModelKind.SimpleModel, simpleSteps, device());
        }
        replace(loaded, file);
    }

    /** A fresh model, initialised from the seed. */
    public void fresh(ModelKind kind) {
        Torch.manualSeed(seed);
        var made = kind.create(steps);
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
        if (next.numSteps() != steps || scheduler == null) {
            steps = (int) next.numSteps();
            reschedule();
        } else if (walk != null) {
            walk.forgetBelow();
        }
    }

    /** T of a fresh model. */
    public void steps(int value) {
        if (value < 2 || value > 1_000_000) {
            throw new UserException("use steps: expected 2 to 1000000, got " + value);
        }
        if (model != null && weights != null && value != steps) {
            throw new UserException("use steps: the weights in " + weights + " are for T = " + steps
                    + "; use model " + model.getClass().getSimpleName() + " makes a fresh one");
        }
        if (value != steps) {
            steps = value;
            reschedule();
            if (model != null) {
                fresh(ModelKind.valueOf(model.getClass().getSimpleName()));
            }
        }
    }

    public int steps() {
        return steps;
    }

    // ---- how it is used

    /** Beta of the first and the last step; linear between. */
    public void betas(double start, double end) {
        AlphaNoiseScheduler made;
        try {
            made = new AlphaNoiseScheduler(steps, start, end, device());
        } catch (IllegalArgumentException e) {
            throw new UserException("use beta: " + e.getMessage(), e);
        }
        betaStart = start;
        betaEnd = end;
        exchange(made);
    }

    public double betaStart() {
        return betaStart;
    }

    public double betaEnd() {
        return betaEnd;
    }

    private void reschedule() {
        exchange(new AlphaNoiseScheduler(steps, betaStart, betaEnd, device()));
    }

    /** Other steps or betas: x_t at some t means something else now, so the walk ends. */
    private void exchange(AlphaNoiseScheduler next) {
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
            device = Device.cudaIsAvailable() ? Device.CUDA : Device.CPU;
        }
        return device;
    }

    public void device(String name) {
        Device wanted;
        if (name.equals("auto")) {
            wanted = Device.cudaIsAvailable() ? Device.CUDA : Device.CPU;
        } else {
            try {
                wanted = Device.of(name);
            } catch (IllegalArgumentException e) {
                throw new UserException("use device: expected cpu, cuda or auto, got " + name, e);
            }
        }
        switch (wanted.type()) {
            case CPU -> { }
            case CUDA -> {
                if (!Device.cudaIsAvailable()) {
                    throw new UserException("use device cuda: " + LibTorchInfo.cuda());
                }
            }
            default -> throw new UserException("use device: expected cpu, cuda or auto, got " + name);
        }
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

    /** Model, scheduler, device and precision, as they are in use. */
    public Denoiser denoiser() {
        return new Denoiser(model(), scheduler(), device(), precision);
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

    // ---- the prompt

    /** Model, T, sampler, device and where one is; short in a narrow window. Does not wait for libtorch. */
    public String prompt() {
        if (screen.columns() < 60) {
            return (walk == null ? "ddpm" : at()) + "> ";
        }
        if (model == null) {
            return "ddpm (no model)> ";
        }
        return "%s T=%d ancestral %s%s%s> ".formatted(model.getClass().getSimpleName(), steps, device,
                precision == Precision.fp32 ? "" : " " + precision, walk == null ? "" : " " + at());
    }

    private String at() {
        return walk.t() == Walk.CLEAN ? "x0" : "t=" + walk.t();
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
