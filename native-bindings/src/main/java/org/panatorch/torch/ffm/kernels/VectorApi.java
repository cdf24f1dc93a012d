package org.panatorch.torch.ffm.kernels;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;

/**
 * Whether the JDK's vectors can be used: module {@code jdk.incubator.vector} must be there, and the JVM's optimising compiler,
 * without which each of their operations is a call that takes a hundred times as long.
 */
final class VectorApi {
    private static final String MODULE = "jdk.incubator.vector";

    private VectorApi() {}

    static boolean isThere() {
        return optimises() && (ModuleLayer.boot().findModule(MODULE).isPresent() || load());
    }

    /**
     * {@code --add-modules jdk.incubator.vector} makes every start of the JVM print a line of warning. The JDK's own way to load
     * a module later does not, where {@code --add-exports java.base/jdk.internal.module=ALL-UNNAMED} allows it.
     */
    private static boolean load() {
        try {
            Class.forName("jdk.internal.module.Modules").getMethod("loadModule", String.class).invoke(null, MODULE);
            return true;
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }

    /** It does not with -Xint, and not with -XX:TieredStopAtLevel below 4; the lowest is told without asking the JVM's beans. */
    private static boolean optimises() {
        var mode = System.getProperty("java.vm.info", "");
        if (mode.contains("interpreted") || mode.contains("emulated-client")) {
            return false;
        }
        try {
            var options = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
            return options != null && options.getVMOption("TieredStopAtLevel").getValue().equals("4");
        } catch (IllegalArgumentException e) {
            return false;    // a JVM that is not HotSpot, or has one compiler only
        }
    }
}
