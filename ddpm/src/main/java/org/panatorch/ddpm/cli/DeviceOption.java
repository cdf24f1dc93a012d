package org.panatorch.ddpm.cli;

import org.panatorch.ddpm.UserException;
import org.panatorch.ddpm.models.Precision;
import org.panatorch.torch.Device;
import org.panatorch.torch.LibTorchInfo;
import picocli.CommandLine.Option;

/** {@code --device} and {@code --precision}, wherever a model runs. */
final class DeviceOption {
    enum Choice { cpu, cuda, auto }

    @Option(names = "--device", paramLabel = "DEVICE", defaultValue = "auto",
            description = "Where to compute: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}, a GPU if there is one).")
    private Choice choice;

    enum PrecisionChoice { fp32, tf32, bf16, auto }

    @Option(names = "--precision", paramLabel = "PRECISION", defaultValue = "fp32",
            description = "How to compute: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}). "
                    + "tf32 rounds factors, on a GPU only. bf16 is autocast: faster where the processor has it; auto asks the processor.")
    private PrecisionChoice precision;

    /** @throws UserException if CUDA is asked for and cannot be had */
    Device device() {
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

    Precision precision() {
        return switch (precision) {
            case fp32 -> Precision.fp32;
            case tf32 -> Precision.tf32.check(device());
            case bf16 -> Precision.bf16;
            case auto -> device().type() == Device.Type.CUDA || LibTorchInfo.cpuHasBf16() ? Precision.bf16 : Precision.fp32;
        };
    }
}
