package org.panatorch.torch.ffm;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;

/**
 * The class of a C++ object that has virtual functions, read from its vtable where the Itanium C++ ABI puts it (section
 * 2.5.2: the type_info stands before the functions; 2.9.5: its second word is the name). Linux and macOS have this ABI.
 */
public final class CppType {
    private CppType() {}

    /** The name of the object's class without its namespaces, {@code AddBackward0}; {@code unknown} on Windows. */
    public static String simpleName(long object) {
        if (Libc.WINDOWS) {
            return "unknown";
        }
        long vtable = read(object);
        long typeInfo = read(vtable - Long.BYTES);
        long name = read(typeInfo + Long.BYTES) & Long.MAX_VALUE;     // Apple's arm64 marks some names in the highest bit
        var mangled = MemorySegment.ofAddress(name).reinterpret(Long.MAX_VALUE).getString(0);
        return lastName(mangled);
    }

    private static long read(long address) {
        return MemorySegment.ofAddress(address).reinterpret(Long.BYTES).get(JAVA_LONG, 0);
    }

    /** Of a mangled name, {@code N5torch8autograd9generated12AddBackward0E}: each part stands behind its length. */
    static String lastName(String mangled) {
        int at = mangled.startsWith("N") ? 1 : 0;
        var name = mangled;
        while (at < mangled.length() && Character.isDigit(mangled.charAt(at))) {
            int digits = at;
            while (Character.isDigit(mangled.charAt(digits))) {
                digits++;
            }
            int end = digits + Integer.parseInt(mangled, at, digits, 10);
            name = mangled.substring(digits, end);
            at = end;
        }
        return name;
    }
}
