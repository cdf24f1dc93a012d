package org.panatorch.repl.session;

import java.nio.file.Path;
import org.panatorch.ddpm.UserException;
import org.panatorch.ddpm.models.ModelFile;
import org.panatorch.ddpm.models.ModelKind;
import org.panatorch.ddpm.models.ModelSpec;
import org.panatorch.ddpm.models.NoisePredictor;
import org.panatorch.ddpm.models.ShippedModel;
import org.panatorch.torch.Device;
import org.panatorch.torch.Torch;

/** The model, where its weights come from, and what is used with it because its file says so. */
public final class ModelInUse implements AutoCloseable {
    private final Diffusion diffusion;
    private final Runnable replaced;
    private NoisePredictor model;
    private Path weights;
    private boolean toldByFile;

    /** @param replaced told when another model begins to answer */
    ModelInUse(Diffusion diffusion, Runnable replaced) {
        this.diffusion = diffusion;
        this.replaced = replaced;
    }

    /** @throws UserException if there is none yet */
    NoisePredictor model() {
        if (model == null) {
            throw new UserException("no model yet: load FILE brings trained weights, load alone those that come with the program,"
                    + " use model AdvUNetModel a fresh one");
        }
        return model;
    }

    boolean exists() {
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
        var loaded = ModelFile.open(file, null, null, diffusion.device());
        boolean tells = loaded.told();
        if (!tells && loaded.spec().model() == ModelKind.SimpleModel && diffusion.steps() != loaded.spec().steps()) {
            loaded.close();
            loaded = ModelFile.open(file, ModelKind.SimpleModel, diffusion.steps(), diffusion.device());
        }
        if (tells || toldByFile) {
            diffusion.adopt(loaded.spec());
        }
        toldByFile = tells;
        replace(loaded.model(), file);
    }

    /** Loads weights that were trained to do that. */
    public void load(Path file, ModelSpec spec) {
        var loaded = ModelFile.open(file, spec.model(), spec.steps(), diffusion.device());
        diffusion.adopt(spec);
        toldByFile = true;
        replace(loaded.model(), file);
    }

    /** Loads a model that comes with the program. */
    public void load(ShippedModel shipped) {
        var loaded = shipped.open(diffusion.device());
        diffusion.adopt(loaded.spec());
        toldByFile = true;
        replace(loaded.model(), Path.of(shipped.fileName()));
    }

    /** Writes the weights, with what the model was trained to do. */
    public void save(Path file) {
        ModelFile.save(model().stateDict(), spec(), file);
    }

    /** What the model is used as. */
    public ModelSpec spec() {
        return new ModelSpec(kind(), diffusion.schedule(), diffusion.objective(), (int) model().numClasses());
    }

    private ModelKind kind() {
        return ModelKind.valueOf(model().getClass().getSimpleName());
    }

    /** A fresh model, initialised from the seed. */
    public void fresh(ModelKind kind, long seed) {
        Torch.manualSeed(seed);
        var made = kind.create(diffusion.steps());
        made.on(diffusion.device());
        made.eval();
        replace(made, null);
    }

    private void replace(NoisePredictor next, Path file) {
        close();
        model = next;
        weights = file;
        if (next.numSteps() != diffusion.steps()) {
            diffusion.steps((int) next.numSteps());
        } else {
            replaced.run();
        }
    }

    /** T of a fresh model. */
    public void steps(int value, long seed) {
        if (value < 2 || value > 1_000_000) {
            throw new UserException("use steps: expected 2 to 1000000, got " + value);
        }
        if (weights != null && value != diffusion.steps()) {
            throw new UserException("use steps: the weights in " + weights + " are for T = " + diffusion.steps()
                    + "; use model " + kind() + " makes a fresh one");
        }
        if (value != diffusion.steps()) {
            diffusion.steps(value);
            if (model != null) {
                fresh(kind(), seed);
            }
        }
    }

    void to(Device device) {
        if (model != null) {
            model.on(device);
        }
    }

    @Override
    public void close() {
        if (model != null) {
            model.close();
        }
    }
}
