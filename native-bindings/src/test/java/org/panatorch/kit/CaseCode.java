package org.panatorch.kit;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URI;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** The Java lines of all cases, compiled once: a line that a reader of docs/coverage.md sees is one that compiles. */
final class CaseCode {
    private static final String HEAD = """
            import static org.panatorch.torch.DType.*;
            import static org.panatorch.torch.Keywords.*;
            import static org.panatorch.torch.Tensor.END;
            import static org.panatorch.torch.nn.Keywords.*;
            import static org.panatorch.torch.optim.ParamGroup.paramGroups;
            import static org.panatorch.torch.optim.ParamGroup.params;
            import java.util.ArrayList;
            import java.util.List;
            import java.util.Map;
            import java.util.function.Supplier;
            import org.panatorch.kit.Functions.*;
            import org.panatorch.torch.*;
            import org.panatorch.torch.data.*;
            import org.panatorch.torch.io.Tuple;
            import org.panatorch.torch.nn.*;
            import org.panatorch.torch.optim.*;
            import org.panatorch.torch.optim.lr_scheduler.*;

            public class Cases {
            """;
    private static final Class<?> CASES = compile();

    private CaseCode() {}

    /** Runs the case's line. */
    static Object run(Kit.Case c, Map<String, ?> arguments) {
        var method = METHODS.get(c.number());
        try {
            return method.invoke(null, arguments.values().toArray());
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new AssertionError(e.getCause());
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }

    private static final Map<Integer, Method> METHODS = methods();

    private static Map<Integer, Method> methods() {
        var methods = new HashMap<Integer, Method>();
        for (var method : CASES.getMethods()) {
            if (method.getName().matches("c\\d+")) {
                methods.put(Integer.parseInt(method.getName().substring(1)), method);
            }
        }
        return methods;
    }

    private static String source(Kit.Case c) {
        var inputs = new ArrayList<String>();
        c.json().path("inputs").fieldNames().forEachRemaining(name -> inputs.add("Tensor " + name));
        var signature = switch (c.kind()) {
            case "module" -> String.join(", ", prepend("org.panatorch.kit.ModuleCheck check", inputs));
            case "optimizer", "schedule" -> "List<Tensor> params";
            default -> String.join(", ", inputs);
        };
        var body = switch (c.kind()) {
            case "module" -> "var m = check.of(" + c.java() + "); " + returning(c.json().get("call").asText());
            case String _ when c.json().has("javaLoss") -> "Supplier<Tensor> loss = () -> " + c.json().get("javaLoss").asText()
                    + "; return List.of(" + c.java() + ", loss);";
            case "schedule" -> "var optimizer = " + c.json().get("optimizer").asText() + "; return List.of(optimizer, " + c.java() + ");";
            default -> returning(c.java());
        };
        return "    public static Object c" + c.number() + "(" + signature + ") { " + body + " }\n";
    }

    private static String returning(String java) {
        return java.contains("return ") ? java : "return " + java + ";";
    }

    private static List<String> prepend(String first, List<String> rest) {
        var all = new ArrayList<>(List.of(first));
        all.addAll(rest);
        return all;
    }

    private static Class<?> compile() {
        var code = Kit.cases().stream().map(CaseCode::source).collect(Collectors.joining("", HEAD, "}\n"));
        var source = new SimpleJavaFileObject(URI.create("string:///Cases.java"), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return code;
            }
        };
        try {
            Path classes = Files.createDirectories(Path.of("target", "kit-cases"));
            var errors = new StringWriter();
            var options = List.of("-d", classes.toString(), "-proc:none", "-classpath", System.getProperty("java.class.path"));
            if (!ToolProvider.getSystemJavaCompiler().getTask(errors, null, null, options, null, List.of(source)).call()) {
                throw new AssertionError(errors.toString());
            }
            return new URLClassLoader(new java.net.URL[] {classes.toUri().toURL()}, CaseCode.class.getClassLoader())
                    .loadClass("Cases");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }
}
