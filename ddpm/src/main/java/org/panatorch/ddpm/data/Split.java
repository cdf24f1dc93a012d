package org.panatorch.ddpm.data;

/** The two parts of a data set: what is trained on, and what is kept for testing. */
public enum Split {
    TRAIN("train", "training"),
    TEST("t10k", "test");

    /** How the names of this part's files begin, in MNIST and the sets named after it. */
    final String prefix;
    final String words;

    Split(String prefix, String words) {
        this.prefix = prefix;
        this.words = words;
    }
}
