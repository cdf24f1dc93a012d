package org.panatorch.torch.optim;

import java.util.function.DoubleFunction;
import org.panatorch.torch.Tensor;

/**
 * The line search of {@link LBFGS}, to a point where the loss has fallen enough and its slope is flat enough (the strong
 * Wolfe conditions): {@code _strong_wolfe} in PyTorch.
 */
final class StrongWolfe {
    private static final double C1 = 1e-4;
    private static final double C2 = 0.9;

    /** A point of the line: how far along it, the loss there, the gradient, and the loss's slope along the line. */
    record Point(double t, double loss, Tensor grad, double slope) {}

    private final Point start;
    private final DoubleFunction<Point> line;
    private int evaluations;

    /** @param line the point so far along the line */
    StrongWolfe(Point start, DoubleFunction<Point> line) {
        this.start = start;
        this.line = line;
    }

    /** How often the loss was computed. */
    int evaluations() {
        return evaluations;
    }

    private Point at(double t) {
        evaluations++;
        return line.apply(t);
    }

    private boolean tooHigh(Point point) {
        return point.loss > start.loss + C1 * point.t * start.slope;
    }

    private boolean flat(Point point) {
        return Math.abs(point.slope) <= -C2 * start.slope;
    }

    /**
     * Looks for the point.
     *
     * @param t where to look first
     * @param smallest a bracket that is no longer ends the search
     * @param rounds how often to look, after the first time
     */
    Point search(double t, double smallest, int rounds) {
        var next = at(t);
        var previous = start;
        int round = 0;
        for (; round < rounds; round++) {
            if (tooHigh(next) || round > 1 && next.loss >= previous.loss) {
                return zoom(previous, next, smallest, rounds - round);
            }
            if (flat(next)) {
                return next;
            }
            if (next.slope >= 0) {
                return zoom(previous, next, smallest, rounds - round);
            }
            double beyond = lowest(previous, next, next.t + 0.01 * (next.t - previous.t), next.t * 10);
            previous = next;
            next = at(beyond);
        }
        return start.loss <= next.loss ? start : next;
    }

    /** Makes a bracket smaller that has such a point in it. */
    private Point zoom(Point first, Point second, double smallest, int rounds) {
        var bracket = new Point[] {first, second};
        boolean insufficient = false;
        int low = first.loss <= second.loss ? 0 : 1;
        for (; rounds > 0; rounds--) {
            double from = Math.min(bracket[0].t, bracket[1].t);
            double to = Math.max(bracket[0].t, bracket[1].t);
            if (to - from < smallest) {
                break;
            }
            double t = lowest(bracket[0], bracket[1], from, to);
            // too close to an end twice, or beyond it: a tenth of the bracket away from it instead
            double eps = 0.1 * (to - from);
            boolean close = Math.min(to - t, t - from) < eps;
            if (close && (insufficient || t >= to || t <= from)) {
                t = Math.abs(t - to) < Math.abs(t - from) ? to - eps : from + eps;
                close = false;
            }
            insufficient = close;
            var next = at(t);
            if (tooHigh(next) || next.loss >= bracket[low].loss) {
                bracket[1 - low] = next;
                low = bracket[0].loss <= bracket[1].loss ? 0 : 1;
                continue;
            }
            if (flat(next)) {
                return next;
            }
            if (next.slope * (bracket[1 - low].t - bracket[low].t) >= 0) {
                bracket[1 - low] = bracket[low];
            }
            bracket[low] = next;
        }
        return bracket[low];
    }

    /** Where the cubic through two points with these slopes is lowest, between two ends: {@code _cubic_interpolate}. */
    private static double lowest(Point a, Point b, double from, double to) {
        double d1 = a.slope + b.slope - 3 * (a.loss - b.loss) / (a.t - b.t);
        double square = d1 * d1 - a.slope * b.slope;
        if (!(square >= 0)) {
            return (from + to) / 2;
        }
        double d2 = Math.sqrt(square);
        double t = a.t <= b.t
                ? b.t - (b.t - a.t) * ((b.slope + d2 - d1) / (b.slope - a.slope + 2 * d2))
                : a.t - (a.t - b.t) * ((a.slope + d2 - d1) / (a.slope - b.slope + 2 * d2));
        return Math.min(Math.max(t, from), to);
    }
}
