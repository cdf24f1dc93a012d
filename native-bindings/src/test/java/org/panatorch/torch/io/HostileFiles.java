package org.panatorch.torch.io;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.ZipOutputStream;

/** Files put together to do harm, and some that only look like it. */
final class HostileFiles {

    /** What must become of a file; null where both are right. */
    record Hostile(byte[] bytes, String ending, Boolean read) {
    }

    private static final List<String> GLOBALS = List.of("posix system", "os system", "nt system", "subprocess Popen",
            "builtins eval", "builtins exec", "__builtin__ getattr", "builtins __import__", "operator attrgetter",
            "functools partial", "pickle loads", "runpy run_path", "torch.hub load", "torch load", "torch.jit.load x",
            "torch os.system", "collections OrderedDict.__init__", "torch.storage _load_from_bytes", "numpy load",
            "java.lang Runtime", "_codecs decode", "torch._utils _rebuild_wrapper", "sys exit", "webbrowser open");
    private static final String OPCODES = "NK\u0088\u0089J]})(0121qhatebsuRQc\u0085\u0086\u0087\u008f\u0090\u0091\u0093"
            + "\u0094\u0095\u0081XUC\u008a\u008b\u008cG";

    private final Random random;
    private final String canary;

    /** @param canary a command that would leave a trace */
    HostileFiles(Random random, String canary) {
        this.random = random;
        this.canary = canary;
    }

    private static String u32(long value) {
        return latin1(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt((int) value).array());
    }

