package org.panatorch.ddpm.cli;

import org.panatorch.ddpm.UserException;
import org.panatorch.ddpm.models.ModelSpec;
import org.panatorch.ddpm.models.Objective;
import org.panatorch.ddpm.schedulers.NoiseSchedule;
import picocli.CommandLine.Option;

/** What a model was trained to do, where its file does not tell: a .pth has no place for it. */
final class SpecOptions {
    @Option(names = "--objective", paramLabel = "OBJECTIVE",
            description = "What the model predicts: ${COMPLETION-CANDIDATES} (default: as the file says; else epsilon).")
    private Objective objective;

    @Option(names = "--schedule", paramLabel = "SCHEDULE",
            description = "Its noise schedule: ${COMPLETION-CANDIDATES} (default: as the file says; else linear).")
    private NoiseSchedule.Kind schedule;

    @Option(names = "--zero-terminal-snr", negatable = true,
            description = "Whether the schedule was rescaled so that nothing of the image is left at its end"
                    + " (default: as the file says; else not).")
    private Boolean zeroTerminalSnr;

    @Option(names = "--beta-start", paramLabel = "BETA",
            description = "Noise of the first step (default: as the file says; else 1e-4).")
    private Double betaStart;

    @Option(names = "--beta-end", paramLabel = "BETA",
            description = "Noise of the last step, linear between (default: as the file says; else 0.02).")
    private Double betaEnd;

    /** What the file says, but for what is said here. */
    ModelSpec over(ModelSpec file) {
        var said = file.schedule();
        try {
            return new ModelSpec(file.model(), new NoiseSchedule(or(schedule, said.kind()), said.steps(),
                    or(betaStart, said.betaStart()), or(betaEnd, said.betaEnd()), or(zeroTerminalSnr, said.zeroTerminalSnr())),
                    or(objective, file.objective()), file.classes());
        } catch (IllegalArgumentException e) {
            var option = betaStart != null || betaEnd != null ? "--beta-start, --beta-end: " : "--objective, --schedule: ";
            throw new UserException(option + e.getMessage(), e);
        }
    }

    private static <T> T or(T said, T otherwise) {
        return said != null ? said : otherwise;
    }
}
