package org.panatorch.ddpm.eval;

/** Work in several long pieces: asked for a {@link Watch} as each begins. */
@FunctionalInterface
public interface Phases {

    /**
     * The next piece begins, and the one before is over.
     *
     * @param task what is done: {@code sampling}
     * @param total how much of it
     * @param unit what is counted, in the plural
     */
    Watch begin(String task, long total, String unit);
}
