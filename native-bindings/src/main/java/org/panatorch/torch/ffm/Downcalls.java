package org.panatorch.torch.ffm;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;

/** Makes the method handles of this package. */
final class Downcalls {
    private static final Linker LINKER = Linker.nativeLinker();

    private Downcalls() {}

    static MethodHandle downcall(SymbolLookup lookup, String name, FunctionDescriptor type, Linker.Option... options) {
        return LINKER.downcallHandle(lookup.findOrThrow(name), type, options);
    }

    /** Null where the library has no such function. */
    static MethodHandle downcallOrNull(SymbolLookup lookup, String name, FunctionDescriptor type) {
        return lookup.find(name).map(symbol -> LINKER.downcallHandle(symbol, type)).orElse(null);
    }

    static SymbolLookup standard() {
        return LINKER.defaultLookup();
    }

    /** What a downcall threw: no C function throws, so this is a fault of the call itself. */
    static RuntimeException thrown(Throwable t) {
        if (t instanceof RuntimeException e) {
            return e;
        }
        if (t instanceof Error e) {
            throw e;
        }
        return new IllegalStateException(t);
    }
}
