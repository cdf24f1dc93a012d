package org.panatorch.torch;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which tensors are open, and where they were made: for finding out who forgets to close them.
 *
 * <p>Recording costs a walk over the stack for every tensor, so it is off until the program is started with
 * {@code -Dpanatorch.trackTensors=true} or {@link #track} switches it on.
 */
public final class LiveTensors {
    private static final int FRAMES = 4;
    private static final StackWalker STACK = StackWalker.getInstance();
    /** The library itself: the line of interest is the one that called it. */
    private static final Set<String> OURS = Set.of("org.panatorch.torch", "org.panatorch.torch.nn",
            "org.panatorch.torch.optim", "org.panatorch.torch.internal", "org.panatorch.torch.ffm");

    static boolean tracking = Boolean.getBoolean("panatorch.trackTensors");

    private static final Map<Object, Made> MADE = Collections.synchronizedMap(new IdentityHashMap<>());

    private LiveTensors() {}

    private record Made(List<StackTraceElement> where, long bytes) {}

    /**
     * The open tensors that one place in the program made.
     *
     * @param count how many
     * @param bytes their elements' size in all; views of one memory each count in full
     * @param where the line that made them, then the lines that called it
     */
    public record Site(int count, long bytes, List<StackTraceElement> where) {
        @Override
        public String toString() {
            var text = new StringBuilder("%d tensors, %,d bytes".formatted(count, bytes));
            where.forEach(frame -> text.append("\n    at ").append(frame));
            return text.toString();
        }
    }

    /** Starts or stops recording where tensors are made. What was recorded before is forgotten. */
    public static void track(boolean on) {
        tracking = on;
        MADE.clear();
    }

    /** Whether recording is on. */
    public static boolean isTracking() {
        return tracking;
    }

    /**
     * The tensors that were made while recording and are open now, by the place that made them, the most numerous
     * first. {@link Tensor#liveCount} counts all, older ones too.
     */
    public static List<Site> sites() {
        var sites = new HashMap<List<StackTraceElement>, Site>();
        synchronized (MADE) {
            for (var made : MADE.values()) {
                sites.merge(made.where, new Site(1, made.bytes, made.where),
                        (a, b) -> new Site(a.count + b.count, a.bytes + b.bytes, a.where));
            }
        }
        var list = new ArrayList<>(sites.values());
        list.sort(Comparator.comparingInt(Site::count).reversed().thenComparing(Site::toString));
        return list;
    }

    static void made(org.bytedeco.pytorch.Tensor at) {
        var where = STACK.walk(frames -> frames
                .dropWhile(frame -> OURS.contains(packageOf(frame.getClassName())))
                .limit(FRAMES)
                .map(StackWalker.StackFrame::toStackTraceElement)
                .toList());
        MADE.put(at, new Made(where, at.defined() ? at.numel() * at.element_size() : 0));
    }

    static void freed(org.bytedeco.pytorch.Tensor at) {
        MADE.remove(at);
    }

    private static String packageOf(String className) {
        int dot = className.lastIndexOf('.');
        return dot < 0 ? "" : className.substring(0, dot);
    }
}