    private static String latin1(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static String text(String text) {
        return "X" + u32(text.length()) + text;
    }

    private static String number(long value) {
        return "\u008a\10" + latin1(ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(value).array());
    }

    private Hostile pth(Boolean read, String... parts) {
        return new Hostile(archive(Pickles.pickle(parts), random.nextInt(4) == 0), ".pth", read);
    }

    /** The pickle and a storage of eight bytes. */
    private static byte[] archive(byte[] pickle, boolean deflated) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new ZipOutputStream(bytes)) {
            for (var name : List.of("x/data.pkl", "x/data/0")) {
                var content = name.endsWith("0") ? new byte[8] : pickle;
                var entry = new java.util.zip.ZipEntry(name);
                if (!deflated || name.endsWith("0")) {
                    var crc = new CRC32();
                    crc.update(content);
                    entry.setMethod(java.util.zip.ZipEntry.STORED);
                    entry.setSize(content.length);
                    entry.setCrc(crc.getValue());
                }
                out.putNextEntry(entry);
                out.write(content);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** As many as a random number of bits, so that small ones are as frequent as large ones. */
    private int upTo(int bits) {
        return random.nextInt(1 << random.nextInt(1, bits + 1)) + 1;
    }

    /** Containers in one another. */
    Hostile nesting() {
        int depth = upTo(17);
        return switch (random.nextInt(4)) {
            case 0 -> pth(depth <= 100, "]".repeat(depth) + "a".repeat(depth - 1));
            case 1 -> pth(depth <= 100, ")" + "\u0085".repeat(depth - 1));
            case 2 -> pth(depth <= 100, "}K\1".repeat(depth - 1) + "}" + "s".repeat(depth - 1));
            // One that holds itself, somewhere.
            default -> pth(false, "]q\7" + "]".repeat(depth - 1) + "h\7a" + "a".repeat(depth - 1));
        };
    }

    /** A name outside the list, called or only mentioned, in one of the ways that pickles have. */
    Hostile global() {
        var parts = GLOBALS.get(random.nextInt(GLOBALS.size())).split(" ");
        var global = random.nextBoolean() ? "c" + parts[0] + "\n" + parts[1] + "\n" : text(parts[0]) + text(parts[1]) + "\u0093";
        var arguments = text(canary) + "\u0085";
        var harm = switch (random.nextInt(8)) {
            case 0, 1 -> global + arguments + "R";
            case 2 -> global + arguments + "\u0081";
            case 3 -> global + ")\u0081}b";
            case 4 -> "(" + text(canary) + "i" + parts[0] + "\n" + parts[1] + "\n";
            case 5 -> Pickles.STORAGE.replace("ctorch\nFloatStorage\n", global);
            case 6 -> "ctorch._tensor\n_rebuild_from_type_v2\n(" + global + "ctorch\nTensor\n" + arguments + "}tR";
            default -> global;
        };
        return switch (random.nextInt(3)) {
            case 0 -> pth(false, harm);
            case 1 -> pth(false, "}(" + text("weight") + Pickles.tensor("K\0", "K\2\u0085", "K\1\u0085") + text("x") + harm + "u");
            default -> pth(false, "]0N0" + harm + "0N");
        };
    }

    /** Little that becomes much, or takes long. */
    Hostile bomb() {
        int n = upTo(random.nextInt(16) == 0 ? 22 : 18);
        return switch (random.nextInt(8)) {
            case 0 -> new Hostile(archive(new byte[n * 4], true), ".pth", false);
            case 1 -> pth(null, "](", "}".repeat(n), "e");
            case 2 -> pth(n % 60 < 18, "]q\0" + "0h\0h\0\u0086q\0".repeat(n % 60 + 1));
            case 3 -> pth(null, "](" + "N".repeat(n) + "e\u0085q\1" + "0c__builtin__\nset\nq\2" + "0", "h\2h\1R0".repeat(n), "N");
            case 4 -> pth(null, "\u008b" + u32(n) + "\1".repeat(n) + "q\1" + "0}(" + "h\1N".repeat(n) + "u");
            case 5 -> pth(null, "X" + u32(n) + "a".repeat(n) + text("latin1") + "\u0086q\1" + "0c_codecs\nencode\nq\2" + "0](",
                    "h\2h\1R".repeat(n), "e");
            case 6 -> new Hostile(lyingDirectory(), ".pth", null);
            default -> safetensors("{\"a\":".repeat(n), 0, false);
        };
    }

    /** Sizes and counts in the directory that are not so. */
    private byte[] lyingDirectory() {
        var zip = ByteBuffer.wrap(archive(Pickles.pickle("N"), random.nextBoolean())).order(ByteOrder.LITTLE_ENDIAN);
        int end = zip.capacity() - ZipArchive.END_LENGTH;
        int central = zip.getInt(end + 16);
        var fields = new int[] {central + 10, central + 20, central + 24, central + 28, central + 30, central + 42, end + 8,
            end + 10, end + 12, end + 16, end + 20};
        for (int i = random.nextInt(3); i >= 0; i--) {
            int field = fields[random.nextInt(fields.length)];
            int value = random.nextBoolean() ? (int) Mutations.extreme(random) : random.nextInt(zip.capacity());
            if (field + 4 <= zip.capacity() && random.nextBoolean()) {
                zip.putInt(field, value);
            } else {
                zip.putShort(field, (short) value);
            }
        }
        return zip.array();
    }

    private Hostile safetensors(String header, int data, Boolean read) {
        var text = header.getBytes(StandardCharsets.UTF_8);
        return new Hostile(ByteBuffer.allocate(8 + text.length + data).order(ByteOrder.LITTLE_ENDIAN)
                .putLong(text.length).put(text).array(), ".safetensors", read);
    }

    private long size() {
        return random.nextInt(3) == 0 ? Mutations.extreme(random) : random.nextInt(4);
    }

    /** A tensor that lies somewhere, in a storage of two floats. */
    Hostile tensor() {
        long offset = size();
        long[] shape = {size(), size()};
        long[] stride = {size(), size()};
        if (random.nextInt(4) == 0) {
            long begin = size();
            long end = random.nextBoolean() ? begin + 8 : size();
            var fits = begin == 0 && end == 8 && shape[0] >= 0 && shape[1] >= 0 && product(shape).equals(BigInteger.TWO);
            return safetensors("{\"a\":{\"dtype\":\"F32\",\"shape\":[%d,%d],\"data_offsets\":[%d,%d]}}"
                    .formatted(shape[0], shape[1], begin, end), 8, fits);
        }
        return pth(fits(offset, shape, stride), Pickles.tensor(number(offset), number(shape[0]) + number(shape[1]) + "\u0086",
                number(stride[0]) + number(stride[1]) + "\u0086"));
    }

    private static BigInteger product(long[] shape) {
        return BigInteger.valueOf(shape[0]).multiply(BigInteger.valueOf(shape[1]));
    }

    /** By arithmetic that does not overflow; null for empty tensors of absurd sizes, which may be refused. */
    private static Boolean fits(long offset, long[] shape, long[] stride) {
        if (offset < 0 || shape[0] < 0 || shape[1] < 0 || stride[0] < 0 || stride[1] < 0) {
            return false;
        }
        if (product(shape).signum() == 0) {
            return offset > 2 ? Boolean.FALSE : Math.max(shape[0], shape[1]) > 3 ? null : Boolean.TRUE;
        }
        var last = BigInteger.valueOf(offset);
        for (int d = 0; d < 2; d++) {
            last = last.add(BigInteger.valueOf(shape[d] - 1).multiply(BigInteger.valueOf(stride[d])));
        }
        boolean countable = product(shape).multiply(BigInteger.valueOf(4)).bitLength() < Long.SIZE;
        return countable && last.compareTo(BigInteger.TWO) < 0;
    }

    /** Instructions in any order. */
    Hostile soup() {
        var soup = new StringBuilder();
        for (int i = upTo(7); i > 0; i--) {
            char opcode = OPCODES.charAt(random.nextInt(OPCODES.length()));
            soup.append(switch (opcode) {
                case 'K', 'q', 'h' -> opcode + "" + (char) random.nextInt(4);
                case 'J' -> opcode + u32(Mutations.extreme(random));
                case 'c' -> "ccollections\nOrderedDict\n";
                case 'X', 'U', 'C', '\u008a', '\u008c' -> text("ab");
                case 'Q' -> Pickles.STORAGE;
                case 'R' -> Pickles.tensor("K\0", "K\1\u0085", "K\1\u0085");
                default -> String.valueOf(opcode);
            });
        }
        return pth(null, soup.toString());
    }
}
