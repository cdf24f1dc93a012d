package org.panatorch.torch.optim;

import java.util.List;
import org.panatorch.torch.Tensor;

/**
 * {@code torch.optim.Adam} (Kingma and Ba 2014, arXiv 1412.6980).
 *
 * <p>By default libtorch's fused kernel steps all parameters in one call; {@link AdamOptions#fused fused(false)} does
 * PyTorch's arithmetic operation by operation. The two agree but for rounding.
 */
public final class Adam extends AdamFamily {

    /** {@code Adam(parameters, lr=lr)}, with betas (0.9, 0.999) and eps 1e-8. */
    public Adam(List<Tensor> parameters, double lr) {
        this(parameters, lr, AdamOptions.DEFAULT);
    }

    /** {@code Adam(parameters, lr=lr, betas=(beta1, beta2), eps=eps)}. */
    public Adam(List<Tensor> parameters, double lr, double beta1, double beta2, double eps) {
        this(parameters, lr, AdamOptions.DEFAULT.betas(beta1, beta2).eps(eps));
    }

    /** {@code Adam(parameters, lr=lr, ...)}; a weight decay is added to the gradient (L2), 0 by default. */
    public Adam(List<Tensor> parameters, double lr, AdamOptions options) {
        this(ParamGroup.paramGroups(ParamGroup.params(parameters)), lr, options);
    }

    /** {@code Adam(groups, lr=lr)}. */
    public Adam(ParamGroup[] groups, double lr) {
        this(groups, lr, AdamOptions.DEFAULT);
    }

    /** {@code Adam(groups, lr=lr, ...)}. */
    public Adam(ParamGroup[] groups, double lr, AdamOptions options) {
        super(groups, lr, options, 0, false);
    }
}
