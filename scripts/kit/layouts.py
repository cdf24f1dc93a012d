"""Memory formats: torch.channels_last and the others, of tensors, modules, and what is trained in them."""
import torch


def cases(kit):
    g = torch.Generator().manual_seed(31)
    x, v = torch.randn(2, 2, 6, 6, generator=g), torch.randn(1, 2, 3, 3, 3, generator=g)
    op = kit.op

    last, jlast = "memory_format=torch.channels_last", "MemoryFormat.CHANNELS_LAST"
    for covers, python, java in [("contiguous", "x.contiguous", "x.contiguous"), ("to", "x.to", "x.to"), ("clone", "x.clone", "x.copy")]:
        op(covers, f"{python}({last})", f"{java}({jlast})", x=x)
        op(covers, f"[{python}({last}).stride(), {python}({last}).clone().stride(), {python}(memory_format=torch.contiguous_format).stride(), x.float().stride()]",
           f"List.of({java}({jlast}).stride(), {java}({jlast}).copy().stride(), {java}(MemoryFormat.CONTIGUOUS).stride(), x.stride())", "strides", grad=False, x=x)
        op(covers, f"{python}(memory_format=torch.channels_last_3d).stride()", f"{java}(MemoryFormat.CHANNELS_LAST_3D).stride()", "3d", grad=False, x=v)
        kit.raises(covers, f"{python}({last})", f"{java}({jlast})", message="required rank 4 tensor to use channels_last format", x=x[0])
        kit.raises(covers, f"{python}(memory_format=torch.channels_last_3d)", f"{java}(MemoryFormat.CHANNELS_LAST_3D)",
                   message="required rank 5 tensor to use channels_last_3d format", x=x)
    op("clone", "x.permute(0, 2, 3, 1).clone(memory_format=torch.preserve_format).stride()", "x.permute(0, 2, 3, 1).copy(MemoryFormat.PRESERVE).stride()", grad=False, x=x)
    op("to", "x.transpose(2, 3).to(memory_format=torch.contiguous_format).stride()", "x.transpose(2, 3).to(MemoryFormat.CONTIGUOUS).stride()", "has it already", grad=False, x=x)
    op("is_contiguous", "[f(x.permute(0, 3, 1, 2)) for f in (lambda t: t.is_contiguous(memory_format=torch.channels_last), lambda t: t.is_contiguous(), "
       "lambda t: t[0].is_contiguous(memory_format=torch.channels_last), lambda t: t.is_contiguous(memory_format=torch.contiguous_format))]",
       "var t = x.permute(0, 3, 1, 2); return List.of(t.isContiguous(MemoryFormat.CHANNELS_LAST), t.isContiguous(), "
       "t.get(0).isContiguous(MemoryFormat.CHANNELS_LAST), t.isContiguous(MemoryFormat.CONTIGUOUS));", "channels_last", grad=False, x=x)
    op("is_contiguous", "x.is_contiguous(memory_format=torch.channels_last_3d)", "x.isContiguous(MemoryFormat.CHANNELS_LAST_3D)", "3d", grad=False, x=v)
    op("tolist", f"x.to({last}).flatten().double().tolist()", f"x.to({jlast}).toDoubleArray()", "channels_last", grad=False, x=x)

    # creation
    op("empty", f"torch.empty((1, 2, 3, 4), {last}).stride()", f"Torch.empty(shape(1, 2, 3, 4), memoryFormat({jlast})).stride()", grad=False)
    for name, arg in [("empty", ""), ("zeros", ""), ("ones", ""), ("full", ", 7"), ("rand", ""), ("randn", "")]:
        fill, jfill = (".fill_(1)", ".fill_(1)") if name == "empty" else ("", "")
        op(f"{name}_like", f"(lambda t: [t, t.stride()])(torch.{name}_like(x{arg}, dtype=torch.float64, {last}){fill})",
           f"var t = Torch.{name}Like(x{arg}, dtype(FLOAT64).memoryFormat({jlast})){jfill}; return List.of(t, t.stride());", grad=False, x=x)
        op(f"{name}_like", f"torch.{name}_like(x.to({last}){arg}).stride()", f"Torch.{name}Like(x.to({jlast}){arg}).stride()", "of its order", grad=False, x=x)
    for name in "zeros ones".split():
        kit.raises(name, f"torch.{name}((1, 2, 3, 4), {last})", f"Torch.{name}(shape(1, 2, 3, 4), memoryFormat({jlast}))",
                   message="got an unexpected keyword argument 'memory_format'")

    # modules
    net = "m = nn.Sequential(nn.Conv2d(2, 3, 3), nn.Tanh(), nn.Conv2d(3, 2, 3)); "
    layers = "new Sequential(new Conv2d(2, 3, 3), new Tanh(), new Conv2d(3, 2, 3))"
    jnet = f"var m = {layers}; "
    to, jto = f"m.to({last}); ", f"m.to({jlast}); "
    back, jback = "m(x).square().sum().backward(); ", "m.forward(x).square().sum().backward(); "
    strides, jstrides = "[p.stride() for p in m.parameters()]", "m.parameters().stream().map(Tensor::stride).toList()"
    grads, jgrads = "[p.grad for p in m.parameters()]", "m.parameters().stream().map(Tensor::grad).toList()"
    gstrides, jgstrides = "[p.grad.stride() for p in m.parameters()]", "m.parameters().stream().map(p -> p.grad().stride()).toList()"

    def steps(covers, python, returns, java, variant="channels_last", **inputs):
        kit.op(covers, python, java, variant, returns=returns, grad=False, **inputs)

    steps("nn.Module.to", net + "p = m[0].weight; " + to + "r = m(x)", f"[r, r.stride(), p is m[0].weight, {strides}, *m.parameters()]",
          jnet + "var p = m.get(0).weight(); " + jto + "var r = m.forward(x); "
          f"return List.of(r, r.stride(), p == m.get(0).weight(), {jstrides}, m.parameters());", x=x)
    steps("nn.Module.to", net + back + to, f"[{grads}, {gstrides}]", jnet + jback + jto + f"return List.of({jgrads}, {jgstrides});", "gradients", x=x)
    steps("nn.Module.to", net + to + back + back, f"[{grads}, {gstrides}]", jnet + jto + jback + jback + f"return List.of({jgrads}, {jgstrides});",
          "gradients that come later", x=x)
    steps("nn.Module.to", net + to + "m.double(); m.to(memory_format=torch.contiguous_format)", strides,
          jnet + jto + f"m.to(FLOAT64); m.to(MemoryFormat.CONTIGUOUS); return {jstrides};", "and back", x=x)
    steps("nn.Module.to", "m = nn.Sequential(nn.Conv3d(2, 3, 2), nn.BatchNorm3d(3)); m.to(memory_format=torch.channels_last_3d); r = m(v); r.square().sum().backward()",
          "[r, r.stride(), m[0].weight.stride(), m[0].weight.grad, m[1].running_mean]",
          "var m = new Sequential(new Conv3d(2, 3, 2), new BatchNorm3d(3)); m.to(MemoryFormat.CHANNELS_LAST_3D); var r = m.forward(v); r.square().sum().backward(); "
          'return List.of(r, r.stride(), m.get(0).weight().stride(), m.get(0).weight().grad(), m.getBuffer("1.running_mean"));', "3d", v=v)
    steps("nn.Module.to", f"m = nn.Module(); m.register_buffer('b', x.clone()); m.register_buffer('i', x.long()); m.register_buffer('l', x[0].clone()); m.to({last})",
          "[t.stride() for t in m.buffers()]",
          'var m = new org.panatorch.torch.nn.Module() { { registerBuffer("b", x.copy()); registerBuffer("i", x.to(INT64)); registerBuffer("l", x.get(0).copy()); } }; '
          + jto + "return m.buffers().stream().map(Tensor::stride).toList();", "buffers", x=x)
    kit.raises("nn.Module.to", f"nn.Conv3d(1, 1, 2).to({last})", f"new Conv3d(1, 1, 2).to({jlast})", message="required rank 4 tensor to use channels_last format")
    steps("nn.Module.to_empty", net + to + "m.to('meta').to_empty(device='cpu')", strides, jnet + jto + f"m.to(Device.META).toEmpty(Device.CPU); return {jstrides};")
    steps("nn.Module.load_state_dict nn.Module.state_dict", net + "d = {k: t + 1 for k, t in m.state_dict().items()}; " + to + "m.load_state_dict(d); s = [t.stride() for t in m.state_dict().values()]",
          f"[s, {strides}, *m.parameters(), m(x)]",
          jnet + "var d = new java.util.LinkedHashMap<String, Tensor>(); m.stateDict().asMap().forEach((k, t) -> d.put(k, t.add(1))); " + jto
          + "m.loadStateDict(new StateDict(d)); var s = m.stateDict().asMap().values().stream().map(Tensor::stride).toList(); "
          f"return List.of(s, {jstrides}, m.parameters(), m.forward(x));", x=x)
    steps("nn.Module.__deepcopy__", net + to + "m = copy.deepcopy(m)", f"[{strides}, *m.parameters(), m(x)]",
          f"var o = {layers}; o.to({jlast}); var m = o.deepCopy(() -> {layers}); return List.of({jstrides}, m.parameters(), m.forward(x));", x=x)
    steps("nn.utils.clip_grad_norm_", net + to + back + "n = nn.utils.clip_grad_norm_(m.parameters(), 0.5)", f"[n, {grads}, {gstrides}]",
          jnet + jto + jback + f"var n = Utils.clipGradNorm_(m.parameters(), 0.5); return List.of(n, {jgrads}, {jgstrides});", x=x)
    steps("nn.utils.vector_to_parameters", net + to + "nn.utils.vector_to_parameters(torch.arange(float(sum(p.numel() for p in m.parameters()))), m.parameters())",
          "list(m.parameters())", jnet + jto + "Utils.vectorToParameters(Torch.arange(0, m.parameterCount(), 1).to(FLOAT32), m.parameters()); return m.parameters();")

    # training: from the start, and brought into the format with gradients and an optimizer's state that are not
    train = "\nfor _ in range(3):\n    o.zero_grad(); m(x).square().sum().backward(); o.step()"
    jtrain = "for (int i = 0; i < 3; i++) { o.zeroGrad(); m.forward(x).square().sum().backward(); o.step(); } "
    for name, python, java in [
        ("SGD", "optim.SGD(m.parameters(), 0.01, momentum=0.9, nesterov=True)", "new SGD(m.parameters(), 0.01, SGDOptions.DEFAULT.momentum(0.9).nesterov(true))"),
        ("Adam", "optim.Adam(m.parameters(), 0.01, amsgrad=True)", "new Adam(m.parameters(), 0.01, AdamOptions.DEFAULT.amsgrad(true))"),
        ("AdamW", "optim.AdamW(m.parameters(), 0.01)", "new AdamW(m.parameters(), 0.01)"),
        ("AdamW", "optim.AdamW(m.parameters(), 0.01)", "new AdamW(m.parameters(), 0.01, AdamOptions.DEFAULT.fused(false))"),
        ("RMSprop", "optim.RMSprop(m.parameters(), 0.01)", "new RMSprop(m.parameters(), 0.01)"),
    ]:
        start, jstart = net + f"o = {python}; ", jnet + f"var o = {java}; "
        returns, jreturns = f"[{strides}, *m.parameters()]", f"return List.of({jstrides}, m.parameters());"
        steps(f"optim.{name}", start + to + train, returns, jstart + jto + jtrain + jreturns, x=x)
        steps(f"optim.{name}", start + train + "\n" + to + train, returns, jstart + jtrain + jto + jtrain + jreturns, "channels_last in between", x=x)
        if name != "RMSprop":
            steps(f"optim.{name}", start + train + "\ns = copy.deepcopy(o.state_dict()); " + to + f"o = {python}; o.load_state_dict(s)" + train, returns,
                  jstart + jtrain + f"var s = o.stateDict(); {jto}o = {java}; o.loadStateDict(s); " + jtrain + jreturns, "state loaded into channels_last", x=x)
    steps("optim.AdamW", f"p = x.to({last}).requires_grad_(); o = optim.AdamW([p], 0.01); p.grad = x.clone(); o.step(); o.step()", "[p, p.stride()]",
          f"var p = x.to({jlast}).requiresGrad_(true); var o = new AdamW(List.of(p), 0.01); p.setGrad(x.copy()); o.step(); o.step(); return List.of(p, p.stride());",
          "a gradient in another order", x=x)
    steps("optim.AdamW", "p = x[:, :, ::2].detach().requires_grad_(); o = optim.AdamW([p], 0.01); p.grad = p.detach().clone(); o.step(); o.step()", "x",
          "var p = x.slice(2, 0, END, 2).detach().requiresGrad_(true); var o = new AdamW(List.of(p), 0.01); p.setGrad(p.detach().copy()); o.step(); o.step(); return x;",
          "a parameter with gaps", x=x)
    steps("optim.swa_utils.AveragedModel", net + to + "o = optim.SGD(m.parameters(), 0.01); a = optim.swa_utils.AveragedModel(m, multi_avg_fn=optim.swa_utils.get_ema_multi_avg_fn(0.9)); "
          "m.to(memory_format=torch.contiguous_format)\nfor _ in range(3):\n    o.zero_grad(); m(x).square().sum().backward(); o.step(); a.update_parameters(m)",
          "[[p.stride() for p in a.parameters()], *a.parameters(), a(x)]",
          jnet + jto + f"var o = new SGD(m.parameters(), 0.01); var a = new AveragedModel<>(m, () -> {layers}, 0.9); m.to(MemoryFormat.CONTIGUOUS); "
          "for (int i = 0; i < 3; i++) { o.zeroGrad(); m.forward(x).square().sum().backward(); o.step(); a.updateParameters(m); } "
          "return List.of(a.parameters().stream().map(Tensor::stride).toList(), a.parameters(), a.module().forward(x));", x=x)
