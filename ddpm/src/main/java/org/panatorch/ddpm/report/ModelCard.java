package org.panatorch.ddpm.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Image;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.panatorch.ddpm.UserException;

/** A model card, Markdown, as markup for the page: no HTML of its own, and PNG pictures of the run's folder embedded. */
final class ModelCard {
    private static final List<TablesExtension> EXTENSIONS = List.of((TablesExtension) TablesExtension.create());

    private ModelCard() {}

    /** @throws UserException if it cannot be read */
    static String html(Path file) {
        try {
            var card = Parser.builder().extensions(EXTENSIONS).build().parse(withoutFrontMatter(Files.readString(file)));
            card.accept(new Embedding(file.toAbsolutePath().getParent()));
            return HtmlRenderer.builder().extensions(EXTENSIONS).escapeHtml(true).sanitizeUrls(true).build().render(card);
        } catch (IOException e) {
            throw new UserException(file + ": cannot be read (" + e.getMessage() + ")", e);
        }
    }

    /** Model hubs put YAML between two lines of dashes in front. */
    private static String withoutFrontMatter(String text) {
        return text.replaceFirst("(?s)\\A---\\R.*?\\R---\\R", "");
    }

    private static final class Embedding extends AbstractVisitor {
        private final Path folder;

        Embedding(Path folder) {
            this.folder = folder;
        }

        @Override
        public void visit(Image image) {
            var embedded = embedded(image.getDestination());
            if (embedded != null) {
                image.setDestination(embedded);
            } else {
                Node words = new Text("[" + image.getDestination() + "]");
                image.insertBefore(words);
                image.unlink();
            }
        }

        /** Null for what is not a PNG file in the folder. */
        private String embedded(String destination) {
            try {
                var file = folder.resolve(destination).normalize();
                return file.startsWith(folder) && destination.endsWith(".png") && Files.isRegularFile(file)
                        ? DataUri.png(Files.readAllBytes(file)) : null;
            } catch (IOException | java.nio.file.InvalidPathException e) {
                return null;
            }
        }
    }
}
