package org.panatorch.repl.commands;

import java.util.ArrayList;
import java.util.List;
import org.panatorch.repl.render.Plot;

/** The losses of a training run, of any length, as a curve: when there are many, neighbours become their mean. */
final class Losses {
    private static final int MOST = 400;

    private final List<Double> means = new ArrayList<>();
    private int each = 1;
    private double sum;
    private int summed;
    private int count;

    void add(double loss) {
        count++;
        sum += loss;
        if (++summed == each) {
            means.add(sum / each);
            sum = 0;
            summed = 0;
        }
        if (means.size() == MOST) {      // an even number
            for (int i = 0; i < means.size() / 2; i++) {
                means.set(i, (means.get(2 * i) + means.get(2 * i + 1)) / 2);
            }
            means.subList(means.size() / 2, means.size()).clear();
            each *= 2;
        }
    }

    /** How many there were. */
    int count() {
        return count;
    }

    /** The curve. There must have been some. */
    Plot plot() {
        return new Plot("loss over " + count + " steps", means.stream().mapToDouble(Double::doubleValue).toArray(), count - 1);
    }
}
