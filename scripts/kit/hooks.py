"""Hooks, the gradient's functions, tied weights, and what else a torch.nn.Module has."""
import torch


def cases(kit):
    g = torch.Generator().manual_seed(12)
    x, y = torch.randn(3, 4, generator=g), torch.randn(3, 4, generator=g)

    def op(covers, python, returns, java, variant="", **inputs):
        kit.op(covers, python, java, variant, returns=returns, grad=False, **inputs)

    # gradients
    leaf = "x.requires_grad_(); "
    jleaf = "x.requiresGrad_(true); "
    op("register_hook", leaf + "h = x.register_hook(lambda g: g * 2); (x * x).sum().backward()", "x.grad",
       jleaf + "x.registerHook(g -> g.mul(2)); x.mul(x).sum().backward(); return x.grad();", "of a leaf", x=x)
    op("register_hook", leaf + "s = []; z = x * 3; h = z.register_hook(lambda g: s.append(g.clone())); (z * z).sum().backward()",
       "[x.grad] + s",
       jleaf + "var s = new ArrayList<Tensor>(); var z = x.mul(3); z.registerHook(g -> { s.add(g.copy().keep()); return null; }); "
       "z.mul(z).sum().backward(); s.addFirst(x.grad()); return s;", "that looks only", x=x)
    op("register_hook", leaf + "z = x * 3; h = z.register_hook(lambda g: g.clamp(-1, 1)); h2 = z.register_hook(lambda g: g + 1); "
       "(z * z).sum().backward()", "x.grad",
       jleaf + "var z = x.mul(3); z.registerHook(g -> g.clamp(-1, 1)); z.registerHook(g -> g.add(1)); "
       "z.mul(z).sum().backward(); return x.grad();", "two in order", x=x)
    op("register_hook", leaf + "a, b = x.chunk(2, 1); a.register_hook(lambda g: g * 5); b.register_hook(lambda g: -g); "
       "(a * b).sum().backward()", "x.grad",
       jleaf + "var parts = x.chunk(2, 1); parts.get(0).registerHook(g -> g.mul(5)); parts.get(1).registerHook(g -> g.neg()); "
       "parts.get(0).mul(parts.get(1)).sum().backward(); return x.grad();", "two results of one call", x=x)
    op("register_hook", leaf + "h = x.register_hook(lambda g: g * 100); h.remove(); (x * x).sum().backward()", "x.grad",
       jleaf + "x.registerHook(g -> g.mul(100)).remove(); x.mul(x).sum().backward(); return x.grad();", "removed", x=x)
    op("register_hook", leaf + "hooks = [x.register_hook(lambda g, k=k: g + k) for k in range(30)]; (x * x).sum().backward()", "x.grad",
       jleaf + "for (int k = 0; k < 30; k++) { int n = k; x.registerHook(g -> g.add(n)); } x.mul(x).sum().backward(); return x.grad();",
       "thirty", x=x)
    kit.raises("register_hook", "x.register_hook(lambda g: g)", "x.registerHook(g -> g)", message="cannot register a hook on a", x=x)
    op("retain_grad retains_grad", leaf + "z = x * 3; before = z.retains_grad; z.retain_grad(); (z * z).sum().backward()",
       "[before, z.retains_grad, z.grad, x.grad]",
       jleaf + "var z = x.mul(3); boolean before = z.retainsGrad(); z.retainGrad(); z.mul(z).sum().backward(); "
       "return List.of(before, z.retainsGrad(), z.grad(), x.grad());", x=x)
    op("backward", leaf + "(x * x).backward(y)", "x.grad", jleaf + "x.mul(x).backward(y); return x.grad();", "a gradient", x=x, y=y)
    op("backward", leaf + "z = (x * x).sum(); z.backward(retain_graph=True); z.backward()", "x.grad",
       jleaf + "var z = x.mul(x).sum(); z.backward(null, true, false); z.backward(); return x.grad();", "twice", x=x)
    op("backward", leaf + "(x ** 3).sum().backward(create_graph=True); g = x.grad.clone(); x.grad = None; g.sum().backward()", "x.grad",
       jleaf + "x.pow(3).sum().backward(null, true, true); var g = x.grad().copy(); x.clearGrad(); g.sum().backward(); return x.grad();",
       "twice differentiated", x=x)
    kit.raises("backward", "x.clone().requires_grad_().mul(2).backward()", "x.copy().requiresGrad_(true).mul(2).backward(); return null;", x=x,
               message="grad can be implicitly created only for scalar outputs")
    op("autograd.grad", leaf + "y.requires_grad_(); z = (x * x * y).sum()", "torch.autograd.grad(z, [x, y])",
       jleaf + "y.requiresGrad_(true); var z = x.mul(x).mul(y).sum(); return Autograd.grad(List.of(z), List.of(x, y));", x=x, y=y)
    op("autograd.grad", leaf + "d, = torch.autograd.grad((x ** 3).sum(), x, create_graph=True); e, = torch.autograd.grad(d.square().sum(), x)",
       "[d, e]",
       jleaf + "var d = Autograd.grad(List.of(x.pow(3).sum()), List.of(x), null, true, true, false).getFirst(); "
       "var e = Autograd.grad(List.of(d.square().sum()), List.of(x)).getFirst(); return List.of(d, e);", "of a gradient", x=x)
    op("autograd.grad", leaf + "y.requires_grad_(); r = torch.autograd.grad([x * 2], [x, y], [y.detach()], allow_unused=True)", "r",
       jleaf + "y.requiresGrad_(true); return Autograd.grad(List.of(x.mul(2)), List.of(x, y), List.of(y.detach()), false, false, true);",
       "unused", x=x, y=y)

    # forward hooks
    net = "m = nn.Sequential(nn.Linear(4, 5), nn.ReLU(), nn.Linear(5, 2)); "
    jnet = "var m = new Sequential(new Linear(4, 5), new ReLU(), new Linear(5, 2)); "
    hook, pre = "nn.Module.register_forward_hook", "nn.Module.register_forward_pre_hook"
    op(hook, net + "s = []; h = m[0].register_forward_hook(lambda m, a, o: s.extend([*a, o])); r = m(x); h.remove(); m(x)", "[r, *s]",
       jnet + "var s = new ArrayList<Tensor>(); var h = ((Linear) m.get(\"0\")).registerForwardHook((l, a, o) -> { s.addAll(a); s.add(o); "
       "return null; }); var r = m.forward(x); h.remove(); m.forward(x); s.addFirst(r); return s;", "that looks only", x=x)
    op(hook, net + "s = []; m[1].register_forward_hook(lambda m, a, o: o * 2); m[1].register_forward_hook(lambda m, a, o: o + 1); r = m(x)",
       "r", jnet + "var relu = (ReLU) m.get(\"1\"); relu.registerForwardHook((l, a, o) -> o.mul(2)); "
       "relu.registerForwardHook((l, a, o) -> o.add(1)); return m.forward(x);", "two that change the output", x=x)
    op(hook, net + "s = []; m[0].register_forward_hook(lambda m, a, o: s.append(o)); r = m(x)", "[r, *s]",
       jnet + "var s = new ArrayList<Tensor>(); m.get(\"0\").registerForwardHook(Tensor.class, (l, a, o) -> { s.add(o); return null; }); "
       "var r = m.forward(x); s.addFirst(r); return s;", "before a ReLU, which must not write over it", x=x)
    op(pre, net + "m.register_forward_pre_hook(lambda m, a: (a[0] * 2,)); r = m(x)", "r",
       jnet + "m.registerForwardPreHook((l, a) -> List.of(a.get(0).mul(2))); return m.forward(x);", x=x)
    op(pre, net + "s = []; h = m[2].register_forward_pre_hook(lambda m, a: s.extend(a)); r = m(x); h.remove(); m(x)", "[r, *s]",
       jnet + "var s = new ArrayList<Tensor>(); var h = m.get(\"2\").registerForwardPreHook((l, a) -> { s.addAll(a); return null; }); "
       "var r = m.forward(x); h.remove(); m.forward(x); s.addFirst(r); return s;", "that looks only", x=x)
    op(hook, "m = nn.LSTM(4, 3); s = []; m.register_forward_hook(lambda m, a, o: s.extend([*a, *o[1]])); r = m(x)[0]", "[r, *s]",
       "var m = new LSTM(4, 3); var s = new ArrayList<Tensor>(); m.registerForwardHook(LSTM.Output.class, (l, a, o) -> { "
       "s.addAll(List.of(a.get(0), o.h(), o.c())); return null; }); var r = m.forward(x).output(); s.addFirst(r); return s;", "an LSTM's", x=x)
    op(hook, "m = nn.MSELoss(); m.register_forward_hook(lambda m, a, o: o * 10); r = m(x, y)", "r",
       "var m = new MSELoss(); m.registerForwardHook(Tensor.class, (l, a, o) -> o.mul(10)); return m.forward(x, y);", "a loss's", x=x, y=y)

    # tied weights, as in nanoGPT
    tied = "e = nn.Embedding(4, 3); l = nn.Linear(3, 4, bias=False); m = nn.ModuleDict({'e': e, 'l': l}); e.weight = l.weight; "
    jtied = ("var e = new Embedding(4, 3); var l = new Linear(3, 4, false); var m = new ModuleDict<Layer>().put(\"e\", e).put(\"l\", l); "
             "e.setParameter(\"weight\", l.weight()); ")
    op("nn.Module.__setattr__", tied + "i = torch.tensor([1, 3, 0]); r = l(e(i)); r.square().sum().backward()",
       "[r, e.weight.grad, len(list(m.parameters())), len(m.state_dict()), ','.join(m.state_dict()), ','.join(n for n, _ in m.named_parameters())]",
       jtied + "var i = Torch.tensor(new long[] {1, 3, 0}); var r = l.forward(e.forward(i)); r.square().sum().backward(); "
       "return List.of(r, e.weight().grad(), m.parameters().size(), m.stateDict().keys().size(), String.join(\",\", m.stateDict().keys()), "
       "String.join(\",\", m.namedParameters().keySet()));", "tied weights", x=x)
    op("nn.Module.__setattr__", "e = nn.Embedding(4, 3); l = nn.Linear(3, 4); l.weight.requires_grad_(False); e.weight = l.weight; "
       "l.bias = nn.Parameter(y[0]); r = l(e(torch.tensor([1, 3])))", "[e.weight.requires_grad, l.weight.requires_grad, l.bias.requires_grad, r]",
       "var e = new Embedding(4, 3); var l = new Linear(3, 4); l.weight().requiresGrad_(false); e.setParameter(\"weight\", l.weight()); "
       "l.setParameter(\"bias\", y.get(0).requiresGrad_(true)); var r = l.forward(e.forward(Torch.tensor(new long[] {1, 3}))); "
       "return List.of(e.weight().requiresGrad(), l.weight().requiresGrad(), l.bias().requiresGrad(), r);", "a frozen one stays frozen", y=y)
    op("nn.Module.to nn.Module.double", tied + "m.double(); e.weight.data.fill_(2)", "[l.weight, l(e(torch.tensor([1])))]",
       jtied + "m.to(FLOAT64); e.weight().detach().fill_(2); return List.of(l.weight(), l.forward(e.forward(Torch.tensor(new long[] {1}))));",
       "tied weights stay tied", x=x)
    op("nn.Module.load_state_dict nn.Module.state_dict", tied + "d = {k: v + 1 for k, v in m.state_dict().items()}; m.load_state_dict(d); o = optim.SGD(m.parameters(), lr=0.1); "
       "l(e(torch.tensor([1, 2]))).sum().backward(); o.step()", "[e.weight, l.weight]",
       jtied + "var d = new java.util.LinkedHashMap<String, Tensor>(); m.stateDict().asMap().forEach((k, v) -> d.put(k, v.add(1))); "
       "m.loadStateDict(new StateDict(d)); var o = new SGD(m.parameters(), 0.1); "
       "l.forward(e.forward(Torch.tensor(new long[] {1, 2}))).sum().backward(); o.step(); return List.of(e.weight(), l.weight());",
       "tied weights are trained once", x=x)

    # what else there is
    bn = "m = nn.Sequential(nn.Linear(4, 3), nn.BatchNorm1d(3)); "
    jbn = "var m = new Sequential(new Linear(4, 3), new BatchNorm1d(3)); "
    for name, python, java in [
        ("parameters", "list(m.parameters())", "m.parameters()"), ("buffers", "list(m.buffers())", "m.buffers()"),
        ("named_parameters", "','.join(n for n, _ in m.named_parameters())", 'String.join(",", m.namedParameters().keySet())'),
        ("named_buffers", "','.join(n for n, _ in m.named_buffers())", 'String.join(",", m.namedBuffers().keySet())'),
        ("named_modules", "','.join(n for n, _ in m.named_modules())", 'String.join(",", m.namedModules().keySet())'),
        ("named_children", "','.join(n for n, _ in m.named_children())", 'String.join(",", m.namedChildren().keySet())'),
        ("modules", "len(list(m.modules()))", "m.modules().size()"), ("children", "len(list(m.children()))", "m.children().size()"),
        ("state_dict", "list(m.state_dict().values())", "List.copyOf(m.stateDict().asMap().values())"),
        ("eval", "m.eval()(x)", "m.eval().forward(x)"), ("train", "m.train()(x)", "m.train().forward(x)"),
        ("forward", "m(x)", "m.call(x)"), ("get_submodule", "str(m.get_submodule('1'))", 'm.get("1").toString()'),
        ("float", "m.double().float()[1].num_batches_tracked", 'm.to(FLOAT64).to(FLOAT32).namedBuffers().get("1.num_batches_tracked")'),
        ("requires_grad_", "m.requires_grad_(False)(x).requires_grad", "m.requiresGrad_(false).forward(x).requiresGrad()"),
        ("extra_repr", "m[0].extra_repr()", 'm.get("0").toString().replaceAll("Linear.(.*).$", "$1")'),
    ]:
        op(f"nn.Module.{name}", bn, python, jbn + f"return {java};", x=x)
    op("nn.Module.apply", bn + "m.apply(lambda l: nn.init.constant_(l.weight, 0.5) if isinstance(l, nn.Linear) else None); r = m(x)", "r",
       jbn + "m.apply(l -> { if (l instanceof Linear linear) { Init.constant_(linear.weight(), 0.5); } }); return m.forward(x);", x=x)
    op("nn.Module.zero_grad", bn + "m(x).square().sum().backward(); m.zero_grad()", "[p.grad for p in m.parameters()]",
       jbn + "m.forward(x).square().sum().backward(); m.zeroGrad(); "
       "var all = new ArrayList<Tensor>(); m.parameters().forEach(p -> all.add(p.grad())); return all;", x=x)
    op("nn.Module.register_buffer nn.Module.register_parameter", "m = nn.Module(); m.register_buffer('b', x, persistent=False); "
       "m.register_parameter('p', nn.Parameter(y))", "','.join(m.state_dict())",
       'var m = new org.panatorch.torch.nn.Module() { { registerBuffer("b", x, false); registerParameter("p", y); } }; '
       'return String.join(",", m.stateDict().keys());', x=x, y=y)

    # finding, adding, replacing, converting, copying
    for name, python, java in [
        ("get_parameter", "[m.get_parameter('0.weight'), m.get_parameter('1.bias')]",
         'List.of(m.getParameter("0.weight"), m.getParameter("1.bias"))'),
        ("get_buffer", "m.get_buffer('1.running_var')", 'm.getBuffer("1.running_var")'),
        ("get_submodule", "m.get_submodule('0').weight", 'm.get("0", Linear.class).weight()'),
        ("half", "m.half().state_dict()['0.weight']", 'm.half().stateDict().get("0.weight")'),
        ("bfloat16", "list(m.bfloat16().state_dict().values())", "List.copyOf(m.bfloat16().stateDict().asMap().values())"),
        ("cpu", "m.cpu()[0].bias", 'm.cpu().getParameter("0.bias")'),
    ]:
        op(f"nn.Module.{name}", bn, python, jbn + f"return {java};", x=x)
    op("nn.Module.add_module nn.Module.register_module", "m = nn.Module(); m.add_module('a', nn.Linear(4, 2)); m.register_module('b', nn.ReLU())",
       "[m.b(m.a(x)), ','.join(m.state_dict()), str(m)]",
       'var m = new org.panatorch.torch.nn.Module() { @Override public String toString() { return super.toString().replaceFirst("^.*", "Module("); } }; '
       'm.addModule("a", new Linear(4, 2)); m.addModule("b", new ReLU()); '
       'return List.of(m.get("b", ReLU.class).forward(m.get("a", Linear.class).forward(x)), String.join(",", m.stateDict().keys()), m.toString());', x=x)
    op("nn.Sequential", "m = nn.Sequential(OrderedDict([('fc', nn.Linear(4, 3)), ('act', nn.ReLU())])); m.add_module('out', nn.Linear(3, 2)); r = m(x)",
       "[r, str(m), m[0].weight, len(m), m[-1].bias]",
       'var m = new Sequential().add("fc", new Linear(4, 3)).add("act", new ReLU()); m.addModule("out", new Linear(3, 2)); '
       'return List.of(m.forward(x), m.toString(), m.get(0).weight(), m.size(), m.get(-1, Linear.class).bias());', "named", x=x)
    op("nn.Sequential", "m = nn.Sequential(nn.Linear(4, 3), nn.ReLU()); m.append(nn.Linear(3, 2)); m[1] = nn.Tanh(); r = m(x)", "[r, str(m)]",
       "var m = new Sequential(new Linear(4, 3), new ReLU()).append(new Linear(3, 2)); m.set(1, new Tanh()); return List.of(m.forward(x), m.toString());",
       "appended and replaced", x=x)
    op("nn.ModuleList", "m = nn.ModuleList([nn.Linear(4, 3), nn.Linear(4, 3)]); m[-1] = nn.Linear(4, 2)", "[*m.state_dict().values(), str(m)]",
       "var m = new ModuleList<Layer>(List.of(new Linear(4, 3), new Linear(4, 3))); m.set(-1, new Linear(4, 2)); "
       "var all = new ArrayList<Object>(m.stateDict().asMap().values()); all.add(m.toString()); return all;", "replaced", x=x)
    op("nn.ModuleDict", "m = nn.ModuleDict({'fc': nn.Linear(4, 3), 'rnn': nn.LSTM(3, 2)}); m['fc'] = nn.Linear(4, 3, bias=False)",
       "[m['rnn'](m['fc'](x))[0], 'fc' in m, 'gru' in m, str(m)]",
       'var m = new ModuleDict<org.panatorch.torch.nn.Module>().put("fc", new Linear(4, 3)).put("rnn", new LSTM(3, 2)); m.put("fc", new Linear(4, 3, false)); '
       'return List.of(m.module("rnn", LSTM.class).forward(m.module("fc", Linear.class).forward(x)).output(), m.contains("fc"), m.contains("gru"), m.toString());',
       "of different classes", x=x)
    copied = ("m = nn.Sequential(nn.Linear(4, 3), nn.BatchNorm1d(3), nn.Dropout(0.5)); m(x); m[1].eval(); m[0].bias.requires_grad_(False); m.double(); "
              "c = copy.deepcopy(m); nn.init.zeros_(m[0].weight); m[1].running_mean.zero_(); drawn = torch.rand(1)")
    jcopied = ("var m = new Sequential(new Linear(4, 3), new BatchNorm1d(3), new Dropout(0.5)); m.forward(x); m.get(1).eval(); "
               "m.get(0).bias().requiresGrad_(false); m.to(FLOAT64); "
               "var c = m.deepCopy(() -> new Sequential(new Linear(4, 3), new BatchNorm1d(3), new Dropout(0.5))); "
               'Init.zeros_(m.get(0).weight()); m.getBuffer("1.running_mean").zero_(); var drawn = Torch.rand(1); ')
    op("nn.Module.__deepcopy__", copied, "[*c.state_dict().values(), drawn, c[1].training, c[2].training, c[0].weight.requires_grad, c[0].bias.requires_grad]",
       jcopied + "var all = new ArrayList<Object>(c.stateDict().asMap().values()); all.addAll(List.of(drawn, c.get(1).isTraining(), c.get(2).isTraining(), "
       "c.get(0).weight().requiresGrad(), c.get(0).bias().requiresGrad())); return all;", x=x, tolerance=2e-6)
    op("nn.Module.__deepcopy__", tied + "c = copy.deepcopy(m); c['e'].weight.data.fill_(3)", "[len(list(c.parameters())), c['l'].weight, l.weight]",
       jtied + 'var c = m.deepCopy(() -> new ModuleDict<Layer>().put("e", new Embedding(4, 3)).put("l", new Linear(3, 4, false))); '
       'c.module("e").weight().detach().fill_(3); return List.of(c.parameters().size(), c.module("l").weight(), l.weight());', "tied weights", x=x)

    # backward hooks
    full, pre = "nn.Module.register_full_backward_hook", "nn.Module.register_full_backward_pre_hook"
    see = "s = []; look = lambda m, gi, go: s.extend([g.clone() for g in (*gi, *go) if g is not None]); "
    jsee = ("var s = new ArrayList<Tensor>(); BackwardHook look = (l, gi, go) -> { for (var list : List.of(gi, go)) { for (var g : list) { "
            "if (g != null) { s.add(g.copy().keep()); } } } return null; }; ")
    back, jback = "m(x).square().sum().backward()", "m.forward(x).square().sum().backward(); "
    op(full, leaf + net + see + "h = m[2].register_full_backward_hook(look); h0 = m[0].register_full_backward_hook(look); " + back + "; h.remove(); "
       + back, "[x.grad, m[0].weight.grad, *s]",
       jleaf + jnet + jsee + "var h = m.get(2).registerFullBackwardHook(look); m.get(0).registerFullBackwardHook(look); " + jback + "h.remove(); " + jback
       + "s.addAll(0, List.of(x.grad(), m.get(0).weight().grad())); return s;", "that looks only", x=x)
    op(full, net + see + "m[0].register_full_backward_hook(look); " + back, "s",
       jnet + jsee + "m.get(0).registerFullBackwardHook(look); " + jback + "return s;", "of an input without gradient", x=x)
    op(full, leaf + net + "m[1].register_full_backward_hook(lambda m, gi, go: (gi[0] * 2 + go[0],)); m[1].register_full_backward_hook(lambda m, gi, go: (gi[0] + 1,)); " + back,
       "[x.grad, m[0].bias.grad, m[2].bias.grad]",
       jleaf + jnet + "m.get(1).registerFullBackwardHook((l, gi, go) -> List.of(gi.get(0).mul(2).add(go.get(0)))); "
       "m.get(1).registerFullBackwardHook((l, gi, go) -> List.of(gi.get(0).add(1))); " + jback
       + "return List.of(x.grad(), m.get(0).bias().grad(), m.get(2).bias().grad());", "two that change the gradient", x=x)
    op(full, leaf + see + "m = nn.Linear(4, 4); m.register_full_backward_hook(look); (m(m(x).tanh()) * m(x + 1)).sum().backward()", "[x.grad, m.weight.grad, *s]",
       jleaf + jsee + "var m = new Linear(4, 4); m.registerFullBackwardHook(look); m.forward(m.forward(x).tanh()).mul(m.forward(x.add(1))).sum().backward(); "
       "s.addAll(0, List.of(x.grad(), m.weight().grad())); return s;", "a module used three times", x=x)
    op(full, leaf + "y.requires_grad_(); " + see + "m = nn.MSELoss(); m.register_full_backward_hook(look); m(x * 2, y).backward()", "[x.grad, y.grad, *s]",
       jleaf + "y.requiresGrad_(true); " + jsee + "var m = new MSELoss(); m.registerFullBackwardHook(look); m.forward(x.mul(2), y).backward(); "
       "s.addAll(0, List.of(x.grad(), y.grad())); return s;", "a loss's", x=x, y=y)
    op(full + " " + pre, leaf + net + see + "m[0].register_full_backward_hook(look); m[0].register_full_backward_pre_hook(lambda m, go: (go[0].clamp(-0.1, 0.1),)); " + back,
       "[x.grad, m[0].weight.grad, *s]",
       jleaf + jnet + jsee + "m.get(0).registerFullBackwardHook(look); m.get(0).registerFullBackwardPreHook((l, go) -> List.of(go.get(0).clamp(-0.1, 0.1))); " + jback
       + "s.addAll(0, List.of(x.grad(), m.get(0).weight().grad())); return s;", "before and after", x=x)
    op(full, leaf + net + see + "m[0].register_full_backward_hook(look); r = m(x).sum(); r.backward(retain_graph=True); r.backward(); n = len(s)\nwith torch.no_grad(): m(x)",
       "[x.grad, n, *s]", jleaf + jnet + jsee + "m.get(0).registerFullBackwardHook(look); var r = m.forward(x).sum(); r.backward(null, true, false); r.backward(); "
       "int n = s.size(); try (var g = Torch.noGrad()) { m.forward(x); } var all = new ArrayList<Object>(List.of(x.grad(), n)); all.addAll(s); return all;",
       "twice through one graph, and without gradients", x=x)

    op("nn.Module.to_empty", "m = nn.Linear(4, 3).to('meta').to_empty(device='cpu'); m.load_state_dict({'weight': y[:, :4].clone(), 'bias': y[0, :3]})", "[m(x), m.weight.requires_grad]",
       "var m = new Linear(4, 3).to(Device.META).toEmpty(Device.CPU); m.loadStateDict(new StateDict(Map.of(\"weight\", y, \"bias\", y.get(0).slice(0, 0, 3, 1)))); "
       "return List.of(m.forward(x), m.weight().requiresGrad());", x=x, y=y)

    op("autograd.grad", leaf + "d = torch.autograd.grad((x ** 3).sum(), x)[0]; e = torch.autograd.grad(x ** 3, x, torch.ones_like(x), create_graph=True)[0]; "
       "(e.norm(2, dim=1) - 1).square().mean().backward()", "[d, e, x.grad]",
       jleaf + "var d = Autograd.grad(x.pow(3).sum(), x); var e = Autograd.grad(x.pow(3), x, Torch.onesLike(x), true); "
       "e.norm(2, 1).sub(1).square().mean().backward(); return List.of(d, e, x.grad());", "a penalty on the gradient", x=x)
