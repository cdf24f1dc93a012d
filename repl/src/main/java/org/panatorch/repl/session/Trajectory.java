package org.panatorch.repl.session;

import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.panatorch.torch.Tensor;
import org.panatorch.torch.TensorScope;

/**
 * The images at the levels that a walk has visited: every level where memory allows, else every second, fourth and so on,
 * and always both ends. Levels run from -1, clean, to T - 1, noise.
 */
final class Trajectory implements AutoCloseable {
    private static final long MAX_BYTES = 64 << 20;

    private final NavigableMap<Integer, Tensor> frames = new TreeMap<>();
    private final int first;
    private int every = 1;

    /** @param first the level where the walk begins */
    Trajectory(int first) {
        this.first = first;
    }

    void keep(int level, Tensor images) {
        if (!stays(level)) {
            return;
        }
        put(level, TensorScope.returning(() -> images.detach().cpu().copy()).keep());
        if (frames.size() > Math.max(4, MAX_BYTES / images.nbytes())) {
            every *= 2;
            frames.entrySet().removeIf(frame -> !stays(frame.getKey()) && closed(frame));
        }
    }

    private boolean stays(int level) {
        return level % every == 0 || level == Walk.CLEAN || level == first;
    }

    private void put(int level, Tensor images) {
        var old = frames.put(level, images);
        if (old != null) {
            old.close();
        }
    }

    private static boolean closed(Map.Entry<Integer, Tensor> frame) {
        frame.getValue().close();
        return true;
    }

    boolean has(int level) {
        return frames.containsKey(level);
    }

    /** A copy of the images at that level, in the open scope. */
    Tensor get(int level) {
        return TensorScope.returning(frames.get(level)::copy);
    }

    /** Forgets what lies below a level: another way leads on from there. */
    void forgetBelow(int level) {
        frames.headMap(level).entrySet().removeIf(Trajectory::closed);
    }

    /** The levels that are kept, noise first. */
    int[] levels() {
        return frames.descendingKeySet().stream().mapToInt(Integer::intValue).toArray();
    }

    /** Every so many levels one is kept. */
    int every() {
        return every;
    }

    @Override
    public void close() {
        frames.values().forEach(Tensor::close);
        frames.clear();
    }
}
