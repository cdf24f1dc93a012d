"""torch.autograd.Function: the same functions in Python and, for the tests, in org.panatorch.kit.Functions."""
import torch
from torch.autograd import Function


class LegendrePolynomial3(Function):
    """Of PyTorch's tutorial "Defining new autograd functions"."""

    @staticmethod
    def forward(ctx, input):
        ctx.save_for_backward(input)
        return 0.5 * (5 * input ** 3 - 3 * input)

    @staticmethod
    def backward(ctx, grad_output):
        input, = ctx.saved_tensors
        return grad_output * 1.5 * (5 * input ** 2 - 1)


class Exp(Function):
    """Of Function's own documentation: saves its output."""

    @staticmethod
    def forward(ctx, i):
        result = i.exp()
        ctx.save_for_backward(result)
        return result

    @staticmethod
    def backward(ctx, grad_output):
        result, = ctx.saved_tensors
        return grad_output * result


class RoundStraightThrough(Function):
    """Rounds, and lets the gradient through as if it had not."""

    @staticmethod
    def forward(ctx, input):
        return input.round()

    @staticmethod
    def backward(ctx, grad_output):
        return grad_output


class GradientReversal(Function):
    """Its output is its input."""

    @staticmethod
    def forward(ctx, input, factor):
        ctx.factor = factor
        return input

    @staticmethod
    def backward(ctx, grad_output):
        return -ctx.factor * grad_output, None


class LinearFunction(Function):
    """Of PyTorch's notes "Extending PyTorch"."""

    @staticmethod
    def forward(ctx, input, weight, bias):
        ctx.save_for_backward(input, weight, bias)
        output = input.mm(weight.t())
        if bias is not None:
            output += bias.unsqueeze(0).expand_as(output)
        return output

    @staticmethod
    def backward(ctx, grad_output):
        input, weight, bias = ctx.saved_tensors
        grad_input = grad_weight = grad_bias = None
        if ctx.needs_input_grad[0]:
            grad_input = grad_output.mm(weight)
        if ctx.needs_input_grad[1]:
            grad_weight = grad_output.t().mm(input)
        if bias is not None and ctx.needs_input_grad[2]:
            grad_bias = grad_output.sum(0)
        return grad_input, grad_weight, grad_bias


class ClampTowards(Function):
    """A clamp whose gradient passes outside, too, where it leads back inside."""

    @staticmethod
    def forward(ctx, input, low, high):
        ctx.save_for_backward(input)
        ctx.low, ctx.high = low, high
        return input.clamp(low, high)

    @staticmethod
    def backward(ctx, grad_output):
        input, = ctx.saved_tensors
        stuck = ((input < ctx.low) & (grad_output > 0)) | ((input > ctx.high) & (grad_output < 0))
        return grad_output.masked_fill(stuck, 0), None, None


class SinCos(Function):
    """Two outputs."""

    @staticmethod
    def forward(ctx, input):
        sin, cos = input.sin(), input.cos()
        ctx.save_for_backward(sin, cos)
        return sin, cos

    @staticmethod
    def backward(ctx, grad_sin, grad_cos):
        sin, cos = ctx.saved_tensors
        return grad_sin * cos - grad_cos * sin


class Sort(Function):
    """Values, and indices that have no gradient."""

    @staticmethod
    def forward(ctx, input):
        values, indices = input.sort(1)
        ctx.mark_non_differentiable(indices)
        ctx.save_for_backward(indices)
        return values, indices

    @staticmethod
    def backward(ctx, grad_values, grad_indices):
        indices, = ctx.saved_tensors
        return torch.zeros_like(grad_values).scatter(1, indices, grad_values)


class CountsNone(Function):
    """With set_materialize_grads(False): 10 for each output without a gradient."""

    @staticmethod
    def forward(ctx, x, y):
        ctx.set_materialize_grads(False)
        return x * 1, y * 1

    @staticmethod
    def backward(ctx, gx, gy):
        none = 10. * ((gx is None) + (gy is None))
        some = gx if gx is not None else gy
        return some * 2 + none, some * 3 + none


FUNCTIONS = (LegendrePolynomial3, Exp, RoundStraightThrough, GradientReversal, LinearFunction, ClampTowards, SinCos, Sort, CountsNone)


