package org.panatorch.torch.optim;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.panatorch.torch.Tensor;
import org.panatorch.torch.TensorScope;
import org.panatorch.torch.Torch;

/**
 * {@code torch.optim.LBFGS} (Liu and Nocedal 1989): steps along the gradient times an inverse Hessian that it guesses from
 * earlier gradients, several in one {@link #step(Supplier)}. For full batches; all parameters in one group, on one device.
 *
 * <pre>{@code
 * optimizer.step(() -> {
 *     optimizer.zeroGrad();
 *     var loss = F.mseLoss(model.forward(x), y);
 *     loss.backward();
 *     return loss;
 * });
 * }</pre>
 */
public final class LBFGS extends Optimizer {

    /** {@code LBFGS(parameters, lr=lr)}; PyTorch's default rate is 1. */
    public LBFGS(List<Tensor> parameters, double lr) {
        this(parameters, lr, LBFGSOptions.DEFAULT);
    }

    /** {@code LBFGS(parameters, lr=lr, max_iter=..., ...)}. */
    public LBFGS(List<Tensor> parameters, double lr, LBFGSOptions options) {
        super(ParamGroup.paramGroups(ParamGroup.params(parameters)), options("lr", lr, "max_iter", options.maxIter(),
                "max_eval", options.maxEval() == null ? options.maxIter() * 5 / 4 : options.maxEval(),
                "tolerance_grad", options.toleranceGrad(), "tolerance_change", options.toleranceChange(),
                "history_size", options.historySize(), "line_search_fn", options.lineSearchFn()));
    }

    /** @throws UnsupportedOperationException always: it computes the loss more than once */
    @Override
    public void step() {
        throw new UnsupportedOperationException("LBFGS computes the loss more than once in a step: step(closure)");
    }

    @Override
    protected void step(ParamGroup group, List<Tensor> params) {
        step();
    }

    /**
     * {@code optimizer.step(closure)}.
     *
     * @param closure clears the gradients, computes the loss, calls {@code backward} and returns the loss; called up to
     *     {@code max_eval} times. What else it makes is freed each time
     * @return the first loss, that of the parameters before the step
     */
    @Override
    public Tensor step(Supplier<Tensor> closure) {
        require(paramGroups().size() == 1, "one parameter group", paramGroups().size());
        try (var scope = TensorScope.open(); var _ = Torch.noGrad()) {
            var state = state(parameters().getFirst());
            state.putIfAbsent("func_evals", 0L);
            state.putIfAbsent("n_iter", 0L);
            var first = evaluate(closure);
            count(state, "func_evals", 1);
            if (!(largest(first.grad) <= paramGroups().getFirst().number("tolerance_grad"))) {
                new Iterations(closure, state).run(first);
            }
            return scope.promote(first.loss);
        }
    }

    private static long count(Map<String, Object> state, String name, long more) {
        long sum = ((Number) state.get(name)).longValue() + more;
        state.put(name, sum);
        return sum;
    }

    private static double largest(Tensor tensor) {
        try (var _ = TensorScope.open()) {
            return tensor.abs().max().item();
        }
    }

    // ---- parameters as one vector

    private record Evaluation(Tensor loss, Tensor grad) {}

    /** Loss and gradient where the parameters are. */
    private Evaluation evaluate(Supplier<Tensor> closure) {
        try (var scope = TensorScope.open()) {
            Tensor loss;
            try (var _ = Torch.enableGrad()) {
                loss = closure.get();
            }
            var grads = parameters().stream().map(p -> (p.grad() == null ? Torch.zerosLike(p) : p.grad()).reshape(-1)).toList();
            return new Evaluation(scope.promote(loss), scope.promote(Torch.cat(grads, 0)));
        }
    }

    private void move(Tensor direction, double t) {
        try (var _ = TensorScope.open()) {
            long offset = 0;
            for (var param : parameters()) {
                param.add_(direction.narrow(0, offset, param.numel()).viewAs(param), t);
                offset += param.numel();
            }
        }
    }

    /** The iterations of one step, in the order of operations of PyTorch's {@code LBFGS.step}. */
    private final class Iterations {
        private final ParamGroup group = paramGroups().getFirst();
        private final Supplier<Tensor> closure;
        private final Map<String, Object> state;
        private final List<Tensor> oldDirs, oldStps, ro;
        private Tensor d, prevFlatGrad, hDiag;
        private double t, prevLoss;

        Iterations(Supplier<Tensor> closure, Map<String, Object> state) {
            this.closure = closure;
            this.state = state;
            oldDirs = history("old_dirs");
            oldStps = history("old_stps");
            ro = history("ro");
            d = (Tensor) state.get("d");
            prevFlatGrad = (Tensor) state.get("prev_flat_grad");
            hDiag = state.get("H_diag") instanceof Tensor tensor ? tensor : null;
            t = state.get("t") instanceof Number number ? number.doubleValue()
                    : state.get("t") instanceof Tensor tensor ? tensor.item() : 0;
        }

        private List<Tensor> history(String name) {
            var tensors = new ArrayList<Tensor>();
            if (state.get(name) instanceof List<?> list) {
                list.forEach(tensor -> tensors.add((Tensor) tensor));
            }
            return tensors;
        }

        void run(Evaluation first) {
            try {
                iterate(first);
            } finally {
                put("d", d);
                state.put("t", t);
                state.put("old_dirs", oldDirs);
                state.put("old_stps", oldStps);
                state.put("ro", ro);
                if (hDiag == null) {
                    state.put("H_diag", 1L);
                } else {
                    put("H_diag", hDiag);
                }
                put("prev_flat_grad", prevFlatGrad);
                state.put("prev_loss", prevLoss);
            }
        }

