package org.panatorch.ddpm.cli;

import org.panatorch.ddpm.models.Precision;
import org.panatorch.torch.Device;
import org.panatorch.torch.LibTorchInfo;
import picocli.CommandLine.Option;

/** {@code --device} and {@code --precision}. */
final class ComputeOptions extends DeviceOption {
    enum PrecisionChoice { fp32, tf32, bf16, auto }

    @Option(names = "--precision", paramLabel = "PRECISION", defaultValue = "fp32",
            description = "How to compute: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}; train: as the preset says). "
                    + "tf32 rounds factors, on a GPU only. bf16 is autocast: faster where the processor has it; auto asks the processor.")
    private PrecisionChoice precision;

    Precision precision() {
        return switch (precision) {
            case fp32 -> Precision.fp32;
            case tf32 -> Precision.tf32.check(device());
            case bf16 -> Precision.bf16;
            case auto -> device().type() == Device.Type.CUDA || LibTorchInfo.cpuHasBf16() ? Precision.bf16 : Precision.fp32;
        };
    }
}
