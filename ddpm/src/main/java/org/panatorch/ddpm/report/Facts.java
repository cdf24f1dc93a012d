package org.panatorch.ddpm.report;

import java.util.ArrayList;
import java.util.List;

/** The model card of a run that nobody wrote one for: what its files say. */
final class Facts {
    private Facts() {}

    /**
     * A row for each thing known.
     *
     * @param model null if there are no weights
     * @param log the lines of log.csv; null if there is none
     * @param config null if there is none
     */
    static Table of(ReportedModel model, Table log, RunConfig config) {
        var rows = new ArrayList<List<String>>();
        if (model != null) {
            rows.add(List.of("weights", model.file()));
            rows.add(List.of("model", model.spec().model() + ", " + Words.count(model.parameters()) + " parameters"));
            rows.add(List.of("predicts", Words.of(model.spec().objective())));
            rows.add(List.of("schedule", Words.of(model.spec().schedule())));
            rows.add(List.of("labels", model.spec().classes() == 0 ? "none" : String.valueOf(model.spec().classes())));
        }
        if (config != null) {
            rows.add(List.of("images", config.data().isEmpty() ? "MNIST" : config.data()));
        }
        if (log != null && !log.isEmpty() && log.header().containsAll(List.of("step", "epoch", "images", "loss"))) {
            rows.add(List.of("logged up to", "%s steps, %s images, to epoch %s".formatted(
                    log.column("step").getLast(), log.column("images").getLast(), log.column("epoch").getLast())));
            rows.add(List.of("last loss logged", log.column("loss").getLast()));
        }
        if (model != null) {
            rows.add(List.of("sample with", "ddpm sample --weights " + model.file()));
        }
        return new Table(List.of("what", "value"), rows);
    }
}
