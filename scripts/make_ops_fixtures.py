"""Makes the fixtures that OperatorValuesTest and the tests of optim compare with: run with a Python that has PyTorch (2.13 made the committed ones).

    python3 scripts/make_ops_fixtures.py

Inputs under "in.NAME", the results of each case under "CASE.0", "CASE.1", ... The cases call torch.ops.aten as the Java
test calls Torch.op.
"""
import pathlib

import torch

import make_fixtures

make_fixtures.DTYPES.update({torch.bool: "BOOL", torch.uint8: "U8", torch.int32: "I32"})
OUT = make_fixtures.ROOT / "native-bindings" / "src" / "test" / "resources" / "ops"
aten = torch.ops.aten


def main():
    g = torch.Generator().manual_seed(5)

    def randn(*size):
        return torch.randn(*size, generator=g)

    inputs = {
        "x": randn(4, 6), "y": randn(4, 6), "row": randn(6), "square": randn(5, 5), "image": randn(2, 3, 5, 7),
        "grid": torch.rand(2, 4, 4, 2, generator=g) * 2 - 1,
        "weight": randn(4, 3, 3, 3), "bias": randn(4),
        "long": torch.randint(-5, 9, (4, 6), generator=g),
        "index": torch.tensor([2, 0, 3]), "labels": torch.randint(0, 6, (4,), generator=g),
        "positive": torch.rand(4, 6, generator=g) + 0.5,
        "query": randn(1, 2, 5, 8), "key": randn(1, 2, 5, 8), "value": randn(1, 2, 5, 8),
        "gamma": randn(6), "beta": randn(6),
    }
    i = type("Inputs", (), inputs)
    cases = {
        # tensors, ints, floats, bools
        "grid_sampler_2d": aten.grid_sampler_2d(i.image, i.grid, 0, 0, False),
        "matmul": aten.matmul(i.x, i.y.t()),
        "softmax": aten._softmax(i.x, 1, False),
        "cumsum": aten.cumsum(i.x, 1),
        "tril": aten.tril(i.square, -1),
        "roll": aten.roll(i.x, [1, -2], [0, 1]),
        "pixel_shuffle": aten.pixel_shuffle(i.query.view(1, 16, 5, 1), 4),
        "erfinv": aten.erfinv(torch.tanh(i.x)),
        # scalars
        "add_alpha": aten.add.Tensor(i.x, i.y, alpha=2),
        "add_alpha_float": aten.add.Tensor(i.x, i.y, alpha=0.5),
        "add_scalar": aten.add(i.x, 1.5),
        "add_long_scalar": aten.add(i.long, 3),
        "leaky_relu": aten.leaky_relu(i.x, 0.2),
        "clamp": aten.clamp(i.x, -0.5, 0.5),
        "clamp_min_only": aten.clamp(i.x, None, 0.25),
        "pow_scalar_tensor": aten.pow.Scalar(2.0, i.x),
        "linalg_vector_norm": aten.linalg_vector_norm(i.x, 3, [1], True),
        "full": aten.full([2, 3], 7, dtype=torch.int64, device="cpu"),
        "arange": aten.arange(2, 11, 3),
        "threshold": aten.threshold(i.x, 0.1, -1),
        # lists, broadcast and not; optionals
        "conv2d": aten.conv2d(i.image, i.weight, i.bias, [2, 1], [1, 1], [1, 1], 1),
        "conv2d_no_bias": aten.conv2d(i.image, i.weight, None, [1, 1], [1, 1]),
        "avg_pool2d": aten.avg_pool2d(i.image, [2, 2], [2, 2], [0, 0], False, True, 3),
        "upsample_bilinear2d": aten.upsample_bilinear2d(i.image, [9, 4], False),
        "upsample_nearest_scales": aten.upsample_nearest2d.vec(i.image, None, [2.0, 3.0]),
        "permute": aten.permute(i.image, [0, 2, 3, 1]).contiguous(),
        "sum_dim": aten.sum(i.image, [0, 2], True),
        "sum_double": aten.sum(i.x, dtype=torch.float64),
        "cat": aten.cat([i.x, i.y], 1),
        "stack": aten.stack([i.x, i.y, i.x], -1),
        "index": aten.index(i.x, [None, i.index]).contiguous(),
        "layer_norm": aten.layer_norm(i.x, [6], i.gamma, i.beta, 1e-5),
        "quantile": aten.quantile(i.x, torch.tensor([0.1, 0.5])),
        "scaled_dot_product_attention": aten.scaled_dot_product_attention(i.query, i.key, i.value, None, 0.0, True),
        "einsum": aten.einsum("ij,kj->ik", [i.x, i.y]),
        "bincount": aten.bincount(i.labels, None, 8),
        # strings, dtypes
        "gelu": aten.gelu(i.x),
        "gelu_tanh": aten.gelu(i.x, approximate="tanh"),
        "div_floor": aten.div(i.x, i.y, rounding_mode="floor"),
        "to_int": aten.to(i.x, torch.int64),
        "conv2d_same": aten.conv2d(i.image, i.weight, i.bias, [1, 1], "same"),
        "isfinite": aten.isfinite(1 / aten.floor(i.x)),
        # several results
        "topk": aten.topk(i.x, 3, 1),
        "max_dim": aten.max(i.x, 1),
        "sort": aten.sort(i.x, 1, True),
        "native_layer_norm": aten.native_layer_norm(i.x, [6], i.gamma, i.beta, 1e-5),
        "split": aten.split(i.x, 2, 1),
        "unbind": aten.unbind(i.x),
        "std_mean": aten.std_mean(i.x, [1], correction=0),
        "slogdet": aten.linalg_slogdet(i.square),
        "nll_loss_forward": aten.nll_loss_forward(aten.log_softmax(i.x, 1), i.labels, None, 1, -100),
        "foreach_mul": aten._foreach_mul([i.x, i.row], [2.0, -1.0]),
        # random numbers
        "normal": aten.normal(0.0, 2.0, [3, 100], generator=torch.Generator().manual_seed(11)),
        # in place
        "relu_": aten.relu_(i.x.clone()),
        "index_add_": aten.index_add_(i.x.clone(), 0, i.index, i.y[:3].contiguous(), alpha=2),
        "lerp_": aten.lerp_(i.x.clone(), i.y, 0.25),
    }
    image, grid = i.image.clone().requires_grad_(), i.grid.clone().requires_grad_()
    sampled = aten.grid_sampler_2d(image, grid, 0, 0, False)
    loss = aten.sum(aten.gelu(aten.mul(sampled, 2), approximate="tanh"))
    loss.backward()
    cases["gradients"] = (loss.detach(), image.grad, grid.grad)
    tensors = {f"in.{k}": v for k, v in inputs.items()}
    for case, results in cases.items():
        for k, result in enumerate(results if isinstance(results, (tuple, list)) else [results]):
            tensors[f"{case}.{k}"] = result
    OUT.mkdir(parents=True, exist_ok=True)
    make_fixtures.save_safetensors(OUT / "ops.safetensors", tensors, torch=torch.__version__)
    print(len(cases), "cases")


