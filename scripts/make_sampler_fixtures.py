"""Makes the fixture of the samplers: whole trajectories in float64, by the published formulas as written below.

    python3 scripts/make_sampler_fixtures.py

The model is one whose best answer is known: each pixel is -a or a, each as often, plus normal noise of deviation S. Where
the package `diffusers` can be imported, its schedulers are run beside (0.40.0.dev0 was, for the committed fixture), and the
script fails if they go another way.
"""
import functools
import math

import torch

from make_fixtures import OUT, published_betas, save_safetensors, zero_terminal_snr

S = 0.3
SCHEDULES = {
    "linear": torch.linspace(1e-4, 0.02, 1000),
    "short": torch.linspace(1e-4, 0.2, 50),
    "zero": zero_terminal_snr(published_betas("cosine", 100)).float(),
}
ALPHA_BAR = {k: (1 - beta).cumprod(0).double() for k, beta in SCHEDULES.items()}       # in float32, as the Java side has it
A = torch.linspace(-1, 1, 16, dtype=torch.float64).view(1, 1, 4, 4)


class Levels:
    """alpha-bar at t; 1 at -1, the image."""

    def __init__(self, schedule):
        self.steps, self.bar = len(ALPHA_BAR[schedule]), ALPHA_BAR[schedule].tolist() + [1.0]

    def __getitem__(self, t):
        return self.bar[t]

    def signal(self, t):
        return math.sqrt(self.bar[t])

    def noise(self, t):
        return math.sqrt(1 - self.bar[t])

    def sigma(self, t):
        return self.noise(t) / self.signal(t) if self.bar[t] > 0 else math.inf

    def lam(self, t):
        return math.inf if t < 0 else -math.log(self.sigma(t)) if self.bar[t] > 0 else -math.inf

    def model(self, x, t):
        """E[x0 | x_t]: the mean over the two components, weighted by how likely each is."""
        signal, variance = self.signal(t), self[t] * S ** 2 + 1 - self[t]
        a = A * torch.tanh(signal * A * x / variance)
        return a + signal * S ** 2 / variance * (x - signal * a)