        private void iterate(Evaluation first) {
            int maxIter = (int) group.number("max_iter");
            long maxEval = (long) group.number("max_eval");
            double toleranceChange = group.number("tolerance_change");
            var grad = first.grad;
            double loss = first.loss.item();
            long evals = 1;
            for (int iteration = 1; iteration <= maxIter; iteration++) {
                try (var scope = TensorScope.open()) {
                    long total = count(state, "n_iter", 1);
                    if (total > 1) {
                        remember(scope, grad);
                    }
                    d = scope.promote(total == 1 ? grad.neg() : direction(grad));
                    prevFlatGrad = prevFlatGrad == null ? grad.copy().keep() : prevFlatGrad.copy_(grad);
                    prevLoss = loss;
                    t = total == 1 ? firstStep(grad) : group.lr();
                    double slope = grad.dot(d).item();
                    if (slope > -toleranceChange) {
                        break;
                    }
                    var reached = group.get("line_search_fn") != null
                            ? search(new StrongWolfe.Point(0, loss, grad, slope), (int) (maxEval - evals), toleranceChange)
                            : moved(loss, grad, iteration < maxIter);
                    loss = reached.point.loss();
                    grad = scope.promote(reached.point.grad());
                    t = reached.point.t();
                    evals += reached.evaluations;
                    count(state, "func_evals", reached.evaluations);
                    if (iteration == maxIter || evals >= maxEval || largest(grad) <= group.number("tolerance_grad")
                            || largest(d.mul(t)) <= toleranceChange || Math.abs(loss - prevLoss) < toleranceChange) {
                        break;
                    }
                }
            }
        }

        private void put(String name, Tensor tensor) {
            var before = state.put(name, tensor.keep());
            if (before != tensor) {
                free(before);
            }
        }

        /** Adds how the gradient has changed on the way from where it was last. */
        private void remember(TensorScope scope, Tensor grad) {
            var y = grad.sub(prevFlatGrad);
            var s = d.mul(t);
            var ys = y.dot(s);
            if (ys.item() <= 1e-10) {
                return;
            }
            if (oldDirs.size() == (int) group.number("history_size")) {
                List.of(oldDirs, oldStps, ro).forEach(history -> history.removeFirst().close());
            }
            oldDirs.add(y.keep());
            oldStps.add(s.keep());
            ro.add(ys.rdiv(1).keep());
            hDiag = scope.promote(ys.div(y.dot(y)));
        }

        /** The gradient times the guessed inverse Hessian, downwards. */
        private Tensor direction(Tensor grad) {
            int n = oldDirs.size();
            var al = new ArrayList<Tensor>(Collections.nCopies((int) group.number("history_size"), null));
            var q = grad.neg();
            for (int i = n - 1; i >= 0; i--) {
                al.set(i, oldStps.get(i).dot(q).mul(ro.get(i)).keep());
                q.add_(oldDirs.get(i), -al.get(i).item());
            }
            var r = hDiag == null ? q : q.mul(hDiag);
            for (int i = 0; i < n; i++) {
                var be = oldDirs.get(i).dot(r).mul(ro.get(i));
                r.add_(oldStps.get(i), al.get(i).sub(be).item());
            }
            free(state.put("al", al));
            return r;
        }

        private double firstStep(Tensor grad) {
            var inverse = grad.abs().sum().rdiv(1);
            return inverse.item() < 1 ? inverse.mul(group.lr()).item() : group.lr();
        }

        private record Reached(StrongWolfe.Point point, int evaluations) {}

        /** A step of the learning rate. What the loss is there nobody asks after the last one. */
        private Reached moved(double loss, Tensor grad, boolean evaluated) {
            move(d, t);
            if (!evaluated) {
                return new Reached(new StrongWolfe.Point(t, loss, grad, 0), 0);
            }
            var there = evaluate(closure);
            return new Reached(new StrongWolfe.Point(t, there.loss.item(), there.grad, 0), 1);
        }

        private Reached search(StrongWolfe.Point start, int rounds, double toleranceChange) {
            var before = parameters().stream().map(Tensor::copy).toList();
            var line = new StrongWolfe(start, step -> {
                move(d, step);
                var there = evaluate(closure);
                for (int i = 0; i < before.size(); i++) {
                    parameters().get(i).copy_(before.get(i));
                }
                return new StrongWolfe.Point(step, there.loss.item(), there.grad, there.grad.dot(d).item());
            });
            var found = line.search(t, toleranceChange / largest(d), rounds);
            move(d, found.t());
            return new Reached(found, line.evaluations());
        }
    }

    /** The whole state is that of the first parameter: vectors as long as all together, numbers, lists of both. */
    @Override
    void checkState(Tensor param, String name, Object value) {
        switch (value) {
            case null -> {}
            case Number _ -> {}
            case List<?> list -> list.forEach(element -> checkState(param, name, element));
            case Tensor tensor -> {
                long numel = parameters().stream().mapToLong(Tensor::numel).sum();
                if (tensor.dim() > 1 || tensor.dim() == 1 && tensor.numel() != numel) {
                    throw new IllegalArgumentException("has shape " + Arrays.toString(tensor.shape())
                            + ", the parameters have " + numel + " numbers");
                }
            }
            default -> throw new IllegalArgumentException("is no tensor, number or list");
        }
    }
}
