"""In-place forms: what is returned, and the gradient through them."""
import torch

from kit.pointwise import camel


def cases(kit):
    g = torch.Generator().manual_seed(22)

    def randn(*size):
        return torch.randn(size, generator=g)

    x, y, s = randn(3, 4), randn(3, 4), randn(3, 3)
    p = torch.rand(3, 4, generator=g) * 0.8 + 0.1
    i, j = torch.tensor([[4, 6, 0], [9, -8, 5]]), torch.tensor([[6, 4, 3], [3, 12, 10]])

    def op(name, python, java, **more):
        kit.op(name, f"x.{name}({python})", f"return x.{camel(name)}({java});", returns="x", **more)

    for name in "acos asin atan cosh sinh tan erf erfc erfinv exp2 expm1 log1p log2 log10 lgamma digamma frac sign sgn sinc i0 deg2rad rad2deg asinh atanh".split():
        op(name + "_", "", "", x=p, variant="float64" if name == "erfinv" else "")
    op("acosh_", "", "", x=p + 1)
    op("logical_not_", "", "", x=x > 0)
    op("bitwise_not_", "", "", x=i)
    op("nan_to_num_", "1.0", "1", x=torch.tensor([1.0, float("nan")]))
    op("logit_", "0.2", "0.2", x=p)
    for name in "atan2 copysign hypot fmod remainder".split():
        op(name + "_", "y", "y", x=x, y=p)
    op("xlogy_", "y", "y", x=x, y=p)
    op("floor_divide_", "y", "y", grad=False, x=x, y=p)
    for name in "bitwise_and bitwise_or bitwise_xor".split():
        op(name + "_", "y", "y", x=i, y=j)
        op(name + "_", "y", "y", variant="masks", x=x > 0, y=y > 0)
    for name in "logical_and logical_or logical_xor".split():
        op(name + "_", "y", "y", x=x > 0, y=y > 0)
    for name in "fmod remainder floor_divide".split():
        op(name + "_", "3", "3", variant="int64", x=i)
        op(name + "_", "0.7", "0.7", grad=False, x=x)
    op("clamp_min_", "0.1", "0.1", x=x)
    op("clamp_max_", "0.1", "0.1", x=x)
    op("cumsum_", "1", "1", x=x)
    op("cumprod_", "0", "0", x=x)
    op("tril_", "1", "1", x=x)
    op("triu_", "-1", "-1", x=x)
    op("addmm_", "a, b", "a, b", x=x, a=randn(3, 5), b=randn(5, 4))
    op("addmv_", "a, b", "a, b", x=x[:, 0].clone(), a=randn(3, 5), b=randn(5))
    op("addr_", "a, b", "a, b", x=x, a=randn(3), b=randn(4))
    op("baddbmm_", "a, b", "a, b", x=randn(2, 3, 4), a=randn(2, 3, 5), b=randn(2, 5, 4))
    for reduce in ("sum", "amax"):
        op("scatter_reduce_", f"1, i, y, '{reduce}'", f'1, i, y, "{reduce}"', x=x, i=torch.tensor([[0, 0, 2, 1], [3, 3, 3, 0], [1, 2, 0, 3]]), y=y)
    op("put_", "i, y", "i, y", x=x, i=torch.tensor([7, 0, 3]), y=randn(3))
    op("squeeze_", "", "", x=randn(3, 1, 4, 1))
    op("squeeze_", "1", "1", x=randn(3, 1, 4, 1))
    op("unsqueeze_", "1", "1", x=x)
    op("transpose_", "0, 1", "0, 1", x=x)
    op("t_", "", "", x=x)
    kit.op("detach_", "(x * 2).detach_().requires_grad", "x.mul(2).detach_().requiresGrad()", grad=("x",), x=x)
    for name, python in (("geometric", "0.3"), ("log_normal", "0.5, 0.25"), ("cauchy", "1, 2")):
        op(name + "_", python, python, grad=False, x=x, tolerance=1e-5)