def optimizers():
    """Ten steps with gradients of all sizes, zeros and a parameter that has none at first; clipping; a GradScaler's life."""
    tensors = {}
    makers = {
        "adam": lambda p: torch.optim.Adam(p, lr=1e-3),
        "adam_decay": lambda p: torch.optim.Adam(p, lr=1e-2, betas=(0.8, 0.99), eps=1e-6, weight_decay=0.1),
        "adamw": lambda p: torch.optim.AdamW(p, lr=1e-3),
        "adamw_decay": lambda p: torch.optim.AdamW(p, lr=1e-2, betas=(0.8, 0.99), eps=1e-6, weight_decay=0.1),
    }
    for name, make in makers.items():
        g = torch.Generator().manual_seed(3)
        params = [torch.nn.Parameter(torch.randn(size, generator=g)) for size in ((50,), (7, 3))]
        if name == "adam":
            tensors.update({f"param.{k}": p.detach().clone() for k, p in enumerate(params)})
        optimizer = make(params)
        for step in range(1, 11):
            for k, p in enumerate(params):
                grad = torch.randn(p.shape, generator=g) * 10.0 ** torch.randint(-10, 3, p.shape, generator=g)
                grad.flatten()[::10] = 0
                p.grad = None if k == 1 and step < 3 else grad
                if name == "adam" and p.grad is not None:
                    tensors[f"grad.{step}.{k}"] = grad
            optimizer.step()
        tensors.update({f"{name}.{k}": p.detach().clone() for k, p in enumerate(params)})
    for norm_type in (2.0, 1.0, float("inf")):
        for max_norm in (0.5, 1e6):
            ps = [torch.nn.Parameter(tensors["param.0"].clone()), torch.nn.Parameter(tensors["param.1"].clone())]
            for k, p in enumerate(ps):
                p.grad = tensors[f"grad.5.{k}"].clone()
            case = f"clip.{norm_type:g}.{max_norm:g}"
            tensors[case] = torch.nn.utils.clip_grad_norm_(ps, max_norm, norm_type)
            tensors.update({f"{case}.{k}": p.grad for k, p in enumerate(ps)})
    p = torch.nn.Parameter(torch.tensor([1.0, -2.0]))
    optimizer = torch.optim.Adam([p], lr=0.1)
    scaler = torch.amp.GradScaler("cpu", init_scale=1024.0, growth_interval=2)
    for step, factor in enumerate((1.0, 2.0, float("inf"), 3.0, float("nan"), 0.5, 1.5, 1e-3), start=1):
        p.grad = None
        loss = (p * p).sum() * factor
        scaler.scale(loss).backward()
        if step % 2:
            scaler.unscale_(optimizer)
            tensors[f"scaler.grad.{step}"] = p.grad.clone()
        scaler.step(optimizer)
        scaler.update()
        tensors[f"scaler.param.{step}"] = p.detach().clone()
        tensors[f"scaler.state.{step}"] = torch.tensor(
            [scaler.get_scale(), scaler.state_dict()["_growth_tracker"]], dtype=torch.float64)
    make_fixtures.save_safetensors(OUT / "optim.safetensors", tensors, torch=torch.__version__)


if __name__ == "__main__":
    main()
    optimizers()
