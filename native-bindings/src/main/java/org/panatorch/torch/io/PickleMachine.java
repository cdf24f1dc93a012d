package org.panatorch.torch.io;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Runs one pickle of protocol 2 to 5 (CPython's {@code Lib/pickletools.py} describes the opcodes). The only
 * callables are those of {@link PickleGlobals}, each of which is a few lines of Java here: no pickle can run
 * code. The opcodes of protocols 0 and 1, which PyTorch never wrote, are refused.
 */
final class PickleMachine {

    /** About what an opcode leaves on the heap at worst: an empty dict and its memo entry. */
    private static final int OPCODE_COST = 96;

    private final PickleInput input;
    private final Budget budget;
    private final Function<Object, Object> persistentLoad;
    private final PickleStack stack;
    private final PickleCalls calls;

    private PickleMachine(PickleInput input, Budget budget, Function<Object, Object> persistentLoad) {
        this.input = input;
        this.budget = budget;
        this.persistentLoad = persistentLoad;
        this.stack = new PickleStack(input);
        this.calls = new PickleCalls(input, budget);
    }

    /**
     * The object that the pickle at {@code input}'s position describes. {@code persistentLoad} turns a
     * persistent id, which in these files names a storage, into an object; null where there can be none.
     */
    static Object load(PickleInput input, Budget budget, Function<Object, Object> persistentLoad) {
        return new PickleMachine(input, budget, persistentLoad).run();
    }

    private Object run() {
        if (input.u8() != 0x80) {
            throw input.error("no pickle of protocol 2 to 5 starts here");
        }
        int protocol = input.u8();
        if (protocol < 2 || protocol > 5) {
            throw input.error("pickle protocol " + protocol + ", 2 to 5 were expected");
        }
        while (true) {
            int opcode = input.u8();
            if (opcode == '.') {
                return stack.result();
            }
            budget.charge(OPCODE_COST);
            step(opcode);
        }
    }

    private void step(int opcode) {
        switch (opcode) {
            case 'N' -> stack.push(null);
            case 0x88 -> stack.push(true);
            case 0x89 -> stack.push(false);
            case 'K' -> stack.push((long) input.u8());
            case 'M' -> stack.push((long) input.u16());
            case 'J' -> stack.push((long) input.i32());
            case 0x8a -> stack.push(integer(input.u8()));
            case 0x8b -> stack.push(integer(input.u32()));
            case 'G' -> stack.push(input.doubleBigEndian());
            // Python 2 wrote its strings as bytes; like torch.load, take them for UTF-8.
            case 'U', 0x8c -> stack.push(string(input.u8()));
            case 'T', 'X' -> stack.push(string(input.u32()));
            case 0x8d -> stack.push(string(input.i64()));
            case 'C' -> stack.push(bytes(input.u8()));
            case 'B' -> stack.push(bytes(input.u32()));
            case 0x8e, 0x96 -> stack.push(bytes(input.i64()));

            case ']' -> stack.push(new ArrayList<>(0));
            case '}' -> stack.push(new LinkedHashMap<>());
            case 0x8f -> stack.push(new LinkedHashSet<>());
            case ')' -> stack.push(Tuple.of());
            case 0x85 -> stack.push(stack.popTuple(1));
            case 0x86 -> stack.push(stack.popTuple(2));
            case 0x87 -> stack.push(stack.popTuple(3));
            case 't' -> stack.push(Tuple.copyOf(stack.popToMark()));
            case 0x91 -> stack.push(addAll(new LinkedHashSet<>(), stack.popToMark()));
            case 'a' -> append(stack.popTuple(1));
            case 'e' -> append(stack.popToMark());
            case 's' -> setItems(stack.popTuple(2));
            case 'u' -> setItems(stack.popToMark());
            case 0x90 -> {
                var added = stack.popToMark();
                addAll(set(stack.top()), added);
            }

            case '(' -> stack.mark();
            case '0' -> {
                if (stack.isAtMark()) {
                    stack.popToMark();
                } else {
                    stack.pop();
                }
            }
            case '1' -> stack.popToMark();
            case 'q' -> stack.put(input.u8());
            case 'r' -> stack.put(input.u32());
            case 0x94 -> stack.memoize();
            case 'h' -> stack.get(input.u8());
            case 'j' -> stack.get(input.u32());

            case 'c' -> {
                var module = input.line();
                stack.push(PickleGlobals.find(input, module, input.line()));
            }
            case 0x93 -> {
                var names = stack.popTuple(2);
                if (!(names.get(0) instanceof String module) || !(names.get(1) instanceof String name)) {
                    throw input.error("a global whose name is not a string");
                }
                stack.push(PickleGlobals.find(input, module, name));
            }
            // NEWOBJ is a call of the class; the whitelist holds for both.
            case 'R', 0x81 -> {
                var arguments = stack.pop();
                stack.replaceTop(calls.call(stack.top(), arguments));
            }
            case 'b' -> {
                var state = stack.pop();
                calls.build(stack.top(), state);
            }
            case 'Q' -> {
                if (persistentLoad == null) {
                    throw input.error("a persistent id where none was expected");
                }
                stack.push(persistentLoad.apply(stack.pop()));
            }
            case 0x95 -> {
                long length = input.i64();
                if (length < 0 || length > input.remaining()) {
                    throw input.error("a frame of " + Long.toUnsignedString(length) + " bytes, "
                            + input.remaining() + " are left");
                }
            }
            default -> throw input.error("the opcode 0x%02x, which is not one that PyTorch's pickles use"
                    .formatted(opcode));
        }
    }

    private Object integer(long length) {
        chargeArgument(length);
        var littleEndian = input.bytes(length);
        if (length == 0) {
            return 0L;
        }
        for (int i = 0, j = littleEndian.length - 1; i < j; i++, j--) {
            byte b = littleEndian[i];
            littleEndian[i] = littleEndian[j];
            littleEndian[j] = b;
        }
        var value = new BigInteger(littleEndian);
        // Not a conditional expression: that would unbox and rebox.
        if (value.bitLength() < Long.SIZE) {
            return value.longValue();
        }
        return value;
    }

    private String string(long length) {
        chargeArgument(length);
        chargeArgument(length);
        return input.utf8(length);
    }

    private byte[] bytes(long length) {
        chargeArgument(length);
        return input.bytes(length);
    }

    /** A length that is a lie gets its own message, from the input. */
    private void chargeArgument(long length) {
        if (length > 0 && length <= input.remaining()) {
            budget.charge(length);
        }
    }

    private void append(List<?> added) {
        // Only EMPTY_LIST and torch.Size make an ArrayList.
        if (!(stack.top() instanceof ArrayList<?> list)) {
            throw input.error("elements are appended to something that is not a list");
        }
        calls.appendAll(list, added);
    }

    private void setItems(List<?> keysAndValues) {
        if (!(stack.top() instanceof Map<?, ?> map)) {
            throw input.error("an entry is put into something that is not a dict");
        }
        if (keysAndValues.size() % 2 != 0) {
            throw input.error("a dict entry without a value");
        }
        calls.putAll(map, keysAndValues);
    }

    private Set<?> set(Object object) {
        if (object instanceof LinkedHashSet<?> set) {
            return set;
        }
        throw input.error("elements are added to something that is not a set");
    }

    private Set<?> addAll(Set<?> set, List<?> added) {
        calls.addAll(set, added);
        return set;
    }
}
