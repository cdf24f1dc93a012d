package org.panatorch.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples of docs/memory.md compile. */
class MemoryPageTest {
    private static final String FRAME = """
            import org.panatorch.torch.*;
            import org.panatorch.torch.nn.*;
            import org.panatorch.torch.optim.*;

            class Example {
                double total;

                void run(Tensor x, Tensor target, Layer model, Optimizer optimizer) {
            %s
                }
            }
            """;

    @Test
    void theExamplesCompile(@TempDir Path classes) throws IOException {
        var page = Files.readString(Path.of("../docs/memory.md"));
        var examples = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL).matcher(page).results().toList();
        assertThat(examples).hasSizeGreaterThanOrEqualTo(5);
        for (var example : examples) {
            var code = FRAME.formatted(example.group(1));
            var source = new SimpleJavaFileObject(URI.create("string:///Example.java"), JavaFileObject.Kind.SOURCE) {
                @Override
                public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                    return code;
                }
            };
            var errors = new StringWriter();
            var options = List.of("-d", classes.toString(), "-classpath", System.getProperty("java.class.path"));
            var compiled = ToolProvider.getSystemJavaCompiler()
                    .getTask(errors, null, null, options, null, List.of(source)).call();
            assertThat(compiled).as("%s\n%s", errors, code).isTrue();
        }
    }
}
