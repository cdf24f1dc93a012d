package org.panatorch.torch.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** No pickle runs code, hangs, or fails in any way but with a message. */
class HostilePickleTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "hostile_system.pth  | asks for 'posix.system'",
        "hostile_eval.pth    | asks for 'builtins.eval'",
        "hostile_getattr.pth | asks for 'builtins.getattr'",
        "hostile_legacy.pth  | asks for 'posix.system'",
        "hostile_module.pth  | asks for 'torch.nn.modules.linear.Linear'",
        "hostile_sparse.pth  | asks for 'torch._utils._rebuild_sparse_tensor'",
        "hostile_conj.pth    | resolve_conj",
        "torchscript.pt      | TorchScript",
        "tensors.safetensors | looks like a safetensors file",
    })
    void theFileIsRefused(String file, String message) {
        assertThatThrownBy(() -> PthFile.open(Fixtures.file(file)))
                .isInstanceOf(WeightsFormatException.class)
                .hasMessageContaining(file)
                .hasMessageContaining(message)
                .message().doesNotContain("\n");
    }

    private Object read(String... parts) {
        var path = Pickles.zip(folder, Pickles.pickle(parts));
        return assertTimeoutPreemptively(SOON, () -> Fixtures.with(path, false, root -> root));
    }

    private void refuses(String message, String... parts) {
        assertThatThrownBy(() -> read(parts))
                .isInstanceOf(WeightsFormatException.class)
                .hasMessageContaining(message)
                .message().doesNotContain("\n");
    }

    @Test
    void stackAndMemoErrorsHaveMessages() {
        refuses("takes more from the stack");
        refuses("takes more from the stack", "0");
        refuses("takes more from the stack", "K\1(\u0085");
        refuses("takes more from the stack", "}K\1s");
        refuses("takes more from the stack", "(q\0");
        refuses("looks for a mark", "K\1t");
        refuses("object 7, which was never stored", "h\7");
        refuses("object 4294967295, which was never stored", "j\u00ff\u00ff\u00ff\u00ff");
        refuses("2 objects on the stack", "NN");
        refuses("2 objects on the stack", "(N1N(0N");
        refuses("which is not one that PyTorch's pickles use", "i");
        refuses("not a list", "}Na");
        refuses("not a dict", "]K\1K\1s");
        refuses("not a set", "](N\u0090");
        refuses("without a value", "}(K\1u");
        refuses("not a function", "K\1)R");
        refuses("not a function", "ccollections\nOrderedDict\nNR");
        refuses("a state for an object that has none", "]}b");
        refuses("a global whose name is not a string", "NN\u0093");
        refuses("does not name a storage", "NQ");
        refuses("not a line of plain text", "c" + "a".repeat(100_000));
        refuses("a function or class", "ccollections\nOrderedDict\n");
        refuses("a bare storage", Pickles.STORAGE);
        refuses("key", "}]K\1s");
        refuses("key", "}K\1\u0085K\1s");
        refuses("a frame of", "\u0095\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff");
        refuses("not UTF-8", "X\1\0\0\0\u00ff");
    }

    @Test
    void lengthsAreComparedWithTheFileFirst() {
        refuses("are left", "X\u00ff\u00ff\u00ff\u00ff");
        refuses("are left", "B\u00ff\u00ff\u00ff\u007f");
        refuses("are left", "\u008d\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u007f");
        refuses("are left", "\u008e\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff");
        refuses("are left", "\u0096\0\0\0\0\1\0\0\0");
        refuses("are left", "\u008b\u00ff\u00ff\u00ff\u007f");
        refuses("ends in the middle", "J\1");
    }

    @Test
    void tensorsLieInsideTheirStorage() {
        assertThat(read(Pickles.tensor("K\0", "K\2\u0085", "K\1\u0085"))).isInstanceOf(StoredTensor.class);
        assertThat(read(Pickles.tensor("K\1", "K\1K\1\u0086", "K\11K\11\u0086"))).isInstanceOf(StoredTensor.class);
        refuses("number 2 of a storage of 2", Pickles.tensor("K\0", "K\3\u0085", "K\1\u0085"));
        refuses("number 2 of a storage of 2", Pickles.tensor("K\0", "K\2\u0085", "K\2\u0085"));
        refuses("number 3 of a storage of 2", Pickles.tensor("K\3", ")", ")"));
        refuses("does not fit", Pickles.tensor("K\3", "K\0\u0085", "K\1\u0085"));
        refuses("negative storage offset", Pickles.tensor("J\u00ff\u00ff\u00ff\u00ff", ")", ")"));
        refuses("negative stride", Pickles.tensor("K\1", "K\2\u0085", "J\u00ff\u00ff\u00ff\u00ff\u0085"));
        refuses("negative or overflowing size", Pickles.tensor("K\0", "J\u00ff\u00ff\u00ff\u00ff\u0085", "K\1\u0085"));
        var huge = "\u008a\10\0\0\0\0\0\0\0\u0040";
        refuses("overflow", Pickles.tensor("K\0", huge + huge + "\u0086", "K\0K\0\u0086"));
        refuses("overflow", Pickles.tensor("K\0", "K\5\u0085", huge + "\u0085"));
        refuses("overflow", Pickles.tensor("\u008a\10\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u007f", "K\2\u0085",
                "K\1\u0085"));
        refuses("sizes but", Pickles.tensor("K\0", "K\1\u0085", ")"));
        refuses("not an integer", Pickles.tensor("K\0", "N\u0085", "K\1\u0085"));
        refuses("at most 64", Pickles.tensor("K\0", "(" + "K\1".repeat(65) + "t", "K\1\u0085"));
        refuses("should have 40 bytes", Pickles.tensor("K\0", ")", ")").replace("cpuK\2", "cpuK\12"));
        refuses("which the archive does not hold", Pickles.tensor("K\0", ")", ")").replace("0X", "9X"));
    }

    @Test
    void nestingIsBounded() {
        assertThat(read("]".repeat(100) + "a".repeat(99))).isInstanceOf(List.class);
        refuses("levels deep", "]".repeat(101) + "a".repeat(100));
        refuses("levels deep", "]".repeat(200_000) + "a".repeat(199_999));
        refuses("levels deep", ")" + "\u0085".repeat(200_000));
        // Deep only through what is shared.
        refuses("levels deep", "]q\0" + "]".repeat(60) + "a".repeat(59) + "q\1a0"
                + "]".repeat(60) + "h\1a" + "a".repeat(59));
    }

    @Test
    void cyclesAreRefused() {
        refuses("holds itself", "]q\0h\0a");
        refuses("holds itself", "}q\0K\1h\0s");
        refuses("holds itself", "]q\0]h\0aa");
        refuses("holds itself", "]q\0h\0\u0085a");
    }

    @Test
    void sharingIsNotExpanded() {
        // Each tuple holds the one before twice: 2^30 paths.
        refuses("made by repeating its parts", "]q\0" + "0h\0h\0\u0086q\0".repeat(30));
        assertThat(read("]q\0(h\0h\0t\u0086")).isEqualTo(List.of(List.of(), List.of(List.of(), List.of())));
    }

    @Test
    void copyingSharedPartsIsCharged() {
        // A million elements, made into a set a hundred thousand times.
        var list = "](" + "N".repeat(1_000_000) + "e" + "\u0085q\1" + "0";
        refuses("MiB of heap, the most that is allowed", list, "c__builtin__\nset\nq\2" + "0",
                "h\2h\1R0".repeat(100_000), "N");
        refuses("MiB of heap, the most that is allowed", list, "ctorch\nSize\nq\2" + "0",
                "](" + "h\2h\1R".repeat(100_000), "e");
        refuses("MiB of heap, the most that is allowed", "X\0\0\u0010\0" + "a".repeat(1 << 20) + "X\6\0\0\0latin1\u0086q\1" + "0",
                "c_codecs\nencode\nq\2" + "0", "](" + "h\2h\1R".repeat(100_000), "e");
    }

    @Test
    void aFloodOfObjectsIsCharged() {
        refuses("MiB of heap, the most that is allowed", "](", "}".repeat(20_000_000), "e");
    }

    @Test
    void collidingKeysDoNotHang() {
        // Doubles and longs whose hashes are all 0, and then strings to defeat the ordering of the bins.
        var keys = new StringBuilder("}(");
        for (int i = 1; i < 200_000; i++) {
            keys.append("\u008a\10");
            // A long whose halves are equal hashes to 0.
            for (int half = 0; half < 2; half++) {
                for (int shift = 0; shift < 32; shift += 8) {
                    keys.append((char) (i >> shift & 0xff));
                }
            }
            keys.append('N');
        }
        assertThat(read(keys + "u")).isInstanceOf(Map.class);
        refuses("keys of different types", keys + "G\0\0\0\0\0\0\0\0Nu");
    }

    @Test
    void hugeNumbersAreNoKeys() {
        // A megabyte of number, put into the dict a million times: its hash code alone would take half an hour.
        refuses("a dict key or set element", "\u008b\0\0\u0010\0" + "\1".repeat(1 << 20) + "q\1" + "0}(",
                "h\1N".repeat(1_000_000), "u");
        assertThat(read("}\u008a\11\0\0\0\0\0\0\0\0\1Ns")).isEqualTo(
                java.util.Collections.singletonMap(java.math.BigInteger.ONE.shiftLeft(64), null));
    }

    @Test
    void odditiesOfOldAndNewPicklesAreRead() {
        // Python 2's OrderedDict, protocol 1's strings, a set of protocol 4, a numpy scalar that is big-endian.
        assertThat(read("ccollections\nOrderedDict\n](](U\1aK\1ee\u0085R")).isEqualTo(Map.of("a", 1L));
        assertThat(read("\u008f(K\1K\2\u0090")).isEqualTo(Set.of(1L, 2L));
        assertThat(read("(K\1\u0091")).isEqualTo(Set.of(1L));
        assertThat(read("ccollections\nCounter\n}K\1K\2s\u0085R")).isEqualTo(Map.of(1L, 2L));
        assertThat(read("cnumpy.core.multiarray\nscalar\ncnumpy\ndtype\nX\2\0\0\0f4K\0K\1\u0087R"
                + "(K\3X\1\0\0\0>NNNJ\u00ff\u00ff\u00ff\u00ffJ\u00ff\u00ff\u00ff\u00ffK\0tb"
                + "C\4\u003f\u00c0\0\0\u0086R")).isEqualTo(1.5);
        refuses("a numpy scalar of dtype 'f4' and 1 bytes",
                "cnumpy.core.multiarray\nscalar\ncnumpy\ndtype\nX\2\0\0\0f4\u0085RC\1\0\u0086R");
    }
}
