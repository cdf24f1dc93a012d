package org.panatorch.torch.ffm;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.panatorch.torch.ffm.Downcalls.downcall;
import static org.panatorch.torch.ffm.Downcalls.thrown;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;

/**
 * libtorch's stable C ABI as it is declared (torch/csrc/inductor/aoti_torch/c/shim.h, torch/csrc/stable/c/shim.h), a
 * method each. A handle is a pointer, here a long; a result of type int is 0 for success.
 */
final class TorchFunctions {
    private TorchFunctions() {}

    private static final SymbolLookup TORCH = LibTorchC.lookup();
    private static final FunctionDescriptor HANDLE = FunctionDescriptor.of(JAVA_INT, JAVA_LONG);
    private static final FunctionDescriptor HANDLE_OUT = FunctionDescriptor.of(JAVA_INT, JAVA_LONG, ADDRESS);

    private static final MethodHandle abiVersion$mh =
            downcall(TORCH, "aoti_torch_abi_version", FunctionDescriptor.of(JAVA_LONG));
    private static final MethodHandle newTensorHandle$mh = downcall(TORCH, "aoti_torch_new_tensor_handle", HANDLE_OUT);
    private static final MethodHandle deleteTensor$mh = downcall(TORCH, "aoti_torch_delete_tensor_object", HANDLE);

    // uint64_t aoti_torch_abi_version()
    static long abiVersion() {
        try {
            return (long) abiVersion$mh.invokeExact();
        } catch (Throwable t) {
            throw thrown(t);
        }
    }

    // AOTITorchError aoti_torch_new_tensor_handle(AtenTensorHandle orig, AtenTensorHandle* new_handle)
    static int newTensorHandle(long tensor, MemorySegment out) {
        try {
            return (int) newTensorHandle$mh.invokeExact(tensor, out);
        } catch (Throwable t) {
            throw thrown(t);
        }
    }

    // AOTITorchError aoti_torch_delete_tensor_object(AtenTensorHandle tensor)
    static int deleteTensor(long tensor) {
        try {
            return (int) deleteTensor$mh.invokeExact(tensor);
        } catch (Throwable t) {
            throw thrown(t);
        }
    }

    /** The dispatcher and its lists: since libtorch 2.10, and not exported on every system. */
    static final class Dispatch {
        private Dispatch() {}

        private static final MethodHandle call$mh = downcall(TORCH, "torch_call_dispatcher",
                FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, ADDRESS, JAVA_LONG));
        private static final MethodHandle newList$mh = downcall(TORCH, "torch_new_list_reserve_size", HANDLE_OUT);
        private static final MethodHandle listPush$mh = downcall(TORCH, "torch_list_push_back",
                FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_LONG));
        private static final MethodHandle listSize$mh = downcall(TORCH, "torch_list_size", HANDLE_OUT);
        private static final MethodHandle listGet$mh = downcall(TORCH, "torch_list_get_item",
                FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_LONG, ADDRESS));
        private static final MethodHandle deleteList$mh = downcall(TORCH, "torch_delete_list", HANDLE);
        // operator new(8): what libtorch deletes must come from the same allocator
        private static final MethodHandle operatorNew$mh =
                downcall(TORCH, "_Znwm", FunctionDescriptor.of(ADDRESS, JAVA_LONG));

        /** Throws where a function is missing. */
        static boolean link() {
            return operatorNew$mh != null;
        }

        // AOTITorchError torch_call_dispatcher(const char* opName, const char* overloadName, StableIValue* stack,
        //     uint64_t extension_build_version)
        static int call(MemorySegment op, MemorySegment overload, MemorySegment stack, long version) {
            try {
                return (int) call$mh.invokeExact(op, overload, stack, version);
            } catch (Throwable t) {
                throw thrown(t);
            }
        }

        // AOTITorchError torch_new_list_reserve_size(size_t size, StableListHandle* ret)
        static int newList(long size, MemorySegment out) {
            try {
                return (int) newList$mh.invokeExact(size, out);
            } catch (Throwable t) {
                throw thrown(t);
            }
        }

        // AOTITorchError torch_list_push_back(StableListHandle list, StableIValue element)
        static int listPush(long list, long element) {
            try {
                return (int) listPush$mh.invokeExact(list, element);
            } catch (Throwable t) {
                throw thrown(t);
            }
        }

        // AOTITorchError torch_list_size(StableListHandle list, size_t* size)
        static int listSize(long list, MemorySegment out) {
            try {
                return (int) listSize$mh.invokeExact(list, out);
            } catch (Throwable t) {
                throw thrown(t);
            }
        }

        // AOTITorchError torch_list_get_item(StableListHandle list, size_t index, StableIValue* element)
        static int listGet(long list, long index, MemorySegment out) {
            try {
                return (int) listGet$mh.invokeExact(list, index, out);
            } catch (Throwable t) {
                throw thrown(t);
            }
        }

        // AOTITorchError torch_delete_list(StableListHandle list)
        static int deleteList(long list) {
            try {
                return (int) deleteList$mh.invokeExact(list);
            } catch (Throwable t) {
                throw thrown(t);
            }
        }

        // void* operator new(size_t)
        static MemorySegment operatorNew(long bytes) {
            try {
                return (MemorySegment) operatorNew$mh.invokeExact(bytes);
            } catch (Throwable t) {
                throw thrown(t);
            }
        }
    }
}
