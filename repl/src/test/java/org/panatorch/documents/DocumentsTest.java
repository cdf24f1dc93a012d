package org.panatorch.documents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.panatorch.ddpm.models.ModelFile;
import org.panatorch.ddpm.models.ModelKind;
import org.panatorch.ddpm.models.ModelSpec;
import org.panatorch.ddpm.models.Objective;
import org.panatorch.ddpm.schedulers.NoiseSchedule;
import org.panatorch.examples.ExampleCommand;
import org.panatorch.repl.CommandLines;
import org.panatorch.torch.TensorScope;
import org.panatorch.torch.Weights;

/** What the project's documents say holds: links lead somewhere, named methods exist, commands are taken and the quick ones work. */
class DocumentsTest {
    /** The others train for minutes, need the network, or wait for a person; their options are checked. */
    private static final Set<String> QUICK = Set.of("forward", "reverse", "report", "sample", "info", "doctor");

    static List<Document> documents() throws IOException {
        return Document.all();
    }

    @ParameterizedTest
    @MethodSource("documents")
    void linksLeadSomewhere(Document document) throws IOException {
        for (var link : document.links()) {
            if (link.target().matches("https?://.*")) {
                continue;
            }
            var parts = link.target().split("#", 2);
            var file = parts[0].isEmpty() ? document.file() : document.file().resolveSibling(parts[0]).normalize();
            assertThat(file).as(document.file() + ": " + link.target()).exists().startsWith(Document.ROOT);
            if (parts.length == 2) {
                assertThat(new Document(file, Files.readString(file)).anchors()).as(document.file() + ": " + link.target()).contains(parts[1]);
            }
        }
    }

    /** [`Sampler.sample`](.../Sampler.java): the file is that class's, and has such a method. */
    @ParameterizedTest
    @MethodSource("documents")
    void namedMethodsExist(Document document) throws IOException {
        for (var link : document.links()) {
            if (link.target().endsWith(".java")) {
                var names = link.text().replace("`", "").split("\\.");
                var file = document.file().resolveSibling(link.target());
                assertThat(file.getFileName()).hasToString(names[0] + ".java");
                if (names.length == 2) {
                    assertThat(Files.readString(file)).as(link.text()).containsPattern("[\\w>\\]] " + names[1] + "\\(.*[^;]\\n");
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("documents")
    void commandsAreTaken(Document document) {
        for (var command : document.commands()) {
            if (!command.contains("COMMAND")) {
                assertThatCode(() -> CommandLines.create().parseArgs(command.split(" +"))).as(command).doesNotThrowAnyException();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("documents")
    void examplesAreTaken(Document document) {
        for (var command : document.commands("bin/example")) {
            if (!command.contains("EXAMPLE")) {
                assertThatCode(() -> ExampleCommand.create().parseArgs(command.split(" +"))).as(command).doesNotThrowAnyException();
            }
        }
    }

    /** The programs are where the document says they are, and know the options. */
    @ParameterizedTest
    @MethodSource("documents")
    void pythonProgramsAreThere(Document document) throws IOException {
        for (var command : document.commands("python3")) {
            var words = command.split(" +");
            var program = Document.ROOT.resolve(words[0]);
            assertThat(program).as(command).isRegularFile();
            for (var option : Stream.of(words).filter(word -> word.startsWith("--")).toList()) {
                assertThat(Files.readString(program)).as(command).contains('"' + option + '"');
            }
        }
    }

    @Test
    void thereAreCommandsAndLinks() throws IOException {
        assertThat(Document.all()).hasSizeGreaterThanOrEqualTo(7);
        assertThat(Document.all().stream().flatMap(d -> d.commands().stream())).hasSizeGreaterThan(18)
                .anyMatch(c -> c.startsWith("forward ")).anyMatch(c -> c.startsWith("train ")).contains("repl");
        assertThat(Document.all().stream().flatMap(d -> d.commands("bin/example").stream()).map(c -> c.split(" ")[0]))
                .contains("mnist", "conditional", "gpt");
        assertThat(Document.all().stream().flatMap(d -> d.commands("python3").stream())).hasSizeGreaterThanOrEqualTo(3);
        assertThat(Document.all().stream().flatMap(d -> d.links().stream())).hasSizeGreaterThan(40);
    }

    /** In a folder with fresh models of 4 steps where the documents have trained ones. */
    @Test
    @Timeout(400)
    void quickCommandsWork(@TempDir Path folder) throws Exception {
        var commands = Document.all().stream().flatMap(d -> d.commands().stream()).distinct()
                .filter(c -> QUICK.contains(c.split(" ")[0])).toList();
        assertThat(commands.stream().map(c -> c.split(" ")[0])).containsAll(QUICK);
        Files.createDirectories(folder.resolve("data"));
        try (var _ = TensorScope.open(); var model = ModelKind.AdvUNetModel.create(4)) {
            Weights.save(model.stateDict(), folder.resolve("data/mnist-model-AdvUNetModel.pth"));
        }
        var labelled = new ModelSpec(ModelKind.UNetModel, NoiseSchedule.original(4), Objective.epsilon, 10);
        try (var _ = TensorScope.open(); var model = labelled.create()) {
            ModelFile.save(model.stateDict(), labelled, folder.resolve("labelled.safetensors"));
        }
        var java = new ArrayList<>(List.of(System.getProperty("java.home") + "/bin/java", "--enable-native-access=ALL-UNNAMED",
                "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp", classPath(), "org.panatorch.documents.Commands"));
        java.addAll(commands);
        var process = new ProcessBuilder(java).directory(folder.toFile()).redirectErrorStream(true).start();
        process.getOutputStream().close();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(300, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(output).isZero();
        assertThat(Stream.of("forward/strip.png", "reverse/denoising.gif", "model.html", "digits.png", "grid.png").map(folder::resolve))
                .allMatch(Files::isRegularFile);
    }

    /** Absolute: the process stands elsewhere. */
    private static String classPath() {
        return String.join(java.io.File.pathSeparator, Stream.of(System.getProperty("java.class.path").split(java.io.File.pathSeparator))
                .map(entry -> Path.of(entry).toAbsolutePath().toString()).toList());
    }
}
