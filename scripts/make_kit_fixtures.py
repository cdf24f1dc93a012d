"""Makes what the tests in org.panatorch.kit compare with: run with a Python that has PyTorch (2.13 made the committed files).

    python3 scripts/make_kit_fixtures.py

Every case is a line of Python and the line of Java that stands for it (scripts/kit/*.py). The Python is run here on seeded
inputs; inputs, results and gradients go to kit.safetensors, the lines and everything else to kit.json. The tests compile
and run the Java. kit.json also lists the names that PyTorch has, for docs/coverage.md.
"""
import hashlib
import json
import math
import warnings

import torch
from torch import nn
from torch.nn import functional as F

import kit
import make_fixtures

OUT = make_fixtures.ROOT / "native-bindings" / "src" / "test" / "resources" / "kit"


def weights(t):
    """What a result is multiplied with before it is summed up to the loss: the same in Java, exact in every type."""
    return (((torch.arange(t.numel()) * 7) % 11 - 5) / 8).to(t.dtype).view(t.shape)


def perturbed(p, index):
    """A parameter that no initialisation gives, computed in the same way in Java."""
    if not p.is_floating_point():
        return p
    return p * 0.5 + weights(p) * 0.25 + 0.0625 * (index % 3)


class Fixtures:
    def __init__(self):
        self.tensors, self.keys, self.cases, self.names = {}, {}, [], set()

    def store(self, tensor):
        """Equal tensors are stored once."""
        tensor = tensor.detach().contiguous()
        if tensor._is_zerotensor():
            tensor = torch.zeros(tensor.shape, dtype=tensor.dtype)
        blob = tensor.reshape(-1).view(torch.uint8).numpy().tobytes() if tensor.numel() else b""
        digest = hashlib.sha256(repr((tensor.dtype, tuple(tensor.shape))).encode() + blob).digest()
        if digest not in self.keys:
            self.keys[digest] = str(len(self.keys))
            self.tensors[self.keys[digest]] = tensor.clone()
        return self.keys[digest]

    def result(self, value):
        if isinstance(value, torch.Tensor):
            return [{"tensor": self.store(value)}]
        if isinstance(value, (tuple, list)):
            return [r for v in value for r in self.result(v)]
        if isinstance(value, (torch.dtype, torch.device)):
            return [{"value": str(value)}]
        if value is None or isinstance(value, (bool, int, str)):
            return [{"value": value}]
        if isinstance(value, float):
            return [{"value": value if abs(value) < 1e300 else str(value)}]  # nan, inf
        raise TypeError(type(value))

    def add(self, kind, covers, python, java, variant, **more):
        name = f"{python}" + (f" [{variant}]" if variant else "")
        while name in self.names:
            name += "'"
        self.names.add(name)
        case = {"name": name, "kind": kind, "covers": covers.split(), "python": python, "java": java, **more}
        self.cases.append({k: v for k, v in case.items() if v not in (None, {}, [], False)})

    # ---- operations

    def op(self, covers, python, java, variant="", *, grad=True, returns=None, tolerance=None, **inputs):
        """One call. With `returns`, python is a statement that changes the inputs, and `returns` is what to look at."""
        leaves = {k: v.clone().requires_grad_(grad and v.is_floating_point() and (grad is True or k in grad))
                  for k, v in inputs.items() if isinstance(v, torch.Tensor)}
        scope = {**vars(kit.scope), **leaves}    # a lambda of a case finds its names here
        if returns:
            scope.update({k: v.clone() for k, v in leaves.items()})
        torch.manual_seed(0)
        if returns:
            exec(python, scope)
            value = eval(returns, scope)
        else:
            value = eval(python, scope)
        grads = self.gradients(value, leaves) if grad else {}
        self.add("op", covers, python, java, variant,
                 inputs={k: self.store(v) for k, v in leaves.items()}, results=self.result(value), grads=grads,
                 copies=bool(returns), tolerance=tolerance)

    def gradients(self, value, leaves):
        flat = value if isinstance(value, (tuple, list)) else [value]
        loss = [(v * weights(v)).sum().double() for v in flat
                if isinstance(v, torch.Tensor) and v.requires_grad and v.is_floating_point()]
        if not loss:
            return {}
        try:
            sum(loss).backward()
        except RuntimeError as e:
            if "is not implemented" in str(e):
                return {}
            raise
        return {k: self.store(v.grad) for k, v in leaves.items() if v.grad is not None}

    def raises(self, covers, python, java, message=None, **inputs):
        """PyTorch refuses it. `message`: where libtorch's own differs from that of Python's front end, what both say."""
        scope = {**vars(kit.scope), **inputs}
        try:
            eval(python, scope)
        except Exception as e:  # noqa: BLE001 - whatever PyTorch raises
            text = str(e).strip().split("\n")[0].strip()
        else:
            raise AssertionError(f"{python} raises nothing")
        if message is not None and message not in text:
            raise AssertionError(f"{python} says {text!r}")
        self.add("error", covers, python, java, "raises",
                 inputs={k: self.store(v) for k, v in inputs.items()}, message=message or text)

    # ---- modules

    def module(self, covers, python, java, variant="", *, call="m(x)", java_call="m.forward(x)", training=True, grad=True,
               tolerance=None, init=True, **inputs):
        """Initial values by seed, names, printed form, and forward and gradients with other parameters."""
        torch.manual_seed(7)
        m = eval(python, dict(vars(kit.scope)))
        initial = {k: self.store(v) for k, v in m.state_dict().items()}
        m.load_state_dict({k: perturbed(v, i) for i, (k, v) in enumerate(m.state_dict().items())})
        m.train(training)
        dtype = next((v.dtype for v in inputs.values() if v.is_floating_point()), torch.float32)
        m.to(dtype)
        leaves = {k: v.clone().requires_grad_(grad and v.is_floating_point()) for k, v in inputs.items()}
        torch.manual_seed(3)
        value = eval(call, {**vars(kit.scope), "m": m, **leaves})
        results = self.result(value)
        grads = self.gradients(value, leaves)
        params = {k: self.store(p.grad) for k, p in m.named_parameters() if p.grad is not None}
        self.add("module", covers, python, java, variant, call=java_call, training=training, repr=repr(m), state=initial,
                 keys=list(initial), init=init, inputs={k: self.store(v) for k, v in leaves.items()}, results=results,
                 grads=grads, paramGrads=params, after={k: self.store(v) for k, v in m.named_buffers()}, dtype=str(dtype),
                 tolerance=tolerance)

    # ---- optimizers and schedules

    def tree(self, value):
        """A state dict as JSON: a tensor is {"tensor": key}, a tuple {"tuple": [...]}, a dict {"dict": [[key, value], ...]}."""
        if isinstance(value, torch.Tensor):
            return {"tensor": self.store(value)}
        if isinstance(value, dict):
            return {"dict": [[k, self.tree(v)] for k, v in value.items()]}
        if isinstance(value, tuple):
            return {"tuple": [self.tree(v) for v in value]}
        if isinstance(value, list):
            return [self.tree(v) for v in value]
        if isinstance(value, float) and not math.isfinite(value):
            return {"float": str(value)}
        return value

    def optimizer(self, covers, python, java, steps=6, pause=3, loss=None, java_loss=None, dtype=torch.float32,
                  tolerance=None):
        """Steps with given gradients; or with a closure that computes `loss`, which stepping again with it asks for."""
        g = torch.Generator().manual_seed(11)
        params = [nn.Parameter(torch.randn(5, generator=g).to(dtype)), nn.Parameter(torch.randn(2, 3, generator=g).to(dtype))]
        initial = [self.store(p) for p in params]
        optimizer = eval(python, {**vars(kit.scope), "params": params})

        def closure():
            optimizer.zero_grad()
            value = eval(loss, {**vars(kit.scope), "params": params})
            value.backward()
            return value

        grads, losses, state, paused = [], [], None, None
        for step in range(steps):
            if loss:
                losses.append(optimizer.step(closure).item())
            else:
                grads.append([])
                for k, p in enumerate(params):
                    p.grad = None if step == 0 and k == 1 else torch.randn(p.shape, generator=g)
                    grads[-1].append(None if p.grad is None else self.store(p.grad))
                optimizer.step()
            if step + 1 == pause:
                state, paused = self.tree(optimizer.state_dict()), [self.store(p) for p in params]
        self.add("optimizer", covers, python, java, "", params=initial, stepGrads=grads, results=[self.store(p) for p in params],
                 pause=pause, paused=paused, state=state, end=self.tree(optimizer.state_dict()), steps=steps, loss=loss,
                 javaLoss=java_loss, losses=losses, tolerance=tolerance)

    def schedule(self, covers, python, java, steps=25, optimizer="optim.SGD(params, lr=0.5, momentum=0.9)",
                 java_optimizer="new SGD(params, 0.5, SGDOptions.DEFAULT.momentum(0.9))", metrics=None, pause=9):
        params = [nn.Parameter(torch.zeros(2)), nn.Parameter(torch.zeros(3))]
        scope = {**vars(kit.scope), "params": params}
        scope["optimizer"] = made = eval(optimizer, scope)
        scheduler = eval(python, scope)
        rates = []

        def look():
            rates.append([g["lr"] for g in made.param_groups] + [g["momentum"] for g in made.param_groups if "momentum" in g]
                         + [b for g in made.param_groups for b in g.get("betas", ())])

        look()
        state = {}
        for step in range(steps):
            made.step()
            scheduler.step(*([] if metrics is None else [metrics[step]]))
            look()
            if step + 1 == pause:
                state = {"state": self.tree(scheduler.state_dict()), "optimizerState": self.tree(made.state_dict())}
        self.add("schedule", covers, python, java, "", optimizer=java_optimizer, rates=rates, metrics=metrics, pause=pause, **state,
                 end=self.tree(scheduler.state_dict()))


