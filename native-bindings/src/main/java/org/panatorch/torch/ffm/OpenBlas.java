package org.panatorch.torch.ffm;

import static org.panatorch.torch.ffm.Downcalls.downcallOrNull;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.OptionalInt;

/** The thread pool of OpenBLAS, which libtorch's own set_num_threads does not reach. */
public final class OpenBlas {
    private OpenBlas() {}

    private static final class Handles {
        // int openblas_get_num_threads(void)
        static final MethodHandle getNumThreads$mh = downcallOrNull(
                LibTorchC.lookup(), "openblas_get_num_threads", FunctionDescriptor.of(ValueLayout.JAVA_INT));
        // void openblas_set_num_threads(int)
        static final MethodHandle setNumThreads$mh = downcallOrNull(
                LibTorchC.lookup(), "openblas_set_num_threads", FunctionDescriptor.ofVoid(ValueLayout.JAVA_INT));
    }

    /** How many threads a matrix product uses; empty if libtorch runs on another BLAS. */
    public static OptionalInt numThreads() {
        if (Handles.getNumThreads$mh == null) {
            return OptionalInt.empty();
        }
        try {
            return OptionalInt.of((int) Handles.getNumThreads$mh.invokeExact());
        } catch (Throwable t) {
            throw Downcalls.thrown(t);
        }
    }

    /** Does nothing if libtorch runs on another BLAS. */
    public static void setNumThreads(int threads) {
        if (Handles.setNumThreads$mh == null) {
            return;
        }
        try {
            Handles.setNumThreads$mh.invokeExact(threads);
        } catch (Throwable t) {
            throw Downcalls.thrown(t);
        }
    }
}
