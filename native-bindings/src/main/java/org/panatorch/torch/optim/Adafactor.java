package org.panatorch.torch.optim;

import java.util.List;
import java.util.Map;
import org.panatorch.torch.DType;
import org.panatorch.torch.Tensor;
import org.panatorch.torch.Torch;
import org.panatorch.torch.io.Tuple;

/**
 * {@code torch.optim.Adafactor} (Shazeer and Stern 2018, arXiv 1804.04235): of a matrix's squared gradients it keeps averages
 * of rows and columns only.
 */
public final class Adafactor extends SingleTensorOptimizer {

    /** {@code Adafactor(parameters, lr=lr)}; PyTorch's default rate is 0.01. */
    public Adafactor(List<Tensor> parameters, double lr) {
        this(parameters, lr, AdafactorOptions.DEFAULT);
    }

    /** {@code Adafactor(parameters, lr=lr, ...)}. */
    public Adafactor(List<Tensor> parameters, double lr, AdafactorOptions options) {
        this(ParamGroup.paramGroups(ParamGroup.params(parameters)), lr, options);
    }

    /** {@code Adafactor(groups, lr=lr)}. */
    public Adafactor(ParamGroup[] groups, double lr) {
        this(groups, lr, AdafactorOptions.DEFAULT);
    }

    /** {@code Adafactor(groups, lr=lr, ...)}. */
    public Adafactor(ParamGroup[] groups, double lr, AdafactorOptions options) {
        super(groups, defaults(lr, options));
    }

    private static Map<String, Object> defaults(double lr, AdafactorOptions options) {
        return options("lr", lr, "beta2_decay", options.beta2Decay(), "eps", Tuple.of(options.eps1(), options.eps2()),
                "d", options.d(), "weight_decay", options.weightDecay(), "foreach", null, "maximize", options.maximize());
    }

    /** In the order of operations of PyTorch's {@code _single_tensor_adafactor}. */
    @Override
    void step(ParamGroup group, Tensor param, Tensor grad) {
        double step = nextStep(param).item();
        double eps1 = ((List<?>) group.get("eps")).getFirst() == null ? epsilon(param.dtype()) : group.number("eps", 0);
        double weight = Math.pow(step, group.number("beta2_decay"));
        double size = Math.sqrt(param.numel());
        double alpha = Math.max(group.number("eps", 1), param.norm(2).item() / size) * Math.min(group.lr(), 1 / Math.sqrt(step));
        if (group.number("weight_decay") != 0) {
            param.mul_(1 - group.lr() * group.number("weight_decay"));
        }
        Tensor variance;
        if (grad.dim() > 1) {
            var rows = average(param, "row_var", grad, -1, weight);
            var columns = average(param, "col_var", grad, -2, weight);
            variance = rows.matmul(columns).div_(rows.mean(-2, true).clampMin_(eps1));
        } else {
            variance = moment(param, "variance").lerp_(grad.mul(grad), weight).copy();
        }
        var update = variance.clampMin_(eps1 * eps1).rsqrt_().mul_(grad);
        param.add_(update, -alpha / Math.max(1, update.norm(2).item() / (size * group.number("d"))));
    }

    /** Of the squares along one dimension. */
    private Tensor average(Tensor param, String name, Tensor grad, int dim, double weight) {
        var mean = grad.norm(2, dim, true).square_().div_(grad.size(dim));
        return state(param, name, () -> Torch.zerosLike(mean)).lerp_(mean, weight);
    }

    /** {@code torch.finfo(dtype).eps}. */
    private static double epsilon(DType dtype) {
        return switch (dtype) {
            case FLOAT64 -> Math.ulp(1.0);
            case FLOAT16 -> 1.0 / (1 << 10);
            case BFLOAT16 -> 1.0 / (1 << 7);
            default -> Math.ulp(1.0f);
        };
    }

    /** Averages of rows and columns have one number where the parameter has several. */
    @Override
    void checkState(Tensor param, String name, Object value) {
        if (value instanceof Tensor tensor && tensor.dim() == param.dim() && (name.equals("row_var") || name.equals("col_var"))) {
            super.checkState(param, name, tensor.expandAs(param));
        } else {
            super.checkState(param, name, value);
        }
    }
}
