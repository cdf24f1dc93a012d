package org.panatorch.ddpm.sample;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.panatorch.ddpm.OnCuda;
import org.panatorch.ddpm.models.Precision;
import org.panatorch.ddpm.models.ShippedModel;
import org.panatorch.torch.Device;
import org.panatorch.torch.Tensor;
import org.panatorch.torch.TensorScope;

/**
 * The same seed gives the same digits on a GPU as on the CPU, in float32 without TF32, to 1e-3 of a pixel's range of 2; to 1e-2 by
 * Euler and Heun, whose first long step makes more of rounding (4.6e-3 on an H200, 5e-5 on average).
 */
class CudaSamplingTest {
    private static final Device DEVICE = OnCuda.orCpu();

    private static Tensor sample(ShippedModel shipped, SamplingConfig config, Device device) {
        try (var trained = shipped.open(device); var scheduler = trained.spec().schedule().scheduler(device)) {
            var denoiser = new Denoiser(trained.model(), scheduler, trained.spec().objective(), device, Precision.fp32);
            if (trained.model().numClasses() > 0) {
                denoiser = denoiser.guided(Guidance.cycling(new long[] {3, 7}, 3, 2));
            }
            return config.sampler(denoiser).sample(3, 11, (_, _) -> {}, () -> false);
        }
    }

    @ParameterizedTest
    @EnumSource
    void digitsAreThoseOfTheCpu(SamplerKind kind) {
        for (var shipped : ShippedModel.values()) {
            try (var _ = TensorScope.open()) {
                var config = SamplingConfig.of(kind).steps(15);
                var here = sample(shipped, config, Device.CPU);
                var there = sample(shipped, config, DEVICE);
                assertThat(there.device().type()).isEqualTo(DEVICE.type());
                var difference = there.cpu().sub(here).abs();
                System.out.printf("%s by %s on %s: largest difference from the CPU's pixels %.1e, mean %.1e%n", shipped, kind, DEVICE,
                        difference.max().item(), difference.mean().item());
                assertThat(difference.max().item()).as("%s by %s", shipped, kind).isLessThan(kind == SamplerKind.euler || kind == SamplerKind.heun ? 1e-2 : 1e-3);
                assertThat(difference.mean().item()).isLessThan(1e-4);
            }
        }
    }
}
