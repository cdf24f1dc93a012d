package org.panatorch.ddpm.cli;

import java.util.List;
import org.panatorch.ddpm.UserException;
import org.panatorch.ddpm.forward.Spread;

/** Timesteps as an option names them. */
final class Timestep {
    private Timestep() {}

    /**
     * Those of {@code --t}, ascending; so many spread over all if it was not given.
     *
     * @throws UserException if one is outside 0 to steps - 1
     */
    static int[] chosen(List<Integer> given, int steps, int count) {
        if (given == null) {
            return Spread.of(steps - 1, count);
        }
        for (int t : given) {
            Check.within("--t", t, 0, steps - 1);
        }
        return given.stream().mapToInt(Integer::intValue).distinct().sorted().toArray();
    }
}
