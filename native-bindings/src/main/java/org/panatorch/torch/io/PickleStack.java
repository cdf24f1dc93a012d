package org.panatorch.torch.io;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The pickle machine's stack, its marks and its memo. Whatever is asked of them, an error names it. */
final class PickleStack {

    private final PickleInput input;
    private final ArrayList<Object> items = new ArrayList<>();
    private final ArrayList<Integer> marks = new ArrayList<>();
    private final Map<Long, Object> memo = new HashMap<>();

    PickleStack(PickleInput input) {
        this.input = input;
    }

    void push(Object item) {
        items.add(item);
    }

    Object pop() {
        requireItem();
        return items.removeLast();
    }

    Object top() {
        requireItem();
        return items.getLast();
    }

    /** Replaces the top by what was made of it. */
    void replaceTop(Object item) {
        items.set(items.size() - 1, item);
    }

    private void requireItem() {
        int floor = marks.isEmpty() ? 0 : marks.getLast();
        if (items.size() <= floor) {
            throw input.error("an instruction takes more from the stack than lies there");
        }
    }

    void mark() {
        marks.add(items.size());
    }

    boolean isAtMark() {
        return !marks.isEmpty() && marks.getLast() == items.size();
    }

    /** Everything above the last mark, which goes too. */
    List<Object> popToMark() {
        if (marks.isEmpty()) {
            throw input.error("an instruction looks for a mark on the stack, there is none");
        }
        var above = items.subList(marks.removeLast(), items.size());
        var popped = new ArrayList<>(above);
        above.clear();
        return popped;
    }

    /** The last {@code count} items as a tuple. */
    Tuple popTuple(int count) {
        var popped = new Object[count];
        for (int i = count - 1; i >= 0; i--) {
            popped[i] = pop();
        }
        return Tuple.of(popped);
    }

    void put(long index) {
        memo.put(index, top());
    }

    void memoize() {
        put(memo.size());
    }

    void get(long index) {
        var item = memo.get(index);
        if (item == null && !memo.containsKey(index)) {
            throw input.error("an instruction recalls object " + index + ", which was never stored");
        }
        push(item);
    }

    /** The one object that a finished pickle leaves. */
    Object result() {
        var result = pop();
        if (!items.isEmpty() || !marks.isEmpty()) {
            throw input.error("the pickle ends with " + (items.size() + 1) + " objects on the stack, one was expected");
        }
        return result;
    }
}
