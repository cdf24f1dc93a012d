"""What people who port programs write: defaults, keepdim, averages of weights, crops, gradients clipped by value."""
import torch


def cases(kit):
    g = torch.Generator().manual_seed(21)

    def randn(*size):
        return torch.randn(size, generator=g)

    x, y, b = randn(3, 4), randn(3, 4), randn(2, 3, 4)
    op = kit.op
    for name in "sum mean std var prod amax amin logsumexp".split():
        op(name, f"x.{name}(1, keepdim=True)", f"x.{name}(1, true)", "keepdim", x=b)
        op(name, f"x.{name}(-1, keepdim=True)", f"x.{name}(-1, true)", "keepdim, float64", x=b.double())
        kit.raises(name, f"x.{name}(3, keepdim=True)", f"x.{name}(3, true)", x=b, message="Dimension out of range")
    for name in "all any".split():
        op(name, f"(x > 0).{name}(0, keepdim=True)", f"x.gt(0).{name}(0, true)", "keepdim", grad=False, x=x)
    op("argmin", "x.argmin(1, keepdim=True)", "x.argmin(1, true)", "keepdim", grad=False, x=x)
    op("norm", "x.norm(2, dim=1, keepdim=True)", "x.norm(2, 1, true)", "keepdim", x=x)
    op("norm", "x.norm(1, dim=-1, keepdim=False)", "x.norm(1, -1, false)", x=b)
    for name in ("tril", "triu"):
        op(name, f"x.{name}()", f"x.{name}()", x=x)
    op("allclose", "torch.allclose(x, y)", "x.allclose(y)", grad=False, x=x, y=x + 1e-7)
    op("allclose", "torch.allclose(x, y)", "x.allclose(y)", "far", grad=False, x=x, y=y)
    op("multinomial", "torch.multinomial(x, 3)", "x.multinomial(3)", grad=False, x=x.abs())
    op("bool", "x.bool()", "x.bool()", grad=False, x=torch.tensor([0.0, -0.0, 2.0, float("nan")]))
    op("half", "x.half()", "x.half()", x=x)
    op("bfloat16", "x.bfloat16()", "x.bfloat16()", x=x)
    op("where", "torch.where(x > 0, 1.0, 0.0)", "Torch.where(x.gt(0), 1.0, 0.0)", "two numbers", grad=False, x=x)
    op("where", "torch.where(x > 0, 1, -1)", "Torch.where(x.gt(0), 1, -1)", "two integers", grad=False, x=x)

    # transforms, which torchvision has
    image = torch.rand(3, 6, 6, generator=g)
    op("utils.data.Dataset", "(lambda p, i, j: p[:, i:i + 6, j:j + 6])(F.pad(x, (2, 2, 2, 2)), torch.randint(0, 5, (1,)).item(), torch.randint(0, 5, (1,)).item())",
       "Data.randomCrop(x, 6, 2)", "RandomCrop", x=image)
    op("utils.data.Dataset", "(x - torch.tensor([0.4, 0.5, 0.3]).view(3, 1, 1)) / torch.tensor([0.25, 0.2, 0.5]).view(3, 1, 1)",
       "Data.normalize(x, new double[] {0.4, 0.5, 0.3}, new double[] {0.25, 0.2, 0.5})", "Normalize of each channel", x=image)

    # torch.nn.utils and averages of weights
    net = "m = nn.Sequential(nn.Linear(4, 3), nn.BatchNorm1d(3), nn.Linear(3, 2)); "
    jnet = "var m = new Sequential(new Linear(4, 3), new BatchNorm1d(3), new Linear(3, 2)); "

    def steps(covers, python, returns, java, variant="", **inputs):
        kit.op(covers, python, java, variant, returns=returns, grad=False, **inputs)

    back, jback = "m(x).square().sum().backward(); ", "m.forward(x).square().sum().backward(); "
    # not before a BatchNorm, which leaves a bias no gradient but what rounding makes
    steps("nn.utils.clip_grad_value_", net.replace("nn.BatchNorm1d(3)", "nn.Tanh()") + back + "nn.utils.clip_grad_value_(m.parameters(), 0.05)", "[p.grad for p in m.parameters()]",
          jnet.replace("new BatchNorm1d(3)", "new Tanh()") + jback + "Utils.clipGradValue_(m.parameters(), 0.05); return m.parameters().stream().map(Tensor::grad).toList();", x=x)
    steps("nn.utils.parameters_to_vector nn.utils.vector_to_parameters",
          net + "v = nn.utils.parameters_to_vector(m.parameters()).detach(); nn.utils.vector_to_parameters(v * 2, m.parameters())",
          "[v, *m.state_dict().values()]",
          jnet + "var v = Utils.parametersToVector(m.parameters()).detach(); Utils.vectorToParameters(v.mul(2), m.parameters()); "
          "var all = new ArrayList<Tensor>(m.stateDict().asMap().values()); all.addFirst(v); return all;", x=x)
    train = "for _ in range(4):\n    o.zero_grad(); m(x).square().sum().backward(); o.step(); a.update_parameters(m)"
    jtrain = "for (int i = 0; i < 4; i++) { o.zeroGrad(); m.forward(x).square().sum().backward(); o.step(); a.updateParameters(m); } "
    for python, java, variant in [("", "", "the mean"), (", multi_avg_fn=optim.swa_utils.get_ema_multi_avg_fn(0.9)", ", 0.9", "the moving average")]:
        steps("optim.swa_utils.AveragedModel", net + f"o = optim.SGD(m.parameters(), 0.05); a = optim.swa_utils.AveragedModel(m{python})\n" + train,
              "[','.join(a.state_dict()), *a.state_dict().values(), a.eval()(x)]",
              jnet + "var o = new SGD(m.parameters(), 0.05); var a = new AveragedModel<>(m, () -> new Sequential(new Linear(4, 3), new BatchNorm1d(3), "
              f"new Linear(3, 2)){java}); " + jtrain + 'var all = new ArrayList<Object>(a.stateDict().asMap().values()); '
              'all.addFirst(String.join(",", a.stateDict().keys())); a.eval(); all.add(a.module().forward(x)); return all;', variant, x=x)
    for first, j in ((True, "true"), (False, "false")):
        op("nn.utils.rnn.pad_sequence", f"nn.utils.rnn.pad_sequence([x, y[:1], b[0, :2]], {first}, 0.5)",
           f"Utils.padSequence(List.of(x, y.narrow(0, 0, 1), b.get(0).narrow(0, 0, 2)), {j}, 0.5)", x=x, y=y, b=b)
    for name, python in (("rand", "torch.rand"), ("randn", "torch.randn")):
        op(name, f"{python}(2, 3, generator=torch.Generator().manual_seed(5))", f"Torch.{name}(shape(2, 3), new Generator(5))")
    op("topk", "tuple(x.topk(2))", "var t = x.topk(2); return List.of(t.values(), t.indices());", x=x)
    op("unbind", "x.unbind()", "x.unbind()", x=x)
    op("is_nonzero", "bool(x.isnan().any())", "x.isnan().any().itemBoolean()", grad=False, x=torch.tensor([0.0, float("nan")]))
    kit.op("__setitem__", "x[x < 0] = 0", "x.set(0, x.lt(0)); return x;", "a mask", returns="x", x=x)
    kit.op("__setitem__", "x[1] = 0.1", "x.set(0.1, Index.at(1)); return x;", "float64", returns="x", x=torch.zeros(3, dtype=torch.float64))
    kit.op("__setitem__", "x[1] = 16777217", "x.set(16777217.0, Index.at(1)); return x;", "int64", returns="x", x=torch.zeros(3, dtype=torch.int64))
    kit.op("__setitem__", "x[x < 1] = 9007199254740993", "x.set(9007199254740993L, x.lt(1)); return x;", "int64", returns="x",
           x=torch.zeros(3, dtype=torch.int64))
    kit.op("__setitem__ index_put_", "x[i] = y[:2]", "x.set(y.narrow(0, 0, 2), i); return x;", "indices", returns="x", x=x, y=y, i=torch.tensor([2, 0]))
    p = torch.softmax(randn(3, 4), 1)
    for name in ("mean", "sum", "none", "batchmean"):
        op("F.kl_div", f"F.kl_div(x.log_softmax(1), t, reduction='{name}')", f"F.klDiv(x.logSoftmax(1), t, Reduction.{name.upper()}, false)", x=x, t=p)
        op("F.kl_div", f"F.kl_div(x.log_softmax(1), t, reduction='{name}', log_target=True)", f"F.klDiv(x.logSoftmax(1), t, Reduction.{name.upper()}, true)",
           x=x, t=p.log())
    kit.module("nn.KLDivLoss", "nn.KLDivLoss(reduction='batchmean')", "new KLDivLoss(Reduction.BATCHMEAN)", call="m(x.log_softmax(1), t)",
               java_call="m.forward(x.logSoftmax(1), t)", x=x, t=p)
