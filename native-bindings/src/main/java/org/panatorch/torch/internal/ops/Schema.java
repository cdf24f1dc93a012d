package org.panatorch.torch.internal.ops;

import java.util.List;

/**
 * The signature of one overload, read from the text that libtorch prints for it.
 *
 * @param name with the namespace, without the overload: {@code aten::add}
 * @param overload {@code Tensor}; empty for the one without a name
 * @param args in order, the keyword-only ones last
 * @param returns none, one or several
 * @param vararg whether further arguments may follow, which this library does not pass
 * @param text the whole as printed
 */
record Schema(String name, String overload, List<Arg> args, List<ArgType> returns, boolean vararg, String text) {

    /** @param defaultValue in the form that {@link Values} makes; null stands for None and for no default */
    record Arg(String name, ArgType type, boolean keywordOnly, boolean hasDefault, Object defaultValue) {}

    /** Whether the operator writes to an argument: in-place and out= variants. */
    boolean isMutable() {
        return args.stream().anyMatch(arg -> arg.type().isWritten());
    }

    /** Whether an argument to be written to must be named, as {@code out=} must. */
    boolean isOut() {
        return args.stream().anyMatch(arg -> arg.type().isWritten() && arg.keywordOnly());
    }

    /** The argument that a return value is, if it is one that was written to; otherwise -1. */
    int writtenArgument(ArgType returned) {
        if (returned.isWritten()) {
            for (int i = 0; i < args.size(); i++) {
                if (args.get(i).type().aliases().equals(returned.aliases())) {
                    return i;
                }
            }
        }
        return -1;
    }
}
