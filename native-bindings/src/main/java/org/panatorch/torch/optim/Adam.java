package org.panatorch.torch.optim;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.panatorch.torch.Tensor;
import org.panatorch.torch.TensorScope;
import org.panatorch.torch.Torch;
import org.panatorch.torch.internal.TensorAccess;

/**
 * {@code torch.optim.Adam} (Kingma and Ba 2014, arXiv 1412.6980), in the order of operations of PyTorch's
 * {@code _single_tensor_adam}, so that the numbers are PyTorch's.
 */
public final class Adam extends Optimizer {
    private final double lr;
    private final double beta1;
    private final double beta2;
    private final double eps;
    private final Map<Tensor, State> states = new IdentityHashMap<>();

    /** Moments of one parameter, and how often it was stepped. */
    private static final class State {
        long step;
        final Tensor expAvg;
        final Tensor expAvgSq;

        State(Tensor param) {
            expAvg = ownZeros(param);
            expAvgSq = ownZeros(param);
        }

        private static Tensor ownZeros(Tensor like) {
            try (var zeros = Torch.zerosLike(like)) {
                return TensorAccess.own(TensorAccess.at(zeros));
            }
        }
    }

    /** {@code Adam(parameters, lr=lr)}, with betas (0.9, 0.999) and eps 1e-8. */
    public Adam(List<Tensor> parameters, double lr) {
        this(parameters, lr, 0.9, 0.999, 1e-8);
    }

    /** {@code Adam(parameters, lr=lr, betas=(beta1, beta2), eps=eps)}. */
    public Adam(List<Tensor> parameters, double lr, double beta1, double beta2, double eps) {
        super(parameters);
        if (!(lr >= 0) || !(eps >= 0) || !(beta1 >= 0 && beta1 < 1) || !(beta2 >= 0 && beta2 < 1)) {
            throw new IllegalArgumentException("expected lr >= 0, eps >= 0 and betas in [0, 1), got lr " + lr
                    + ", eps " + eps + ", betas (" + beta1 + ", " + beta2 + ")");
        }
        this.lr = lr;
        this.beta1 = beta1;
        this.beta2 = beta2;
        this.eps = eps;
    }

    @Override
    public void step() {
        try (var _ = Torch.noGrad()) {
            for (var param : parameters) {
                try (var _ = TensorScope.open()) {
                    var grad = param.grad();
                    if (grad != null) {
                        step(param, grad, states.computeIfAbsent(param, State::new));
                    }
                }
            }
        }
    }

    private void step(Tensor param, Tensor grad, State state) {
        state.step++;
        state.expAvg.lerp_(grad, 1 - beta1);
        state.expAvgSq.mul_(beta2).addcmul_(grad, grad, 1 - beta2);
        double biasCorrection1 = 1 - Math.pow(beta1, state.step);
        double biasCorrection2 = 1 - Math.pow(beta2, state.step);
        double stepSize = lr / biasCorrection1;
        var denom = state.expAvgSq.sqrt().div_(Math.sqrt(biasCorrection2)).add_(eps);
        param.addcdiv_(state.expAvg, denom, -stepSize);
    }

    @Override
    public void close() {
        states.values().forEach(state -> {
            state.expAvg.close();
            state.expAvgSq.close();
        });
        states.clear();
    }
}
