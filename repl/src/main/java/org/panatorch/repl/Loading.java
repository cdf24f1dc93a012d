package org.panatorch.repl;

import java.util.List;
import java.util.Set;
import org.panatorch.torch.LibTorchInfo;

/** libtorch, loaded on the second core while the command is parsed and its classes come in. */
final class Loading {
    /** The commands that compute, whatever their options are. */
    private static final Set<String> COMPUTING =
            Set.of("train", "sample", "forward", "reverse", "info", "doctor", "eval", "compare");
    private static final Set<String> TALKING = Set.of("--help", "-h", "--version", "-V", "--dry-run");

    private final Thread thread;

    private Loading(Thread thread) {
        this.thread = thread;
    }

    /** Begins to load if these arguments need it. */
    static Loading of(String[] args) {
        if (args.length == 0 || !COMPUTING.contains(args[0]) || List.of(args).stream().anyMatch(TALKING::contains)) {
            return new Loading(null);
        }
        return new Loading(Thread.ofPlatform().daemon().name("libtorch").start(Loading::load));
    }

    private static void load() {
        try {
            LibTorchInfo.version();
        } catch (LinkageError e) {
            // the command meets the same, and tells it
        }
    }

    /** Waits for it: a process that ends in the midst of loading runs libtorch's destructors over what is half made. */
    void await() throws InterruptedException {
        if (thread != null) {
            thread.join();
        }
    }
}
