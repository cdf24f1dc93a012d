package org.panatorch.examples.gpt;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.panatorch.torch.Tensor;
import org.panatorch.torch.Torch;

/** A text as numbers, one for each character: the class of that name in {@code train.py}. */
final class Text {
    final String chars;
    final Tensor data;

    Text(String text) {
        chars = text.chars().distinct().sorted().mapToObj(Character::toString).collect(Collectors.joining());
        data = encode(text);
    }

    /** @throws IllegalArgumentException for a character that the text does not have */
    Tensor encode(String text) {
        return Torch.tensor(text.chars().mapToLong(this::index).toArray());
    }

    private long index(int c) {
        int index = chars.indexOf(c);
        if (index < 0) {
            throw new IllegalArgumentException("the text has no '" + Character.toString(c) + "'");
        }
        return index;
    }

    String decode(Tensor idx) {
        return Arrays.stream(idx.toLongArray()).mapToObj(i -> chars.substring((int) i, (int) i + 1)).collect(Collectors.joining());
    }

    /** The part of Shakespeare that comes with the examples. */
    static String shakespeare() {
        try (var in = new GZIPInputStream(Text.class.getResourceAsStream("shakespeare.txt.gz"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
