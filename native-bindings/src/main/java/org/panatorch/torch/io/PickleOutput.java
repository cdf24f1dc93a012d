package org.panatorch.torch.io;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** A pickle of protocol 2 in the making, as {@code torch.save} writes by default: one method per thing. */
final class PickleOutput {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final Map<String, Integer> strings = new HashMap<>();
    private final Map<String, Integer> globals = new HashMap<>();
    private int memoized;

    PickleOutput() {
        out.write(0x80);
        out.write(2);
    }

    void opcode(char opcode) {
        out.write(opcode);
    }

    /** Remembers the top of the stack; {@link #recall} brings it back. */
    int memoize() {
        if (memoized <= 0xff) {
            out.write('q');
            out.write(memoized);
        } else {
            out.write('r');
            out.writeBytes(buffer(4).putInt(memoized).array());
        }
        return memoized++;
    }

    void recall(int index) {
        if (index <= 0xff) {
            out.write('h');
            out.write(index);
        } else {
            out.write('j');
            out.writeBytes(buffer(4).putInt(index).array());
        }
    }

    void none() {
        out.write('N');
    }

    void bool(boolean value) {
        out.write(value ? 0x88 : 0x89);
    }

    void integer(long value) {
        if (value >= 0 && value <= 0xff) {
            out.write('K');
            out.write((int) value);
        } else if (value >= 0 && value <= 0xffff) {
            out.write('M');
            out.writeBytes(buffer(2).putShort((short) value).array());
        } else if (value == (int) value) {
            out.write('J');
            out.writeBytes(buffer(4).putInt((int) value).array());
        } else {
            integer(BigInteger.valueOf(value));
        }
    }

    void integer(BigInteger value) {
        var bigEndian = value.toByteArray();
        if (bigEndian.length > 0xff) {
            throw new IllegalArgumentException("an integer of more than 255 bytes cannot be written");
        }
        out.write(0x8a);
        out.write(bigEndian.length);
        for (int i = bigEndian.length - 1; i >= 0; i--) {
            out.write(bigEndian[i]);
        }
    }

    void real(double value) {
        out.write('G');
        out.writeBytes(ByteBuffer.allocate(8).putDouble(value).array());
    }

    void string(String value) {
        var known = strings.get(value);
        if (known != null) {
            recall(known);
            return;
        }
        var utf8 = value.getBytes(StandardCharsets.UTF_8);
        out.write('X');
        out.writeBytes(buffer(4).putInt(utf8.length).array());
        out.writeBytes(utf8);
        strings.put(value, memoize());
    }

    /** A class or function by name. */
    void global(String module, String name) {
        var text = "c" + module + "\n" + name + "\n";
        var known = globals.get(text);
        if (known != null) {
            recall(known);
            return;
        }
        out.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
        globals.put(text, memoize());
    }

    void emptyTuple() {
        out.write(')');
    }

    void tuple(long[] values) {
        if (values.length == 0) {
            emptyTuple();
            return;
        }
        openTuple(values.length);
        for (long value : values) {
            integer(value);
        }
        closeTuple(values.length);
    }

    /** Up to three elements need no mark. */
    void openTuple(int length) {
        if (length > 3) {
            out.write('(');
        }
    }

    void closeTuple(int length) {
        switch (length) {
            case 0 -> emptyTuple();
            case 1, 2, 3 -> out.write(0x84 + length);
            default -> out.write('t');
        }
    }

    /** Calls the function below with the tuple on top. */
    void reduce() {
        out.write('R');
    }

    byte[] finish() {
        out.write('.');
        return out.toByteArray();
    }

    private static ByteBuffer buffer(int length) {
        return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    }
}
