package org.panatorch.torch.ffm;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Calls of operators through libtorch's stable C ABI: arguments and results are StableIValues, 64 bits each.
 *
 * <p>Ownership, as libtorch has it: the values of a call are owning (a tensor's is a handle of its own, an optional's a
 * cell on the C++ heap, a list's a handle), and the call takes all of them over, whether it succeeds or not. The results
 * are owning as well.
 */
public final class StableDispatcher {
    private static final int SLOTS = 128;
    private static final ThreadLocal<MemorySegment> SCRATCH = ThreadLocal.withInitial(
            () -> Arena.ofAuto().allocate(ValueLayout.JAVA_LONG, SLOTS + 1));
    private static final long VERSION = LibTorchC.abiVersion();

    private StableDispatcher() {}

    private static final class Available {
        static final boolean VALUE = probe();

        private static boolean probe() {
            try {
                return TorchFunctions.Dispatch.link();
            } catch (LinkageError e) {
                return false;
            }
        }
    }

    /** Whether this libtorch has all that is needed; where it has not, the caller takes another way. */
    public static boolean isAvailable() {
        return Available.VALUE;
    }

    /** An operator's name and overload as C strings. */
    public static final class Op {
        private final MemorySegment name;
        private final MemorySegment overload;

        public Op(String name, String overload) {
            var arena = Arena.ofAuto();
            this.name = arena.allocateFrom(name);
            this.overload = arena.allocateFrom(overload);
        }
    }

    /** The most arguments or results that a call may have. */
    public static int slots() {
        return SLOTS;
    }

    /**
     * Calls the operator with the first {@code args} values of the stack, which must have room for the results too.
     *
     * @return whether it succeeded; the results are then at the start of the stack
     */
    public static boolean call(Op op, long[] stack, int args, int results) {
        var scratch = SCRATCH.get();
        MemorySegment.copy(stack, 0, scratch, ValueLayout.JAVA_LONG, Long.BYTES, args);
        if (TorchFunctions.Dispatch.call(op.name, op.overload, scratch.asSlice(Long.BYTES), VERSION) != 0) {
            return false;
        }
        MemorySegment.copy(scratch, ValueLayout.JAVA_LONG, Long.BYTES, stack, 0, results);
        return true;
    }

    /** A new handle of the C++ tensor at this address. */
    public static long ownedTensor(long tensor) {
        var out = SCRATCH.get();
        check(TorchFunctions.newTensorHandle(tensor, out));
        return out.get(ValueLayout.JAVA_LONG, 0);
    }

    /** Gives back a handle. */
    public static void deleteTensor(long handle) {
        check(TorchFunctions.deleteTensor(handle));
    }

    /** An optional that holds this value; 0 is the one that holds none. */
    public static long some(long value) {
        var cell = TorchFunctions.Dispatch.operatorNew(Long.BYTES).reinterpret(Long.BYTES);
        cell.set(ValueLayout.JAVA_LONG, 0, value);
        return cell.address();
    }

    /** A list of these values, which it owns from now on. */
    public static long list(long[] values) {
        var out = SCRATCH.get();
        check(TorchFunctions.Dispatch.newList(values.length, out));
        long list = out.get(ValueLayout.JAVA_LONG, 0);
        for (long value : values) {
            check(TorchFunctions.Dispatch.listPush(list, value));
        }
        return list;
    }

    /** The values of a list, which the caller owns from now on; the list itself is freed. */
    public static long[] takeList(long list) {
        var out = SCRATCH.get();
        check(TorchFunctions.Dispatch.listSize(list, out));
        var values = new long[Math.toIntExact(out.get(ValueLayout.JAVA_LONG, 0))];
        for (int i = 0; i < values.length; i++) {
            check(TorchFunctions.Dispatch.listGet(list, i, out));
            values[i] = out.get(ValueLayout.JAVA_LONG, 0);
        }
        check(TorchFunctions.Dispatch.deleteList(list));
        return values;
    }

    private static void check(int error) {
        if (error != 0) {
            throw new IllegalStateException("libtorch's C ABI refused a call on its own handles");
        }
    }
}
