package org.panatorch.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.panatorch.torch.Tensor;
import org.panatorch.torch.TensorScope;
import org.panatorch.torch.Torch;

/** The Java of docs/porting.md compiles and runs. */
class PortingPageTest {
    private static final String HEAD = """
            import static org.panatorch.torch.DType.*;
            import static org.panatorch.torch.Index.*;
            import static org.panatorch.torch.Keywords.*;
            import static org.panatorch.torch.Tensor.END;
            import static org.panatorch.torch.nn.Keywords.*;
            import java.nio.file.Path;
            import java.util.ArrayList;
            import java.util.List;
            import java.util.Map;
            import org.panatorch.torch.*;
            import org.panatorch.torch.autograd.*;
            import org.panatorch.torch.data.*;
            import org.panatorch.torch.io.Tuple;
            import org.panatorch.torch.nn.*;
            import org.panatorch.torch.optim.*;
            import org.panatorch.torch.optim.lr_scheduler.*;

            public class Page {
            """;

    @Test
    void theExamplesRun(@TempDir Path folder) throws Exception {
        var page = Files.readString(Path.of("../docs/porting.md"));
        var examples = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL).matcher(page).results()
                .map(example -> example.group(1)).toList();
        assertThat(examples).hasSizeGreaterThanOrEqualTo(13);
        var code = new StringBuilder(HEAD);
        int count = 0;
        for (var example : examples) {
            if (example.startsWith("class ")) {
                code.append("static ").append(example);
            } else {
                code.append("public static void run").append(count++).append("(Tensor x, Path folder) throws Exception {\n")
                        .append(example).append("}\n");
            }
        }
        var compiled = compile(code.append("}\n").toString(), folder);
        for (int i = 0; i < count; i++) {
            try (var _ = TensorScope.open()) {
                compiled.getMethod("run" + i, Tensor.class, Path.class).invoke(null, Torch.randn(4, 6), folder);
            }
        }
    }

    private static Class<?> compile(String code, Path classes) throws IOException, ClassNotFoundException {
        var source = new SimpleJavaFileObject(URI.create("string:///Page.java"), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return code;
            }
        };
        var errors = new StringWriter();
        var options = List.of("-d", classes.toString(), "-proc:none", "-classpath", System.getProperty("java.class.path"));
        var done = ToolProvider.getSystemJavaCompiler().getTask(errors, null, null, options, null, List.of(source)).call();
        assertThat(done).as("%s\n%s", errors, code).isTrue();
        return new URLClassLoader(new URL[] {classes.toUri().toURL()}, PortingPageTest.class.getClassLoader()).loadClass("Page");
    }
}
