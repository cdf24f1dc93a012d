"""Arithmetic, functions, comparison, logic."""
import torch

UNARY = ("neg abs sign sqrt rsqrt square reciprocal exp expm1 log log1p log2 sin cos tan tanh sigmoid relu floor ceil round "
         "trunc acos asin atan acosh asinh atanh sinh cosh exp2 log10 erf erfc erfinv lgamma digamma frac deg2rad rad2deg sgn "
         "sinc logit").split()
PREDICATES = "isnan isinf isfinite isposinf isneginf signbit".split()
IN_PLACE = ("neg_ sqrt_ exp_ sigmoid_ tanh_ relu_ abs_ sin_ cos_ log_ square_ rsqrt_ reciprocal_ floor_ ceil_ round_ trunc_"
            ).split()
SMOOTH_AT_ONE = ("acosh",)
BINARY = {"x + y": "x.add(y)", "x - y": "x.sub(y)", "x * y": "x.mul(y)", "x / y": "x.div(y)", "x ** y": "x.pow(y)"}


def camel(name):
    head, *rest = name.rstrip("_").split("_")
    return head + "".join(r.capitalize() for r in rest) + ("_" if name.endswith("_") else "")


def cases(kit):
    g = torch.Generator().manual_seed(1)

    def rand(*size):
        return torch.rand(*size, generator=g)

    def randn(*size):
        return torch.randn(*size, generator=g)

    op = kit.op
    inside = rand(2, 3) * 0.8 + 0.1     # where every function is defined, but for acosh
    special = torch.tensor([float("nan"), float("inf"), -float("inf"), 0.0, -0.0, 1.0])
    for name in UNARY:
        x = inside + 1 if name in SMOOTH_AT_ONE else inside
        op(name, f"x.{name}()", f"x.{camel(name)}()", "float32", x=x)
        op(name, f"x.{name}()", f"x.{camel(name)}()", "float64, empty", x=torch.zeros(0, 3, dtype=torch.float64))
        op(name, f"x.{name}()", f"x.{camel(name)}()", "NaN and infinities", x=special)
    for name in "neg abs sqrt exp sin tanh sigmoid relu".split():
        op(name, f"x.{name}()", f"x.{camel(name)}()", "float64", x=inside.double())
        op(name, f"x.{name}()", f"x.{camel(name)}()", "bfloat16", x=inside.bfloat16())
        op(name, f"x.{name}()", f"x.{camel(name)}()", "no dimensions", x=torch.tensor(0.5))
    op("neg", "-x", "x.neg()", "int64", x=torch.tensor([1, -2, 0]))
    op("exp", "x.exp()", "x.exp()", "int64 becomes float32", x=torch.tensor([1, -2, 0]))
    op("exp", "x.t().exp()", "x.t().exp()", "not contiguous", x=inside)
    op("round", "x.round()", "x.round()", "halves to even", x=torch.tensor([0.5, 1.5, 2.5, -0.5]))
    op("round", "x.round(decimals=1)", "x.round(1)", x=randn(4))
    op("logit", "x.logit(0.2)", "x.logit(0.2)", x=inside)
    op("nan_to_num", "x.nan_to_num(0.0)", "x.nanToNum(0)", x=special)
    op("nan_to_num", "x.nan_to_num(1.0, posinf=2.0, neginf=-2.0)", "x.nanToNum(1, 2, -2)", x=special)
    for name in PREDICATES:
        op(name, f"x.{name}()", f"x.{camel(name)}()", x=special)
    for name in IN_PLACE:
        op(name, f"x.{name}()", f"return x.{camel(name)}();", returns="x", x=inside)

    matrix, row, column = randn(3, 4), randn(4), randn(3, 1)
    positive = rand(3, 4) + 0.5
    for python, java in BINARY.items():
        x = positive if "**" in python else matrix
        name = {"+": "add", "-": "sub", "*": "mul", "/": "div", "**": "pow"}[python.split()[1]]
        op(name, python, java, x=x, y=positive)
        op(name, python, java, "a row", x=x, y=row)
        op(name, python, java, "a column and a row", x=column.abs() + 0.1, y=row)
        op(name, python, java, "float64 and float32", x=x.double(), y=positive)
        op(name, python, java, "empty and broadcast", x=torch.zeros(0, 4), y=row)
        op(name, python, java, "int64", x=torch.tensor([7, -7, 5]), y=torch.tensor([2, 2, 3]))
    op("add", "x + y", "x.add(y)", "bool and uint8", x=torch.tensor([True, False]), y=torch.tensor([255, 1], dtype=torch.uint8))
    op("add", "x + y", "x.add(y)", "bfloat16 and no dimensions", x=matrix.bfloat16(), y=torch.tensor(2.0))
    op("add", "torch.add(x, y, alpha=0.5)", "x.add(y, 0.5)", x=matrix, y=positive)
    op("sub", "torch.sub(x, y, alpha=2)", "x.sub(y, 2)", x=matrix, y=positive)
    longs = torch.tensor([7, -7, 0, 5])
    for python, java in {"x + 2.5": "x.add(2.5)", "x - 2.5": "x.sub(2.5)", "x * 2.5": "x.mul(2.5)", "x / 2.5": "x.div(2.5)",
                         "x ** 2.5": "x.pow(2.5)", "2.5 - x": "x.rsub(2.5)", "2.5 / x": "x.rdiv(2.5)", "2.5 ** x": "x.rpow(2.5)",
                         "x % 0.75": "x.remainder(0.75)", "x // 0.75": "x.floorDivide(0.75)",
                         "torch.fmod(x, 0.75)": "x.fmod(0.75)"}.items():
        name = {"+": "add", "-": "sub", "*": "mul", "/": "div", "**": "pow", "%": "remainder", "//": "floor_divide"}.get(
            python.split()[1], "fmod")
        op("rsub" if java.startswith("x.rsub") else name, python, java, x=positive)
        op(name, python, java, "NaN and infinities", x=special)
    for python, java in {"x + 2": "x.add(2)", "x - 2": "x.sub(2)", "x * 2": "x.mul(2)", "x / 2": "x.div(2)", "x ** 2": "x.pow(2)",
                         "2 - x": "x.rsub(2)", "x % 3": "x.remainder(3)", "x // 2": "x.floorDivide(2)"}.items():
        name = {"+": "add", "-": "sub", "*": "mul", "/": "div", "**": "pow", "%": "remainder", "//": "floor_divide"}[
            python.split()[1]]
        op(name, python, java, "int64", x=longs)
    op("div", "torch.div(x, y, rounding_mode='floor')", 'x.div(y, "floor")', x=matrix, y=positive)
    op("div", "torch.div(x, y, rounding_mode='trunc')", 'x.div(y, "trunc")', "int64", x=longs, y=torch.tensor([2, 2, 3, 3]))
    op("div", "torch.div(x, 2, rounding_mode='trunc')", 'x.div(2, "trunc")', x=matrix * 5)
    op("remainder", "x % y", "x.remainder(y)", x=matrix * 5, y=positive)
    op("fmod", "torch.fmod(x, y)", "x.fmod(y)", x=matrix * 5, y=positive)
    op("floor_divide", "x // y", "x.floorDivide(y)", "int64", x=longs, y=torch.tensor([2, 2, 3, -3]))
    for name in ("add_", "sub_", "mul_", "div_"):
        op(name, f"x.{name}(y)", f"return x.{name}(y);", returns="x", x=matrix, y=row)
        op(name, f"x.{name}(2.5)", f"return x.{name}(2.5);", returns="x", x=matrix)
    for name in ("add_", "sub_", "mul_"):
        op(name, f"x.{name}(2)", f"return x.{name}(2);", "int64", returns="x", x=longs)
    op("add_", "x.add_(y, alpha=2)", "return x.add_(y, 2);", returns="x", x=matrix, y=row)
    op("pow_", "x.pow_(2)", "return x.pow_(2);", returns="x", x=matrix)
    op("atan2", "torch.atan2(x, y)", "x.atan2(y)", x=matrix, y=positive)
    op("hypot", "torch.hypot(x, y)", "x.hypot(y)", x=matrix, y=positive)
    op("copysign", "torch.copysign(x, y)", "x.copysign(y)", x=positive, y=matrix)
    op("logaddexp", "torch.logaddexp(x, y)", "x.logaddexp(y)", x=matrix, y=row)
    op("xlogy", "torch.xlogy(x, y)", "x.xlogy(y)", x=matrix, y=positive)
    nans = torch.tensor([float("nan"), 1.0, 2.0, float("nan")])
    for name in ("maximum", "minimum", "fmax", "fmin"):
        op(name, f"torch.{name}(x, y)", f"x.{name}(y)", x=matrix, y=row)
        op(name, f"torch.{name}(x, y)", f"x.{name}(y)", "NaN", x=nans, y=torch.tensor([0.0, 2.0, float("nan"), 1.0]))
    op("heaviside", "torch.heaviside(x, y)", "x.heaviside(y)", x=torch.tensor([-1.0, 0.0, 2.0]), y=torch.tensor(0.5), grad=False)
    op("lerp", "torch.lerp(x, y, 0.25)", "x.lerp(y, 0.25)", x=matrix, y=positive)
    op("lerp", "torch.lerp(x, y, w)", "x.lerp(y, w)", x=matrix, y=positive, w=rand(3, 4))
    op("lerp_", "x.lerp_(y, 0.25)", "return x.lerp_(y, 0.25);", returns="x", x=matrix, y=positive)
    op("addcmul", "torch.addcmul(x, a, b, value=0.5)", "x.addcmul(a, b, 0.5)", x=matrix, a=row, b=column)
    op("addcdiv", "torch.addcdiv(x, a, b, value=0.5)", "x.addcdiv(a, b, 0.5)", x=matrix, a=row, b=positive)
    op("addcmul_", "x.addcmul_(a, b, value=0.5)", "return x.addcmul_(a, b, 0.5);", returns="x", x=matrix, a=row, b=column)
    op("addcdiv_", "x.addcdiv_(a, b, value=0.5)", "return x.addcdiv_(a, b, 0.5);", returns="x", x=matrix, a=row, b=positive)
    op("clamp", "x.clamp(-0.5, 0.5)", "x.clamp(-0.5, 0.5)", x=matrix)
    op("clamp", "x.clamp(-0.5, 0.5)", "x.clamp(-0.5, 0.5)", "NaN and infinities", x=special)
    op("clamp", "x.clamp(min=0.1)", "x.clampMin(0.1)", x=matrix)
    op("clamp", "x.clamp(max=0.1)", "x.clampMax(0.1)", x=matrix)
    op("clamp", "x.clamp(y, None)", "x.clamp(y, null)", x=matrix, y=row)
    op("clamp_", "x.clamp_(-0.5, 0.5)", "return x.clamp_(-0.5, 0.5);", returns="x", x=matrix)
    for name in ("softmax", "log_softmax"):
        for dim in (0, -1):
            op(name, f"x.{name}({dim})", f"x.{camel(name)}({dim})", x=matrix)

    same = torch.tensor([[1.0, 2.0, 3.0, 4.0], [4.0, 3.0, 2.0, 1.0]])
    for sign, name in {"==": "eq", "!=": "ne", "<": "lt", "<=": "le", ">": "gt", ">=": "ge"}.items():
        op(name, f"x {sign} y", f"x.{name}(y)", x=same, y=same[0])
        op(name, f"x {sign} 2", f"x.{name}(2)", x=same)
        op(name, f"x {sign} y", f"x.{name}(y)", "NaN", x=nans, y=nans)
    t, f = torch.tensor([True, True, False]), torch.tensor([True, False, False])
    for name in ("logical_and", "logical_or", "logical_xor"):
        op(name, f"x.{name}(y)", f"x.{camel(name)}(y)", x=t, y=f)
    op("logical_not", "~x", "x.logicalNot()", x=t)
    bits, more = torch.tensor([12, 10, -1]), torch.tensor([10, 3, 7])
    for sign, name in {"&": "bitwise_and", "|": "bitwise_or", "^": "bitwise_xor"}.items():
        op(name, f"x {sign} y", f"x.{camel(name)}(y)", x=bits, y=more)
        op(name, f"x {sign} 6", f"x.{camel(name)}(6)", x=bits)
        op(name, f"x {sign} y", f"x.{camel(name)}(y)", "bool", x=t, y=f)
    op("bitwise_not", "~x", "x.bitwiseNot()", x=bits)
    op("bitwise_left_shift", "x << 2", "x.bitwiseLeftShift(2)", x=bits)
    op("bitwise_right_shift", "x >> 1", "x.bitwiseRightShift(1)", x=bits)
    op("isclose", "torch.isclose(x, y, 1e-5, 1e-8)", "x.isclose(y, 1e-5, 1e-8)", x=special, y=special + 1e-9)
    op("isin", "torch.isin(x, y)", "x.isin(y)", x=more, y=bits)
    op("equal", "torch.equal(x, y)", "x.equal(y)", x=more, y=bits)
    op("allclose", "torch.allclose(x, y, 1e-5, 1e-8)", "x.allclose(y, 1e-5, 1e-8)", x=matrix, y=matrix + 1e-9, grad=False)
    op("where", "torch.where(x > 0, x, y)", "Torch.where(x.gt(0), x, y)", x=matrix, y=row)
    op("where", "torch.where(x > 0, x, 0.5)", "Torch.where(x.gt(0), x, 0.5)", x=matrix)
    op("where", "torch.where(x > 0, 0.5, x)", "Torch.where(x.gt(0), 0.5, x)", x=matrix)
    op("where", "x.where(x > 0, y)", "x.where(x.gt(0), y)", x=matrix, y=row)
    op("where", "torch.where(x)", "Torch.where(x)", x=same > 2)
    op("fill_", "x.fill_(3)", "return x.fill_(3);", returns="x", x=matrix)
    op("zero_", "x.zero_()", "return x.zero_();", returns="x", x=matrix)
    op("copy_", "x.copy_(y)", "return x.copy_(y);", returns="x", x=matrix, y=row.double())

    kit.raises("add", "x + y", "x.add(y)", x=randn(3), y=randn(4))
    kit.raises("matmul", "x @ y", "x.matmul(y)", x=randn(2, 3), y=randn(2, 3))
    kit.raises("clamp", "x.clamp(y, None)", "x.clamp(y, null)", x=randn(3), y=randn(4))
    kit.raises("bitwise_and", "x & y", "x.bitwiseAnd(y)", x=randn(3), y=randn(3))
    kit.raises("softmax", "x.softmax(2)", "x.softmax(2)", x=randn(3))
    kit.raises("add_", "x.add_(y)", "x.add_(y)", x=torch.tensor([1]), y=torch.tensor([1.5]))
