"""torch.nn.functional and torch.nn.init."""
import torch

from kit.pointwise import camel


def cases(kit):
    g = torch.Generator().manual_seed(5)

    def randn(*size):
        return torch.randn(*size, generator=g)

    op = kit.op
    x = randn(3, 4)
    for name in "relu silu mish selu relu6 hardswish hardsigmoid logsigmoid tanh sigmoid softsign tanhshrink gelu softplus".split():
        op(f"F.{name}", f"F.{name}(x)", f"F.{name}(x)", x=x * 3)
        op(f"F.{name}", f"F.{name}(x)", f"F.{name}(x)", "float64", x=x.double() * 3)
    for name, python, java in [
        ("leaky_relu", "x, 0.2", "x, 0.2"), ("elu", "x, 0.5", "x, 0.5"), ("celu", "x, 0.5", "x, 0.5"),
        ("gelu", "x, approximate='tanh'", 'x, "tanh"'), ("hardtanh", "x, -0.5, 0.5", "x, -0.5, 0.5"),
        ("softplus", "x, 2, 1", "x, 2, 1"), ("softshrink", "x, 0.3", "x, 0.3"), ("hardshrink", "x, 0.3", "x, 0.3"),
        ("threshold", "x, 0.1, -2", "x, 0.1, -2"), ("glu", "x, 1", "x, 1"), ("softmax", "x, 0", "x, 0"), ("softmin", "x, 1", "x, 1"),
        ("log_softmax", "x, -1", "x, -1"), ("softmax", "x, 1, dtype=torch.float64", "x, 1, FLOAT64"),
        ("dropout", "x, 0.5, True", "x, 0.5, true"), ("dropout", "x, 0.5, False", "x, 0.5, false"), ("normalize", "x, 2.0, 1", "x, 2, 1"),
    ]:
        op(f"F.{name}", f"F.{name}({python})", f"F.{camel(name)}({java})", x=x)
    op("F.prelu", "F.prelu(x, w)", "F.prelu(x, w)", x=x, w=torch.tensor([0.2]))
    op("F.dropout2d", "F.dropout2d(x, 0.5, True)", "F.dropout2d(x, 0.5, true)", x=randn(2, 4, 3, 3))

    # convolutions; more than 16 channels and not a multiple of 16 too
    sizes = {1: (9,), 2: (7, 6), 3: (5, 4, 6)}
    for n, size in sizes.items():
        kernel = (3,) * n
        image, weight, bias = randn(2, 4, *size), randn(6, 4, *kernel) * 0.3, randn(6)
        op(f"F.conv{n}d", f"F.conv{n}d(x, w, b)", f"F.conv{n}d(x, w, b, ConvOptions.DEFAULT)", x=image, w=weight, b=bias)
        op(f"F.conv{n}d", f"F.conv{n}d(x, w, None, stride=2, padding=1, dilation=2)",
           f"F.conv{n}d(x, w, null, stride(2).padding(1).dilation(2))", x=image, w=weight)
        op(f"F.conv{n}d", f"F.conv{n}d(x, w, b, padding='same')", f'F.conv{n}d(x, w, b, padding("same"))', x=image, w=weight, b=bias)
        op(f"F.conv{n}d", f"F.conv{n}d(x, w, None, groups=2)", f"F.conv{n}d(x, w, null, groups(2))", x=image, w=randn(6, 2, *kernel))
        op(f"F.conv{n}d", f"F.conv{n}d(x, w, b, padding=1)", f"F.conv{n}d(x, w, b, padding(1))", "20 to 18 channels",
           x=randn(1, 20, *size), w=randn(18, 20, *kernel) * 0.1, b=randn(18), tolerance=1e-5)
        op(f"F.conv{n}d", f"F.conv{n}d(x, w, b)", f"F.conv{n}d(x, w, b, ConvOptions.DEFAULT)", "float64, no batch", x=image[0].double(),
           w=weight.double(), b=bias.double())
        transposed = randn(4, 5, *kernel) * 0.3
        op(f"F.conv_transpose{n}d", f"F.conv_transpose{n}d(x, w, b)", f"F.convTranspose{n}d(x, w, b, ConvOptions.DEFAULT)", x=image,
           w=transposed, b=randn(5))
        op(f"F.conv_transpose{n}d", f"F.conv_transpose{n}d(x, w, None, stride=2, padding=1, output_padding=1)",
           f"F.convTranspose{n}d(x, w, null, stride(2).padding(1).outputPadding(1))", x=image, w=transposed)
        op(f"F.conv_transpose{n}d", f"F.conv_transpose{n}d(x, w, None, groups=2)", f"F.convTranspose{n}d(x, w, null, groups(2))", x=image,
           w=randn(4, 3, *kernel))
        op(f"F.conv_transpose{n}d", f"F.conv_transpose{n}d(x, w, b, stride=2)", f"F.convTranspose{n}d(x, w, b, stride(2))",
           "20 to 48 channels", x=randn(1, 20, *(s // 2 for s in size)), w=randn(20, 48, *kernel) * 0.1, b=randn(48), tolerance=1e-5)
        pooled = randn(2, 3, *(s + 2 for s in size))
        op(f"F.max_pool{n}d", f"F.max_pool{n}d(x, 2)", f"F.maxPool{n}d(x, 2, PoolOptions.DEFAULT)", x=pooled)
        op(f"F.max_pool{n}d", f"F.max_pool{n}d(x, 3, stride=2, padding=1, ceil_mode=True)",
           f"F.maxPool{n}d(x, 3, PoolOptions.DEFAULT.stride(2).padding(1).ceilMode(true))", x=pooled)
        op(f"F.max_pool{n}d", f"F.max_pool{n}d(x, 2, stride=1, dilation=2)",
           f"F.maxPool{n}d(x, 2, PoolOptions.DEFAULT.stride(1).dilation(2))", x=pooled)
        op(f"F.avg_pool{n}d", f"F.avg_pool{n}d(x, 2)", f"F.avgPool{n}d(x, 2, PoolOptions.DEFAULT)", x=pooled)
        op(f"F.avg_pool{n}d", f"F.avg_pool{n}d(x, 3, stride=2, padding=1, count_include_pad=False)",
           f"F.avgPool{n}d(x, 3, PoolOptions.DEFAULT.stride(2).padding(1).countIncludePad(false))", x=pooled)
        op(f"F.adaptive_avg_pool{n}d", f"F.adaptive_avg_pool{n}d(x, 1)", f"F.adaptiveAvgPool{n}d(x, 1)", x=pooled)
        op(f"F.adaptive_avg_pool{n}d", f"F.adaptive_avg_pool{n}d(x, 3)", f"F.adaptiveAvgPool{n}d(x, 3)", x=pooled)
        op(f"F.adaptive_max_pool{n}d", f"F.adaptive_max_pool{n}d(x, 2)", f"F.adaptiveMaxPool{n}d(x, 2)", x=pooled)
        for mode in ("nearest", "nearest-exact", "area", {1: "linear", 2: "bilinear", 3: "trilinear"}[n]):
            op("F.interpolate", f"F.interpolate(x, scale_factor=2, mode='{mode}')",
               f'F.interpolate(x, InterpolateOptions.DEFAULT.scaleFactor(2).mode("{mode}"))', f"{n}d", x=image)
            op("F.interpolate", f"F.interpolate(x, size=4, mode='{mode}')",
               f'F.interpolate(x, InterpolateOptions.DEFAULT.size(4).mode("{mode}"))', f"{n}d", x=image)
            if mode.endswith("linear"):
                op("F.interpolate", f"F.interpolate(x, size=9, mode='{mode}', align_corners=True)",
                   f'F.interpolate(x, InterpolateOptions.DEFAULT.size(9).mode("{mode}").alignCorners(true))', f"{n}d", x=image)
            op("F.interpolate", f"F.interpolate(x, scale_factor=1.5, mode='{mode}', recompute_scale_factor=True)",
               f'F.interpolate(x, InterpolateOptions.DEFAULT.scaleFactor(1.5).mode("{mode}").recomputeScaleFactor(true))', f"{n}d",
               x=image)
        for mode in ("reflect", "replicate", "circular"):
            op("F.pad", f"F.pad(x, {(1, 2) * n}, mode='{mode}')", f'F.pad(x, shape({", ".join(["1, 2"] * n)}), "{mode}")', f"{n}d", x=image)
    image = randn(1, 4, 6, 8)
    for python, java in [("size=(3, 5), mode='bicubic'", 'size(3, 5).mode("bicubic")'),
                         ("scale_factor=2, mode='bicubic', align_corners=True", 'scaleFactor(2).mode("bicubic").alignCorners(true)'),
                         ("scale_factor=(0.5, 1.5), mode='bilinear'", 'scaleFactor(0.5, 1.5).mode("bilinear")'),
                         ("size=(3, 3), mode='bilinear', antialias=True", 'size(3, 3).mode("bilinear").antialias(true)'),
                         ("size=(3, 3), mode='bicubic', antialias=True", 'size(3, 3).mode("bicubic").antialias(true)')]:
        op("F.interpolate", f"F.interpolate(x, {python})", f"F.interpolate(x, InterpolateOptions.DEFAULT.{java})", x=image)
    op("F.pad", "F.pad(x, (1, 2))", "F.pad(x, 1, 2)", x=x)
    op("F.pad", "F.pad(x, (1, 0, -1, 2), value=0.5)", "F.pad(x, shape(1, 0, -1, 2), 0.5)", x=x)
    op("F.pixel_shuffle", "F.pixel_shuffle(x, 2)", "F.pixelShuffle(x, 2)", x=image)
    op("F.pixel_unshuffle", "F.pixel_unshuffle(x, 2)", "F.pixelUnshuffle(x, 2)", x=image)
    op("F.channel_shuffle", "F.channel_shuffle(x, 2)", "F.channelShuffle(x, 2)", x=image)
    op("F.unfold", "F.unfold(x, 3, 1, 1, 2)", "F.unfold(x, 3, 1, 1, 2)", x=image)
    op("F.fold", "F.fold(x, (4, 4), 2, 1, 0, 2)", "F.fold(x, shape(4, 4), 2, 1, 0, 2)", x=randn(1, 8, 4))
    grid = torch.rand(1, 3, 3, 2, generator=g) * 2.4 - 1.2
    for mode, padding in (("bilinear", "zeros"), ("bilinear", "border"), ("nearest", "reflection"), ("bicubic", "zeros")):
        op("F.grid_sample", f"F.grid_sample(x, y, '{mode}', '{padding}', False)", f'F.gridSample(x, y, "{mode}", "{padding}", false)',
           x=image, y=grid, tolerance=1e-5)
    op("F.affine_grid", "F.affine_grid(x, (1, 1, 3, 4), False)", "F.affineGrid(x, shape(1, 1, 3, 4), false)", x=randn(1, 2, 3))

    # linear maps, norms, attention
    op("F.linear", "F.linear(x, w, b)", "F.linear(x, w, b)", x=randn(2, 3, 4), w=randn(5, 4), b=randn(5))
    op("F.linear", "F.linear(x, w)", "F.linear(x, w, null)", x=randn(0, 4), w=randn(5, 4))
    op("F.bilinear", "F.bilinear(x, y, w, b)", "F.bilinear(x, y, w, b)", x=randn(2, 3), y=randn(2, 4), w=randn(5, 3, 4), b=randn(5))
    op("F.embedding", "F.embedding(i, w)", "F.embedding(i, w)", i=torch.tensor([[1, 1], [0, 2]]), w=randn(3, 4))
    op("F.one_hot", "F.one_hot(i, 5)", "F.oneHot(i, 5)", i=torch.tensor([[1, 1], [0, 4]]))
    y = randn(2, 6, 5)
    op("F.layer_norm", "F.layer_norm(x, (5,), w, b, 1e-5)", "F.layerNorm(x, shape(5), w, b, 1e-5)", x=y, w=randn(5), b=randn(5))
    op("F.layer_norm", "F.layer_norm(x, (6, 5))", "F.layerNorm(x, shape(6, 5), null, null, 1e-5)", x=y)
    op("F.group_norm", "F.group_norm(x, 3, w, b, 1e-5)", "F.groupNorm(x, 3, w, b, 1e-5)", x=y, w=randn(6), b=randn(6))
    op("F.rms_norm", "F.rms_norm(x, (5,), w, 1e-6)", "F.rmsNorm(x, shape(5), w, 1e-6)", x=y, w=randn(5))
    op("F.batch_norm", "F.batch_norm(x, None, None, w, b, True, 0.1, 1e-5)", "F.batchNorm(x, null, null, w, b, true, 0.1, 1e-5)",
       x=y, w=randn(6), b=randn(6))
    op("F.batch_norm", "F.batch_norm(x, m, v, None, None, False, 0.1, 1e-5)", "F.batchNorm(x, m, v, null, null, false, 0.1, 1e-5)",
       x=y, m=randn(6), v=torch.rand(6, generator=g) + 0.5, grad=("x",))
    op("F.instance_norm", "F.instance_norm(x, None, None, w, b)", "F.instanceNorm(x, null, null, w, b, true, 0.1, 1e-5)", x=y,
       w=randn(6), b=randn(6))
    q, k, v = randn(2, 2, 5, 4), randn(2, 2, 6, 4), randn(2, 2, 6, 4)
    sdpa, ours = "F.scaled_dot_product_attention", "F.scaledDotProductAttention"
    op(sdpa, f"{sdpa}(q, k, v)", f"{ours}(q, k, v)", q=q, k=k, v=v)
    op(sdpa, f"{sdpa}(q, k, v)", f"{ours}(q, k, v)", "float64", q=q.double(), k=k.double(), v=v.double())
    op(sdpa, f"{sdpa}(q, k, v, is_causal=True)", f"{ours}(q, k, v, null, 0, true)", q=q, k=k, v=v)
    op(sdpa, f"{sdpa}(q, k, v, m)", f"{ours}(q, k, v, m, 0, false)", "a mask to add", q=q, k=k, v=v, m=randn(5, 6), grad=("q", "k", "v"))
    op(sdpa, f"{sdpa}(q, k, v, m)", f"{ours}(q, k, v, m, 0, false)", "a boolean mask", q=q, k=k, v=v,
       m=torch.rand(5, 6, generator=g) > 0.3)
    op(sdpa, f"{sdpa}(q, k, v, scale=0.25)", f"{ours}(q, k, v, null, 0, false, 0.25)", q=q, k=k, v=v)
    op("F.cosine_similarity", "F.cosine_similarity(x, y, 1)", "F.cosineSimilarity(x, y, 1)", x=x, y=randn(3, 4))
    op("F.pairwise_distance", "F.pairwise_distance(x, y)", "F.pairwiseDistance(x, y)", x=x, y=randn(3, 4))

    # losses
    p, t = torch.rand(3, 4, generator=g) * 0.8 + 0.1, torch.rand(3, 4, generator=g)
    for reduction, java in (("mean", "MEAN"), ("sum", "SUM"), ("none", "NONE")):
        r = f"Reduction.{java}"
        for name in ("mse_loss", "l1_loss", "soft_margin_loss"):
            op(f"F.{name}", f"F.{name}(x, t, reduction='{reduction}')", f"F.{camel(name)}(x, t, {r})", x=x, t=t, grad=("x",))
        op("F.smooth_l1_loss", f"F.smooth_l1_loss(x, t, beta=0.5, reduction='{reduction}')", f"F.smoothL1Loss(x, t, 0.5, {r})", x=x, t=t)
        op("F.huber_loss", f"F.huber_loss(x, t, delta=0.5, reduction='{reduction}')", f"F.huberLoss(x, t, 0.5, {r})", x=x, t=t)
        op("F.binary_cross_entropy", f"F.binary_cross_entropy(x, t, reduction='{reduction}')",
           f"F.binaryCrossEntropy(x, t, null, {r})", x=p, t=t, grad=("x",))
        op("F.binary_cross_entropy_with_logits", f"F.binary_cross_entropy_with_logits(x, t, pos_weight=w, reduction='{reduction}')",
           f"F.binaryCrossEntropyWithLogits(x, t, null, w, {r})", x=x, t=t, w=torch.tensor([1.0, 2.0, 0.5, 1.0]), grad=("x",))
        op("F.kl_div", f"F.kl_div(x, t, reduction='{reduction}')", f"F.klDiv(x, t, {r}, false)", x=p.log(), t=t)
        op("F.cross_entropy", f"F.cross_entropy(x, i, reduction='{reduction}')",
           f"F.crossEntropy(x, i, CrossEntropyOptions.DEFAULT.reduction({r}))", x=x, i=torch.tensor([1, 3, 0]))
        op("F.nll_loss", f"F.nll_loss(x, i, w, reduction='{reduction}')", f"F.nllLoss(x, i, w, -100, {r})", x=p.log(),
           i=torch.tensor([1, 3, 0]), w=torch.tensor([1.0, 2.0, 0.5, 1.0]), grad=("x",))
    for name in ("mse_loss", "l1_loss", "smooth_l1_loss", "huber_loss"):
        op(f"F.{name}", f"F.{name}(x, t)", f"F.{camel(name)}(x, t)", x=x, t=t)
    op("F.cross_entropy", "F.cross_entropy(x, i)", "F.crossEntropy(x, i)", x=x, i=torch.tensor([1, 3, 0]))
    op("F.cross_entropy", "F.cross_entropy(x, i, label_smoothing=0.1, ignore_index=3)",
       "F.crossEntropy(x, i, CrossEntropyOptions.DEFAULT.labelSmoothing(0.1).ignoreIndex(3))", x=x, i=torch.tensor([1, 3, 0]))
    op("F.cross_entropy", "F.cross_entropy(x, i)", "F.crossEntropy(x, i)", "images", x=randn(2, 3, 4, 4),
       i=torch.randint(0, 3, (2, 4, 4), generator=g))
    op("F.cross_entropy", "F.cross_entropy(x, t)", "F.crossEntropy(x, t)", "probabilities", x=x, t=t / t.sum(1, keepdim=True))
    op("F.nll_loss", "F.nll_loss(x, i)", "F.nllLoss(x, i)", x=p.log(), i=torch.tensor([1, 3, 0]))
    op("F.binary_cross_entropy", "F.binary_cross_entropy(x, t)", "F.binaryCrossEntropy(x, t)", x=p, t=t, grad=("x",))
    op("F.binary_cross_entropy_with_logits", "F.binary_cross_entropy_with_logits(x, t)", "F.binaryCrossEntropyWithLogits(x, t)", x=x, t=t)
    op("F.kl_div", "F.kl_div(x, t, reduction='batchmean', log_target=True)", "F.klDiv(x, t, Reduction.SUM, true).div(x.size(0))",
       x=p.log(), t=t.log())
    op("F.poisson_nll_loss", "F.poisson_nll_loss(x, t)", "F.poissonNllLoss(x, t)", x=x, t=t)
    op("F.hinge_embedding_loss", "F.hinge_embedding_loss(x, t, 0.5)", "F.hingeEmbeddingLoss(x, t, 0.5)", x=x, t=torch.where(t > 0.5, 1.0, -1.0), grad=("x",))
    sign = torch.tensor([1.0, -1.0, 1.0])
    op("F.cosine_embedding_loss", "F.cosine_embedding_loss(x, y, t, 0.1)", "F.cosineEmbeddingLoss(x, y, t, 0.1)", x=x, y=p, t=sign,
       grad=("x", "y"))
    op("F.margin_ranking_loss", "F.margin_ranking_loss(x, y, t, 0.1)", "F.marginRankingLoss(x, y, t, 0.1)", x=x[:, 0], y=p[:, 0], t=sign,
       grad=("x", "y"))
    op("F.triplet_margin_loss", "F.triplet_margin_loss(x, y, z, 0.5)", "F.tripletMarginLoss(x, y, z, 0.5)", x=x, y=p, z=t)

    # where training starts from
    for python, java in [("uniform_(x, -1, 2)", "uniform_(x, -1, 2)"), ("normal_(x, 1, 2)", "normal_(x, 1, 2)"),
                         ("constant_(x, 0.5)", "constant_(x, 0.5)"), ("ones_(x)", "ones_(x)"), ("zeros_(x)", "zeros_(x)"), ("eye_(x)", "eye_(x)"),
                         ("xavier_uniform_(x)", "xavierUniform_(x)"), ("xavier_uniform_(x, 1.5)", "xavierUniform_(x, 1.5)"),
                         ("xavier_normal_(x, 1.5)", "xavierNormal_(x, 1.5)"), ("kaiming_uniform_(x, a=0.2)", "kaimingUniform_(x, 0.2)"),
                         ("kaiming_uniform_(x, mode='fan_out', nonlinearity='relu')", 'kaimingUniform_(x, 0, Init.Mode.FAN_OUT, "relu")'),
                         ("kaiming_normal_(x, mode='fan_in', nonlinearity='relu')", 'kaimingNormal_(x, 0, Init.Mode.FAN_IN, "relu")'),
                         ("trunc_normal_(x, 0.0, 0.02, -0.04, 0.04)", "truncNormal_(x, 0, 0.02, -0.04, 0.04)"),
                         ("trunc_normal_(x, 0.0, 1.0, 2.0, 3.0)", "truncNormal_(x, 0, 1, 2, 3)"),
                         ("orthogonal_(x, 1.5)", "orthogonal_(x, 1.5)")]:
        op("nn.init." + python.split("(")[0], f"nn.init.{python}", f"Init.{java}", x=torch.zeros(4, 6), grad=False)
    op("nn.init.kaiming_uniform_", "nn.init.kaiming_uniform_(x)", "Init.kaimingUniform_(x, 0)", "a kernel", x=torch.zeros(4, 3, 3, 3), grad=False)
    op("nn.init.orthogonal_", "nn.init.orthogonal_(x)", "Init.orthogonal_(x, 1)", "tall", x=torch.zeros(6, 4), grad=False)

    kit.raises("F.cross_entropy", "F.cross_entropy(x, i)", "F.crossEntropy(x, i)", x=x, i=torch.tensor([1, 9, 0]))
    kit.raises("F.mse_loss", "torch._C._nn.mse_loss(x, y)", "F.mseLoss(x, y)", x=x, y=randn(3, 3))
    kit.raises("F.linear", "F.linear(x, w)", "F.linear(x, w, null)", x=x, w=randn(5, 3))
    kit.raises("F.conv2d", "F.conv2d(x, w)", "F.conv2d(x, w, null, ConvOptions.DEFAULT)", x=randn(1, 3, 8, 8), w=randn(4, 2, 3, 3))
    kit.raises("F.conv2d", "F.conv2d(x, w)", "F.conv2d(x, w, null, ConvOptions.DEFAULT)", x=randn(1, 3, 2, 2), w=randn(4, 3, 3, 3))
    kit.raises("F.conv1d", "F.conv1d(x, w)", "F.conv1d(x, w, null, ConvOptions.DEFAULT)", x=randn(1, 3, 8), w=randn(4, 2, 3))
    kit.raises("F.max_pool2d", "F.max_pool2d(x, 3)", "F.maxPool2d(x, 3, PoolOptions.DEFAULT)", x=randn(1, 1, 2, 2))
    kit.raises("F.pad", "F.pad(x, (5, 5), mode='reflect')", 'F.pad(x, shape(5, 5), "reflect")', x=randn(1, 3, 4))
    kit.raises("F.pixel_shuffle", "F.pixel_shuffle(x, 3)", "F.pixelShuffle(x, 3)", x=image)
    kit.raises("F.interpolate", "F.interpolate(x, scale_factor=2, mode='nearest', align_corners=True)",
               "F.interpolate(x, InterpolateOptions.DEFAULT.scaleFactor(2).alignCorners(true))", x=image)
    kit.raises("F.interpolate", "F.interpolate(x)", "F.interpolate(x, InterpolateOptions.DEFAULT)", x=image)
    kit.raises("F.interpolate", "F.interpolate(x, size=2, scale_factor=2)",
               "F.interpolate(x, InterpolateOptions.DEFAULT.size(2).scaleFactor(2))", x=image)
    kit.raises("F.embedding", "F.embedding(i, w)", "F.embedding(i, w)", i=torch.tensor([3]), w=randn(3, 4), message="index out of range")
    kit.raises("F.layer_norm", "F.layer_norm(x, (3,))", "F.layerNorm(x, shape(3), null, null, 1e-5)", x=x)
    kit.raises("F.group_norm", "torch.group_norm(x, 4, None, None, 1e-5, False)", "F.groupNorm(x, 4, null, null, 1e-5)", x=y)
    kit.raises("F.glu", "F.glu(x, 1)", "F.glu(x, 1)", x=randn(2, 3))
    kit.raises("F.dropout", "torch.dropout(x, 1.5, True)", "F.dropout(x, 1.5, true)", x=x)
    kit.raises("nn.init.xavier_uniform_", "nn.init.xavier_uniform_(x)", "Init.xavierUniform_(x)", x=torch.zeros(3))
    several = "Expected more than 1 value per channel when training, got input size"
    one = torch.ones(1, 3)
    kit.raises("nn.BatchNorm1d", "nn.BatchNorm1d(3)(x)", "new BatchNorm1d(3).forward(x)", message=several, x=one)
    kit.raises("F.batch_norm", "F.batch_norm(x, None, None, training=True)", "F.batchNorm(x, null, null, null, null, true, 0.1, 1e-5)",
               message=several, x=torch.ones(1, 3, 1, 1))
    kit.raises("F.batch_norm", "F.batch_norm(x, None, None, training=True, eps=0)",
               "F.batchNorm(x, null, null, null, null, true, 0.1, 0)", message="batch_norm eps must be positive during training, but got", x=torch.ones(2, 3))
    kit.raises("F.group_norm", "F.group_norm(x, 3)", "F.groupNorm(x, 3, null, null, 1e-5)", message=several, x=one)
    kit.raises("nn.InstanceNorm1d", "nn.InstanceNorm1d(3)(x)", "new InstanceNorm1d(3).forward(x)",
               message="Expected more than 1 spatial element when training, got input size", x=torch.ones(2, 3, 1))
    kit.raises("nn.BatchNorm2d", "nn.BatchNorm2d(3)(x)", "new BatchNorm2d(3).forward(x)", x=randn(2, 3, 4))
    ones = torch.ones
    kit.raises("nn.LSTM", "nn.LSTM(3, 4)(x)", "new LSTM(3, 4).forward(x)", x=ones(2, 3, 5))
    kit.raises("nn.LSTM", "nn.LSTM(3, 4)(x)", "new LSTM(3, 4).forward(x)", x=ones(2, 3, 5, 3), message="Expected input to be 2D or 3D, got 4D")
    kit.raises("nn.LSTM", "nn.LSTM(3, 4)(x, (h, c))", "new LSTM(3, 4).forward(x, h, c)", x=ones(2, 1, 3), h=ones(1, 2, 4), c=ones(1, 1, 4))
    kit.raises("nn.LSTM", "nn.LSTM(3, 4)(x, (h, c))", "new LSTM(3, 4).forward(x, h, c)", x=ones(2, 1, 3), h=ones(1, 1, 4), c=ones(1, 1, 4000))
    kit.raises("nn.LSTM", "nn.LSTM(3, 4)(x, (h, c))", "new LSTM(3, 4).forward(x, h, c)", x=ones(2, 1, 3), h=ones(3, 1, 4), c=ones(1, 1, 4))
    kit.raises("nn.LSTM", "nn.LSTM(3, 4)(x, (h, c))", "new LSTM(3, 4).forward(x, h, c)", x=ones(2, 3), h=ones(1, 1, 4), c=ones(1, 1, 4),
               message="For unbatched 2-D input, hx and cx should also be 2-D but got")
    kit.raises("nn.GRU", "nn.GRU(3, 4)(x, h)", "new GRU(3, 4).forward(x, h)", x=ones(2, 1, 3), h=ones(1, 1, 7))
    kit.raises("nn.GRU", "nn.GRU(3, 4)(x)", "new GRU(3, 4).forward(x)", x=ones(2, 1, 5))
    mha = "new MultiheadAttention(4, 2, AttentionOptions.DEFAULT.batchFirst(true)).forward(x, x, x, AttentionArguments.DEFAULT."
    for python, java, m in [("key_padding_mask", "keyPaddingMask", torch.zeros(3, 2)), ("key_padding_mask", "keyPaddingMask", torch.zeros(3)),
                            ("attn_mask", "attnMask", torch.zeros(1, 3)), ("attn_mask", "attnMask", torch.zeros(2, 6, 3)),
                            ("attn_mask", "attnMask", torch.zeros(3, 3, dtype=torch.int64))]:
        kit.raises("nn.MultiheadAttention", f"nn.MultiheadAttention(4, 2, batch_first=True)(x, x, x, {python}=m)", f"{mha}{java}(m))",
                   message="only bool and floating types of" if m.dtype == torch.int64 else
                   "The shape of the" if python == "attn_mask" else "key_pad", x=ones(2, 3, 4), m=m)
    for name, java in (("binary_cross_entropy", "binaryCrossEntropy"), ("binary_cross_entropy_with_logits", "binaryCrossEntropyWithLogits")):
        kit.raises("F." + name, f"F.{name}(x, y)", f"F.{java}(x, y)", x=ones(4, 1), y=ones(4),
                   message="Target size (" if "logits" in name else "Using a target size (")
    kit.raises("nn.GroupNorm", "nn.GroupNorm(2, 2)(x)", "new GroupNorm(2, 2).forward(x)", message=several, x=ones(1, 2))
    kit.raises("nn.Linear", "nn.Linear(-1, 4)", "new Linear(-1, 4)", message="-1")
    kit.raises("nn.Linear", "nn.Linear(5, 2)(x)", "new Linear(5, 2).forward(x)", x=x)

    # windows of two sizes, where the values were, in place, older names
    g.manual_seed(24)
    image, x = randn(2, 4, 6, 8), randn(3, 4)
    sized = {1: randn(2, 4, 9), 2: image, 3: randn(1, 2, 4, 6, 4)}
    op("F.max_pool2d", "F.max_pool2d(x, (2, 1), (2, 1))", "F.maxPool2d(x, shape(2, 1), PoolOptions.DEFAULT)", x=image)
    op("F.avg_pool2d", "F.avg_pool2d(x, (1, 3), stride=(2, 1), padding=(0, 1))", "F.avgPool2d(x, shape(1, 3), PoolOptions.DEFAULT.stride(2, 1).padding(0, 1))", x=image)
    for n, t in sized.items():
        op(f"F.max_pool{n}d_with_indices", f"F.max_pool{n}d_with_indices(x, 3, 2, 1)", f"F.maxPool{n}dWithIndices(x, 3, PoolOptions.DEFAULT.stride(2).padding(1))", x=t)
        op(f"F.adaptive_max_pool{n}d_with_indices", f"F.adaptive_max_pool{n}d_with_indices(x, 2)", f"F.adaptiveMaxPool{n}dWithIndices(x, 2)", x=t)
    op("F.max_unpool1d", "F.max_unpool1d(*F.max_pool1d_with_indices(x, 2), 2, output_size=(9,))",
       "var p = F.maxPool1dWithIndices(x, 2, PoolOptions.DEFAULT); return F.maxUnpool1d(p.values(), p.indices(), 9);", x=sized[1])
    op("F.max_unpool3d", "F.max_unpool3d(*F.max_pool3d_with_indices(x, 2), 2)",
       "var p = F.maxPool3dWithIndices(x, 2, PoolOptions.DEFAULT); return F.maxUnpool3d(p.values(), p.indices(), PoolOptions.DEFAULT.stride(2), 4, 6, 4);", x=sized[3])
    op("F.lp_pool3d", "F.lp_pool3d(x, 2, 2, 2)", "F.lpPool3d(x, 2, 2, 2)", x=sized[3])
    for name, python in (("elu_", "0.5"), ("leaky_relu_", "0.2"), ("hardtanh_", "-0.5, 0.5")):
        op(f"F.{name}", f"F.{name}(x, {python})", f"return F.{camel(name)}(x, {python});", returns="x", x=x)
    op("F.upsample", "F.upsample(x, scale_factor=2, mode='nearest')", 'F.interpolate(x, InterpolateOptions.DEFAULT.scaleFactor(2).mode("nearest"))', x=image)
    op("F.upsample_nearest", "F.upsample_nearest(x, scale_factor=2)", 'F.interpolate(x, InterpolateOptions.DEFAULT.scaleFactor(2).mode("nearest"))', x=image)
    op("F.upsample_bilinear", "F.upsample_bilinear(x, scale_factor=2)",
       'F.interpolate(x, InterpolateOptions.DEFAULT.scaleFactor(2).mode("bilinear").alignCorners(true))', x=image)
    op("F.triplet_margin_with_distance_loss", "F.triplet_margin_with_distance_loss(x, y, z, distance_function=lambda a, b: 1 - F.cosine_similarity(a, b), margin=0.5)",
       "F.tripletMarginWithDistanceLoss(x, y, z, (a, b) -> F.cosineSimilarity(a, b, 1).rsub(1), 0.5, false, Reduction.MEAN)", x=x, y=randn(3, 4), z=randn(3, 4))
    for shape in ((6, 4, 3), (4, 6, 3, 5), (4, 3, 3, 3, 3)):
        op("nn.init.dirac_", "nn.init.dirac_(x)", "return Init.dirac_(x, 1);", f"{len(shape)}d", returns="x", grad=False, x=randn(*shape))
    op("nn.init.dirac_", "nn.init.dirac_(x, 2)", "return Init.dirac_(x, 2);", returns="x", grad=False, x=randn(4, 3, 3, 3))
    op("nn.init.sparse_", "nn.init.sparse_(x, 0.4, 0.5)", "return Init.sparse_(x, 0.4, 0.5);", returns="x", grad=False, x=randn(5, 3))

    # by position, with a reduction only
    for n, t in sized.items():
        for kind in ("max", "avg"):
            if (n, kind) != (2, "max"):
                op(f"F.{kind}_pool{n}d", f"F.{kind}_pool{n}d(x, 2)", f"F.{kind}Pool{n}d(x, 2)", "defaults", x=t)
            op(f"F.{kind}_pool{n}d", f"F.{kind}_pool{n}d(x, 3, 2)", f"F.{kind}Pool{n}d(x, 3, 2)", x=t)
            op(f"F.{kind}_pool{n}d", f"F.{kind}_pool{n}d(x, 3, 2, 1)", f"F.{kind}Pool{n}d(x, 3, 2, 1)", x=t)
    p, t = torch.rand(3, 4, generator=g), torch.rand(3, 4, generator=g)
    for name, inputs in (("smooth_l1_loss", dict(x=x, t=t)), ("huber_loss", dict(x=x, t=t)), ("binary_cross_entropy", dict(x=p, t=t)),
                         ("binary_cross_entropy_with_logits", dict(x=x, t=t)), ("kl_div", dict(x=p.log(), t=t)),
                         ("cross_entropy", dict(x=x, t=torch.tensor([1, 3, 0]))), ("nll_loss", dict(x=p.log(), t=torch.tensor([1, 3, 0])))):
        op(f"F.{name}", f"F.{name}(x, t, reduction='sum')", f"F.{camel(name)}(x, t, Reduction.SUM)", grad=("x",), **inputs)
