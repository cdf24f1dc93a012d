package org.panatorch.torch.optim;

import java.util.List;
import java.util.Map;
import org.panatorch.torch.Tensor;
import org.panatorch.torch.io.Tuple;

/**
 * {@code torch.optim.Muon} (Jordan 2024, https://kellerjordan.github.io/posts/muon/): momentum, made orthogonal by Newton and
 * Schulz's iteration, in bfloat16. For the matrices of hidden layers; embeddings, norms and biases go to another optimizer.
 */
public final class Muon extends SingleTensorOptimizer {

    /** {@code Muon(parameters, lr=lr)}; PyTorch's default rate is 1e-3. */
    public Muon(List<Tensor> parameters, double lr) {
        this(parameters, lr, MuonOptions.DEFAULT);
    }

    /** {@code Muon(parameters, lr=lr, ...)}. */
    public Muon(List<Tensor> parameters, double lr, MuonOptions options) {
        this(ParamGroup.paramGroups(ParamGroup.params(parameters)), lr, options);
    }

    /** {@code Muon(groups, lr=lr)}. */
    public Muon(ParamGroup[] groups, double lr) {
        this(groups, lr, MuonOptions.DEFAULT);
    }

    /** {@code Muon(groups, lr=lr, ...)}. */
    public Muon(ParamGroup[] groups, double lr, MuonOptions options) {
        super(groups, defaults(lr, options));
        for (var param : parameters()) {
            require(param.dim() == 2, "parameters of 2 dimensions", param.dim());
        }
    }

    private static Map<String, Object> defaults(double lr, MuonOptions options) {
        return options("lr", lr, "weight_decay", options.weightDecay(), "momentum", options.momentum(),
                "nesterov", options.nesterov(), "ns_coefficients", Tuple.of(options.a(), options.b(), options.c()),
                "eps", options.eps(), "ns_steps", options.nsSteps(), "adjust_lr_fn", options.adjustLrFn());
    }

    /** In the order of operations of PyTorch's {@code _single_tensor_muon}. */
    @Override
    void step(ParamGroup group, Tensor param, Tensor grad) {
        double momentum = group.number("momentum");
        var buffer = moment(param, "momentum_buffer").lerp_(grad, 1 - momentum);
        var update = orthogonal(group, group.flag("nesterov") ? grad.lerp(buffer, momentum) : buffer);
        param.mul_(1 - group.lr() * group.number("weight_decay"));
        param.add_(update, -group.lr() * ratio(group, param.size(0), param.size(1)));
    }

    private static Tensor orthogonal(ParamGroup group, Tensor update) {
        boolean tall = update.size(0) > update.size(1);
        var x = tall ? update.bfloat16().t() : update.bfloat16();
        x = x.div(x.norm().clampMin(group.number("eps")));
        for (int i = 0; i < group.number("ns_steps"); i++) {
            var gram = x.matmul(x.t());
            gram = gram.addmm(gram, gram, group.number("ns_coefficients", 1), group.number("ns_coefficients", 2));
            x = x.addmm(gram, x, group.number("ns_coefficients", 0), 1);
        }
        return tall ? x.t() : x;
    }

    private static double ratio(ParamGroup group, double rows, double columns) {
        return "match_rms_adamw".equals(group.get("adjust_lr_fn")) ? 0.2 * Math.sqrt(Math.max(rows, columns))
                : Math.sqrt(Math.max(1, rows / columns));
    }
}
