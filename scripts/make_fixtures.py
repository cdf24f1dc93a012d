"""Makes the fixtures that the Java tests compare with: run with a Python that has PyTorch (2.13 made the committed ones).

    python3 scripts/make_fixtures.py

For each model of reference.py: its weights as torch.save writes them, and in a safetensors file inputs, output, loss,
every parameter's gradient, and all parameters after one and after ten Adam steps. For the schedulers: schedules and
results at t = 0, 1, the middle and T - 1. For the initialisation: statistics of each parameter over many models.
"""
import json
import math
import pathlib
import struct

import torch

import reference as ref

ROOT = pathlib.Path(__file__).resolve().parent.parent
OUT = ROOT / "ddpm" / "src" / "test" / "resources" / "fixtures"
T = 2000
BATCH = 4
DTYPES = {torch.float32: "F32", torch.float64: "F64", torch.int64: "I64", torch.bool: "BOOL", torch.uint8: "U8",
          torch.int8: "I8", torch.int16: "I16", torch.int32: "I32", torch.float16: "F16", torch.bfloat16: "BF16"}


def save_safetensors(path, tensors, **metadata):
    header, blobs, offset = {"__metadata__": {k: str(v) for k, v in metadata.items()}}, [], 0
    for name, tensor in tensors.items():
        blob = tensor.detach().contiguous().reshape(-1).view(torch.uint8).numpy().tobytes()
        header[name] = {"dtype": DTYPES[tensor.dtype], "shape": list(tensor.shape),
                        "data_offsets": [offset, offset + len(blob)]}
        blobs.append(blob)
        offset += len(blob)
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    path.write_bytes(struct.pack("<Q", len(text)) + text + b"".join(blobs))
    print(path.relative_to(ROOT), path.stat().st_size)


def batches(n):
    """n batches of images in [-1, 1], steps (0 and T - 1 among them) and noise."""
    generator = torch.Generator().manual_seed(1)
    for _ in range(n):
        x = torch.rand(BATCH, 1, 28, 28, generator=generator) * 2 - 1
        t = torch.randint(0, T, (BATCH,), generator=generator)
        t[0], t[1] = 0, T - 1
        yield x, t, torch.randn(BATCH, 1, 28, 28, generator=generator)


def train(make, state, dtype=torch.float32, eps=1e-8):
    """Ten Adam steps from the given weights. Yields (step, model, loss, batch) after each."""
    model = make(num_steps=T)
    model.load_state_dict(state)
    model.to(dtype)
    scheduler = ref.Alpha_NoiseScheduler(T, 1e-4, 0.02)
    optimizer = torch.optim.Adam(model.parameters(), lr=1e-3, eps=eps)
    for step, (x, t, noise) in enumerate(batches(10), start=1):
        yield step, model, ref.train_step(model, scheduler, optimizer, x.to(dtype), t, noise.to(dtype)), (x, t, noise)


def model_fixture(make):
    """Output, gradients and one Adam step in float32; ten steps with eps = 0.01 and with Adam's own eps, in float64.

    Why float64: PyTorch 2.13's float32 run of AdvUNetModel is 7e-5 from its own float64 run after ten steps.
    Why not compare ten float32 steps with Adam's own eps, 1e-8: a parameter whose true gradient is zero (a bias in front of
    GroupNorm with one channel a group) has rounding noise of about 1e-8 for a gradient, which Adam divides by its own size.
    PyTorch then disagrees with PyTorch by as much as the learning rate, for another number of threads.
    """
    torch.manual_seed(42)
    model = make(num_steps=T)
    name = make.__name__
    state = {k: v.clone() for k, v in model.state_dict().items()}
    torch.save(model.state_dict(), OUT / f"{name}.pth")
    print(f"{name}.pth", (OUT / f"{name}.pth").stat().st_size)
    scheduler = ref.Alpha_NoiseScheduler(T, 1e-4, 0.02)
    tensors = {}
    x, t, noise = next(batches(1))
    with torch.no_grad():
        tensors["output"] = model(scheduler.add_noise(x, t, noise), t)
    step, model, loss, _ = next(train(make, state))
    tensors.update({f"grad.{k}": p.grad.clone() for k, p in model.named_parameters()})
    tensors.update({f"step1.{k}": p.detach().clone() for k, p in model.named_parameters()})
    losses = []
    exact = torch.float32 if make is ref.SimpleModel else torch.float64  # SimpleModel makes float32 of t anyway
    for step, model, loss, (x, t, noise) in train(make, state, exact, eps=1e-2):
        tensors[f"x.{step}"], tensors[f"t.{step}"], tensors[f"noise.{step}"] = x, t, noise
        losses.append(loss)
    tensors["losses"] = torch.tensor(losses, dtype=torch.float64)
    tensors.update({f"step10.{k}": p.detach().float() for k, p in model.named_parameters()})
    if exact == torch.float64:
        losses64 = []
        for step, model, loss, _ in train(make, state, torch.float64):
            losses64.append(loss)
        tensors["losses64"] = torch.tensor(losses64, dtype=torch.float64)
        tensors.update({f"float64.{k}": p.detach().float() for k, p in model.named_parameters()})
    save_safetensors(OUT / f"{name}.safetensors", tensors, torch=torch.__version__)


