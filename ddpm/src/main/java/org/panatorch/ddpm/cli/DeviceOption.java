package org.panatorch.ddpm.cli;

import org.panatorch.ddpm.UserException;
import org.panatorch.torch.Device;
import org.panatorch.torch.LibTorchInfo;
import picocli.CommandLine.Option;

/** {@code --device}, wherever a model runs. */
public class DeviceOption {
    enum Choice { cpu, cuda, auto }

    @Option(names = "--device", paramLabel = "DEVICE", defaultValue = "auto",
            description = "Where to compute: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}, a GPU if there is one).")
    private Choice choice;

    /** @throws UserException if CUDA is asked for and cannot be had */
    public Device device() {
        return switch (choice) {
            case cpu -> Device.CPU;
            case auto -> Device.cudaIsAvailable() ? Device.CUDA : Device.CPU;
            case cuda -> {
                if (!Device.cudaIsAvailable()) {
                    throw new UserException("--device cuda: " + LibTorchInfo.cuda());
                }
                yield Device.CUDA;
            }
        };
    }
}
