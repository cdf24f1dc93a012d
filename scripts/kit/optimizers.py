"""torch.optim: parameters, state dicts, and going on from one."""
import torch


def cases(kit):
    o = kit.optimizer
    o("optim.Adam", "optim.Adam(params, lr=0.01)", "new Adam(params, 0.01)")
    o("optim.Adam", "optim.Adam(params, lr=0.01, betas=(0.8, 0.99), eps=1e-6, weight_decay=0.1)",
      "new Adam(params, 0.01, AdamOptions.DEFAULT.betas(0.8, 0.99).eps(1e-6).weightDecay(0.1))")
    o("optim.Adam", "optim.Adam(params, lr=0.01, amsgrad=True, maximize=True)",
      "new Adam(params, 0.01, AdamOptions.DEFAULT.amsgrad(true).maximize(true))")
    o("optim.Adam", "optim.Adam(params, lr=0.01, amsgrad=True, fused=False)",
      "new Adam(params, 0.01, AdamOptions.DEFAULT.amsgrad(true).fused(false))")
    o("optim.Adam", "optim.Adam([{'params': params[:1], 'lr': 0.1}, {'params': params[1:], 'weight_decay': 0.2}], lr=0.01)",
      "new Adam(paramGroups(params(params.subList(0, 1)).lr(0.1), params(params.subList(1, 2)).weightDecay(0.2)), 0.01, "
      "AdamOptions.DEFAULT)")
    o("optim.AdamW", "optim.AdamW(params, lr=0.01)", "new AdamW(params, 0.01)")
    o("optim.AdamW", "optim.AdamW(params, lr=0.01, betas=(0.8, 0.99), weight_decay=0.1, amsgrad=True, fused=False)",
      "new AdamW(params, 0.01, AdamOptions.DEFAULT.betas(0.8, 0.99).weightDecay(0.1).amsgrad(true).fused(false))")
    o("optim.SGD", "optim.SGD(params, lr=0.1)", "new SGD(params, 0.1)")
    o("optim.SGD", "optim.SGD(params, lr=0.1, momentum=0.9, dampening=0.1, weight_decay=0.01)",
      "new SGD(params, 0.1, SGDOptions.DEFAULT.momentum(0.9).dampening(0.1).weightDecay(0.01))")
    o("optim.SGD", "optim.SGD(params, lr=0.1, momentum=0.9, nesterov=True, maximize=True)",
      "new SGD(params, 0.1, SGDOptions.DEFAULT.momentum(0.9).nesterov(true).maximize(true))")
    o("optim.RMSprop", "optim.RMSprop(params, lr=0.01)", "new RMSprop(params, 0.01)")
    o("optim.RMSprop", "optim.RMSprop(params, lr=0.01, alpha=0.9, momentum=0.9, centered=True, weight_decay=0.1)",
      "new RMSprop(params, 0.01, RMSpropOptions.DEFAULT.alpha(0.9).momentum(0.9).centered(true).weightDecay(0.1))")
    o("optim.Adadelta", "optim.Adadelta(params, lr=1.0)", "new Adadelta(params, 1.0)")
    o("optim.Adadelta", "optim.Adadelta(params, lr=0.5, rho=0.8, eps=1e-5, weight_decay=0.1, maximize=True)",
      "new Adadelta(params, 0.5, AdadeltaOptions.DEFAULT.rho(0.8).eps(1e-5).weightDecay(0.1).maximize(true))")
    o("optim.Adagrad", "optim.Adagrad(params, lr=0.1)", "new Adagrad(params, 0.1)")
    o("optim.Adagrad", "optim.Adagrad(params, lr=0.1, lr_decay=0.05, weight_decay=0.1, initial_accumulator_value=0.5, eps=1e-6)",
      "new Adagrad(params, 0.1, AdagradOptions.DEFAULT.lrDecay(0.05).weightDecay(0.1).initialAccumulatorValue(0.5).eps(1e-6))")
    o("optim.Adamax", "optim.Adamax(params, lr=0.01)", "new Adamax(params, 0.01)")
    o("optim.Adamax", "optim.Adamax(params, lr=0.01, betas=(0.8, 0.99), weight_decay=0.1, maximize=True)",
      "new Adamax(params, 0.01, AdamaxOptions.DEFAULT.betas(0.8, 0.99).weightDecay(0.1).maximize(true))")
    o("optim.NAdam", "optim.NAdam(params, lr=0.01)", "new NAdam(params, 0.01)")
    o("optim.NAdam", "optim.NAdam(params, lr=0.01, betas=(0.8, 0.99), momentum_decay=0.01, weight_decay=0.1, decoupled_weight_decay=True)",
      "new NAdam(params, 0.01, NAdamOptions.DEFAULT.betas(0.8, 0.99).momentumDecay(0.01).weightDecay(0.1).decoupledWeightDecay(true))")
    o("optim.RAdam", "optim.RAdam(params, lr=0.01)", "new RAdam(params, 0.01)", steps=9, pause=4)
    o("optim.RAdam", "optim.RAdam([{'params': params[:1], 'lr': 0.1}, {'params': params[1:]}], lr=0.01, betas=(0.8, 0.9), weight_decay=0.1)",
      "new RAdam(paramGroups(params(params.subList(0, 1)).lr(0.1), params(params.subList(1, 2))), 0.01, RAdamOptions.DEFAULT.betas(0.8, 0.9).weightDecay(0.1))",
      steps=9, pause=4)
    o("optim.SGD", "optim.SGD([{'params': params[:1]}, {'params': params[1:], 'weight_decay': 0.1}], lr=0.1)",
      "new SGD(paramGroups(params(params.subList(0, 1)), params(params.subList(1, 2)).weightDecay(0.1)), 0.1)")
    o("optim.ASGD", "optim.ASGD(params, lr=0.1)", "new ASGD(params, 0.1)")
    o("optim.ASGD", "optim.ASGD(params, lr=0.1, lambd=0.01, alpha=0.5, t0=2, weight_decay=0.1, maximize=True)",
      "new ASGD(params, 0.1, ASGDOptions.DEFAULT.lambd(0.01).alpha(0.5).t0(2).weightDecay(0.1).maximize(true))")
    o("optim.Rprop", "optim.Rprop(params, lr=0.1)", "new Rprop(params, 0.1)")
    o("optim.Rprop", "optim.Rprop(params, lr=0.1, etas=(0.4, 1.5), step_sizes=(0.05, 0.2), maximize=True)",
      "new Rprop(params, 0.1, RpropOptions.DEFAULT.etas(0.4, 1.5).stepSizes(0.05, 0.2).maximize(true))")

    # a curved valley, and a bowl
    valley = dict(loss="(params[0] - 1).square().sum() + 10 * (params[1].square() - params[0][0]).square().sum()",
                  java_loss="params.get(0).sub(1).square().sum().add("
                            "params.get(1).square().sub(params.get(0).get(0)).square().sum().mul(10))")
    bowl = dict(loss="(params[0].square() * torch.arange(1, 6).to(params[0].device)).sum() + params[1].cosh().sum()",
                java_loss="params.get(0).square().mul(Torch.arange(1, 6).to(params.get(0).device())).sum().add(params.get(1).cosh().sum())")
    wolfe = "lr=0.5, max_iter=4, line_search_fn='strong_wolfe'", "0.5, LBFGSOptions.DEFAULT.maxIter(4).lineSearchFn(\"strong_wolfe\")"
    o("optim.LBFGS", f"optim.LBFGS(params, {wolfe[0]})", f"new LBFGS(params, {wolfe[1]})", dtype=torch.float64, **valley)
    o("optim.LBFGS", "optim.LBFGS(params, lr=1, max_iter=20, line_search_fn='strong_wolfe')",
      "new LBFGS(params, 1, LBFGSOptions.DEFAULT.lineSearchFn(\"strong_wolfe\"))", dtype=torch.float64, **valley)
    o("optim.LBFGS", "optim.LBFGS(params, lr=1, max_iter=6, max_eval=3, history_size=2, line_search_fn='strong_wolfe')",
      "new LBFGS(params, 1, LBFGSOptions.DEFAULT.maxIter(6).maxEval(3).historySize(2).lineSearchFn(\"strong_wolfe\"))",
      dtype=torch.float64, **valley)
    o("optim.LBFGS", "optim.LBFGS(params, lr=0.1)", "new LBFGS(params, 0.1)", dtype=torch.float64, **bowl)
    o("optim.LBFGS", "optim.LBFGS(params, lr=0.3, max_iter=3, history_size=3)",
      "new LBFGS(params, 0.3, LBFGSOptions.DEFAULT.maxIter(3).historySize(3))", tolerance=1e-5, **bowl)
    o("optim.LBFGS", "optim.LBFGS(params, lr=0.5, max_iter=1, tolerance_grad=1e-3, tolerance_change=1e-4)",
      "new LBFGS(params, 0.5, LBFGSOptions.DEFAULT.maxIter(1).toleranceGrad(1e-3).toleranceChange(1e-4))", tolerance=1e-5, **bowl)
    o("optim.LBFGS", "optim.LBFGS(params, lr=1, max_iter=3, line_search_fn='strong_wolfe')",
      "new LBFGS(params, 1, LBFGSOptions.DEFAULT.maxIter(3).lineSearchFn(\"strong_wolfe\"))", steps=2, pause=1, tolerance=1e-5, **bowl)
    o("optim.SGD", "optim.SGD(params, lr=0.02, momentum=0.9)", "new SGD(params, 0.02, SGDOptions.DEFAULT.momentum(0.9))", **bowl)

    o("optim.Adafactor", "optim.Adafactor(params, lr=0.1)", "new Adafactor(params, 0.1)")
    o("optim.Adafactor", "optim.Adafactor(params, lr=0.1, beta2_decay=-0.5, eps=(1e-4, 0.01), d=1.5, weight_decay=0.1, maximize=True)",
      "new Adafactor(params, 0.1, AdafactorOptions.DEFAULT.beta2Decay(-0.5).eps(1e-4, 0.01).d(1.5).weightDecay(0.1).maximize(true))")
    # in bfloat16, where products are rounded after other sums
    o("optim.Muon", "optim.Muon(params[1:], lr=0.02)", "new Muon(params.subList(1, 2), 0.02)", tolerance=1e-3)
    o("optim.Muon", "optim.Muon(params[1:], lr=0.02, weight_decay=0.0, momentum=0.8, nesterov=False, ns_steps=3, adjust_lr_fn='match_rms_adamw')",
      "new Muon(params.subList(1, 2), 0.02, MuonOptions.DEFAULT.weightDecay(0).momentum(0.8).nesterov(false).nsSteps(3).adjustLrFn(\"match_rms_adamw\"))",
      tolerance=1e-3)
