package org.panatorch.ddpm.cli;

import picocli.CommandLine.Option;

/** The schedule that a model was, or will be, trained with. */
final class BetaOptions {
    @Option(names = "--beta-start", paramLabel = "BETA", defaultValue = "1e-4",
            description = "Noise of the first step (default: ${DEFAULT-VALUE}).")
    double betaStart;

    @Option(names = "--beta-end", paramLabel = "BETA", defaultValue = "0.02",
            description = "Noise of the last step, linear between (default: ${DEFAULT-VALUE}).")
    double betaEnd;
}
