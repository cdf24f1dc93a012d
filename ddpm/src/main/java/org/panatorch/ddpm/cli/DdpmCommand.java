package org.panatorch.ddpm.cli;

import picocli.CommandLine.Command;

/** {@code ddpm}; {@link Cli} adds the commands. */
@Command(name = "ddpm", mixinStandardHelpOptions = true, versionProvider = VersionProvider.class,
        subcommandsRepeatable = false, synopsisSubcommandLabel = "COMMAND",
        description = "Denoising diffusion on MNIST, on PyTorch's libtorch, in Java.",
        footer = {"", "ddpm COMMAND --help tells what a command takes."})
public final class DdpmCommand extends ProgramCommand {}
