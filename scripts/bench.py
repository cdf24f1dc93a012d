"""The real training step and forward pass, Java against PyTorch, in turn in one run, pair by pair.

    python3 scripts/bench.py [--pairs 15] [--threads 2] [--device cuda]

Needs a Python with PyTorch. Both sides keep a process with AdvUNetModel (T = 2000) and do one task at a time, so that a
machine whose speed drifts drifts for both; each is warm when its task is measured, since the JVM compiles what it runs
often. Prints the median time of each side and the median of the ratios, with the smallest and largest. Peak resident memory is the process's own account at the end. On a GPU a turn is many steps, with one
wait at its end; "graph" is a training step replayed as a CUDA graph, on both sides.
"""
import argparse
import os
import pathlib
import statistics
import subprocess
import sys
import time

SCRIPTS = pathlib.Path(__file__).resolve().parent
# what, precision, images in a batch, how often in one turn: a sampler calls the model step after step, too
TASKS = ("train fp32 128 1", "train bf16 128 1", "forward fp32 1 50", "forward bf16 1 50", "forward fp32 64 5", "forward bf16 64 5")
CUDA_TASKS = tuple(f"{what} {precision} {batch} 50" for what, batch in (("train", 128), ("graph", 128), ("forward", 1), ("forward", 64))
                   for precision in ("fp32", "tf32", "bf16"))


def worker(threads, device):
    import torch
    from torch.nn import functional as F
    sys.path.insert(0, str(SCRIPTS))
    import reference as ref
    torch.set_num_threads(threads)
    model = ref.AdvUNetModel(num_steps=2000).to(device)
    scheduler = ref.Alpha_NoiseScheduler(2000, 1e-4, 0.02, device)
    optimizer = torch.optim.Adam(model.parameters(), lr=1e-3, fused=device == "cuda")
    print(f"ready, {torch.get_num_threads()} threads, torch {torch.__version__}", flush=True)

    def gradients(autocast, x, t, noise):
        with autocast:
            loss = F.mse_loss(model(scheduler.add_noise(x, t, noise), t), noise)
        loss.backward()
        return loss

    def captured(*step):
        stream = torch.cuda.Stream()
        stream.wait_stream(torch.cuda.current_stream())
        with torch.cuda.stream(stream):
            for _ in range(3):
                optimizer.zero_grad()
                gradients(*step)
        torch.cuda.current_stream().wait_stream(stream)
        optimizer.zero_grad()
        graph = torch.cuda.CUDAGraph()
        with torch.cuda.graph(graph):
            loss = gradients(*step)
        return graph, loss

    for line in sys.stdin:
        what, precision, batch, times = line.split()
        torch.backends.cuda.matmul.allow_tf32 = torch.backends.cudnn.allow_tf32 = precision == "tf32"
        x = torch.randn(int(batch), 1, 28, 28, device=device)
        t = torch.randint(0, 2000, (int(batch),), device=device)
        noise = torch.randn_like(x)
        autocast = torch.autocast(device, torch.bfloat16, enabled=precision == "bf16", cache_enabled=what != "graph")
        if what == "graph":
            graph, loss = captured(autocast, x, t, noise)
        if device == "cuda":
            torch.cuda.synchronize()
        start = time.perf_counter()
        for _ in range(int(times)):
            if what == "forward":
                with torch.no_grad(), autocast:
                    loss = model(x, t).sum()
            else:
                if what == "graph":
                    graph.replay()
                else:
                    optimizer.zero_grad()
                    loss = gradients(autocast, x, t, noise)
                optimizer.step()
        loss.item()
        print(f"{(time.perf_counter() - start) * 1e3 / int(times):.3f}", flush=True)
        loss = None     # its autograd graph would keep the parameters on this stream


class Side:
    def __init__(self, name, command, threads):
        environment = dict(os.environ, OMP_NUM_THREADS=str(threads))
        self.name = name
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment,
                                        stderr=subprocess.DEVNULL)
        print(f"{name}: {self.process.stdout.readline().strip()}", flush=True)

    def run(self, task):
        self.process.stdin.write(task + "\n")
        self.process.stdin.flush()
        return float(self.process.stdout.readline())

    def peak_mib(self):
        status = pathlib.Path(f"/proc/{self.process.pid}/status")
        lines = status.read_text().splitlines() if status.exists() else []
        return next((int(line.split()[1]) // 1024 for line in lines if line.startswith("VmHWM")), None)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--pairs", type=int, default=15)
    parser.add_argument("--warm", type=float, default=5, metavar="SECONDS", help="before a task is measured, for each side")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--device", choices=("cpu", "cuda"), default="cpu")
    parser.add_argument("--ddpm", default=SCRIPTS.parent / "bin" / "ddpm", help="the Java program's launcher")
    parser.add_argument("--tasks", nargs="*", metavar="TASK", help="such as 'train fp32 128 1'")
    parser.add_argument("--worker", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.worker:
        return worker(options.threads, options.device)
    common = ["--device", options.device]
    java = Side("Java", [str(options.ddpm), "bench-worker", *common], options.threads)
    python = Side("PyTorch", [sys.executable, __file__, "--worker", "--threads", str(options.threads), *common], options.threads)
    print(f"{'task':18} {'Java ms':>9} {'PyTorch ms':>11} {'ratio':>7} {'min':>6} {'max':>6}")
    for task in options.tasks or (CUDA_TASKS if options.device == "cuda" else TASKS):
        for side in (java, python):
            turns, end = 0, time.perf_counter() + options.warm
            while turns < 3 or time.perf_counter() < end:
                side.run(task)
                turns += 1
        pairs = [(java.run(task), python.run(task)) for _ in range(options.pairs)]
        ratios = [a / b for a, b in pairs]
        print(f"{task:18} {statistics.median(a for a, _ in pairs):9.2f} {statistics.median(b for _, b in pairs):11.2f}"
              f" {statistics.median(ratios):7.2f} {min(ratios):6.2f} {max(ratios):6.2f}", flush=True)
    print(f"peak resident memory: Java {java.peak_mib()} MiB, PyTorch {python.peak_mib()} MiB")


if __name__ == "__main__":
    main()
