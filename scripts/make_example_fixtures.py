"""Makes what the tests of the examples compare with: run with a Python that has PyTorch (2.13 made the committed files).

    python3 scripts/make_example_fixtures.py

The Python programs beside the Java are imported and run: weights, inputs, and what they give, step by step.
"""
import sys

import torch

from make_fixtures import ROOT, save_safetensors

EXAMPLES = ROOT / "examples/src/main/java/org/panatorch/examples"
OUT = ROOT / "examples/src/test/resources/org/panatorch/examples"
sys.path[:0] = [str(EXAMPLES / name) for name in ("mnist", "gpt", "conditional")]

import ddpm_conditional
import gpt
import mnist
import modules
import train as gpt_train


def bits(tensor):
    """The sum of a float32 tensor's bits: equal only if all values are, for all practical purposes."""
    return tensor.detach().contiguous().view(torch.int32).long().sum()


def sparse(tensor):
    """All of a small tensor, 100 to 200 numbers of a large one."""
    return tensor.detach().flatten()[::tensor.numel() // 200 + 1].clone()


def state_after(step, model):
    """The gradients of a step, and the parameters after it."""
    parameters = dict(model.named_parameters())
    return ({f"step{step}.grad.{name}": sparse(p.grad) for name, p in parameters.items()}
            | {f"step{step}.{name}": sparse(p) for name, p in parameters.items()})


def mnist_fixture():
    """Three steps with dropout, the learning rate falling after each; the weights are those that seed 1 gives."""
    torch.manual_seed(1)
    model = mnist.Net()
    tensors = {f"bits.{name}": bits(p) for name, p in model.named_parameters()}
    images = mnist.mnist("t10k")
    data, target = images.tensors[0][:8].clone(), images.tensors[1][:8].clone()
    tensors |= {"data": data, "target": target}
    model.eval()
    with torch.no_grad():
        tensors["output"] = model(data)
    model.train()
    torch.manual_seed(2)
    optimizer = torch.optim.Adadelta(model.parameters(), lr=1.0)
    scheduler = mnist.StepLR(optimizer, step_size=1, gamma=0.7)
    losses = []
    for step in range(3):
        losses.append(mnist.train_step(model, optimizer, data, target))
        scheduler.step()
        if step != 1:
            tensors |= state_after(step, model)
    tensors["losses"] = torch.tensor(losses, dtype=torch.float64)
    save_safetensors(OUT / "mnist/mnist.safetensors", tensors)


def gpt_fixture():
    """Batches of Shakespeare, three steps from given weights, and what the model then writes."""
    text = gpt_train.Text(gpt_train.shakespeare())
    torch.manual_seed(3)
    config = gpt.GPTConfig(block_size=16, vocab_size=len(text.chars), n_layer=2, n_head=2, n_embd=32, bias=True)
    model = gpt.GPT(config)
    for p in model.parameters():                                 # biases and norms that are not 0 and 1
        p.data.add_(torch.randn(p.shape) * 0.05)
    torch.save(model.state_dict(), OUT / "gpt/gpt.pth")
    optimizer = model.configure_optimizers(1e-2, 0.1, (0.9, 0.99))
    tensors = {"text": text.data[:1000].clone(), "length": torch.tensor(len(text.data)), "losses": []}
    for step in range(3):
        for group in optimizer.param_groups:
            group["lr"] = gpt_train.get_lr(step * 60, 150, 1e-2)
        torch.manual_seed(step)
        x, y = gpt_train.get_batch(text.data, 4, config.block_size)
        if step == 0:
            tensors |= {"x": x, "y": y, "logits": model(x).detach()}
        tensors["losses"].append(gpt_train.train_step(model, optimizer, x, y))
        if step != 1:
            tensors |= state_after(step, model)
    tensors["losses"] = torch.tensor(tensors["losses"], dtype=torch.float64)
    model.eval()
    idx = text.encode("ROMEO:\n")[None]
    for _ in range(30):                                          # longer than a block
        idx = torch.cat((idx, model.next_probs(idx, 1.0, None).argmax(1, keepdim=True)), dim=1)
    tensors["greedy"] = idx
    torch.manual_seed(5)
    tensors["generated"] = model.generate(text.encode("ROMEO:\n")[None], 40, 0.8, 10)
    tensors["probs"] = model.next_probs(tensors["generated"], 0.8, 10)
    save_safetensors(OUT / "gpt/gpt.safetensors", tensors)


def conditional_fixture():
    """Three steps from given weights, the second without labels, the average meanwhile, and steps back from noise."""
    torch.manual_seed(7)
    model = modules.UNet_conditional(width=4, time_dim=16)
    for p in model.parameters():
        p.data.add_(torch.randn(p.shape) * 0.02)
    torch.save(model.state_dict(), OUT / "conditional/conditional.pth")
    ema_model = modules.UNet_conditional(width=4, time_dim=16).eval().requires_grad_(False)
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-3)
    diffusion = ddpm_conditional.Diffusion()
    ema = modules.EMA(0.9, step_start_ema=1)
    mnist32 = ddpm_conditional.mnist("t10k")
    images, labels = mnist32.tensors[0][:4].clone(), mnist32.tensors[1][:4].clone()
    torch.manual_seed(8)
    t, noise = diffusion.sample_timesteps(4), torch.randn_like(images)
    tensors = {"images": images, "labels": labels, "t": t, "noise": noise, "alpha_hat": diffusion.alpha_hat,
               "x_t": diffusion.noise_images(images, t, noise), "output": model(images, t, labels).detach(),
               "unconditional": model(images, t, None).detach(), "losses": []}
    for step in range(3):
        given = None if step == 1 else labels
        tensors["losses"].append(ddpm_conditional.train_step(model, diffusion, optimizer, images, t, given, noise))
        ema.step_ema(ema_model, model)
        if step == 0:
            tensors |= state_after(step, model)
        if step == 2:
            tensors |= state_after(step, model)
            tensors |= {f"ema.{name}": sparse(p) for name, p in ema_model.named_parameters()}
    tensors["losses"] = torch.tensor(tensors["losses"], dtype=torch.float64)
    ema_model.load_state_dict(torch.load(OUT / "conditional/conditional.pth"))
    for i in (299, 150, 1):
        tensors[f"sample_step.{i}"] = diffusion.sample_step(ema_model, noise, i, labels, 3.0, images)
    tensors["unguided"] = diffusion.sample_step(ema_model, noise, 150, labels, 0.0, images)
    torch.manual_seed(9)
    tensors["samples"] = ddpm_conditional.Diffusion(6, 1e-3, 0.3).sample(ema_model, labels, 3.0)
    save_safetensors(OUT / "conditional/conditional.safetensors", tensors)


if __name__ == "__main__":
    for name in ("mnist", "gpt", "conditional"):
        (OUT / name).mkdir(parents=True, exist_ok=True)
    mnist_fixture()
    gpt_fixture()
    conditional_fixture()
