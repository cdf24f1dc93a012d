package org.panatorch.torch.ffm;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Locale;

/**
 * The few functions of the C library that are called around the loading of libtorch.
 *
 * <p>{@link System#getenv} is a snapshot that Java took at start-up, and Java has no setenv: a library that reads its
 * settings with getenv(3) when it is loaded (OpenBLAS, libgomp, c10) sees only what setenv(3) put there.
 */
public final class Libc {
    private static final Linker LINKER = Linker.nativeLinker();
    static final boolean WINDOWS =
            System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows");

    private Libc() {}

    private static final class Handles {
        // int setenv(const char *name, const char *value, int overwrite); on Windows int _putenv_s(name, value)
        static final MethodHandle setenv$mh = WINDOWS
                ? downcall("_putenv_s", FunctionDescriptor.of(
                        ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS))
                : downcall("setenv", FunctionDescriptor.of(
                        ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS, ValueLayout.JAVA_INT));
    }

    private static MethodHandle downcall(String name, FunctionDescriptor descriptor) {
        return LINKER.downcallHandle(LINKER.defaultLookup().findOrThrow(name), descriptor);
    }

    /**
     * Sets an environment variable of this process for the native code loaded later, unless the user has set it.
     *
     * @return the value in force: the user's own, or {@code value}
     */
    public static String setenvIfUnset(String name, String value) {
        var users = System.getenv(name);
        if (users != null) {
            return users;
        }
        try (var arena = Arena.ofConfined()) {
            MemorySegment n = arena.allocateFrom(name);
            MemorySegment v = arena.allocateFrom(value);
            int rc = WINDOWS
                    ? (int) Handles.setenv$mh.invokeExact(n, v)
                    : (int) Handles.setenv$mh.invokeExact(n, v, 0);
            if (rc != 0) {
                throw new IllegalArgumentException("setenv refused " + name + "=" + value);
            }
            return value;
        } catch (Throwable t) {
            throw Downcalls.thrown(t);
        }
    }

    /** Parameters of mallopt(3) in glibc's malloc.h. */
    public static final int M_TRIM_THRESHOLD = -1;
    public static final int M_MMAP_THRESHOLD = -3;

    private static final class Glibc {
        // int mallopt(int param, int value); other C libraries have it too, but with their own parameters
        static final MethodHandle mallopt$mh = LINKER.defaultLookup().find("gnu_get_libc_version").isEmpty() ? null
                : downcall("mallopt", FunctionDescriptor.of(
                        ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
    }

    /**
     * Sets a parameter of glibc's allocator.
     *
     * @return whether this is glibc and it accepted the value
     */
    public static boolean mallopt(int parameter, int value) {
        if (Glibc.mallopt$mh == null) {
            return false;
        }
        try {
            return (int) Glibc.mallopt$mh.invokeExact(parameter, value) != 0;
        } catch (Throwable t) {
            throw Downcalls.thrown(t);
        }
    }

    /**
     * From now on the process ends without the destructors of what is loaded already, those of C++ statics: a thread that is
     * still at work in libtorch while the JVM ends (Ctrl-C, System.exit) would find its objects gone, and crash. glibc runs
     * what was registered last first: on_exit(_exit, NULL) ends the process there, with the status it has.
     *
     * @return whether this is glibc; elsewhere nothing changes
     */
    public static boolean exitWithoutDestructors() {
        var lookup = LINKER.defaultLookup();
        var onExit = lookup.find("on_exit");
        var exit = lookup.find("_exit");
        if (onExit.isEmpty() || exit.isEmpty() || WINDOWS) {
            return false;
        }
        try {
            // int on_exit(void (*function)(int status, void *arg), void *arg)
            return (int) LINKER.downcallHandle(onExit.get(), FunctionDescriptor.of(
                    ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS)).invokeExact(exit.get(), MemorySegment.NULL) == 0;
        } catch (Throwable t) {
            throw Downcalls.thrown(t);
        }
    }
}
