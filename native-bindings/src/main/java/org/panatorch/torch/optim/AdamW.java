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
        this(ParamGroup.paramGroups(ParamGroup.params(parameters)), lr, options);
    }

    /** {@code AdamW(groups, lr=lr)}. */
    public AdamW(ParamGroup[] groups, double lr) {
        this(groups, lr, AdamOptions.DEFAULT);
    }

    /** {@code AdamW(groups, lr=lr, ...)}. */
    public AdamW(ParamGroup[] groups, double lr, AdamOptions options) {
        super(groups, lr, options, 0.01, true);
    }

    @Override
    void onLoaded(ParamGroup group) {
        group.set("decoupled_weight_decay", true);
    }
}
