"""Trains the conditional U-Net on MNIST and draws each digit, with classifier-free guidance.

    python3 ddpm_conditional.py --epochs 2
"""
import argparse
import copy
import gzip
import pathlib

import torch
import torch.nn.functional as F
from torch import optim
from torch.utils.data import DataLoader, TensorDataset

from modules import EMA, UNet_conditional


class Diffusion:
    def __init__(self, noise_steps=300, beta_start=1e-4, beta_end=0.06, device="cpu"):
        self.noise_steps = noise_steps
        self.device = device
        self.beta = torch.linspace(beta_start, beta_end, noise_steps, device=device)
        self.alpha = 1.0 - self.beta
        self.alpha_hat = torch.cumprod(self.alpha, dim=0)

    def noise_images(self, x, t, noise):
        sqrt_alpha_hat = torch.sqrt(self.alpha_hat[t])[:, None, None, None]
        sqrt_one_minus_alpha_hat = torch.sqrt(1 - self.alpha_hat[t])[:, None, None, None]
        return sqrt_alpha_hat * x + sqrt_one_minus_alpha_hat * noise

    def sample_timesteps(self, n):
        return torch.randint(1, self.noise_steps, (n,), device=self.device)

    @torch.no_grad()
    def sample_step(self, model, x, i, labels, cfg_scale, noise):
        """From step i to the one before it. Guidance can leave the range that images have: the image is clamped on the way."""
        t = torch.full((x.size(0),), i, device=self.device)
        predicted_noise = model(x, t, labels)
        if cfg_scale > 0:
            uncond_predicted_noise = model(x, t, None)
            predicted_noise = torch.lerp(uncond_predicted_noise, predicted_noise, cfg_scale)
        alpha, alpha_hat, beta = self.alpha[i], self.alpha_hat[i], self.beta[i]
        x0 = ((x - torch.sqrt(1 - alpha_hat) * predicted_noise) / torch.sqrt(alpha_hat)).clamp(-1, 1)
        alpha_hat_prev = self.alpha_hat[i - 1]
        x = (torch.sqrt(alpha_hat_prev) * beta * x0 + torch.sqrt(alpha) * (1 - alpha_hat_prev) * x) / (1 - alpha_hat)
        return x + torch.sqrt(beta) * noise

    def sample(self, model, labels, cfg_scale=3.0):
        """labels: (B). Returns images in [0, 1], (B, 1, 32, 32)."""
        model.eval()
        x = torch.randn(labels.size(0), 1, 32, 32, device=self.device)
        for i in reversed(range(1, self.noise_steps)):
            noise = torch.randn_like(x) if i > 1 else torch.zeros_like(x)
            x = self.sample_step(model, x, i, labels, cfg_scale, noise)
        return (x.clamp(-1, 1) + 1) / 2


def train_step(model, diffusion, optimizer, images, t, labels, noise):
    """labels is None for a tenth of the batches: so the model learns to do without, which guidance needs."""
    x_t = diffusion.noise_images(images, t, noise)
    predicted_noise = model(x_t, t, labels)
    loss = F.mse_loss(noise, predicted_noise)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    return loss.item()


def mnist(split):
    """The images as (N, 1, 32, 32), in [-1, 1], and the labels."""
    folder = pathlib.Path(__file__).resolve().parents[8] / "ddpm/src/main/resources/org/panatorch/ddpm/mnist"
    images = gzip.open(folder / f"{split}-images-idx3-ubyte.gz").read()[16:]
    labels = gzip.open(folder / f"{split}-labels-idx1-ubyte.gz").read()[8:]
    images = torch.frombuffer(bytearray(images), dtype=torch.uint8).view(-1, 1, 28, 28)
    labels = torch.frombuffer(bytearray(labels), dtype=torch.uint8)
    return TensorDataset(F.pad(images.float().div(255).mul(2).sub(1), (2, 2, 2, 2), value=-1.0), labels.long())


def save_images(images, path):
    """Ten in a row."""
    from torchvision.utils import save_image
    save_image(images, path, nrow=10)


def main():
    parser = argparse.ArgumentParser(description="Train a conditional diffusion model on MNIST.")
    parser.add_argument("--epochs", type=int, default=2, help="times through the 60,000 images")
    parser.add_argument("--batch-size", type=int, default=64)
    parser.add_argument("--width", type=int, default=16, help="channels at 32 x 32")
    parser.add_argument("--lr", type=float, default=1e-3, help="AdamW's learning rate, which falls to 0")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--cfg-scale", type=float, default=3.0, help="how strictly labels are followed when sampling")
    parser.add_argument("--device", choices=("cpu", "cuda", "auto"), default="auto", help="auto: a GPU if there is one")
    parser.add_argument("--out", default="conditional.pth", help="the file for the averaged weights")
    args = parser.parse_args()

    device = args.device if args.device != "auto" else "cuda" if torch.cuda.is_available() else "cpu"
    torch.manual_seed(args.seed)
    dataloader = DataLoader(mnist("train"), batch_size=args.batch_size, shuffle=True, drop_last=True)
    model = UNet_conditional(args.width).to(device)
    optimizer = optim.AdamW(model.parameters(), lr=args.lr)
    scheduler = optim.lr_scheduler.CosineAnnealingLR(optimizer, args.epochs * len(dataloader))
    diffusion = Diffusion(device=device)
    ema = EMA(0.995, step_start_ema=200)
    ema_model = copy.deepcopy(model).eval().requires_grad_(False)
    for epoch in range(args.epochs):
        for batch, (images, labels) in enumerate(dataloader):
            images, labels = images.to(device), labels.to(device)
            t = diffusion.sample_timesteps(images.size(0))
            if torch.rand(1).item() < 0.1:
                labels = None
            loss = train_step(model, diffusion, optimizer, images, t, labels, torch.randn_like(images))
            ema.step_ema(ema_model, model)
            scheduler.step()
            if batch % 100 == 0:
                print(f"epoch {epoch + 1}: {batch} of {len(dataloader)}, loss {loss:.4f}")
    torch.save(ema_model.state_dict(), args.out)
    samples = diffusion.sample(ema_model, torch.arange(10, device=device).repeat(4), args.cfg_scale)
    save_images(samples, pathlib.Path(args.out).with_suffix(".png"))


if __name__ == "__main__":
    main()
