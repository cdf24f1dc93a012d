"""print(tensor)."""
import torch


def cases(kit):
    g = torch.Generator().manual_seed(9)
    r = torch.randn(4, 5, generator=g)
    for variant, x in {
        "float32": r, "float64": r.double(), "bfloat16": r.bfloat16(), "whole": r.round(), "large": r * 1e6, "small": r * 1e-6,
        "huge and whole": torch.tensor([1e9, 1.0]), "int64": torch.arange(24).view(2, 3, 4), "int32": torch.arange(3, dtype=torch.int32),
        "bool": r > 0, "no dimensions": torch.tensor(2.5), "integer, no dimensions": torch.tensor(7), "empty": torch.zeros(0),
        "empty matrix": torch.zeros(0, 3), "empty integers": torch.zeros(2, 0, dtype=torch.int64),
        "NaN and infinities": torch.tensor([float("nan"), float("inf"), -float("inf"), 1.0]), "zeros": torch.zeros(2, 2),
        "long": torch.arange(40) * 1000, "a large matrix": torch.arange(1200.0).view(30, 40) / 7, "a long vector": torch.arange(2000),
        "images": torch.randn(2, 3, 20, 20, generator=g),
    }.items():
        kit.op("Tensor.__repr__", "str(x)", "x.toString()", variant, x=x, grad=False)
    kit.op("Tensor.__repr__", "str(x.requires_grad_())", "x.requiresGrad_(true).toString()", x=r[0], grad=False)
    kit.op("Tensor.__repr__", "str(x.requires_grad_() * x)", "x.requiresGrad_(true).mul(x).toString()", x=r[0], grad=False)
    kit.op("Tensor.__repr__", "str(x.requires_grad_().sum())", "x.requiresGrad_(true).sum().toString()", x=r, grad=False)
