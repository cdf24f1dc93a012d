"""Makes the fixtures of the evaluation's tests: run with a Python that has PyTorch, NumPy and SciPy.

    python3 scripts/make_eval_fixtures.py

Everything is float64. FID as pytorch-fid computes it, with scipy.linalg.sqrtm. KID as in its paper, arXiv 1801.01401.
The variational bound as improved-diffusion computes it (calc_bpd_loop), but with the exact normal distribution in the
decoder, where that has an approximation by tanh, and with an analytic model.
"""
import numpy as np
import scipy
import torch
from scipy.linalg import sqrtm
from scipy.special import ndtr

from make_fixtures import OUT, save_safetensors

DIM = 64


def frechet_distance(mean1, cov1, mean2, cov2):
    product = sqrtm(cov1 @ cov2)
    assert np.isfinite(product).all()
    return ((mean1 - mean2) ** 2).sum() + np.trace(cov1) + np.trace(cov2) - 2 * np.trace(product).real


def fid_cases(rng):
    """Name, features of one set, features of the other."""
    def features(n, scales, shift=0.0):
        mixing = rng.standard_normal((len(scales), len(scales)))
        return rng.standard_normal((n, len(scales))) * scales @ mixing + shift
    ones = np.ones(16)
    x = features(60, ones)
    yield "plain", x, features(40, ones, 0.3)
    yield "same", x, x
    yield "shifted", x, x + 0.5
    falling = np.logspace(0, -6, 16)                        # eigenvalues over twelve orders of magnitude
    yield "near_singular", features(60, falling), features(60, falling, 0.1)
    dead = features(60, ones)
    dead[:, :5] *= 1e-7                                     # as good as constant
    yield "dead_features", dead, features(60, ones)
    yield "few_images", features(8, ones), features(60, ones)   # rank 7 of 16
    yield "all_features", features(100, np.ones(DIM)), features(100, np.ones(DIM), 0.3)


def fid_fixture(rng):
    tensors = {}
    for name, x, y in fid_cases(rng):
        fid = frechet_distance(x.mean(0), np.cov(x, rowvar=False), y.mean(0), np.cov(y, rowvar=False))
        print(f"{name:14s} {fid:.12g}")
        tensors |= {f"{name}.x": x, f"{name}.y": y, f"{name}.fid": fid}
    return tensors


GAMMA = 0.02


def mmd2(x, y):
    """Unbiased squared MMD with the kernel (gamma x.y + 1)^3: no pair of an image with itself."""
    kernel = lambda a, b: (GAMMA * a @ b.T + 1) ** 3
    n, m = len(x), len(y)
    xx, yy = kernel(x, x), kernel(y, y)
    return (xx.sum() - np.trace(xx)) / (n * (n - 1)) + (yy.sum() - np.trace(yy)) / (m * (m - 1)) - 2 * kernel(x, y).mean()


def kid_fixture(rng):
    x, y = rng.standard_normal((60, DIM)), rng.standard_normal((80, DIM)) * 1.1 + 0.1
    size, subsets = 25, 8
    xi = np.stack([rng.choice(60, size, replace=False) for _ in range(subsets)])
    yi = np.stack([rng.choice(80, size, replace=False) for _ in range(subsets)])
    values = np.array([mmd2(x[i], y[j]) for i, j in zip(xi, yi)])
    print("mmd2", mmd2(x, y), "subsets", values.mean(), values.std(ddof=1))
    return {"x": x, "y": y, "mmd2": mmd2(x, y), "x_subsets": xi, "y_subsets": yi, "values": values,
            "mean": values.mean(), "std": values.std(ddof=1)}


def normal_kl(mean1, logvar1, mean2, logvar2):
    return 0.5 * (-1 + logvar2 - logvar1 + np.exp(logvar1 - logvar2) + (mean1 - mean2) ** 2 * np.exp(-logvar2))


def decoder_log_likelihood(x, mean, logvar):
    """Of 8-bit values scaled to [-1, 1]; the outermost bins reach to infinity."""
    scale = np.exp(-0.5 * logvar)
    above, below = ndtr((x - mean + 1 / 255) * scale), ndtr((x - mean - 1 / 255) * scale)
    probability = np.where(x < -0.999, above, np.where(x > 0.999, 1 - below, above - below))
    return np.log(np.maximum(probability, 1e-12))


def predicted_noise(xt, alpha_bar):
    """The best prediction where every pixel is normal with standard deviation 0.5, in float32: what the model does."""
    weight = np.float32(np.sqrt(1 - alpha_bar) / (alpha_bar * 0.25 + 1 - alpha_bar))
    return (np.float32(xt) * weight).astype(np.float64)


def bound_fixture(rng, steps, start, end):
    betas = torch.linspace(start, end, steps).double().numpy()      # the model's schedule is float32
    alphas = 1 - betas
    alpha_bar = np.cumprod(alphas)
    alpha_bar_prev = np.append(1.0, alpha_bar[:-1])
    posterior_variance = betas * (1 - alpha_bar_prev) / (1 - alpha_bar)
    posterior_logvar = np.log(np.append(posterior_variance[1], posterior_variance[1:]))
    large_logvar = np.log(np.append(posterior_variance[1], betas[1:]))
    coef_x0 = betas * np.sqrt(alpha_bar_prev) / (1 - alpha_bar)
    coef_xt = (1 - alpha_bar_prev) * np.sqrt(alphas) / (1 - alpha_bar)

    pixels = rng.integers(0, 256, (3, 1, 28, 28))
    pixels[0, 0, :14] = 0
    pixels[1, 0, 14:] = 255
    x0 = pixels / 255 * 2 - 1
    noise = rng.standard_normal((steps, 3, 1, 28, 28)).astype(np.float32).astype(np.float64)
    per_image = lambda nats: nats.mean((1, 2, 3)) / np.log(2)
    terms = {"small": [], "large": []}
    for t in range(steps):
        xt = np.sqrt(alpha_bar[t]) * x0 + np.sqrt(1 - alpha_bar[t]) * noise[t]
        x0_hat = (xt - np.sqrt(1 - alpha_bar[t]) * predicted_noise(xt, alpha_bar[t])) / np.sqrt(alpha_bar[t])
        x0_hat = x0_hat.clip(-1, 1)
        true_mean = coef_x0[t] * x0 + coef_xt[t] * xt
        mean = coef_x0[t] * x0_hat + coef_xt[t] * xt
        for kind, logvar in (("small", posterior_logvar), ("large", large_logvar)):
            nats = (-decoder_log_likelihood(x0, mean, logvar[t]) if t == 0
                    else normal_kl(true_mean, posterior_logvar[t], mean, logvar[t]))
            terms[kind].append(per_image(nats))
    prior = per_image(normal_kl(np.sqrt(alpha_bar[-1]) * x0, np.log(1 - alpha_bar[-1]), 0.0, 0.0))
    small, large = np.stack(terms["small"]), np.stack(terms["large"])
    print("bits per dim", small.sum(0) + prior, large.sum(0) + prior)
    return {"pixels": pixels.astype(np.int64), "noise": noise.astype(np.float32), "small": small, "large": large, "prior": prior}


def save(name, tensors):
    save_safetensors(OUT / name, {k: torch.as_tensor(np.asarray(v)) for k, v in tensors.items()},
                     scipy=scipy.__version__, numpy=np.__version__)


if __name__ == "__main__":
    rng = np.random.default_rng(5)
    save("fid.safetensors", fid_fixture(rng))
    save("kid.safetensors", kid_fixture(rng))
    save("bound.safetensors", bound_fixture(rng, steps=20, start=1e-3, end=0.4))
