package org.panatorch.kit;

import org.panatorch.torch.Tensor;
import org.panatorch.torch.Torch;
import org.panatorch.torch.autograd.Context;
import org.panatorch.torch.autograd.Function;

/** The functions of scripts/kit/functions.py, line by line. */
public final class Functions {
    private Functions() {}

    public static class LegendrePolynomial3 extends Function {
        @Override
        protected Tensor[] forward(Context ctx, Tensor... inputs) {
            var input = inputs[0];
            ctx.saveForBackward(input);
            return tuple(input.pow(3).mul(5).sub(input.mul(3)).mul(0.5));
        }

        @Override
        protected Tensor[] backward(Context ctx, Tensor... gradOutputs) {
            var input = ctx.savedTensors().get(0);
            return tuple(gradOutputs[0].mul(1.5).mul(input.pow(2).mul(5).sub(1)));
        }
    }

    public static class Exp extends Function {
        @Override
        protected Tensor[] forward(Context ctx, Tensor... inputs) {
            var result = inputs[0].exp();
            ctx.saveForBackward(result);
            return tuple(result);
        }

        @Override
        protected Tensor[] backward(Context ctx, Tensor... gradOutputs) {
            return tuple(gradOutputs[0].mul(ctx.savedTensors().get(0)));
        }
    }

    public static class RoundStraightThrough extends Function {
        @Override
        protected Tensor[] forward(Context ctx, Tensor... inputs) {
            return tuple(inputs[0].round());
        }

        @Override
        protected Tensor[] backward(Context ctx, Tensor... gradOutputs) {
            return gradOutputs;
        }
    }

    public static class GradientReversal extends Function {
        private final double factor;

        public GradientReversal(double factor) {
            this.factor = factor;
        }

        @Override
        protected Tensor[] forward(Context ctx, Tensor... inputs) {
            return inputs;
        }

        @Override
        protected Tensor[] backward(Context ctx, Tensor... gradOutputs) {
            return tuple(gradOutputs[0].mul(-factor));
        }
    }

    public static class LinearFunction extends Function {
        @Override
        protected Tensor[] forward(Context ctx, Tensor... inputs) {
            Tensor input = inputs[0], weight = inputs[1], bias = inputs[2];
            ctx.saveForBackward(input, weight, bias);
            var output = input.mm(weight.t());
            if (bias != null) {
                output.add_(bias.unsqueeze(0).expandAs(output));
            }
            return tuple(output);
        }

        @Override
        protected Tensor[] backward(Context ctx, Tensor... gradOutputs) {
            var saved = ctx.savedTensors();
            Tensor input = saved.get(0), weight = saved.get(1), bias = saved.get(2);
            Tensor gradInput = null, gradWeight = null, gradBias = null;
            if (ctx.needsInputGrad(0)) {
                gradInput = gradOutputs[0].mm(weight);
            }
            if (ctx.needsInputGrad(1)) {
                gradWeight = gradOutputs[0].t().mm(input);
            }
            if (bias != null && ctx.needsInputGrad(2)) {
                gradBias = gradOutputs[0].sum(0);
            }
            return tuple(gradInput, gradWeight, gradBias);
        }
    }

    public static class ClampTowards extends Function {
        private final double low;
        private final double high;

        public ClampTowards(double low, double high) {
            this.low = low;
            this.high = high;
        }

        @Override
        protected Tensor[] forward(Context ctx, Tensor... inputs) {
            ctx.saveForBackward(inputs[0]);
            return tuple(inputs[0].clamp(low, high));
        }

        @Override
        protected Tensor[] backward(Context ctx, Tensor... gradOutputs) {
            var input = ctx.savedTensors().get(0);
            var grad = gradOutputs[0];
            var stuck = input.lt(low).bitwiseAnd(grad.gt(0)).bitwiseOr(input.gt(high).bitwiseAnd(grad.lt(0)));
            return tuple(grad.maskedFill(stuck, 0));
        }
    }

    public static class SinCos extends Function {
        @Override
        protected Tensor[] forward(Context ctx, Tensor... inputs) {
            Tensor sin = inputs[0].sin(), cos = inputs[0].cos();
            ctx.saveForBackward(sin, cos);
            return tuple(sin, cos);
        }

        @Override
        protected Tensor[] backward(Context ctx, Tensor... gradOutputs) {
            var saved = ctx.savedTensors();
            Tensor sin = saved.get(0), cos = saved.get(1);
            return tuple(gradOutputs[0].mul(cos).sub(gradOutputs[1].mul(sin)));
        }
    }

    public static class Sort extends Function {
        @Override
        protected Tensor[] forward(Context ctx, Tensor... inputs) {
            var sorted = inputs[0].sort(1);
            ctx.markNonDifferentiable(sorted.indices());
            ctx.saveForBackward(sorted.indices());
            return tuple(sorted.values(), sorted.indices());
        }

        @Override
        protected Tensor[] backward(Context ctx, Tensor... gradOutputs) {
            var indices = ctx.savedTensors().get(0);
            return tuple(Torch.zerosLike(gradOutputs[0]).scatter(1, indices, gradOutputs[0]));
        }
    }

    public static class CountsNone extends Function {
        @Override
        protected Tensor[] forward(Context ctx, Tensor... inputs) {
            ctx.setMaterializeGrads(false);
            return tuple(inputs[0].mul(1), inputs[1].mul(1));
        }

        @Override
        protected Tensor[] backward(Context ctx, Tensor... gradOutputs) {
            Tensor gx = gradOutputs[0], gy = gradOutputs[1];
            double none = 10. * ((gx == null ? 1 : 0) + (gy == null ? 1 : 0));
            var some = gx != null ? gx : gy;
            return tuple(some.mul(2).add(none), some.mul(3).add(none));
        }
    }
}