def timesteps(spacing, n, steps):
    if spacing == "leading":
        t = [i * (steps // n) for i in range(n)]
    elif spacing == "linspace":
        t = [round(i * (steps - 1) / (n - 1)) for i in range(n)]
    elif spacing == "trailing":
        t = [round(steps - i * steps / n) - 1 for i in range(n)]
    elif spacing == "quadratic":
        t = [max(i, round((i / (n - 1)) ** 2 * (steps - 1))) for i in range(n)]
    elif spacing == "logsnr":       # T - 1 and even in lambda from -3.5 on, over the linear schedule of that T
        bar = (1 - torch.linspace(1e-4, 0.02, steps)).cumprod(0).double()
        lam = 0.5 * torch.log(bar / (1 - bar))
        beyond = lam[-1].item() < -3.5
        wanted = torch.linspace(min(lam[0].item(), 2.5), max(lam[-1].item(), -3.5), n - beyond, dtype=torch.float64)
        t = [(lam - w).abs().argmin().item() for w in wanted] + [steps - 1] * beyond
        for i in range(1, n):
            t[i] = max(t[i], t[i - 1] + 1)
        t = [min(t[i], steps - n + i) for i in range(n)]
    return sorted(t, reverse=True)


# Images seen, clipped or not

def no_clip(x0):
    return x0


def unit(x0):
    return x0.clamp(-1, 1)


def dynamic(p, x0):
    """Imagen, arXiv 2205.11487, section 2.3."""
    s = torch.quantile(x0.abs().flatten(1), p, 1).clamp(min=1).view(-1, 1, 1, 1)
    return torch.maximum(torch.minimum(x0, s), -s) / s


# Steps from t to s: (x, t, s, z) -> x_s

def ancestral(levels, see, variance):
    """arXiv 2006.11239, equations 6 and 7, with alpha = bar(t) / bar(s) for steps of any length."""
    def step(x, t, s, z):
        alpha, x0 = levels[t] / levels[s], see(x, t)
        mean = (math.sqrt(levels[s]) * (1 - alpha) / (1 - levels[t]) * x0
                + math.sqrt(alpha) * (1 - levels[s]) / (1 - levels[t]) * x)
        beta_tilde = (1 - levels[s]) / (1 - levels[t]) * (1 - alpha)
        return mean if s < 0 else mean + math.sqrt(beta_tilde if variance == "fixedsmall" else 1 - alpha) * z
    return step


def ddim(levels, see, eta):
    """arXiv 2010.02502, equations 12 and 16."""
    def step(x, t, s, z):
        x0 = see(x, t)
        noise = (x - levels.signal(t) * x0) / levels.noise(t)
        sigma = eta * math.sqrt((1 - levels[s]) / (1 - levels[t])) * math.sqrt(1 - levels[t] / levels[s])
        return levels.signal(s) * x0 + math.sqrt(1 - levels[s] - sigma ** 2) * noise + sigma * z
    return step


def dpmpp(levels, see, eta, solver_type="midpoint"):
    """arXiv 2211.01095, algorithm 2; the step to infinite lambda is of first order. With eta = 1 appendix D's SDE-DPM-Solver++
    (2M); between 0 and 1, and with the solver_type heun, as k-diffusion has it, there in x-bar = x / signal."""
    memory = []

    def step(x, t, s, z):
        x0, h = see(x, t), levels.lam(s) - levels.lam(t)
        slope = 0
        if memory and s >= 0:
            r = (levels.lam(t) - levels.lam(memory[0][0])) / h
            slope = 1 / r * (x0 - memory[0][1])
        memory[:] = [(t, x0)]
        if s < 0:
            return x0
        eta_h = eta * h if eta else 0
        whole = -math.expm1(-h - eta_h)
        of_slope = whole / 2 if solver_type == "midpoint" else 1 - whole / (h + eta_h)
        return (levels.noise(s) / levels.noise(t) * math.exp(-eta_h) * x + levels.signal(s) * (whole * x0 + of_slope * slope)
                + levels.noise(s) * math.sqrt(-math.expm1(-2 * eta_h)) * z)
    return step


def heun(levels, see, second=True):
    """arXiv 2206.00364, algorithm 1, in x-bar = x / signal; without the second half: Euler."""
    def step(x, t, s, z):
        if levels[t] == 0:
            return ddim(levels, see, 0)(x, t, s, z)         # the limit
        bar, dt = x / levels.signal(t), levels.sigma(s) - levels.sigma(t)
        d = (bar - see(x, t)) / levels.sigma(t)
        new = bar + dt * d
        if second and s >= 0 and levels.sigma(t) <= 10 * max(1, levels.sigma(s)):       # else too long a step for it
            d2 = (new - see(new * levels.signal(s), s)) / levels.sigma(s)
            new = bar + dt * (d + d2) / 2
        return new * levels.signal(s)
    return step


CLIPS = {"none": no_clip, "unit": unit, "dynamic": functools.partial(dynamic, 0.8)}
METHODS = {
    "fixedsmall": functools.partial(ancestral, variance="fixedsmall"),
    "fixedlarge": functools.partial(ancestral, variance="fixedlarge"),
    "ddim0": functools.partial(ddim, eta=0.0), "ddim0.5": functools.partial(ddim, eta=0.5), "ddim1": functools.partial(ddim, eta=1.0),
    "dpmpp": functools.partial(dpmpp, eta=0.0), "dpmpp0.5": functools.partial(dpmpp, eta=0.5),
    "dpmpp1": functools.partial(dpmpp, eta=1.0),
    "dpmpp-heun": functools.partial(dpmpp, eta=0.0, solver_type="heun"), "dpmpp0.5-heun": functools.partial(dpmpp, eta=0.5, solver_type="heun"),
    "dpmpp1-heun": functools.partial(dpmpp, eta=1.0, solver_type="heun"), "euler": functools.partial(heun, second=False), "heun": heun,
}
# schedule, method, spacing, how many, clip
CASES = [
    ("short", "fixedsmall", "leading", 50, "none"), ("short", "fixedsmall", "leading", 50, "unit"),
    ("linear", "fixedsmall", "trailing", 10, "none"), ("linear", "fixedsmall", "linspace", 10, "unit"),
    ("linear", "fixedlarge", "leading", 10, "none"), ("linear", "fixedlarge", "quadratic", 10, "dynamic"),
    ("linear", "ddim0", "leading", 10, "none"), ("linear", "ddim0", "quadratic", 10, "unit"),
    ("linear", "ddim0.5", "leading", 10, "unit"), ("linear", "ddim1", "leading", 10, "none"),
    ("linear", "dpmpp", "trailing", 20, "none"), ("linear", "dpmpp", "linspace", 10, "unit"),
    ("linear", "dpmpp", "trailing", 10, "dynamic"), ("linear", "euler", "trailing", 10, "none"),
    ("linear", "heun", "trailing", 10, "none"), ("linear", "heun", "linspace", 10, "unit"),
    ("zero", "fixedsmall", "trailing", 10, "none"), ("zero", "ddim0.5", "trailing", 10, "unit"),
    ("zero", "dpmpp", "trailing", 10, "none"), ("zero", "euler", "linspace", 10, "none"), ("zero", "heun", "trailing", 10, "none"),
    ("linear", "dpmpp1", "trailing", 20, "none"), ("linear", "dpmpp1", "trailing", 10, "dynamic"),
    ("linear", "dpmpp0.5", "linspace", 10, "unit"), ("zero", "dpmpp1", "trailing", 10, "none"),
    ("linear", "heun", "trailing", 3, "none"),
    ("linear", "dpmpp-heun", "trailing", 20, "none"), ("linear", "dpmpp0.5-heun", "linspace", 10, "unit"),
    ("linear", "dpmpp1-heun", "trailing", 20, "none"), ("linear", "dpmpp1-heun", "logsnr", 20, "none"),
    ("zero", "dpmpp1-heun", "trailing", 10, "none"),
]


def trajectory(schedule, method, spacing, n, clip, start, z):
    levels = Levels(schedule)
    step = METHODS[method](levels, lambda x, t: CLIPS[clip](levels.model(x, t)))
    ts = timesteps(spacing, n, levels.steps)
    xs = [start]
    for i, (t, s) in enumerate(zip(ts, ts[1:] + [-1])):
        xs.append(step(xs[-1], t, s, z[i]))
    return torch.stack(xs)


def invert(levels, ts, image):
    """DDIM with s < t exchanged; what the model sees at the lower level, it is asked at the upper one's t (diffusers' way)."""
    x = image
    for s, t in zip([-1] + ts[::-1], ts[::-1]):
        x0 = levels.model(x, t)
        noise = (x - levels.signal(t) * x0) / levels.noise(t)
        clean = (x - levels.noise(s) * noise) / levels.signal(s)
        x = levels.signal(t) * clean + levels.noise(t) * noise
    return x


def slerp(a, b, w):
    """arXiv 2010.02502, equation 67, image by image."""
    fa, fb = a.flatten(1), b.flatten(1)
    theta = torch.acos((fa * fb).sum(1) / fa.norm(dim=1) / fb.norm(dim=1)).view(-1, 1, 1, 1)
    return torch.sin((1 - w) * theta) / torch.sin(theta) * a + torch.sin(w * theta) / torch.sin(theta) * b


def repaint(levels, ts, image, mask, resample, start, draws):
    """RePaint: arXiv 2201.09865, algorithm 1, over some of the steps. mask is 1 where the image is known."""
    see, x = lambda x, t: levels.model(x, t), start
    step, draws = ancestral(levels, see, "fixedsmall"), iter(draws)
    for t, s in zip(ts, ts[1:] + [-1]):
        for u in range(resample):
            known = levels.signal(s) * image + (levels.noise(s) * next(draws) if s >= 0 else 0)
            unknown = step(x, t, s, next(draws) if s >= 0 else None)
            xs = mask * known + (1 - mask) * unknown
            if u + 1 < resample and s >= 0:
                alpha = levels[t] / levels[s]
                x = math.sqrt(alpha) * xs + math.sqrt(1 - alpha) * next(draws)
        x = xs
    return x


def check_with_diffusers(case, xs, z):
    """The same case by diffusers' scheduler. Returns the largest difference, or None where it has no such thing."""
    import diffusers
    schedule, method, spacing, n, clip = case
    levels = Levels(schedule)
    ts = timesteps(spacing, n, levels.steps)
    config = dict(num_train_timesteps=levels.steps, trained_betas=SCHEDULES[schedule].numpy(), prediction_type="sample")
    clips = dict(clip_sample=clip == "unit", thresholding=clip == "dynamic", dynamic_thresholding_ratio=0.8,
                 sample_max_value=1e9)
    draws = iter(z)
    if method in ("fixedsmall", "fixedlarge"):
        import diffusers.schedulers.scheduling_ddpm as module
        module.randn_tensor = lambda *args, **kw: next(draws)
        scheduler = diffusers.DDPMScheduler(**config, **clips, variance_type="fixed_small" if method == "fixedsmall" else "fixed_large")
        scheduler.set_timesteps(timesteps=ts)
        step = lambda out, t, x, i: scheduler.step(out, t, x)
    elif method.startswith("ddim"):
        if spacing != "leading":
            return None                                     # its DDIM takes T // n as every step's length
        eta = float(method[4:])
        scheduler = diffusers.DDIMScheduler(**config, **clips, timestep_spacing="leading", steps_offset=0)
        scheduler.set_timesteps(n)
        step = lambda out, t, x, i: scheduler.step(out, t, x, eta=eta, use_clipped_model_output=True,
                                                   variance_noise=z[i] if eta else None)
    else:
        if clip == "unit" or schedule == "zero":
            return None                                     # it has neither here
        if method == "heun" and n == 3:
            return None                                     # it takes the second half of too long a step, too
        if method.startswith("dpmpp0.5"):
            return None                                     # it has 0 and 1 only
        if method.startswith("dpmpp"):
            import diffusers.schedulers.scheduling_dpmsolver_multistep as module
            module.randn_tensor = lambda *args, **kw: next(draws)
            scheduler = diffusers.DPMSolverMultistepScheduler(
                **config, solver_order=2, algorithm_type="sde-dpmsolver++" if method.startswith("dpmpp1") else "dpmsolver++",
                solver_type="heun" if method.endswith("-heun") else "midpoint", timestep_spacing="trailing" if spacing == "logsnr" else spacing,
                lower_order_final=False, final_sigmas_type="zero", thresholding=clip == "dynamic",
                dynamic_thresholding_ratio=0.8, sample_max_value=1e9)
        else:
            make = diffusers.HeunDiscreteScheduler if method == "heun" else diffusers.EulerDiscreteScheduler
            scheduler = make(**config, timestep_spacing=spacing)
        if spacing == "logsnr":
            scheduler.set_timesteps(timesteps=ts)           # its own is another
        else:
            scheduler.set_timesteps(n)
        step = lambda out, t, x, i: scheduler.step(out, t, x)
    in_sigma = method in ("heun", "euler")
    x = xs[0] / levels.signal(ts[0]) if in_sigma else xs[0]
    for i, t in enumerate(scheduler.timesteps):
        vp = x * levels.signal(int(t)) if in_sigma else x
        if in_sigma:
            scheduler.scale_model_input(x, t)
        x = step(levels.model(vp, int(t)), t, x, i).prev_sample
    return (x - xs[-1]).abs().max().item()


def main():
    generator = torch.Generator().manual_seed(11)
    def randn(*size):
        return torch.randn(*size, generator=generator, dtype=torch.float64)
    start, z = randn(2, 1, 4, 4), randn(50, 2, 1, 4, 4)
    tensors = {"a": A, "start": start, "z": z}
    try:
        import diffusers
        version = diffusers.__version__
    except ImportError:
        diffusers, version = None, None
    print("diffusers", version)
    for case in CASES:
        xs = trajectory(*case, start, z)
        tensors[".".join(map(str, case)).replace("0.5", "0_5")] = xs[[1, 2, len(xs) // 2, -2, -1]]
        worst = check_with_diffusers(case, xs, z) if diffusers else None
        print(*case, "" if worst is None else f"differs from diffusers by {worst:.1e}")
        assert worst is None or worst < 1e-5, case          # diffusers keeps its schedule in float32
    linear = Levels("linear")
    ts = timesteps("trailing", 10, 1000)
    image, mask = randn(2, 1, 4, 4) * 0.5, (torch.arange(16).view(1, 1, 4, 4) % 3 == 0).double()
    draws = randn(100, 2, 1, 4, 4)
    tensors.update(image=image, mask=mask, draws=draws, inverted=invert(linear, ts, image), slerp=slerp(start, image, 0.3),
                   repaint=repaint(linear, ts, image, mask, 3, start, draws))
    for spacing in ("leading", "linspace", "trailing", "quadratic", "logsnr"):
        for n, steps in ((2, 1000), (10, 1000), (20, 2000), (7, 50), (50, 50)):
            tensors[f"timesteps.{spacing}.{n}.{steps}"] = torch.tensor(timesteps(spacing, n, steps))
    save_safetensors(OUT / "samplers.safetensors", tensors, torch=torch.__version__)


if __name__ == "__main__":
    main()
