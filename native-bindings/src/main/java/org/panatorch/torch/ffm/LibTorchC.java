package org.panatorch.torch.ffm;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;

/**
 * Functions of libtorch's stable C ABI (torch/csrc/inductor/aoti_torch/c/shim.h). libtorch must be loaded already:
 * {@link #bind} says where it lies.
 */
public final class LibTorchC {
    private static MethodHandle abiVersion$mh;

    private LibTorchC() {}

    /** Looks the functions up. Called once, by whoever loads libtorch. */
    public static void bind(Path libtorchCpu) {
        var lookup = SymbolLookup.libraryLookup(libtorchCpu, Arena.global());
        // uint64_t aoti_torch_abi_version()
        abiVersion$mh = Linker.nativeLinker().downcallHandle(
                lookup.findOrThrow("aoti_torch_abi_version"), FunctionDescriptor.of(ValueLayout.JAVA_LONG));
    }

    /** The version of libtorch, one byte each for major, minor and patch, from the top: 0x020a00... is 2.10.0. */
    public static long abiVersion() {
        try {
            return (long) abiVersion$mh.invokeExact();
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable t) {
            throw new AssertionError(t);
        }
    }
}
