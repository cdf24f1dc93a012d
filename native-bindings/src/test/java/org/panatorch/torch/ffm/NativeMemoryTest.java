package org.panatorch.torch.ffm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.lang.reflect.Array;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NativeMemoryTest {
    private static final int MOST = 20;

    @ParameterizedTest
    @ValueSource(classes = {byte.class, short.class, int.class, long.class, float.class, double.class})
    void copiesArraysOfEachTypeAndLength(Class<?> type) {
        var random = new Random(1);
        try (var arena = Arena.ofConfined()) {
            for (int length = 0; length <= MOST; length++) {
                var array = Array.newInstance(type, length);
                for (int i = 0; i < length; i++) {
                    Array.set(array, i, value(type, random.nextInt()));
                }
                var memory = arena.allocate(8 * MOST + 2).asSlice(1);       // aligned for none
                int bytes = length * bytesOf(type);
                NativeMemory.copyIn(array, memory.address(), bytes);

                var buffer = memory.asByteBuffer().order(ByteOrder.nativeOrder());
                for (int i = 0; i < length; i++) {
                    assertThat(read(buffer, type)).isEqualTo(Array.get(array, i));
                }
                assertThat(buffer.get()).as("behind the array").isZero();
                var again = Array.newInstance(type, length);
                NativeMemory.copyOut(memory.address(), bytes, again);
                assertThat(again).isEqualTo(array);
            }
        }
    }

    private static Object value(Class<?> type, int bits) {
        return switch (type.getName()) {
            case "byte" -> (byte) bits;
            case "short" -> (short) bits;
            case "int" -> bits;
            case "long" -> bits * 0x1_0000_0001L;
            case "float" -> (float) bits;
            default -> Math.PI * bits;
        };
    }

    private static int bytesOf(Class<?> type) {
        return switch (type.getName()) {
            case "byte" -> 1;
            case "short" -> 2;
            case "int", "float" -> 4;
            default -> 8;
        };
    }

    private static Object read(ByteBuffer buffer, Class<?> type) {
        return switch (type.getName()) {
            case "byte" -> buffer.get();
            case "short" -> buffer.getShort();
            case "int" -> buffer.getInt();
            case "long" -> buffer.getLong();
            case "float" -> buffer.getFloat();
            default -> buffer.getDouble();
        };
    }

    @Test
    void refusesToCopyOutsideTheMemoryAndOtherArrays() {
        try (var arena = Arena.ofConfined()) {
            long address = arena.allocate(16, 8).address();
            assertThatThrownBy(() -> NativeMemory.copyIn(new float[5], address, 16)).isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> NativeMemory.copyOut(address, 16, new double[3])).isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> NativeMemory.copyIn(new boolean[2], address, 16))
                    .isInstanceOf(IllegalArgumentException.class).hasMessage("not a primitive array: boolean[]");
        }
    }

    /** In code that C2 compiled, and in the order of events that made it lose all but the first values. */
    @Test
    void smallArraysKeepTheirValuesInCompiledCode() throws Exception {
        var java = new ProcessBuilder(System.getProperty("java.home") + "/bin/java", "--enable-native-access=ALL-UNNAMED",
                "-XX:+UseSerialGC", "-XX:-TieredCompilation", "-Xbatch", "-cp", System.getProperty("java.class.path"),
                NativeMemoryTest.class.getName()).redirectErrorStream(true).start();
        var said = new String(java.getInputStream().readAllBytes()).strip();
        java.waitFor();
        assertThat(said).isEqualTo("wrong=0");
    }

    /** Runs in a JVM of its own, whose compiler has seen nothing else. */
    public static void main(String[] args) {
        var ones = new double[MOST];
        Arrays.fill(ones, 1);
        long address = Arena.global().allocate(8 * MOST, 8).address();
        NativeMemory.copyIn(ones, address, 8 * MOST);
        int wrong = 0;
        for (int round = 0; round < 100_000; round++) {
            int length = 1 + round % 12;
            if (round % 5 == 0) {
                copied(address, new long[length]);
            }
            wrong += wrong(address, length);
        }
        System.out.println("wrong=" + wrong);
    }

    private static int wrong(long address, int length) {
        var values = copied(address, new double[length]);
        int wrong = 0;
        for (int i = 0; i < length; i++) {
            wrong += values[i] == 1 ? 0 : 1;
        }
        return wrong;
    }

    private static <A> A copied(long address, A array) {
        NativeMemory.copyOut(address, 8L * Array.getLength(array), array);
        return array;
    }
}
