package org.panatorch.torch.optim;

/**
 * The keyword arguments of {@link LBFGS}.
 *
 * @param maxIter iterations in one step; 20 by default
 * @param maxEval how often the closure may be called in one step; null, the default, is {@code maxIter * 5 / 4}
 * @param toleranceGrad where no gradient is larger, the step ends; 1e-7 by default
 * @param toleranceChange where loss or parameters change less, the step ends; 1e-9 by default
 * @param historySize how many earlier gradients are kept; 100 by default
 * @param lineSearchFn {@code "strong_wolfe"}, or null, the default: a step of the learning rate
 */
public record LBFGSOptions(int maxIter, Integer maxEval, double toleranceGrad, double toleranceChange, int historySize, String lineSearchFn) {

    /** No keyword given. */
    public static final LBFGSOptions DEFAULT = new LBFGSOptions(20, null, 1e-7, 1e-9, 100, null);

    public LBFGSOptions {
        Optimizer.require(lineSearchFn == null || lineSearchFn.equals("strong_wolfe"), "line_search_fn=\"strong_wolfe\" or None", lineSearchFn);
    }

    /** {@code max_iter=maxIter}. */
    public LBFGSOptions maxIter(int maxIter) {
        return new LBFGSOptions(maxIter, maxEval, toleranceGrad, toleranceChange, historySize, lineSearchFn);
    }

    /** {@code max_eval=maxEval}. */
    public LBFGSOptions maxEval(Integer maxEval) {
        return new LBFGSOptions(maxIter, maxEval, toleranceGrad, toleranceChange, historySize, lineSearchFn);
    }

    /** {@code tolerance_grad=toleranceGrad}. */
    public LBFGSOptions toleranceGrad(double toleranceGrad) {
        return new LBFGSOptions(maxIter, maxEval, toleranceGrad, toleranceChange, historySize, lineSearchFn);
    }

    /** {@code tolerance_change=toleranceChange}. */
    public LBFGSOptions toleranceChange(double toleranceChange) {
        return new LBFGSOptions(maxIter, maxEval, toleranceGrad, toleranceChange, historySize, lineSearchFn);
    }

    /** {@code history_size=historySize}. */
    public LBFGSOptions historySize(int historySize) {
        return new LBFGSOptions(maxIter, maxEval, toleranceGrad, toleranceChange, historySize, lineSearchFn);
    }

    /** {@code line_search_fn=lineSearchFn}. */
    public LBFGSOptions lineSearchFn(String lineSearchFn) {
        return new LBFGSOptions(maxIter, maxEval, toleranceGrad, toleranceChange, historySize, lineSearchFn);
    }
}
