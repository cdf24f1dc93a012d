"""torch.optim.lr_scheduler: every rate and momentum of 25 steps, and the state dict in the midst of them."""
import math


def cases(kit):
    def s(name, python, java, **more):
        if name == "ChainedScheduler":
            kit.schedule(f"optim.lr_scheduler.{name}", f"lr_scheduler.{name}({python})", f"new {name}({java}, optimizer)", **more)
        else:
            kit.schedule(f"optim.lr_scheduler.{name}", f"lr_scheduler.{name}(optimizer, {python})", f"new {name}(optimizer, {java})", **more)

    two = dict(optimizer="optim.Adam([{'params': params[:1], 'lr': 0.1}, {'params': params[1:]}], lr=0.01)",
               java_optimizer="new Adam(paramGroups(params(params.subList(0, 1)).lr(0.1), params(params.subList(1, 2))), 0.01, "
                              "AdamOptions.DEFAULT)")
    s("StepLR", "step_size=4, gamma=0.5", "4, 0.5")
    s("StepLR", "step_size=3, gamma=0.1", "3, 0.1", **two)
    s("MultiStepLR", "milestones=[3, 7, 7, 15], gamma=0.5", "new int[] {3, 7, 7, 15}, 0.5")
    s("ConstantLR", "factor=0.25, total_iters=6", "0.25, 6")
    s("LinearLR", "start_factor=0.25, end_factor=1.0, total_iters=8", "0.25, 1.0, 8")
    s("LinearLR", "start_factor=1.0, end_factor=0.1, total_iters=20", "1.0, 0.1, 20", **two)
    s("ExponentialLR", "gamma=0.9", "0.9")
    s("PolynomialLR", "total_iters=15, power=2.0", "15, 2.0")
    s("CosineAnnealingLR", "T_max=10, eta_min=0.01", "10, 0.01")
    s("CosineAnnealingLR", "T_max=25", "25, 0", **two)
    s("CosineAnnealingWarmRestarts", "T_0=5, T_mult=2, eta_min=0.01", "5, 2, 0.01")
    s("CosineAnnealingWarmRestarts", "T_0=4", "4, 1, 0", **two)
    s("LambdaLR", "lambda step: min(1.0, (step + 1) / 8)", "step -> Math.min(1.0, (step + 1) / 8.0)")
    s("LambdaLR", "[lambda s: 0.9 ** s, lambda s: 1 / (1 + s)]", "List.of(s -> Math.pow(0.9, s), s -> 1.0 / (1 + s))", **two)
    s("OneCycleLR", "max_lr=0.4, total_steps=25", "0.4, 25")
    s("OneCycleLR", "max_lr=0.4, total_steps=40, pct_start=0.2, anneal_strategy='linear', div_factor=10.0, final_div_factor=100.0",
      "0.4, 40, OneCycleLR.Options.DEFAULT.pctStart(0.2).annealStrategy(\"linear\").divFactor(10).finalDivFactor(100)", **two)
    s("OneCycleLR", "max_lr=0.4, total_steps=25, cycle_momentum=False", "0.4, 25, OneCycleLR.Options.DEFAULT.cycleMomentum(false)")
    s("SequentialLR",
      "schedulers=[lr_scheduler.LinearLR(optimizer, 0.1, 1.0, 5), lr_scheduler.CosineAnnealingLR(optimizer, 20)], milestones=[5]",
      "List.of(new LinearLR(optimizer, 0.1, 1.0, 5), new CosineAnnealingLR(optimizer, 20, 0)), 5")
    s("SequentialLR",
      "schedulers=[lr_scheduler.ConstantLR(optimizer, 0.5, 20), lr_scheduler.ExponentialLR(optimizer, 0.9), "
      "lr_scheduler.StepLR(optimizer, 3, 0.5)], milestones=[4, 12]",
      "List.of(new ConstantLR(optimizer, 0.5, 20), new ExponentialLR(optimizer, 0.9), new StepLR(optimizer, 3, 0.5)), 4, 12", **two)
    s("MultiplicativeLR", "lambda step: 0.9 + step / 1000", "step -> 0.9 + step / 1000.0")
    s("MultiplicativeLR", "[lambda s: 0.9, lambda s: 0.95]", "List.of(s -> 0.9, s -> 0.95)", **two)
    s("CyclicLR", "base_lr=0.1, max_lr=0.4, step_size_up=4", '0.1, 0.4, CyclicLR.Options.DEFAULT.stepSizeUp(4)')
    s("CyclicLR", "base_lr=0.1, max_lr=0.4, step_size_up=3, step_size_down=5, mode='triangular2'",
      '0.1, 0.4, CyclicLR.Options.DEFAULT.stepSizeUp(3).stepSizeDown(5).mode("triangular2")', **two)
    s("CyclicLR", "base_lr=0.1, max_lr=0.4, step_size_up=4, mode='exp_range', gamma=0.95, cycle_momentum=False",
      '0.1, 0.4, CyclicLR.Options.DEFAULT.stepSizeUp(4).mode("exp_range").gamma(0.95).cycleMomentum(false)')
    s("ChainedScheduler", "optimizer=optimizer, schedulers=[lr_scheduler.ConstantLR(optimizer, 0.1, 4), lr_scheduler.ExponentialLR(optimizer, 0.9)]",
      "List.of(new ConstantLR(optimizer, 0.1, 4), new ExponentialLR(optimizer, 0.9))", **two)
    metrics = [1.0, 0.8, 0.8, 0.8, 0.79999, 0.8, 0.7, 0.71, 0.72, 0.71, 0.7, 0.6] + [0.6] * 13
    s("ReduceLROnPlateau", "factor=0.5, patience=2", "ReduceLROnPlateau.Options.DEFAULT.factor(0.5).patience(2)", metrics=metrics)
    s("ReduceLROnPlateau", "mode='max', patience=1, threshold=0.05, threshold_mode='abs', cooldown=2, min_lr=1e-3",
      "ReduceLROnPlateau.Options.DEFAULT.mode(\"max\").patience(1).threshold(0.05).thresholdMode(\"abs\").cooldown(2).minLr(1e-3)", metrics=[math.sin(i / 3) for i in range(25)], **two)

    # what is not said
    s("StepLR", "4", "4")
    s("MultiStepLR", "[3, 7]", "new int[] {3, 7}")
    s("CosineAnnealingLR", "20", "20")
    s("CosineAnnealingWarmRestarts", "6", "6")
