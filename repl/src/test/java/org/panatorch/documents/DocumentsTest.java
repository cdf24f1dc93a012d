package org.panatorch.documents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.panatorch.ddpm.data.ImageDataset;
import org.panatorch.ddpm.models.ModelKind;
import org.panatorch.examples.ExampleCommand;
import org.panatorch.repl.CommandLines;
import org.panatorch.torch.TensorScope;
import org.panatorch.torch.Weights;

/** What the project's documents say holds: links lead somewhere, named methods exist, commands are taken and work. */
class DocumentsTest {
    /** Long work made short: what stands in a command, and what is put in its place or behind it. */
    private static final List<Map.Entry<String, String>> SHORTER = List.of(
            Map.entry("^(train.*) --epochs \\d+", "$1"),
            Map.entry("^(train.*) --precision tf32", "$1 --device cpu"),
            Map.entry("^(train(?! --resume).*)$", "$1 --epochs 1 --limit 32 --batch-size 16 --steps 4 --grid 0"),
            Map.entry("^(train(?!.* --(resume|out) ).*)$", "$1 --overwrite"),
            Map.entry("^(sample.*) --n \\d+", "$1 --n 4"),
            Map.entry("^(sample.*) --seed 0-63", "$1 --seed 0-3"),
            Map.entry("^(forward.*) --draws \\d+", "$1 --draws 4"),
            Map.entry("^(reverse.*)$", "$1 --n 4 --batch 8 --points 5"),
            Map.entry("^(report.*)$", "$1 --sample 4 --batch 8 --points 5"));

    /** Needs the network; and two that look at ten thousand images first, which their own test, EvalCommandTest, has done once. */
    private static final Set<String> ELSEWHERE = Set.of("download", "eval", "compare");

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

    /** Each formula of the theory has its line of code, and that is still there. */
    @Test
    void theFormulasAreInTheCode() throws IOException {
        var theory = Document.ROOT.resolve("docs/theory.md");
        var quotes = new Document(theory, Files.readString(theory)).quotes();
        assertThat(quotes).hasSizeGreaterThan(15);
        for (var quote : quotes) {
            assertThat(Files.readString(theory.resolveSibling(quote.target())).lines().map(String::strip)).as(quote.target()).contains(quote.text());
        }
    }

    /** Every package that another imports is at the end of an arrow, or of several, in the diagram. */
    @Test
    void theDiagramHasEveryArrow() throws IOException {
        var house = Document.ROOT.resolve("docs/architecture.md");
        var arrows = new Document(house, Files.readString(house)).arrows();
        var imported = Pattern.compile("(?m)^import (?:static )?org\\.panatorch\\.ddpm\\.([a-z]+)\\.");
        var packages = Document.ROOT.resolve("ddpm/src/main/java/org/panatorch/ddpm");
        try (var files = Files.walk(packages)) {
            for (var file : files.filter(f -> f.toString().endsWith(".java") && !f.getParent().equals(packages)).toList()) {
                var from = file.getParent().getFileName().toString();
                imported.matcher(Files.readString(file)).results().map(m -> m.group(1)).filter(to -> !to.equals(from))
                        .forEach(to -> assertThat(arrows.get(from)).as(file.toString()).contains(to));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("documents")
    void commandsAreTaken(Document document) {
        for (var command : document.commands()) {
            if (isWhole(command)) {
                assertThatCode(() -> CommandLines.create().parseArgs(command.split(" +"))).as(command).doesNotThrowAnyException();
            }
        }
    }

    /** COMMAND and FILE stand for what the reader puts there; an option that wants a value may be named without one. */
    private static boolean isWhole(String command) {
        return !command.matches(".*\\b[A-Z]{4,}\\b.*") && !command.endsWith(" --labels");
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
                .anyMatch(c -> c.startsWith("forward ")).anyMatch(c -> c.startsWith("train ")).contains("repl", "train --precision tf32 --epochs 60 --lr 1.5e-3 --ema 0.9995 --out first");
        assertThat(Document.all().stream().flatMap(d -> d.commands("bin/example").stream()).map(c -> c.split(" ")[0]))
                .contains("mnist", "conditional", "gpt");
        assertThat(Document.all().stream().flatMap(d -> d.commands("python3").stream())).hasSizeGreaterThanOrEqualTo(3);
        assertThat(Document.all().stream().flatMap(d -> d.links().stream())).hasSizeGreaterThan(40);
    }

    /** In the order in which a reader meets them, in an empty folder; long work is made short. */
    @Test
    @Timeout(1500)
    void commandsWork(@TempDir Path folder) throws Exception {
        var commands = new ArrayList<String>();
        for (var document : Document.all()) {
            if (document.file().endsWith("README.md") && !document.shellScripts().isEmpty()) {
                Files.writeString(folder.resolve("readme.repl"), String.join("\n", document.shellScripts()));
                commands.add("repl readme.repl");
            }
            document.commands().stream().filter(DocumentsTest::isWhole).filter(c -> !ELSEWHERE.contains(c.split(" ")[0])).map(DocumentsTest::shorter)
                    .filter(c -> !commands.contains(c)).forEach(commands::add);
        }
        assertThat(Files.readString(folder.resolve("readme.repl"))).contains("sample 4");
        assertThat(commands.stream().map(c -> c.split(" ")[0])).contains("train", "sample", "forward", "reverse",
                "report", "info", "weights", "convert", "doctor", "repl");
        var java = new ArrayList<>(List.of(System.getProperty("java.home") + "/bin/java", "--enable-native-access=ALL-UNNAMED",
                "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp", classPath(), "org.panatorch.documents.Commands"));
        java.addAll(commands);
        prepare(folder);
        var process = new ProcessBuilder(java).directory(folder.toFile()).redirectErrorStream(true).start();
        process.getOutputStream().close();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(output).isZero();
        assertThat(Stream.of("forward/strip.png", "reverse/denoising.gif", "model.html", "run.html", "digits.png", "grid.png", "mine.png",
                "data/mnist-model-AdvUNetModel.pth", "runs/fashion/log.csv", "model.safetensors").map(folder::resolve))
                .allMatch(Files::isRegularFile);
    }

    private static String shorter(String command) {
        for (var rule : SHORTER) {
            command = command.replaceFirst(rule.getKey(), rule.getValue());
        }
        return command;
    }

    /** What the documents have from elsewhere: a checkpoint of a foreign program, and a data set that was downloaded. */
    private static void prepare(Path folder) throws IOException {
        var dict = new LinkedHashMap<String, Object>();
        try (var _ = TensorScope.open(); var model = ModelKind.SimpleModel.create(4)) {
            model.stateDict().asMap().forEach((name, tensor) -> dict.put("module." + name, tensor));
            Weights.saveTree(Map.of("model", dict), folder.resolve("checkpoint.pth"));
        }
        var fashion = Files.createDirectories(folder.resolve("data/fashion-mnist"));
        for (var name : List.of("train-images-idx3", "train-labels-idx1", "t10k-images-idx3", "t10k-labels-idx1")) {
            try (var in = ImageDataset.class.getResourceAsStream("/org/panatorch/ddpm/mnist/" + name + "-ubyte.gz")) {
                Files.copy(in, fashion.resolve(name + "-ubyte.gz"));
            }
        }
    }

    /** Absolute: the process stands elsewhere. */
    private static String classPath() {
        return String.join(java.io.File.pathSeparator, Stream.of(System.getProperty("java.class.path").split(java.io.File.pathSeparator))
                .map(entry -> Path.of(entry).toAbsolutePath().toString()).toList());
    }
}
