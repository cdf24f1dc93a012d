package org.panatorch.ddpm.sample;

import org.panatorch.ddpm.models.NoisePredictor;
import org.panatorch.ddpm.models.Objective;
import org.panatorch.ddpm.schedulers.AlphaNoiseScheduler;
import org.panatorch.torch.DType;
import org.panatorch.torch.Tensor;

/**
 * The best possible model of images whose every pixel is -a or a, each as often, plus normal noise of deviation s: what it
 * should say is known in closed form. With a = 0 the pixels are normal, and the probability flow is known, too.
 */
final class MixtureModel extends NoisePredictor {
    private final AlphaNoiseScheduler scheduler;
    private final Objective objective;
    private final Tensor a;
    private final double s;

    MixtureModel(AlphaNoiseScheduler scheduler, Objective objective, Tensor a, double s) {
        super(scheduler.steps(), 0);
        this.scheduler = scheduler;
        this.objective = objective;
        this.a = a;
        this.s = s;
    }

    @Override
    public Tensor forward(Tensor x, Tensor t, Tensor labels) {
        var signal = scheduler.signalWeight(t).to(DType.FLOAT64);
        var alphaBar = scheduler.alphaBar().get(t).to(DType.FLOAT64).view(-1, 1, 1, 1);
        var variance = alphaBar.mul(s * s - 1).add(1);
        var mean = a.mul(signal.mul(a).mul(x).div(variance).tanh());
        var x0 = mean.add(signal.mul(s * s).div(variance).mul(x.sub(signal.mul(mean))));
        return objective.target(scheduler, x0, t, Objective.x0.noise(scheduler, x, t, x0));
    }
}
