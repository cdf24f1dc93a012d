package org.panatorch.torch.ffm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class LibrariesTest {

    @Test
    @EnabledOnOs(OS.LINUX)
    void whatTheLoaderDoesNotFindIsMissing() {
        assertThat(Libraries.missing(List.of("libc.so.6", "libnosuch.so.13", "libm.so.6"))).containsExactly("libnosuch.so.13");
    }
}