def cases(kit):
    from kit import scope
    vars(scope).update({f.__name__: f for f in FUNCTIONS})
    g = torch.Generator().manual_seed(13)
    x, y = torch.randn(3, 4, generator=g), torch.randn(3, 4, generator=g)
    w, b = torch.randn(5, 4, generator=g), torch.randn(5, generator=g)
    name, saves = "autograd.Function", "autograd.Function autograd.function.FunctionCtx.save_for_backward"

    for variant, t in (("", x), ("float64", x.double()), ("no dimensions", x[0, 0].double()), ("empty", x[:0]), ("float16", x.half()),
                       ("strided", x.double().T)):
        kit.op(saves, "LegendrePolynomial3.apply(x)", "new LegendrePolynomial3().apply(x)", variant, x=t)
    kit.op(saves, "Exp.apply(x)", "new Exp().apply(x)", "saves its output", x=x)
    kit.op(name, "RoundStraightThrough.apply(x * 3)", "new RoundStraightThrough().apply(x.mul(3))", x=x)
    kit.op(name, "RoundStraightThrough.apply(x) * x + x", "new RoundStraightThrough().apply(x).mul(x).add(x)", "x used beside it", x=x)
    kit.op(name, "GradientReversal.apply(x, 0.5)", "new GradientReversal(0.5).apply(x)", "its output is its input", x=x)
    kit.op(name, "GradientReversal.apply(x.tanh(), 0.5) * x", "new GradientReversal(0.5).apply(x.tanh()).mul(x)", x=x.double())
    for variant, needs in (("", ("x", "w", "b")), ("of the weight", ("w",)), ("of the input", ("x",)), ("of the bias", ("b",))):
        kit.op(saves, "LinearFunction.apply(x, w, b)", "new LinearFunction().apply(x, w, b)", variant, grad=needs, x=x.double(),
               w=w.double(), b=b.double())
    kit.op(saves, "LinearFunction.apply(x, w, None)", "new LinearFunction().apply(x, w, null)", "None", x=x, w=w)
    kit.op(saves, "LinearFunction.apply(x, x, None)", "new LinearFunction().apply(x, x, null)", "an input given twice", x=x)
    kit.op(saves, "LinearFunction.apply(LinearFunction.apply(x, w, b).relu_(), w.T, None)",
           "new LinearFunction().apply(new LinearFunction().apply(x, w, b).relu_(), w.T(), null)", "two, changed in place between", x=x, w=w, b=b)
    kit.op(saves, "ClampTowards.apply(x, -0.5, 0.5)", "new ClampTowards(-0.5, 0.5).apply(x)", x=x)
    kit.op(saves, "SinCos.apply(x)", "new SinCos().applyAll(x)", "two outputs", x=x.double())
    kit.op(saves, "SinCos.apply(x)[0]", "new SinCos().applyAll(x).get(0)", "the first of two outputs", x=x.double())
    kit.op(saves, "SinCos.apply(x)[1]", "new SinCos().applyAll(x).get(1)", "the second of two outputs", x=x)
    kit.op("autograd.function.FunctionCtx.mark_non_differentiable", "Sort.apply(x)", "new Sort().applyAll(x)", "indices", x=x)
    kit.op("autograd.function.FunctionCtx.set_materialize_grads", "CountsNone.apply(x, y)[0]", "new CountsNone().applyAll(x, y).get(0)", x=x, y=y)
    kit.op("autograd.function.FunctionCtx.set_materialize_grads", "CountsNone.apply(x, y)[1]", "new CountsNone().applyAll(x, y).get(1)", x=x, y=y)
    leaf, jleaf = "x.requires_grad_(); ", "x.requiresGrad_(true); "
    kit.op(name, leaf + "d, = torch.autograd.grad(LegendrePolynomial3.apply(x).sum(), x, create_graph=True); e, = torch.autograd.grad(d.square().sum(), x)",
           jleaf + "var d = Autograd.grad(List.of(new LegendrePolynomial3().apply(x).sum()), List.of(x), null, true, true, false).getFirst(); "
           "var e = Autograd.grad(List.of(d.square().sum()), List.of(x)).getFirst(); return List.of(d, e);", "of a gradient",
           returns="[d, e]", grad=False, x=x.double())
    kit.op(name, leaf + "z = LegendrePolynomial3.apply(x); z.sum().backward(retain_graph=True); (z * y).sum().backward()",
           jleaf + "var z = new LegendrePolynomial3().apply(x); z.sum().backward(null, true, false); z.mul(y).sum().backward(); return x.grad();",
           "twice through one graph", returns="x.grad", grad=False, x=x.double(), y=y.double())
    kit.op(name, leaf + "z = LegendrePolynomial3.apply(x); z.register_hook(lambda g: g * 10); z.sum().backward()",
           jleaf + "var z = new LegendrePolynomial3().apply(x); z.registerHook(g -> g.mul(10)); z.sum().backward(); return x.grad();",
           "a hook of its output", returns="x.grad", grad=False, x=x.double())
