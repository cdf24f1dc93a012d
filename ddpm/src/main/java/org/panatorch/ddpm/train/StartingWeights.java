package org.panatorch.ddpm.train;

import java.nio.file.Path;
import org.panatorch.ddpm.UserException;
import org.panatorch.ddpm.models.ModelFile;
import org.panatorch.ddpm.models.ModelSpec;
import org.panatorch.ddpm.models.NoisePredictor;
import org.panatorch.torch.Device;
import org.panatorch.torch.TensorScope;
import org.panatorch.torch.Torch;

/** What an earlier run has learned, for a new one to begin with. */
final class StartingWeights {
    private StartingWeights() {}

    /**
     * Puts a file's weights into a fresh model. Only labels may differ: where the file has none, their embedding begins at
     * zero, so that the model says at first what it said without.
     *
     * @throws UserException if the file holds no weights, or those of another model, objective or schedule
     */
    static void load(Path file, NoisePredictor model, ModelSpec spec) {
        try (var _ = TensorScope.open(); var _ = Torch.noGrad(); var found = ModelFile.open(file, spec.model(), null, Device.CPU)) {
            var learned = found.spec();
            if (learned.objective() != spec.objective() || !learned.schedule().equals(spec.schedule())) {
                throw new UserException("--start-from: " + file + " was trained for " + words(learned) + ", this run is for "
                        + words(spec));
            }
            if (learned.classes() != spec.classes() && learned.classes() != 0 && spec.classes() != 0) {
                throw new UserException("--start-from: " + file + " knows " + learned.classes() + " labels, expected "
                        + spec.classes());
            }
            model.loadStateDictLenient(found.model().stateDict()).missing()
                    .forEach(name -> model.namedParameters().get(name).zero_());    // only the labels' embedding can be
        }
    }

    private static String words(ModelSpec spec) {
        return spec.objective() + ", " + spec.schedule().kind() + " over " + spec.steps() + " steps"
                + (spec.schedule().zeroTerminalSnr() ? " with zero terminal SNR" : "");
    }
}
