package org.panatorch.ddpm.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.panatorch.ddpm.UserException;

/** A file in the jar is read only if it is what SHA256SUMS says, and leaves nothing behind. */
class BundledFileTest {
    private Path seen;

    @Test
    void isThereWhileItIsRead() {
        assertThat(BundledFile.read("/bundled/", "whole.txt", this::read)).isEqualTo("as it was\n");
        assertThat(seen).doesNotExist();
    }

    @Test
    void anotherContentIsRefused() {
        assertThatThrownBy(() -> BundledFile.read("/bundled/", "damaged.txt", this::read))
                .isInstanceOf(UserException.class).hasMessageContaining("damaged.txt").hasMessageContaining("SHA256SUMS");
        assertThat(seen).isNull();
    }

    @Test
    void missingOnesSaySo() {
        assertThatThrownBy(() -> BundledFile.read("/bundled/", "missing.txt", this::read))
                .isInstanceOf(UserException.class).hasMessageContaining("missing.txt: not in the jar");
    }

    private String read(Path file) {
        seen = file;
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
