package org.panatorch.repl.session;

import java.util.BitSet;
import org.panatorch.torch.Tensor;
import org.panatorch.torch.TensorScope;
import org.panatorch.torch.Torch;

/**
 * The images at the levels that a walk has visited: every level where memory allows, else every second, third and so
 * on, and always both ends.
 */
final class Trajectory implements AutoCloseable {
    private static final long MAX_BYTES = 64 << 20;

    private final int steps;
    private final int every;
    private final Tensor frames;
    private final BitSet kept = new BitSet();

    /** @param shape of the images, (n, 1, H, W) */
    Trajectory(int steps, long[] shape) {
        this.steps = steps;
        long bytes = 4;
        for (long n : shape) {
            bytes *= n;
        }
        every = (int) Math.max(1, Math.ceilDiv(bytes * (steps + 1), MAX_BYTES));
        long[] size = new long[shape.length + 1];
        size[0] = steps / every + 2L;
        System.arraycopy(shape, 0, size, 1, shape.length);
        frames = TensorScope.returning(() -> Torch.empty(size, org.panatorch.torch.TensorOptions.DEFAULT)).keep();
    }

    /** Levels run from -1, clean, to T - 1, noise. */
    private int slot(int level) {
        int at = level + 1;
        return at == steps ? steps / every + 1 : at % every == 0 ? at / every : -1;
    }

    void keep(int level, Tensor images) {
        int slot = slot(level);
        if (slot >= 0) {
            try (var _ = TensorScope.open(); var _ = Torch.noGrad()) {
                frames.select(0, slot).copy_(images);
            }
            kept.set(level + 1);
        }
    }

    boolean has(int level) {
        return kept.get(level + 1);
    }

    /** A copy of the images at that level, in the open scope. */
    Tensor get(int level) {
        return TensorScope.returning(() -> frames.select(0, slot(level)).copy());
    }

    /** Forgets what lies below a level: another way leads on from there. */
    void forgetBelow(int level) {
        kept.clear(0, level + 1);
    }

    /** The levels that are kept, noise first. */
    int[] levels() {
        int[] ascending = kept.stream().map(at -> at - 1).toArray();
        int[] levels = new int[ascending.length];
        for (int i = 0; i < levels.length; i++) {
            levels[i] = ascending[levels.length - 1 - i];
        }
        return levels;
    }

    /** Every so many levels one is kept. */
    int every() {
        return every;
    }

    @Override
    public void close() {
        frames.close();
    }
}
