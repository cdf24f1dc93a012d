package org.panatorch.repl.session;

import java.util.function.Supplier;
import org.panatorch.ddpm.UserException;
import org.panatorch.ddpm.models.NoisePredictor;
import org.panatorch.ddpm.sample.Denoiser;
import org.panatorch.ddpm.sample.Sampler;
import org.panatorch.ddpm.schedulers.AlphaNoiseScheduler;
import org.panatorch.repl.render.Screen;
import org.panatorch.repl.render.Similar;
import org.panatorch.torch.Device;
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

    private final Sampling sampling = new Sampling();
    private final Diffusion diffusion = new Diffusion(() -> walk(null));
    private final ModelInUse model = new ModelInUse(diffusion, this::forgetAhead);
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

    /** The model and its weights: loading, saving, making one. */
    public ModelInUse modelInUse() {
        return model;
    }

    /** @throws UserException if there is none yet */
    public NoisePredictor model() {
        return model.model();
    }

    public boolean hasModel() {
        return model.exists();
    }

    /** Schedule, objective and precision. */
    public Diffusion diffusion() {
        return diffusion;
    }

    public AlphaNoiseScheduler scheduler() {
        return diffusion.scheduler();
    }

    /** T. */
    public int steps() {
        return diffusion.steps();
    }

    /** The device in use: a GPU if there is one, until {@link #device(String)} says otherwise. */
    public Device device() {
        return diffusion.device();
    }

    public void device(String name) {
        var wanted = Devices.named(name);
        if (!wanted.equals(device())) {
            diffusion.precision().check(wanted);
            model.to(wanted);
            diffusion.device(wanted);
        }
    }

    /** How images are sampled. */
    public Sampling sampling() {
        return sampling;
    }

    public long seed() {
        return seed;
    }

    public void seed(long value) {
        seed = value;
    }

    /** The sampler in use, for so many images; the same object as before, as long as nothing is changed. */
    public Sampler sampler(int images) {
        return sampling.sampler(unguided(), images);
    }

    /** What the model says by itself. */
    public Denoiser unguided() {
        return new Denoiser(model(), scheduler(), diffusion.objective(), device(), diffusion.precision());
    }

    /** What the model says, guided and clipped as in use, for so many images. */
    public Denoiser denoiser(int images) {
        return sampler(images).denoiser();
    }

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

    private void forgetAhead() {
        if (walk != null) {
            walk.forgetBelow();
        }
    }

    /** Begins another walk; null: none. */
    public void walk(Walk next) {
        if (walk != null && walk != next) {
            walk.close();
        }
        walk = next;
    }

    /** Begins another walk and works on it; if that fails, the one before is there again. */
    public void walking(Walk next, Runnable work) {
        var before = walk;
        walk = next;
        try {
            work.run();
        } catch (RuntimeException | Error e) {
            walk = before;
            next.close();
            throw e;
        }
        if (before != null) {
            before.close();
        }
    }

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
        diffusion.close();
        model.close();
    }
}
