package org.panatorch.torch.optim;

import java.util.List;
import org.panatorch.torch.Tensor;

/**
 * {@code torch.optim.AdamW} (Loshchilov and Hutter 2017, arXiv 1711.05101): Adam whose weight decay shrinks the
 * parameters directly, 0.01 by default. Fused as {@link Adam} is.
 */
public final class AdamW extends AdamFamily {

    /** {@code AdamW(parameters, lr=lr)}. */
    public AdamW(List<Tensor> parameters, double lr) {
        this(parameters, lr, AdamOptions.DEFAULT);
    }

    /** {@code AdamW(parameters, lr=lr, ...)}. */
    public AdamW(List<Tensor> parameters, double lr, AdamOptions options) {
        super(parameters, lr, options, 0.01, "_fused_adamw_");
    }

    @Override
    Tensor decay(Tensor param, Tensor grad) {
        if (weightDecay != 0) {
            param.mul_(1 - lr * weightDecay);
        }
        return grad;
    }
}
