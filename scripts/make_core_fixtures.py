"""Makes the fixtures that native-bindings' layer tests compare with: run with a Python that has PyTorch (2.13 made the
committed file).

    python3 scripts/make_core_fixtures.py

For each case: its parameters (param.*), input x, output y, a weight r for the output, and the gradients of
sum(y * r) by the input and each parameter. Names are CASE/NAME.
"""
import pathlib

import torch
from torch import nn
from torch.nn import functional as F

import make_fixtures

ROOT = pathlib.Path(__file__).resolve().parent.parent
OUT = ROOT / "native-bindings" / "src" / "test" / "resources" / "core"


def images(channels, size=9):
    return torch.randn(2, channels, size, size)


CASES = {
    "conv2d": (lambda: nn.Conv2d(3, 8, 3), lambda: images(3)),
    "conv2d.padding": (lambda: nn.Conv2d(16, 16, 3, padding=1), lambda: images(16)),
    "conv2d.stride": (lambda: nn.Conv2d(3, 8, 3, stride=2, padding=1), lambda: images(3)),
    "conv2d.dilation": (lambda: nn.Conv2d(3, 8, 3, dilation=2), lambda: images(3)),
    "conv2d.groups": (lambda: nn.Conv2d(4, 8, 3, groups=2), lambda: images(4)),
    "conv2d.noBias": (lambda: nn.Conv2d(3, 8, 3, bias=False), lambda: images(3)),
    "conv2d.padded": (lambda: nn.Conv2d(20, 18, 5, stride=2, padding=2), lambda: images(20)),
    "conv2d.pointwise": (lambda: nn.Conv2d(20, 18, 1), lambda: images(20)),
    "convTranspose2d": (lambda: nn.ConvTranspose2d(8, 3, 2, stride=2), lambda: images(8, 5)),
    "convTranspose2d.outputPadding": (
        lambda: nn.ConvTranspose2d(8, 4, 3, stride=2, padding=1, output_padding=1), lambda: images(8, 5)),
    "convTranspose2d.groups": (
        lambda: nn.ConvTranspose2d(4, 6, 3, groups=2, dilation=2, bias=False), lambda: images(4, 5)),
    "linear": (lambda: nn.Linear(5, 7), lambda: torch.randn(2, 3, 5)),
    "linear.noBias": (lambda: nn.Linear(5, 7, bias=False), lambda: torch.randn(4, 5)),
    "embedding": (lambda: nn.Embedding(6, 4), lambda: torch.tensor([[0, 5, 5], [2, 1, 0]])),
    "groupNorm": (lambda: nn.GroupNorm(2, 6), lambda: images(6, 5)),
    "groupNorm.eps": (lambda: nn.GroupNorm(3, 6, eps=0.1), lambda: images(6, 5)),
    "relu": (nn.ReLU, lambda: images(2, 4)),
    "maxPool2d": (lambda: nn.MaxPool2d(2), lambda: images(3, 7)),
    "interpolateNearest": (lambda: nn.Upsample(scale_factor=2, mode="nearest"), lambda: images(3, 4)),
}


def case(name, make, make_input):
    module, x = make(), make_input()
    for p in module.parameters():  # GroupNorm starts with ones and zeros, which would hide mistakes
        nn.init.normal_(p, 0.2, 0.3)
    if x.is_floating_point():
        x.requires_grad_(True)
    y = module(x)
    r = torch.randn_like(y)
    (y * r).sum().backward()
    tensors = {"x": x, "y": y, "r": r}
    if x.is_floating_point():
        tensors["grad.x"] = x.grad
    for key, p in module.named_parameters():
        tensors[f"param.{key}"], tensors[f"grad.{key}"] = p, p.grad
    return {f"{name}/{key}": t for key, t in tensors.items()}


def mse_loss():
    a, b = torch.randn(3, 4, requires_grad=True), torch.randn(3, 4, requires_grad=True)
    y = F.mse_loss(a, b)
    y.backward()
    return {f"mseLoss/{key}": t for key, t in {"x": a, "target": b, "y": y, "grad.x": a.grad, "grad.target": b.grad}.items()}


def main():
    torch.manual_seed(5)
    OUT.mkdir(parents=True, exist_ok=True)
    tensors = {}
    for name, (make, make_input) in CASES.items():
        tensors.update(case(name, make, make_input))
    tensors.update(mse_loss())
    make_fixtures.save_safetensors(OUT / "layers.safetensors", tensors, torch=torch.__version__)


if __name__ == "__main__":
    main()
