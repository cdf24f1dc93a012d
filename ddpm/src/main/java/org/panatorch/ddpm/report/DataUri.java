package org.panatorch.ddpm.report;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Pictures inside the page itself. */
final class DataUri {
    private DataUri() {}

    static String png(byte[] bytes) {
        return "data:image/png;base64," + Base64.getEncoder().encodeToString(bytes);
    }

    /** As a picture of its own: the names inside one SVG would meet those of the next if they stood in the page. */
    static String svg(String svg) {
        return "data:image/svg+xml;base64," + Base64.getEncoder().encodeToString(svg.getBytes(StandardCharsets.UTF_8));
    }
}
