package org.panatorch.ddpm.train;

import java.nio.file.Path;
import org.panatorch.ddpm.UserException;
import org.panatorch.ddpm.models.ModelFile;
import org.panatorch.ddpm.models.ModelSpec;
import org.panatorch.ddpm.models.NoisePredictor;
import org.panatorch.ddpm.models.TrainedModel;
import org.panatorch.ddpm.schedulers.NoiseSchedule;
import org.panatorch.torch.Device;
import org.panatorch.torch.TensorScope;
import org.panatorch.torch.Torch;

/** What an earlier run has learned, for a new one to begin with. */
public final class StartingWeights {
    private StartingWeights() {}

    /**
     * Whether a run can begin with these: to be asked before anything of an earlier run is given up.
     *
     * @throws UserException if the file holds no weights, or those of another model, objective or schedule
     */
    public static void require(Path file, ModelSpec spec) {
        open(file, spec).close();
    }

    /**
     * Puts a file's weights into a fresh model. Only labels may differ: where the file has none, their embedding begins at
     * zero, so that the model says at first what it said without.
     *
     * @throws UserException as {@link #require}
     */
    static void load(Path file, NoisePredictor model, ModelSpec spec) {
        try (var _ = TensorScope.open(); var _ = Torch.noGrad(); var found = open(file, spec)) {
            model.loadStateDictLenient(found.model().stateDict()).missing()
                    .forEach(name -> model.namedParameters().get(name).zero_());    // only the labels' embedding can be
        }
    }

    private static TrainedModel open(Path file, ModelSpec spec) {
        var found = ModelFile.open(file, spec.model(), null, Device.CPU);
        var learned = found.spec();
        if (words(learned).equals(words(spec))
                && (learned.classes() == spec.classes() || learned.classes() == 0 || spec.classes() == 0)) {
            return found;
        }
        found.close();
        throw new UserException("--start-from: " + file + (words(learned).equals(words(spec))
                ? " knows " + learned.classes() + " labels, expected " + spec.classes()
                : " was trained for " + words(learned) + ", this run is for " + words(spec)));
    }

    /** What has to be the same. */
    private static String words(ModelSpec spec) {
        var schedule = spec.schedule();
        return spec.objective() + ", " + schedule.kind()
                + (schedule.kind() == NoiseSchedule.Kind.linear ? " from " + schedule.betaStart() + " to " + schedule.betaEnd() : "")
                + " over " + spec.steps() + " steps" + (schedule.zeroTerminalSnr() ? " with zero terminal SNR" : "");
    }
}
