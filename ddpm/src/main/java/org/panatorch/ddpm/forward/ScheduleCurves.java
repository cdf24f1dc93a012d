package org.panatorch.ddpm.forward;

import java.util.List;
import org.panatorch.ddpm.chart.Chart;
import org.panatorch.ddpm.schedulers.AlphaNoiseScheduler;
import org.panatorch.torch.DType;
import org.panatorch.torch.Tensor;
import org.panatorch.torch.TensorScope;

/**
 * A schedule's numbers over t = 0..T-1, computed in float32 as the scheduler does.
 *
 * @param beta the variance of the noise added in step t
 * @param alpha 1 - beta
 * @param alphaBar the product of alpha up to t
 * @param signal sqrt(alpha-bar): the weight of x0 in x_t (Ho et al. 2020, equation 4)
 * @param noise sqrt(1 - alpha-bar): the weight of the noise in x_t
 * @param snr alpha-bar / (1 - alpha-bar)
 */
public record ScheduleCurves(
        double[] beta, double[] alpha, double[] alphaBar, double[] signal, double[] noise, double[] snr) {

    public static ScheduleCurves of(AlphaNoiseScheduler scheduler) {
        try (var _ = TensorScope.open()) {
            var alphaBar = scheduler.alphaBar();
            return new ScheduleCurves(doubles(scheduler.beta()), doubles(scheduler.alpha()), doubles(alphaBar),
                    doubles(alphaBar.sqrt()), doubles(alphaBar.rsub(1).sqrt()),
                    doubles(alphaBar.div(alphaBar.rsub(1))));
        }
    }

    private static double[] doubles(Tensor values) {
        return values.cpu().to(DType.FLOAT64).toDoubleArray();
    }

    /** Four charts: beta; alpha and alpha-bar; the weights of signal and noise; the signal-to-noise ratio. */
    public List<Chart> charts() {
        return List.of(
                Chart.of("Noise added in one step", "timestep t", "variance").line("beta", beta),
                Chart.of("What is left of the image's power", "timestep t", "share of the variance")
                        .line("alpha = 1 - beta, in one step", alpha).line("alpha-bar, of all steps up to t", alphaBar),
                Chart.of("What x_t is made of", "timestep t", "weight")
                        .line("image: sqrt(alpha-bar)", signal).line("noise: sqrt(1 - alpha-bar)", noise),
                Chart.of("Signal-to-noise ratio", "timestep t", "alpha-bar / (1 - alpha-bar)").logY().line("SNR", snr));
    }
}
