package org.panatorch.ddpm.models;

import java.util.Locale;
import org.panatorch.ddpm.data.BundledFile;
import org.panatorch.torch.Device;

/** The models that come with the program, trained by it; docs/model-card.md says how. Checked by SHA-256. */
public enum ShippedModel {
    /** AdvUNetModel, T = 2000: any digit. */
    DIGITS,
    /** The same with labels: the digit that one asks for. */
    LABELLED;

    private static final String FOLDER = "/org/panatorch/ddpm/models/";

    /** The averaged weights, ready to predict: on the device, in eval mode. */
    public TrainedModel open(Device device) {
        return BundledFile.read(FOLDER, fileName(), file -> ModelFile.open(file, null, null, device));
    }

    /** {@code digits.safetensors} in the jar. */
    public String fileName() {
        return name().toLowerCase(Locale.ROOT) + ".safetensors";
    }
}
