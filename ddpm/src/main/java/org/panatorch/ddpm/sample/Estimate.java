package org.panatorch.ddpm.sample;

import org.panatorch.torch.Tensor;

/**
 * What a model sees in x_t = signal x0 + noise epsilon. Both fit together, also where x0 was clipped.
 *
 * @param x0 the image, shaped as x_t
 * @param noise epsilon, shaped as x_t
 */
public record Estimate(Tensor x0, Tensor noise) {}
