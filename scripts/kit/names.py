"""Other names of what is compared elsewhere, and what has no place in the other chapters."""
import torch


def cases(kit):
    g = torch.Generator().manual_seed(13)

    def randn(*size):
        return torch.randn(size, generator=g)

    x, y, v, w = randn(3, 4), randn(3, 4), randn(5), randn(5)
    p, b = torch.rand(3, 4, generator=g) * 0.8 + 0.1, randn(2, 3, 4)
    i, j = torch.tensor([[4, 6, 0], [9, -8, 5]]), torch.tensor([[6, 4, 3], [3, 12, 10]])
    image, sequence, volume = randn(2, 4, 5, 6), randn(2, 4, 7), randn(1, 2, 4, 4, 4)
    c = torch.complex(randn(3, 2), randn(3, 2))
    square = randn(3, 3) + 3 * torch.eye(3)
    op = kit.op

    # names of Python's own types: words of Java
    for name, dtype in [("float", "FLOAT32"), ("double", "FLOAT64"), ("half", "FLOAT16"), ("bfloat16", "BFLOAT16"), ("long", "INT64"), ("int", "INT32"),
                        ("short", "INT16"), ("char", "INT8"), ("bool", "BOOL")]:
        op(name, f"(x * 10).{name}()", f"x.mul(10).to({dtype})", x=x)
    op("byte", "(p * 100).byte()", "p.mul(100).to(UINT8)", grad=False, p=p)
    op("type_as", "x.type_as(y)", "x.to(y.dtype())", x=x, y=y.double())
    op("cpu", "x.cpu()", "x.cpu()", x=x)
    for name, python, java in [
        ("nelement", "x.nelement()", "x.numel()"), ("ndimension", "x.ndimension()", "x.dim()"), ("element_size", "x.element_size()", "x.dtype().itemSize"),
        ("is_complex", "x.is_complex()", "x.dtype().isComplex()"), ("storage_offset", "x[1:].storage_offset()", "x.get(1).storageOffset()"),
        ("tolist", "x.flatten().double().tolist()", "x.flatten().to(FLOAT64).toDoubleArray()"),
        ("numpy", "x.numpy().flatten().astype('float64').tolist()", "x.toDoubleArray()"),
        ("is_same_size", "x.is_same_size(x.t())", "java.util.Arrays.equals(x.shape(), x.t().shape())"),
        ("is_nonzero", "bool(x[0, 0] > 100)", "x.get(0, 0).gt(100).item() != 0"),
    ]:
        op(name, python, java, grad=False, x=x)
    op("as_tensor asarray from_numpy", "torch.as_tensor([1.5, 2.5])", "Torch.tensor(new float[] {1.5f, 2.5f})")
    op("scalar_tensor", "torch.scalar_tensor(2.5)", "Torch.scalar(2.5)")
    for name in "zeros ones".split():
        op(f"new_{name}", f"x.new_{name}(2, 3)", f"x.new{name.capitalize()}(2, 3)", "float64", grad=False, x=x.double())
    op("new_full", "x.new_full((2, 3), 7)", "x.newFull(shape(2, 3), 7)", grad=False, x=i)
    op("new_empty", "x.new_empty(0, 3)", "x.newEmpty(0, 3)", grad=False, x=i)
    op("empty_like", "torch.empty_like(x).fill_(1)", "Torch.emptyLike(x).fill_(1)", grad=False, x=x)
    op("randint_like", "torch.randint_like(x, 5)", "Torch.randintLike(x, 5)", grad=False, x=x)

    unary = {"absolute": "abs", "negative": "neg", "positive": "positive", "fix": "trunc"}
    unary.update({f"arc{f}": f"a{f}" for f in ("cos", "sin", "tan", "sinh", "tanh")})
    for name, ours in unary.items():
        op(name, f"x.{name}()", f"x.{ours}()", x=p)
    op("arccosh", "x.arccosh()", "x.acosh()", x=p + 1)
    for name, ours in {"subtract": "sub", "multiply": "mul", "divide": "div", "true_divide": "div", "greater": "gt", "greater_equal": "ge", "less": "lt",
                       "less_equal": "le", "not_equal": "ne", "arctan2": "atan2"}.items():
        op(name, f"x.{name}(y)", f"x.{ours}(y)", x=x, y=p)
        op(name, f"x.{name}(y)", f"x.{ours}(y)", "broadcast", x=x, y=p[:1])
    op("clip", "x.clip(-0.5, 0.5)", "x.clamp(-0.5, 0.5)", x=x)
    op("clamp_min", "x.clamp_min(0.1)", "x.clampMin(0.1)", x=x)
    op("clamp_max", "x.clamp_max(0.1)", "x.clampMax(0.1)", x=x)
    op("concat concatenate", "torch.concat([x, y], 1)", "Torch.cat(List.of(x, y), 1)", x=x, y=y)
    op("row_stack", "torch.vstack([x, y])", "Torch.vstack(List.of(x, y))", x=x, y=y)
    op("ger", "torch.ger(v, w)", "v.outer(w)", v=v, w=w)
    op("moveaxis", "b.moveaxis(0, 2)", "b.movedim(0, 2)", b=b)
    op("swapaxes swapdims", "b.swapaxes(0, 2)", "b.transpose(0, 2)", b=b)
    op("adjoint", "x.adjoint()", "x.mT()", x=x)
    op("split_with_sizes", "x.split_with_sizes([1, 3], 1)", "x.split(shape(1, 3), 1)", x=x)

    # special functions and integers
    for name in ("gcd", "lcm"):
        op(name, f"torch.{name}(i, j)", f"i.{name}(j)", i=i, j=j)
        op(name, f"torch.{name}(i, j)", f"i.{name}(j)", "int32, broadcast", i=i.int(), j=j[0].int())
        kit.raises(name, f"torch.{name}(x, y)", f"x.{name}(y)", x=x, y=y)
    for name in ("igamma", "igammac"):
        op(name, f"torch.{name}(x, y)", f"x.{name}(y)", grad=False, x=p, y=p.flip(0))
        op(name, f"torch.{name}(x, y)", f"x.{name}(y)", "float64", grad=False, x=p.double(), y=p.flip(0).double())
    for dtype, word in ((torch.float32, "float32"), (torch.float64, "float64")):
        q = p.to(dtype)
        op("i0", "torch.i0(x)", "x.i0()", word, x=q)
        op("polygamma", "torch.polygamma(1, x)", "x.polygamma(1)", word, x=q, tolerance=1e-5)
        op("mvlgamma", "torch.mvlgamma(x + 1, 2)", "x.add(1).mvlgamma(2)", word, x=q)
        op("logaddexp2", "torch.logaddexp2(x, y)", "x.logaddexp2(y)", word, x=q, y=q.flip(1))
        op("float_power", "torch.float_power(x, 1.5)", "x.floatPower(1.5)", word, x=q)
    op("nextafter", "torch.nextafter(x, y)", "x.nextafter(y)", x=x.double(), y=y.double())
    op("ldexp", "torch.ldexp(x, i)", "x.ldexp(i)", x=x[:2, :3], i=torch.tensor([[1.0, 2, 0], [-1, 3, 4]]), grad=("x",))
    op("i0", "torch.i0(x)", "x.i0()", "empty", x=torch.zeros(0, 3))
    op("i0", "torch.i0(x)", "x.i0()", "NaN", x=torch.tensor([float("nan"), 0.0]))

    # complex numbers, seen as pairs
    for python, java, names in [
        ("c.real", "c.real()", "real"), ("c.imag", "c.imag()", "imag"), ("c.angle()", "c.angle()", "angle"), ("c.abs()", "c.abs()", "abs"),
        ("torch.view_as_real(c)", "c.viewAsReal()", "view_as_real"), ("torch.view_as_real(c.conj().resolve_conj())", "Torch.op(\"resolve_conj\").callTensor(c.conj()).viewAsReal()", "conj resolve_conj"),
    ]:
        java = java.replace("c.", "r.viewAsComplex().", 1)
        python = python.replace("c.", "torch.view_as_complex(r).", 1) if "view_as_real(c" not in python else python.replace("(c", "(torch.view_as_complex(r)", 1)
        op(names + " view_as_complex", python, java if "resolve" not in python else 'Torch.op("resolve_conj").callTensor(r.viewAsComplex().conj()).viewAsReal()',
           r=torch.view_as_real(c).contiguous())
    op("imag conj", "torch.view_as_complex(r).conj().imag + 0", "r.viewAsComplex().conj().imag()", "negated when it is read",
       grad=False, r=torch.tensor([[1.0, 2.0]]))
    op("complex", "torch.view_as_real(torch.complex(x, y))", "Torch.complex(x, y).viewAsReal()", x=x, y=y)
    op("polar", "torch.view_as_real(torch.polar(x, y))", "Torch.polar(x, y).viewAsReal()", x=p, y=y)
    kit.raises("complex", "torch.complex(x, y)", "Torch.complex(x, y)", x=x, y=y.double())
    kit.raises("view_as_complex", "torch.view_as_complex(x)", "x.viewAsComplex()", x=x)

    # shapes
    for n in (1, 2, 3):
        for shape in ((), (3,), (3, 4)):
            op(f"atleast_{n}d", f"torch.atleast_{n}d(x)", f"x.atleast{n}d()", str(shape), x=randn(*shape))
    op("hsplit", "torch.hsplit(x, 2)", "x.hsplit(2)", x=x)
    op("vsplit", "torch.vsplit(x, 3)", "x.vsplit(3)", x=x)
    op("dsplit", "torch.dsplit(b, 2)", "b.dsplit(2)", b=b)
    kit.raises("hsplit", "torch.hsplit(x, 3)", "x.hsplit(3)", x=x)
    op("column_stack", "torch.column_stack([v, w])", "Torch.columnStack(List.of(v, w))", v=v, w=w)
    op("combinations", "torch.combinations(v, 2)", "Torch.combinations(v, 2)", v=v)
    op("select_scatter", "x.select_scatter(v, 0, -1)", "x.selectScatter(v, 0, -1)", x=x, v=v[:4])
    op("slice_scatter", "x.slice_scatter(y, 1, 0, 4, 2)", "x.sliceScatter(y, 1, 0, 4, 2)", x=x, y=y[:, :2])
    op("diagonal_scatter", "x.diagonal_scatter(v)", "x.diagonalScatter(v)", x=x, v=v[:3])
    op("diagflat", "torch.diagflat(v, 1)", "v.diagflat(1)", v=v[:3])
    op("argwhere", "torch.argwhere(x > 0)", "x.gt(0).argwhere()", grad=False, x=x)
    op("argwhere", "torch.argwhere(x)", "x.argwhere()", "empty", grad=False, x=torch.zeros(2, 0))
    op("put", "x.put(i, v)", "x.put(i, v)", x=x, i=torch.tensor([11, 0, -5]), v=v[:3])
    op("unique_consecutive", "torch.unique_consecutive(i)", "i.uniqueConsecutive()", i=torch.tensor([1, 1, 2, 2, 1, 3]))
    kit.raises("put", "x.put(i, v)", "x.put(i, v)", x=x, i=torch.tensor([12]), v=v[:1], message="out of range")

    # sums of all kinds
    special = torch.tensor([1.0, float("nan"), 3.0, -2.0, 0.5])
    op("aminmax", "tuple(x.aminmax())", "x.aminmax()", x=x)
    kit.raises("aminmax", "x.aminmax()", "x.aminmax()", x=torch.zeros(0))
    op("var_mean", "torch.var_mean(x)", "x.varMean()", x=x)
    op("std_mean", "torch.std_mean(x)", "x.stdMean()", x=x.double())
    op("nanmedian", "x.nanmedian()", "x.nanmedian()", x=special)
    op("nanquantile", "x.nanquantile(0.4)", "x.nanquantile(0.4)", x=special)
    op("trapezoid trapz", "torch.trapezoid(x, dx=0.5)", "x.trapezoid(0.5)", x=x)
    op("cumulative_trapezoid", "torch.cumulative_trapezoid(x, dx=0.5)", "x.cumulativeTrapezoid(0.5)", x=x)
    op("inner", "torch.inner(x, y)", "x.inner(y)", x=x, y=y)
    op("vdot", "torch.vdot(v, w)", "v.vdot(w)", v=v, w=w)
    op("addr", "torch.addr(x, v, w)", "x.addr(v, w)", x=x, v=v[:3], w=w[:4])
    op("addbmm", "torch.addbmm(x, b, d)", "x.addbmm(b, d)", x=randn(3, 3), b=b, d=b.transpose(1, 2).contiguous())
    op("dist", "torch.dist(x, y, 2)", "x.dist(y, 2)", x=x, y=y)
    op("dist", "torch.dist(x, y, float('inf'))", "x.dist(y, Double.POSITIVE_INFINITY)", x=x, y=y)
    op("renorm", "torch.renorm(x, 2, 0, 1.0)", "x.renorm(2, 0, 1)", x=x)
    op("vander", "torch.vander(v)", "Torch.vander(v)", grad=False, v=v)
    op("slogdet", "tuple(torch.slogdet(s))", "Linalg.slogdet(s)", s=square)
    kit.raises("inner", "torch.inner(x, v)", "x.inner(v)", x=x, v=v)
    kit.raises("vdot", "torch.vdot(x, y)", "x.vdot(y)", x=x, y=y)

    # random numbers
    op("poisson", "torch.poisson(p * 5)", "p.mul(5).poisson()", p=p)
    op("binomial", "torch.binomial(n, p)", "n.binomial(p)", grad=False, n=torch.full((3, 4), 7.0), p=p)
    for name in "hann hamming blackman bartlett".split():
        op(f"{name}_window", f"torch.{name}_window(7)", f"Torch.{name}Window(7)")

    # torch's own names of functions that stand in F
    wide, long, deep = randn(6, 4, 3, 3), randn(6, 4, 3), randn(3, 2, 2, 2, 2)
    transposed = randn(4, 6, 3, 3)
    for covers, python, java, inputs in [
        ("conv1d", "torch.conv1d(x, w)", "F.conv1d(x, w, null, ConvOptions.DEFAULT)", dict(x=sequence, w=long)),
        ("conv2d convolution", "torch.conv2d(x, w, stride=2, padding=1)", "F.conv2d(x, w, null, stride(2).padding(1))", dict(x=image, w=wide)),
        ("conv3d", "torch.conv3d(x, w)", "F.conv3d(x, w, null, ConvOptions.DEFAULT)", dict(x=volume, w=deep)),
        ("conv_transpose1d", "torch.conv_transpose1d(x, w)", "F.convTranspose1d(x, w, null, ConvOptions.DEFAULT)", dict(x=sequence, w=transposed[..., 0])),
        ("conv_transpose2d", "torch.conv_transpose2d(x, w)", "F.convTranspose2d(x, w, null, ConvOptions.DEFAULT)", dict(x=image, w=transposed)),
        ("conv_transpose3d", "torch.conv_transpose3d(x, w)", "F.convTranspose3d(x, w, null, ConvOptions.DEFAULT)", dict(x=volume, w=deep.transpose(0, 1).contiguous())),
        ("avg_pool1d", "torch.avg_pool1d(x, 2)", "F.avgPool1d(x, 2, PoolOptions.DEFAULT)", dict(x=sequence)),
        ("max_pool1d", "torch.max_pool1d(x, 2)", "F.maxPool1d(x, 2, PoolOptions.DEFAULT)", dict(x=sequence)),
        ("max_pool2d", "torch.max_pool2d(x, 2)", "F.maxPool2d(x, 2)", dict(x=image)),
        ("max_pool3d", "torch.max_pool3d(x, 2)", "F.maxPool3d(x, 2, PoolOptions.DEFAULT)", dict(x=volume)),
        ("adaptive_avg_pool1d", "torch.adaptive_avg_pool1d(x, 3)", "F.adaptiveAvgPool1d(x, 3)", dict(x=sequence)),
        ("adaptive_max_pool1d", "torch.adaptive_max_pool1d(x, 3)[0]", "F.adaptiveMaxPool1d(x, 3)", dict(x=sequence)),
        ("pixel_shuffle", "torch.pixel_shuffle(x, 2)", "F.pixelShuffle(x, 2)", dict(x=image)),
        ("pixel_unshuffle", "torch.pixel_unshuffle(x, 2)", "F.pixelUnshuffle(x, 2)", dict(x=randn(1, 2, 4, 6))),
        ("channel_shuffle", "torch.channel_shuffle(x, 2)", "F.channelShuffle(x, 2)", dict(x=image)),
        ("constant_pad_nd", "torch.constant_pad_nd(x, (1, 2), 0.5)", "F.pad(x, shape(1, 2), 0.5)", dict(x=x)),
        ("layer_norm", "torch.layer_norm(x, (4,))", "F.layerNorm(x, shape(4), null, null, 1e-5)", dict(x=x)),
        ("group_norm", "torch.group_norm(x, 2)", "F.groupNorm(x, 2, null, null, 1e-5)", dict(x=image)),
        ("rms_norm", "torch.rms_norm(x, (4,), eps=1e-5)", "F.rmsNorm(x, shape(4), null, 1e-5)", dict(x=x)),
        ("prelu", "torch.prelu(x, v)", "F.prelu(x, v)", dict(x=x, v=v[:4])),
        ("celu", "torch.celu(x, 0.5)", "F.celu(x, 0.5)", dict(x=x)), ("selu", "torch.selu(x)", "F.selu(x)", dict(x=x)),
        ("hardshrink", "torch.hardshrink(x, 0.3)", "F.hardshrink(x, 0.3)", dict(x=x)), ("threshold", "torch.threshold(x, 0.1, 2.0)", "F.threshold(x, 0.1, 2)", dict(x=x)),
        ("dropout", "torch.dropout(x, 0.4, True)", "F.dropout(x, 0.4, true)", dict(x=x)),
        ("alpha_dropout F.alpha_dropout", "F.alpha_dropout(x, 0.4, True)", "F.alphaDropout(x, 0.4, true)", dict(x=x)),
        ("feature_dropout F.dropout1d", "F.dropout1d(x, 0.4, True)", "F.dropout1d(x, 0.4, true)", dict(x=sequence)),
        ("F.dropout3d", "F.dropout3d(x, 0.4, True)", "F.dropout3d(x, 0.4, true)", dict(x=volume)),
        ("feature_alpha_dropout F.feature_alpha_dropout", "F.feature_alpha_dropout(x, 0.4, True)", "F.featureAlphaDropout(x, 0.4, true)", dict(x=image)),
        ("rrelu F.rrelu", "F.rrelu(x, 0.1, 0.3, False)", "F.rrelu(x, 0.1, 0.3, false)", dict(x=x)),
        ("F.rrelu", "F.rrelu(x, 0.1, 0.3, True)", "F.rrelu(x, 0.1, 0.3, true)", dict(x=x)),
        ("F.gumbel_softmax", "F.gumbel_softmax(x, 0.7)", "F.gumbelSoftmax(x, 0.7, false, -1)", dict(x=x)),
        ("F.gumbel_softmax", "F.gumbel_softmax(x, 0.7, hard=True, dim=0)", "F.gumbelSoftmax(x, 0.7, true, 0)", dict(x=x)),
        ("F.lp_pool1d", "F.lp_pool1d(x, 2, 3, 2)", "F.lpPool1d(x, 2, 3, 2)", dict(x=sequence)),
        ("F.lp_pool2d", "F.lp_pool2d(x, 3, 2)", "F.lpPool2d(x, 3, 2, 2)", dict(x=image.abs() + 0.1)),
        ("F.local_response_norm", "F.local_response_norm(x, 3, 0.1, 0.5, 2.0)", "F.localResponseNorm(x, 3, 0.1, 0.5, 2)", dict(x=image)),
        ("F.local_response_norm", "F.local_response_norm(x, 2)", "F.localResponseNorm(x, 2, 1e-4, 0.75, 1)", dict(x=sequence)),
        ("F.max_pool2d_with_indices", "F.max_pool2d_with_indices(x, 2)", "F.maxPool2dWithIndices(x, 2, PoolOptions.DEFAULT)", dict(x=image)),
        ("F.max_unpool2d", "F.max_unpool2d(*F.max_pool2d_with_indices(x, 2), 2, output_size=(5, 6))",
         "var both = F.maxPool2dWithIndices(x, 2, PoolOptions.DEFAULT); return F.maxUnpool2d(both.values(), both.indices(), 5, 6);", dict(x=image)),
        ("bilinear", "torch.bilinear(x, y, w)", "F.bilinear(x, y, w, null)", dict(x=x, y=y, w=randn(2, 4, 4))),
        ("pairwise_distance", "torch.pairwise_distance(x, y)", "new PairwiseDistance().forward(x, y)", dict(x=x, y=y)),
        ("grid_sampler grid_sampler_2d", "torch.grid_sampler(x, y, 0, 0, False)", 'F.gridSample(x, y, "bilinear", "zeros", false)',
         dict(x=image, y=torch.rand(2, 3, 3, 2, generator=g) - 0.5)),
        ("affine_grid_generator", "torch.affine_grid_generator(t, (2, 3, 4, 5), False)", "F.affineGrid(t, shape(2, 3, 4, 5), false)", dict(t=randn(2, 2, 3))),
    ]:
        op(covers, python, java, **inputs)
    op("embedding", "torch.embedding(w, i)", "F.embedding(i, w)", w=randn(5, 3), i=torch.tensor([1, 4]), grad=("w",))
    for mode in ("mean", "sum", "max"):
        op("F.embedding_bag embedding_bag", f"F.embedding_bag(i, w, mode='{mode}')", f'F.embeddingBag(i, w, null, "{mode}")', grad=("w",), w=randn(5, 3),
           i=torch.tensor([[1, 4, 4], [0, 2, 3]]))
        op("F.embedding_bag embedding_bag", f"F.embedding_bag(i, w, o, mode='{mode}')", f'F.embeddingBag(i, w, o, "{mode}")', grad=("w",), w=randn(5, 3),
           i=torch.tensor([1, 4, 4, 0, 2]), o=torch.tensor([0, 2, 2]))

    # losses
    sign, classes = torch.tensor([1.0, -1.0, 1.0]), torch.tensor([1, 3, 0])
    binary = (p > 0.5).float()
    for name, reduction in (("MEAN", "mean"), ("SUM", "sum"), ("NONE", "none")):
        for covers, python, java, inputs in [
            ("poisson_nll_loss F.poisson_nll_loss", "F.poisson_nll_loss(x, t, full=True, reduction='{}')", "F.poissonNllLoss(x, t, true, true, 1e-8, Reduction.{})", dict(x=x, t=p * 5)),
            ("F.gaussian_nll_loss", "F.gaussian_nll_loss(x, t, s, full=True, reduction='{}')", "F.gaussianNllLoss(x, t, s, true, 1e-6, Reduction.{})", dict(x=x, t=y, s=p)),
            ("F.gaussian_nll_loss", "F.gaussian_nll_loss(x, t, s, reduction='{}')", "F.gaussianNllLoss(x, t, s, false, 1e-6, Reduction.{})", dict(x=x, t=y, s=p[:, 0])),
            ("hinge_embedding_loss F.hinge_embedding_loss", "F.hinge_embedding_loss(x, t, 0.5, reduction='{}')", "F.hingeEmbeddingLoss(x, t, 0.5, Reduction.{})", dict(x=x[:, 0], t=sign)),
            ("cosine_embedding_loss F.cosine_embedding_loss", "F.cosine_embedding_loss(x, y, t, 0.1, reduction='{}')", "F.cosineEmbeddingLoss(x, y, t, 0.1, Reduction.{})", dict(x=x, y=y, t=sign)),
            ("margin_ranking_loss F.margin_ranking_loss", "F.margin_ranking_loss(x, y, t, 0.1, reduction='{}')", "F.marginRankingLoss(x, y, t, 0.1, Reduction.{})", dict(x=x[:, 0], y=y[:, 0], t=sign)),
            ("triplet_margin_loss F.triplet_margin_loss", "F.triplet_margin_loss(x, y, z, 0.5, 1, reduction='{}')", "F.tripletMarginLoss(x, y, z, 0.5, 1, Reduction.{})", dict(x=x, y=y, z=p)),
            ("F.multi_margin_loss", "F.multi_margin_loss(x, i, 2, 0.5, reduction='{}')", "F.multiMarginLoss(x, i, 2, 0.5, Reduction.{})", dict(x=x, i=classes)),
            ("F.multilabel_margin_loss", "F.multilabel_margin_loss(x, i, reduction='{}')", "F.multilabelMarginLoss(x, i, Reduction.{})", dict(x=x, i=torch.tensor([[3, 0, -1, 1], [1, -1, 0, 0], [0, 1, 2, 3]]))),
            ("F.multilabel_soft_margin_loss", "F.multilabel_soft_margin_loss(x, t, reduction='{}')", "F.multilabelSoftMarginLoss(x, t, Reduction.{})", dict(x=x, t=binary)),
            ("ctc_loss F.ctc_loss", "F.ctc_loss(x.log_softmax(-1), t, n, m, reduction='{}')", "F.ctcLoss(x.logSoftmax(-1), t, n, m, 0, Reduction.{}, false)",
             dict(x=b.repeat(3, 1, 1)[:, :2], t=torch.tensor([[1, 2, 1], [3, 3, 0]]), n=torch.tensor([6, 5]), m=torch.tensor([3, 2]))),
            ("binary_cross_entropy_with_logits", "F.binary_cross_entropy_with_logits(x, t, reduction='{}')", "F.binaryCrossEntropyWithLogits(x, t, null, null, Reduction.{})", dict(x=x, t=binary)),
            ("kl_div", "F.kl_div(x, t, reduction='{}')", "F.klDiv(x, t, Reduction.{}, false)", dict(x=p.log(), t=p.flip(0))),
        ]:
            float_targets = tuple(k for k, t in inputs.items() if t.is_floating_point() and not (k == "t" and t is sign))
            op(covers, python.format(reduction), java.format(name), grad=float_targets, **inputs)

    # linalg
    op("linalg.vecdot", "torch.linalg.vecdot(x, y)", "Linalg.vecdot(x, y)", x=x, y=y)
    op("linalg.cond", "torch.linalg.cond(s)", "Linalg.cond(s)", s=square, tolerance=1e-5)
    op("linalg.lu", "tuple(torch.linalg.lu(s))", "Linalg.lu(s)", s=square)
    op("linalg.lu_factor lu", "tuple(torch.linalg.lu_factor(s))", "Linalg.luFactor(s)", s=square)
    op("linalg.lu_solve lu_solve", "torch.linalg.lu_solve(*torch.linalg.lu_factor(s), x)", "var f = Linalg.luFactor(s); return Linalg.luSolve(f.get(0), f.get(1), x);",
       s=square, x=x)
    op("linalg.tensorinv", "torch.linalg.tensorinv(s.view(3, 3, 1), 1)", "Linalg.tensorinv(s.view(3, 3, 1), 1)", s=square)
    op("linalg.tensorsolve", "torch.linalg.tensorsolve(s, v)", "Linalg.tensorsolve(s, v)", s=square, v=v[:3])
    op("linalg.vander", "torch.linalg.vander(v)", "Linalg.vander(v)", v=v)
    op("linalg.diagonal", "torch.linalg.diagonal(b)", "b.diagonal(0, -2, -1)", b=b)
    op("linalg.matmul", "torch.linalg.matmul(x, s)", "x.matmul(s)", x=x.t().contiguous(), s=square)
    kit.raises("linalg.tensorsolve", "torch.linalg.tensorsolve(s, v)", "Linalg.tensorsolve(s, v)", s=square, v=v)

    op("to", "x.to('cpu', non_blocking=True)", "x.to(Device.CPU, true)", x=x)
