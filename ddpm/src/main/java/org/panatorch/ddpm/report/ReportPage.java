package org.panatorch.ddpm.report;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.MustacheException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** The page: one HTML file with everything inside it. */
final class ReportPage {
    private static final String TEMPLATE = "report.html";

    private ReportPage() {}

    /**
     * The page's text.
     *
     * @param generator the program and its version
     */
    static String html(String title, String subtitle, String generator, List<Section> sections) {
        try (var in = new InputStreamReader(
                ReportPage.class.getResourceAsStream("/org/panatorch/ddpm/report/" + TEMPLATE), StandardCharsets.UTF_8)) {
            return Mustache.compiler().emptyStringIsFalse(true).zeroIsFalse(true).escapeHTML(true).compile(in)
                    .execute(Map.of("title", title, "subtitle", subtitle, "generator", generator,
                            "sections", sections.stream().map(ReportPage::fields).toList()));
        } catch (IOException e) {
            throw new UncheckedIOException(TEMPLATE, e);
        } catch (MustacheException e) {
            throw new IllegalStateException(TEMPLATE + ": " + e.getMessage(), e);
        }
    }

    /** What the template reads. An empty table is no table. */
    private static Map<String, Object> fields(Section s) {
        return Map.of("id", s.id(), "title", s.title(), "text", s.text(), "missing", s.missing(), "pictures", s.pictures(),
                "table", s.table().isEmpty() ? List.of() : List.of(s.table()), "pre", s.pre(), "html", s.html());
    }
}
