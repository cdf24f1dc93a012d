package org.panatorch.ddpm.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.panatorch.torch.LibTorchInfo;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code ddpm doctor}: what is installed, what was loaded, and why CUDA is not used if it is not. */
@Command(name = "doctor", mixinStandardHelpOptions = true,
        description = "Show what is installed, what was loaded, and why CUDA is not used if it is not.")
public final class DoctorCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        var console = spec.commandLine().getOut();
        var runtime = Runtime.getRuntime();
        line(console, "ddpm", VersionProvider.version());
        line(console, "java", Runtime.version() + ", " + System.getProperty("java.vendor") + ", " + System.getProperty("java.home"));
        line(console, "system", System.getProperty("os.name") + " " + System.getProperty("os.version") + ", "
                + System.getProperty("os.arch") + ", " + runtime.availableProcessors() + " processors, Java heap up to "
                + (runtime.maxMemory() >> 20) + " MiB");
        line(console, "libtorch", LibTorchInfo.version() + ", kernels " + LibTorchInfo.cpuCapability() + ", "
                + LibTorchInfo.threads());
        line(console, "CUDA", LibTorchInfo.cuda());
        console.println("settings (a variable or -D property of your own wins)");
        LibTorchInfo.settings().forEach((name, value) -> console.println("  " + name + "=" + value));
        console.println("loaded");
        LibTorchInfo.loadedLibraries().forEach(library -> console.println("  " + library));
        console.println("built with");
        LibTorchInfo.buildConfiguration().stream().filter(s -> s.startsWith("- ")).forEach(s ->
                console.println("  " + (s.length() > 110 ? s.substring(0, 107) + "..." : s)));
        console.flush();
        return 0;
    }

    private static void line(PrintWriter console, String what, String value) {
        console.printf("%-10s%s%n", what, value);
    }
}