def public(module, keep):
    return sorted(n for n in dir(module) if not n.startswith("_") and keep(getattr(module, n)))


def pytorch_names():
    """What a person may look for, by chapter: functions and methods, modules, functions of torch.nn.functional, ..."""
    def is_class(base):
        return lambda v: isinstance(v, type) and issubclass(v, base) and v is not base

    def is_function(v):
        return callable(v) and not isinstance(v, type)

    methods = {n for n in public(torch.Tensor, callable) if not n.endswith("_") or n.endswith("__")}
    functions = {n for n in public(torch, is_function) if hasattr(torch._C._VariableFunctions, n) or hasattr(torch.Tensor, n)}
    schedulers = torch.optim.lr_scheduler
    # what has no documentation is not for users
    methods = {n for n in methods if getattr(torch.Tensor, n).__doc__}
    functions = {n for n in functions if getattr(torch, n).__doc__}
    return {
        "torch and Tensor": sorted(methods | {f for f in functions if not f.endswith("_")}),
        "autograd": ["autograd.grad", "autograd.Function"] + [
            "autograd.function.FunctionCtx." + n for n in public(torch.autograd.function.FunctionCtx, is_function)
            if n != "mark_shared_storage"],    # deprecated
        "linalg": ["linalg." + n for n in public(torch.linalg, is_function)],
        "nn.Module": sorted("nn.Module." + n for n in vars(nn.Module) if not n.startswith("_") and getattr(nn.Module, n).__doc__),
        "nn": ["nn." + n for n in public(nn, is_class(nn.Module))],
        "nn.functional": ["F." + n for n in public(F, is_function)
                          if getattr(getattr(F, n), "__module__", "") in ("torch.nn.functional", "torch._C._nn", None)
                          or not getattr(getattr(F, n), "__module__", "")],
        "nn.init": ["nn.init." + n for n in public(nn.init, is_function) if n.endswith("_")],
        "optim": ["optim." + n for n in public(torch.optim, is_class(torch.optim.Optimizer))],
        "optim.lr_scheduler": ["optim.lr_scheduler." + n for n in schedulers.__all__],
        "utils.data": ["utils.data." + n for n in torch.utils.data.__all__ if not n.startswith("_")],
    }


def main():
    warnings.simplefilter("ignore")
    torch.set_num_threads(1)
    fixtures = Fixtures()
    kit.all_cases(fixtures)
    OUT.mkdir(parents=True, exist_ok=True)
    make_fixtures.save_safetensors(OUT / "kit.safetensors", fixtures.tensors, torch=torch.__version__)
    lines = ",\n".join(json.dumps(c) for c in fixtures.cases)
    names = json.dumps(pytorch_names())
    (OUT / "kit.json").write_text(f'{{"torch": "{torch.__version__}",\n"names": {names},\n"cases": [\n{lines}\n]}}\n')
    print(len(fixtures.cases), "cases,", (OUT / "kit.json").stat().st_size, "bytes of JSON")


if __name__ == "__main__":
    main()
