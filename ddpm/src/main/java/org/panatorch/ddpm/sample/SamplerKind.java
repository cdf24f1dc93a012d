package org.panatorch.ddpm.sample;

/** The methods by name, as the command line and the REPL spell them. */
public enum SamplerKind {
    /** Ho et al.'s, the original's: by default over all timesteps. */
    ancestral(0),
    /** DDIM; eta says how much noise it adds. */
    ddim(50),
    /** DPM-Solver++ (2M); eta says how much noise it adds. */
    dpmpp(20),
    /** Euler's method in sigma. */
    euler(50),
    /** Heun's method in sigma; calls the model twice a step. */
    heun(15);

    private final int defaultSteps;

    SamplerKind(int defaultSteps) {
        this.defaultSteps = defaultSteps;
    }

    /** How many timesteps it uses if nobody says; 0: all. */
    public int defaultSteps() {
        return defaultSteps;
    }

    /** Which timesteps it uses if nobody says. */
    public Spacing defaultSpacing() {
        return this == dpmpp ? Spacing.logsnr : Spacing.trailing;
    }

    /** Whether eta means something to it. */
    public boolean heedsEta() {
        return this == ddim || this == dpmpp;
    }

    /**
     * The eta it uses if nobody says. Fresh noise corrects what a long step of DPM-Solver++ got wrong: docs/model-card.md has
     * the figures.
     */
    public double defaultEta() {
        return this == dpmpp ? 1 : 0;
    }
}
