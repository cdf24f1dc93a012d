package org.panatorch.torch.io;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A {@code numpy.dtype} while a pickle is read: numpy's scalars turn up among losses and metrics. */
final class NumpyType {

    private static final String BIG_ENDIAN = ">";

    private final String name;
    private boolean bigEndian;

    private NumpyType(String name) {
        this.name = name;
    }

    /** {@code numpy.dtype('f8', False, True)}. */
    static NumpyType of(PickleInput input, Tuple args) {
        if (args.isEmpty() || !(args.get(0) instanceof String name)) {
            throw input.error("a numpy.dtype without a name");
        }
        return new NumpyType(name);
    }

    /** numpy's state: {@code (3, byteorder, None, None, None, -1, -1, 0)}. */
    void setState(PickleInput input, Object state) {
        if (!(state instanceof Tuple parts) || parts.size() < 2 || !(parts.get(1) instanceof String order)) {
            throw input.error("a state that numpy.dtype does not have");
        }
        bigEndian = order.equals(BIG_ENDIAN);
    }

    /** {@code numpy.core.multiarray.scalar(dtype, bytes)}. */
    static Object scalar(PickleInput input, Tuple args) {
        if (args.size() != 2 || !(args.get(0) instanceof NumpyType type) || !(args.get(1) instanceof byte[] bytes)) {
            throw input.error("a numpy scalar without a dtype and bytes");
        }
        return type.value(input, bytes);
    }

    private Object value(PickleInput input, byte[] bytes) {
        var value = ByteBuffer.wrap(bytes).order(bigEndian ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        // Sized as numpy does: kind, then bytes.
        if (!name.matches("[fiub][1248]|c8|c16") || Integer.parseInt(name.substring(1)) != bytes.length) {
            throw input.error("a numpy scalar of dtype " + WeightsFormatException.quote(name) + " and "
                    + bytes.length + " bytes, which is not read");
        }
        return switch (name) {
            case "f8" -> (Object) value.getDouble();
            case "f4" -> (double) value.getFloat();
            case "f2" -> (double) Float.float16ToFloat(value.getShort());
            case "i8" -> value.getLong();
            case "i4" -> (long) value.getInt();
            case "i2" -> (long) value.getShort();
            case "i1" -> (long) value.get();
            case "u8" -> unsigned(value.getLong());
            case "u4" -> value.getInt() & 0xffffffffL;
            case "u2" -> value.getShort() & 0xffffL;
            case "u1" -> value.get() & 0xffL;
            case "c16" -> new Complex(value.getDouble(), value.getDouble());
            case "c8" -> new Complex(value.getFloat(), value.getFloat());
            case "b1" -> value.get() != 0;
            default -> throw input.error("a numpy scalar of dtype " + name + ", which is not read");
        };
    }

    /** Python's integers have no sign bit: what does not fit a Long is a BigInteger. */
    private static Number unsigned(long bits) {
        return bits >= 0 ? (Number) bits : new BigInteger(Long.toUnsignedString(bits));
    }
}
