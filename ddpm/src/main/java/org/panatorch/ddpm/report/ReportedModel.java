package org.panatorch.ddpm.report;

import java.util.List;
import org.panatorch.ddpm.models.ModelSpec;
import org.panatorch.ddpm.reverse.ErrorByT;

/**
 * The model of a report, and what was measured for it.
 *
 * @param file the name of the file that its weights are in
 * @param spec what it is and was trained to do
 * @param parameters how many it has
 * @param layers may be empty
 * @param errors how far off it is over t; empty if that was not measured
 * @param samples a PNG of images sampled with it; null for none
 * @param sampler how those were sampled, in words
 */
public record ReportedModel(String file, ModelSpec spec, long parameters, Table layers, List<ErrorByT.Row> errors,
        byte[] samples, String sampler) {

    /** One line: {@code AdvUNetModel, T = 2000, 558,753 parameters, from model.pth}. */
    String description() {
        return "%s, T = %d, %s parameters, from %s".formatted(spec.model(), spec.steps(), Words.count(parameters), file);
    }
}
