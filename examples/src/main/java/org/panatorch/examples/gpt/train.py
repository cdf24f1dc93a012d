"""Trains the small GPT on Shakespeare, character by character, and lets it speak.

    python3 train.py --steps 2000
"""
import argparse
import gzip
import math
import pathlib

import torch

from gpt import GPT, GPTConfig


class Text:
    def __init__(self, text):
        self.chars = sorted(set(text))
        self.data = self.encode(text)

    def encode(self, text):
        return torch.tensor([self.chars.index(c) for c in text])

    def decode(self, idx):
        return "".join(self.chars[i] for i in idx.tolist())


def shakespeare():
    """The part of Shakespeare that comes with the examples."""
    resources = pathlib.Path(__file__).resolve().parents[5] / "resources/org/panatorch/examples/gpt"
    return gzip.open(resources / "shakespeare.txt.gz", "rt").read()


def get_batch(data, batch_size, block_size):
    """Inputs, and as targets the same a character later: (batch_size, block_size)."""
    ix = torch.randint(len(data) - block_size, (batch_size,), device=data.device)
    idx = ix[:, None] + torch.arange(block_size, device=data.device)
    return data[idx], data[idx + 1]


def get_lr(step, steps, lr):
    """Warms up for 100 steps, then falls along half a cosine to a tenth."""
    if step < 100:
        return lr * (step + 1) / 100
    return lr * (0.1 + 0.9 * 0.5 * (1 + math.cos(math.pi * (step - 100) / (steps - 100))))


def train_step(model, optimizer, x, y):
    optimizer.zero_grad()
    loss = model.loss(x, y)
    loss.backward()
    torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
    optimizer.step()
    return loss.item()


@torch.no_grad()
def estimate_loss(model, data, batches, batch_size):
    model.eval()
    total = 0.0
    for _ in range(batches):
        x, y = get_batch(data, batch_size, model.config.block_size)
        total += model.loss(x, y).item()
    model.train()
    return total / batches


def main():
    parser = argparse.ArgumentParser(description="Train a small GPT on Shakespeare.")
    parser.add_argument("--steps", type=int, default=2000)
    parser.add_argument("--batch-size", type=int, default=16)
    parser.add_argument("--lr", type=float, default=2e-3, help="AdamW's learning rate, after warm-up")
    parser.add_argument("--seed", type=int, default=1337)
    parser.add_argument("--chars", type=int, default=500, help="how much to write at the end")
    parser.add_argument("--temperature", type=float, default=0.8)
    parser.add_argument("--top-k", type=int, default=40)
    parser.add_argument("--device", choices=("cpu", "cuda", "auto"), default="auto", help="auto: a GPU if there is one")
    parser.add_argument("--out", default="gpt.pth", help="the file for the weights")
    args = parser.parse_args()

    device = args.device if args.device != "auto" else "cuda" if torch.cuda.is_available() else "cpu"
    torch.manual_seed(args.seed)
    text = Text(shakespeare())
    n = int(0.9 * len(text.data))
    train_data, val_data = text.data[:n].to(device), text.data[n:].to(device)
    config = GPTConfig(vocab_size=len(text.chars))
    model = GPT(config).to(device)
    optimizer = model.configure_optimizers(args.lr, 0.1, (0.9, 0.99))
    for step in range(args.steps):
        for group in optimizer.param_groups:
            group["lr"] = get_lr(step, args.steps, args.lr)
        x, y = get_batch(train_data, args.batch_size, config.block_size)
        loss = train_step(model, optimizer, x, y)
        if step % 100 == 0:
            print(f"step {step}: loss {loss:.4f}")
    torch.save(model.state_dict(), args.out)
    print(f"validation loss {estimate_loss(model, val_data, 50, args.batch_size):.4f}")
    model.eval()
    idx = text.encode("\n")[None].to(device)
    print(text.decode(model.generate(idx, args.chars, args.temperature, args.top_k)[0]))


if __name__ == "__main__":
    main()
