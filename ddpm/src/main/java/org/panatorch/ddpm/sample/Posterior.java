package org.panatorch.ddpm.sample;

import org.panatorch.torch.Tensor;

/**
 * q(x_s | x_t, x_0), s &lt; t: Ho et al. 2020 (arXiv 2006.11239), equations 6 and 7, for steps of any length, by the beta
 * that has the same effect as all those between (Nichol and Dhariwal 2021, arXiv 2102.09672, section 4). Holds where
 * alpha-bar is 0, too.
 *
 * @param beta of the step
 * @param variance beta-tilde: that of x_s around its mean
 * @param x0Weight of x0 in the mean
 * @param xtWeight of x_t in the mean
 */
record Posterior(double beta, double variance, double x0Weight, double xtWeight) {

    static Posterior of(NoiseLevels levels, int t, int s) {
        double alpha = levels.alphaBar(t) / levels.alphaBar(s);
        double beta = 1 - alpha;
        double below = 1 - levels.alphaBar(s);
        double above = 1 - levels.alphaBar(t);
        return new Posterior(beta, below / above * beta, levels.signal(s) * beta / above, Math.sqrt(alpha) * below / above);
    }

    Tensor mean(Tensor x0, Tensor xt) {
        return x0.mul(x0Weight).add(xt.mul(xtWeight));
    }
}
