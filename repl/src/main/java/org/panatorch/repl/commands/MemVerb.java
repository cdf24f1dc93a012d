package org.panatorch.repl.commands;

import java.util.LinkedHashMap;
import org.panatorch.repl.session.Session;
import org.panatorch.torch.MemoryUse;
import org.panatorch.torch.Tensor;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "mem", description = {"Show the memory in use.",
        "Live tensors of this program, the process's memory as the system counts it, and Java's heap."})
final class MemVerb extends Verb {
    @Option(names = "--json", description = "As JSON, for a program.")
    private boolean json;

    MemVerb(Session session) {
        super(session);
    }

    @Override
    protected void run() {
        var runtime = Runtime.getRuntime();
        long heap = runtime.totalMemory() - runtime.freeMemory();
        long process = MemoryUse.processBytes();
        if (json) {
            var fields = new LinkedHashMap<String, Object>();
            fields.put("tensors", Tensor.liveCount());
            fields.put("processBytes", process);
            fields.put("heapBytes", heap);
            fields.put("heapMaxBytes", runtime.maxMemory());
            Json.print(screen(), fields);
            return;
        }
        screen().format("tensors   %d live", Tensor.liveCount());
        screen().format("process   %s", mib(process));
        screen().format("Java      %s of %s", mib(heap), mib(runtime.maxMemory()));
    }

    private static String mib(long bytes) {
        return String.format(java.util.Locale.ROOT, "%,.0f MiB", bytes / 1048576.0);
    }
}