def adam_fixture():
    """Adam by itself: ten given gradients of all sizes, zeros among them."""
    generator = torch.Generator().manual_seed(3)
    param = torch.nn.Parameter(torch.randn(100, generator=generator))
    tensors = {"param": param.detach().clone()}
    optimizer = torch.optim.Adam([param], lr=1e-3)
    for step in range(1, 11):
        scale = 10.0 ** torch.randint(-10, 3, (100,), generator=generator)
        param.grad = torch.randn(100, generator=generator) * scale
        param.grad[::10] = 0
        tensors[f"grad.{step}"] = param.grad.clone()
        optimizer.step()
        tensors[f"param.{step}"] = param.detach().clone()
    save_safetensors(OUT / "adam.safetensors", tensors, torch=torch.__version__)


def scheduler_fixture():
    generator = torch.Generator().manual_seed(2)
    tensors = {}
    for label, steps, start, end in (("notebook", 24, 1e-4, 0.6), ("training", T, 1e-4, 0.02)):
        t = torch.tensor([0, 1, steps // 2, steps - 1])
        x0 = torch.rand(4, 1, 28, 28, generator=generator) * 2 - 1
        noise = torch.randn(4, 1, 28, 28, generator=generator)
        z = torch.randn(4, 1, 28, 28, generator=generator)
        alpha, beta = ref.Alpha_NoiseScheduler(steps, start, end), ref.Beta_NoiseScheduler(steps, start, end)
        xt = alpha.add_noise(x0, t, noise)
        results = {
            "t": t, "x0": x0, "noise": noise, "z": z,
            "beta": alpha.beta, "alpha": alpha.alpha, "alpha_bar": alpha.alpha_bar,
            "random": ref.Random_NoiseScheduler(0.7, 0.3).add_noise(x0, t, noise),
            "single_beta": ref.SingleBeta_NoiseScheduler(0.3).add_noise(x0, t, noise),
            "beta_add_noise": beta.add_noise(x0, t, noise),
            "add_noise": xt,
            "prev": alpha.sample_prev_step(xt, t, noise * 0.9, z),
        }
        tensors.update({f"{label}.{k}": v for k, v in results.items()})
    save_safetensors(OUT / "schedulers.safetensors", tensors, torch=torch.__version__)


def published_betas(kind, steps):
    """Schedules beside the original's, in float64, as their papers write them."""
    def alpha_bar(u):
        if kind == "cosine":                                # arXiv 2102.09672, equation 17
            return math.cos((u + 0.008) / 1.008 * math.pi / 2) ** 2
        sigmoid = lambda z: 1 / (1 + math.exp(-z))          # arXiv 2212.11972, algorithm 1: start -3, end 3, tau 1
        return (sigmoid(3) - sigmoid(6 * u - 3)) / (sigmoid(3) - sigmoid(-3))
    return torch.tensor([min(1 - alpha_bar((i + 1) / steps) / alpha_bar(i / steps), 0.999) for i in range(steps)],
                        dtype=torch.float64)


def zero_terminal_snr(betas):
    """arXiv 2305.08891, algorithm 1."""
    alphas_bar_sqrt = (1 - betas).cumprod(0).sqrt()
    first, last = alphas_bar_sqrt[0].clone(), alphas_bar_sqrt[-1].clone()
    alphas_bar_sqrt = (alphas_bar_sqrt - last) * (first / (first - last))
    alphas_bar = alphas_bar_sqrt ** 2
    return 1 - torch.cat([alphas_bar[0:1], alphas_bar[1:] / alphas_bar[:-1]])


def schedule_fixture():
    tensors = {}
    for steps in (50, 2000):
        betas = {"cosine": published_betas("cosine", steps), "sigmoid": published_betas("sigmoid", steps),
                 "linear": torch.linspace(1e-4, 0.02, steps, dtype=torch.float64)}
        for kind, beta in betas.items():
            tensors[f"{kind}.{steps}"] = beta
            tensors[f"{kind}.{steps}.zero"] = zero_terminal_snr(beta)
    save_safetensors(OUT / "schedules.safetensors", tensors, torch=torch.__version__)


def init_fixture():
    """For each parameter over 50 seeds: mean, standard deviation, smallest and largest value."""
    stats = {}
    for make in (ref.SimpleModel, ref.UNetModel, ref.AdvUNetModel):
        values = {}
        for seed in range(50):
            torch.manual_seed(seed)
            for k, p in make(num_steps=T).named_parameters():
                values.setdefault(k, []).append(p.detach().flatten())
        for k, v in values.items():
            v = torch.cat(v).double()
            stats[f"{make.__name__}.{k}"] = torch.stack([v.mean(), v.std(), v.min(), v.max()])
    save_safetensors(OUT / "init.safetensors", stats, torch=torch.__version__)


def seed_fixture():
    """What a seed gives: the Java side draws the same numbers from the same generator."""
    torch.manual_seed(7)
    tensors = {"randn": torch.randn(3, 100), "randn_small": torch.randn(5), "rand": torch.rand(50),
               "randint": torch.randint(0, 2000, (64,)), "randperm": torch.randperm(100)}
    save_safetensors(OUT / "seed.safetensors", tensors, torch=torch.__version__)


if __name__ == "__main__":
    print("PyTorch", torch.__version__)
    torch.set_num_threads(2)
    OUT.mkdir(parents=True, exist_ok=True)
    for make in (ref.SimpleModel, ref.UNetModel, ref.AdvUNetModel):
        model_fixture(make)
    adam_fixture()
    scheduler_fixture()
    schedule_fixture()
    init_fixture()
    seed_fixture()
