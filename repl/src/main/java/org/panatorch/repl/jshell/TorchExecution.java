package org.panatorch.repl.jshell;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import jdk.jshell.execution.LocalExecutionControl;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.ExecutionControlProvider;
import jdk.jshell.spi.ExecutionEnv;
import org.panatorch.torch.Tensor;
import org.panatorch.torch.TensorScope;

/**
 * JShell's execution in this process, each line in a {@link TensorScope} of its own: what it makes is freed after it,
 * but for what a variable holds. The value is printed inside the scope, while it is there.
 */
public final class TorchExecution extends LocalExecutionControl {
    private static final Method RUN;

    static {
        try {
            RUN = TorchExecution.class.getMethod("runCurrent");
        } catch (NoSuchMethodException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** What {@link #runCurrent} runs; LocalExecutionControl calls a static method, on a thread it makes. */
    private static volatile TorchExecution current;

    private final List<String> classes = new ArrayList<>();
    private Method method;

    /** Makes them. */
    public static final class Provider implements ExecutionControlProvider {
        @Override
        public String name() {
            return "torch";
        }

        @Override
        public ExecutionControl generate(ExecutionEnv env, Map<String, String> parameters) {
            return new TorchExecution();
        }
    }

    private TorchExecution() {
        super(TorchExecution.class.getClassLoader());
    }

    @Override
    public void load(ClassBytecodes[] loaded)
            throws ClassInstallException, NotImplementedException, EngineTerminationException {
        super.load(loaded);
        Arrays.stream(loaded).map(ClassBytecodes::name).forEach(classes::add);
    }

    @Override
    protected String invoke(Method doit) throws Exception {
        method = doit;
        current = this;
        try {
            // a value's text comes as an object whose toString it is, so that it is not quoted again
            return super.invoke(RUN);
        } finally {
            method = null;
        }
    }

    /** For {@link LocalExecutionControl}: runs the line in a scope. Not to be called. */
    public static Object runCurrent() throws Throwable {
        return current.runInScope();
    }

    private Object runInScope() throws Throwable {
        if (Bridge.cancelled.getAsBoolean()) {
            return new Shown("");
        }
        try (var _ = TensorScope.open()) {
            Object value;
            try {
                value = method.invoke(null);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            } finally {
                keepVariables();
            }
            return new Shown(value == null && method.getReturnType() == void.class ? "" : Printer.show(value));
        }
    }

    private record Shown(String text) {
        @Override
        public String toString() {
            return text;
        }
    }

    /** JShell's variables are static fields of the classes it loads. */
    private void keepVariables() {
        for (var name : classes) {
            try {
                for (var field : findClass(name).getDeclaredFields()) {
                    if (Modifier.isStatic(field.getModifiers()) && field.trySetAccessible()) {
                        keep(field.get(null));
                    }
                }
            } catch (ReflectiveOperationException | LinkageError e) {
                // a class that was replaced holds no variable any more
            }
        }
    }

    private static void keep(Object value) {
        switch (value) {
            case Tensor tensor when !tensor.isClosed() -> tensor.keep();
            case Iterable<?> all -> all.forEach(TorchExecution::keep);
            case Map<?, ?> map -> map.values().forEach(TorchExecution::keep);
            case Object[] array -> Arrays.stream(array).forEach(TorchExecution::keep);
            case null, default -> { }
        }
    }
}
