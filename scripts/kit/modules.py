"""torch.nn: names, initial values, printed form, values and gradients."""
import torch


def cases(kit):
    g = torch.Generator().manual_seed(6)

    def randn(*size):
        return torch.randn(*size, generator=g)

    def rand(*size):
        return torch.rand(*size, generator=g)

    m = kit.module
    sizes = {1: (9,), 2: (6, 7), 3: (4, 5, 4)}
    for n, size in sizes.items():
        image = randn(2, 4, *size)
        m(f"nn.Conv{n}d", f"nn.Conv{n}d(4, 6, 3)", f"new Conv{n}d(4, 6, 3)", x=image)
        m(f"nn.Conv{n}d", f"nn.Conv{n}d(4, 6, 3, stride=2, padding=1, dilation=1, groups=2, bias=False)",
          f"new Conv{n}d(4, 6, 3, stride(2).padding(1).groups(2).bias(false))", x=image)
        m(f"nn.Conv{n}d", f"nn.Conv{n}d(4, 6, 3, padding='same', dilation=2)", f'new Conv{n}d(4, 6, 3, padding("same").dilation(2))',
          x=image)
        for mode in ("reflect", "replicate", "circular"):
            m(f"nn.Conv{n}d", f"nn.Conv{n}d(4, 6, 3, padding=1, padding_mode='{mode}')",
              f'new Conv{n}d(4, 6, 3, padding(1).paddingMode("{mode}"))', x=image)
        m(f"nn.Conv{n}d", f"nn.Conv{n}d(20, 18, 3, padding=1)", f"new Conv{n}d(20, 18, 3, padding(1))", x=randn(1, 20, *size),
          tolerance=1e-5)
        m(f"nn.ConvTranspose{n}d", f"nn.ConvTranspose{n}d(4, 6, 3)", f"new ConvTranspose{n}d(4, 6, 3)", x=image)
        m(f"nn.ConvTranspose{n}d", f"nn.ConvTranspose{n}d(4, 6, 3, stride=2, padding=1, output_padding=1, dilation=2)",
          f"new ConvTranspose{n}d(4, 6, 3, stride(2).padding(1).outputPadding(1).dilation(2))", x=image)
        for training in (True, False):
            word = "training" if training else "evaluation"
            m(f"nn.BatchNorm{n}d", f"nn.BatchNorm{n}d(4)", f"new BatchNorm{n}d(4)", word, training=training, x=image)
            m(f"nn.InstanceNorm{n}d", f"nn.InstanceNorm{n}d(4)", f"new InstanceNorm{n}d(4)", word, training=training, x=image)
            m(f"nn.InstanceNorm{n}d", f"nn.InstanceNorm{n}d(4, 1e-3, 0.2, affine=True, track_running_stats=True)",
              f"new InstanceNorm{n}d(4, 1e-3, 0.2, true, true)", word, training=training, x=image)
        m(f"nn.BatchNorm{n}d", f"nn.BatchNorm{n}d(4, 1e-3, None, affine=False)", f"new BatchNorm{n}d(4, 1e-3, null, false, true)", x=image)
        m(f"nn.BatchNorm{n}d", f"nn.BatchNorm{n}d(4, track_running_stats=False)", f"new BatchNorm{n}d(4, 1e-5, 0.1, true, false)",
          x=image)
        m(f"nn.MaxPool{n}d", f"nn.MaxPool{n}d(2)", f"new MaxPool{n}d(2)", x=image)
        m(f"nn.MaxPool{n}d", f"nn.MaxPool{n}d(3, stride=2, padding=1, ceil_mode=True)",
          f"new MaxPool{n}d(3, PoolOptions.DEFAULT.stride(2).padding(1).ceilMode(true))", x=image)
        m(f"nn.AvgPool{n}d", f"nn.AvgPool{n}d(2)", f"new AvgPool{n}d(2)", x=image)
        m(f"nn.AvgPool{n}d", f"nn.AvgPool{n}d(3, stride=1, padding=1)", f"new AvgPool{n}d(3, PoolOptions.DEFAULT.stride(1).padding(1))",
          x=image)
        m(f"nn.AdaptiveAvgPool{n}d", f"nn.AdaptiveAvgPool{n}d(2)", f"new AdaptiveAvgPool{n}d(2)", x=image)
        m(f"nn.AdaptiveMaxPool{n}d", f"nn.AdaptiveMaxPool{n}d(2)", f"new AdaptiveMaxPool{n}d(2)", x=image)
        for kind in ("ZeroPad", "ReflectionPad", "ReplicationPad", "CircularPad"):
            m(f"nn.{kind}{n}d", f"nn.{kind}{n}d(2)", f"new {kind}{n}d(2)", x=image)
        m(f"nn.ConstantPad{n}d", f"nn.ConstantPad{n}d(1, 0.5)", f"new ConstantPad{n}d(shape(1), 0.5)", x=image)
    image = randn(2, 4, 6, 7)
    m("nn.Conv2d", "nn.Conv2d(4, 6, (3, 2), stride=(2, 1), padding=(1, 0))", "new Conv2d(4, 6, shape(3, 2), stride(2, 1).padding(1, 0))",
      x=image)
    m("nn.Conv2d", "nn.Conv2d(4, 6, 3, padding=1)", "new Conv2d(4, 6, 3, padding(1))", "float64", x=image.double())
    m("nn.BatchNorm1d", "nn.BatchNorm1d(4)", "new BatchNorm1d(4)", "vectors", x=randn(5, 4))
    m("nn.AdaptiveAvgPool2d", "nn.AdaptiveAvgPool2d((3, 2))", "new AdaptiveAvgPool2d(3, 2)", x=image)
    m("nn.Linear", "nn.Linear(7, 3)", "new Linear(7, 3)", x=image)
    m("nn.Linear", "nn.Linear(7, 3, bias=False)", "new Linear(7, 3, false)", x=image.double())
    m("nn.Bilinear", "nn.Bilinear(3, 4, 2)", "new Bilinear(3, 4, 2)", call="m(x, y)", java_call="m.forward(x, y)", x=randn(5, 3), y=randn(5, 4))
    m("nn.Embedding", "nn.Embedding(5, 3)", "new Embedding(5, 3)", x=torch.tensor([[1, 4], [0, 1]]))
    m("nn.Embedding", "nn.Embedding(5, 3, padding_idx=1)", "new Embedding(5, 3, 1)", x=torch.tensor([[1, 4], [0, 1]]))
    m("nn.GroupNorm", "nn.GroupNorm(2, 4)", "new GroupNorm(2, 4)", x=image)
    m("nn.GroupNorm", "nn.GroupNorm(4, 4, eps=1e-3)", "new GroupNorm(4, 4, 1e-3)", x=image)
    m("nn.LayerNorm", "nn.LayerNorm(7)", "new LayerNorm(7)", x=image)
    m("nn.LayerNorm", "nn.LayerNorm((6, 7), eps=1e-6, bias=False)", "new LayerNorm(shape(6, 7), 1e-6, true, false)", x=image)
    m("nn.LayerNorm", "nn.LayerNorm(7, elementwise_affine=False)", "new LayerNorm(shape(7), 1e-5, false, true)", x=image)
    m("nn.RMSNorm", "nn.RMSNorm(7)", "new RMSNorm(7)", x=image)
    m("nn.RMSNorm", "nn.RMSNorm(7, eps=1e-5)", "new RMSNorm(shape(7), 1e-5, true)", x=image)
    for name in ("ReLU ReLU6 LeakyReLU ELU CELU SELU GELU SiLU Mish Hardtanh Hardswish Hardsigmoid Sigmoid Tanh Softplus Softsign "
                 "LogSigmoid Softshrink Hardshrink Tanhshrink PReLU Identity Flatten Dropout Dropout2d AlphaDropout").split():
        m(f"nn.{name}", f"nn.{name}()", f"new {name}()", x=image)
    for name, python, java in [("LeakyReLU", "0.2", "0.2"), ("ELU", "0.5", "0.5"), ("GELU", "'tanh'", '"tanh"'), ("Hardtanh", "-2, 0.5", "-2, 0.5"),
                               ("Softplus", "2.0, 1.0", "2, 1"), ("Threshold", "0.1, 20.0", "0.1, 20"), ("Softmax", "1", "1"), ("LogSoftmax", "-1", "-1"),
                               ("Softmin", "1", "1"), ("GLU", "1", "1"), ("PReLU", "4, 0.1", "4, 0.1"), ("Flatten", "2", "2, -1"),
                               ("Unflatten", "1, (2, 2)", "1, 2, 2"), ("PixelShuffle", "2", "2"), ("ChannelShuffle", "2", "2"),
                               ("Dropout", "0.2", "0.2")]:
        python_name = f"nn.{name}({python})"
        if name == "Hardtanh":
            python_name = "nn.Hardtanh(-2.0, 0.5)"
        m(f"nn.{name}", python_name, f"new {name}({java})", x=image)
    m("nn.PixelUnshuffle", "nn.PixelUnshuffle(2)", "new PixelUnshuffle(2)", x=randn(1, 2, 4, 6))
    m("nn.Dropout", "nn.Dropout(0.5)", "new Dropout(0.5)", "evaluation", training=False, x=image)
    m("nn.Upsample", "nn.Upsample(scale_factor=2, mode='nearest')", 'new Upsample(InterpolateOptions.DEFAULT.scaleFactor(2).mode("nearest"))',
      x=image)
    m("nn.Upsample", "nn.Upsample(size=(4, 9), mode='bilinear', align_corners=True)",
      'new Upsample(InterpolateOptions.DEFAULT.size(4, 9).mode("bilinear").alignCorners(true))', x=image)

    m("nn.GroupNorm", "nn.GroupNorm(2, 4, affine=False)", "new GroupNorm(2, 4, 1e-5, false)", x=image)
    for name, x in (("Dropout1d", image[0]), ("Dropout3d", image[:, :, None]), ("FeatureAlphaDropout", image)):
        m(f"nn.{name}", f"nn.{name}()", f"new {name}()", x=x)
        m(f"nn.{name}", f"nn.{name}(0.2)", f"new {name}(0.2)", "evaluation", training=False, x=x)
    m("nn.Softmax2d", "nn.Softmax2d()", "new Softmax2d()", x=image)
    m("nn.Unfold", "nn.Unfold(3)", "new Unfold(3)", x=image)
    m("nn.Unfold", "nn.Unfold(2, 1, 1, 2)", "new Unfold(2, 1, 1, 2)", x=image)
    m("nn.Fold", "nn.Fold((4, 5), 2)", "new Fold(shape(4, 5), 2)", x=randn(2, 12, 12))
    m("nn.LocalResponseNorm", "nn.LocalResponseNorm(3)", "new LocalResponseNorm(3)", x=image)
    m("nn.LocalResponseNorm", "nn.LocalResponseNorm(2, 0.1, 0.5, 2.0)", "new LocalResponseNorm(2, 0.1, 0.5, 2)", x=image)
    m("nn.UpsamplingNearest2d", "nn.UpsamplingNearest2d(scale_factor=2)", "new UpsamplingNearest2d(2)", x=image)
    m("nn.UpsamplingBilinear2d", "nn.UpsamplingBilinear2d(scale_factor=2)", "new UpsamplingBilinear2d(2)", x=image)
    m("nn.LPPool1d", "nn.LPPool1d(2.0, 3, stride=2)", "new LPPool1d(2, 3, 2)", x=image[0])
    m("nn.LPPool2d", "nn.LPPool2d(2.0, 2, stride=2)", "new LPPool2d(2, 2)", x=image)
    for mode in ("mean", "sum", "max"):
        m("nn.EmbeddingBag", f"nn.EmbeddingBag(5, 3, mode='{mode}')", f'new EmbeddingBag(5, 3, "{mode}")', x=torch.tensor([[1, 4], [0, 1]]))
    m("nn.EmbeddingBag", "nn.EmbeddingBag(5, 3)", "new EmbeddingBag(5, 3)", "offsets", call="m(x, o)", java_call="m.forward(x, o)",
      x=torch.tensor([1, 4, 0]), o=torch.tensor([0, 2]))
    two = dict(call="m(x, y)", java_call="m.forward(x, y)", x=randn(3, 4), y=randn(3, 4))
    m("nn.CosineSimilarity", "nn.CosineSimilarity()", "new CosineSimilarity()", **two)
    m("nn.CosineSimilarity", "nn.CosineSimilarity(dim=0, eps=1e-6)", "new CosineSimilarity(0, 1e-6)", **two)
    m("nn.PairwiseDistance", "nn.PairwiseDistance()", "new PairwiseDistance()", **two)
    m("nn.PairwiseDistance", "nn.PairwiseDistance(p=1.0, keepdim=True)", "new PairwiseDistance(1, 1e-6, true)", **two)

    # containers
    m("nn.ParameterList", "nn.ParameterList([nn.Parameter(torch.ones(2, 3)), nn.Parameter(torch.zeros(3))])",
      "new ParameterList(Torch.ones(2, 3), Torch.zeros(3))", call="x @ m[0] + m[1]", java_call="x.matmul(m.get(0)).add(m.get(-1))", x=randn(4, 2))
    m("nn.ParameterDict", "nn.ParameterDict([('w', nn.Parameter(torch.ones(2, 3))), ('b', nn.Parameter(torch.zeros(3)))])",
      'new ParameterDict().put("w", Torch.ones(2, 3)).put("b", Torch.zeros(3))', call="x @ m['w'] + m['b']",
      java_call='x.matmul(m.parameter("w")).add(m.parameter("b"))', x=randn(4, 2))
    m("nn.Sequential", "nn.Sequential(nn.Linear(7, 5), nn.ReLU(), nn.Linear(5, 2))",
      "new Sequential(new Linear(7, 5), new ReLU(), new Linear(5, 2))", x=image)
    m("nn.Sequential", "nn.Sequential(nn.Conv2d(4, 8, 3), nn.BatchNorm2d(8), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(), nn.Linear(32, 3))",
      "new Sequential(new Conv2d(4, 8, 3), new BatchNorm2d(8), new ReLU(), new MaxPool2d(2), new Flatten(), new Linear(32, 3))", x=image)
    m("nn.ModuleList", "nn.ModuleList([nn.Linear(7, 7), nn.Linear(7, 7), nn.Linear(7, 3)])",
      "new ModuleList<Linear>(List.of(new Linear(7, 7), new Linear(7, 7), new Linear(7, 3)))", call="m[2](m[1](m[0](x)))",
      java_call="m.get(2).forward(m.get(1).forward(m.get(0).forward(x)))", x=image)
    m("nn.ModuleDict", "nn.ModuleDict({'a': nn.Linear(7, 3), 'b': nn.Sequential(nn.Tanh())})",
      'new ModuleDict<Layer>().put("a", new Linear(7, 3)).put("b", new Sequential(new Tanh()))', call="m['b'](m['a'](x))",
      java_call='m.module("b").forward(m.module("a").forward(x))', x=image)

    # recurrent networks
    sequence, first = randn(5, 2, 4), randn(2, 5, 4)
    flat = "(lambda r: (r[0], *r[1]))(m(x))"
    m("nn.LSTM", "nn.LSTM(4, 3)", "new LSTM(4, 3)", call=flat, x=sequence)
    m("nn.LSTM", "nn.LSTM(4, 3, num_layers=2, bidirectional=True, batch_first=True)",
      "new LSTM(4, 3, RNNOptions.DEFAULT.numLayers(2).bidirectional(true).batchFirst(true))", call=flat, x=first)
    m("nn.LSTM", "nn.LSTM(4, 3, bias=False)", "new LSTM(4, 3, RNNOptions.DEFAULT.bias(false))", "with states",
      call="(lambda r: (r[0], *r[1]))(m(x, (h, c)))", java_call="m.forward(x, h, c)", x=sequence, h=randn(1, 2, 3), c=randn(1, 2, 3))
    m("nn.LSTM", "nn.LSTM(4, 3)", "new LSTM(4, 3)", "no batch", call=flat, x=sequence[:, 0])
    m("nn.GRU", "nn.GRU(4, 3)", "new GRU(4, 3)", x=sequence)
    m("nn.GRU", "nn.GRU(4, 3, num_layers=2, bidirectional=True, batch_first=True)",
      "new GRU(4, 3, RNNOptions.DEFAULT.numLayers(2).bidirectional(true).batchFirst(true))", x=first)
    m("nn.GRU", "nn.GRU(4, 3)", "new GRU(4, 3)", "with states", call="m(x, h)", java_call="m.forward(x, h)", x=sequence, h=randn(1, 2, 3))
    m("nn.RNN", "nn.RNN(4, 3)", "new RNN(4, 3)", x=sequence)
    m("nn.RNN", "nn.RNN(4, 3, num_layers=2, nonlinearity='relu')", 'new RNN(4, 3, RNNOptions.DEFAULT.numLayers(2).nonlinearity("relu"))',
      x=sequence)

    for cell, states in (("RNN", "h"), ("GRU", "h"), ("LSTM", "h, c")):
        name, python = f"nn.{cell}Cell", f"({states})" if cell == "LSTM" else "h"
        given = {k: randn(5, 3) for k in states.split(", ")}
        m(name, f"{name}(4, 3)", f"new {cell}Cell(4, 3)", x=randn(5, 4))
        m(name, f"{name}(4, 3)", f"new {cell}Cell(4, 3)", "with states", call=f"m(x, {python})", java_call=f"m.forward(x, {states})",
          x=randn(5, 4), **given)
        m(name, f"{name}(4, 3)", f"new {cell}Cell(4, 3)", "no batch, float64", call=f"m(x, {python})", java_call=f"m.forward(x, {states})",
          x=randn(4).double(), **{k: v[0].double() for k, v in given.items()})
        if cell != "RNN":
            m(name, f"{name}(4, 3, bias=False)", f"new {cell}Cell(4, 3, false)", x=randn(5, 4))
    m("nn.RNNCell", "nn.RNNCell(4, 3, nonlinearity='relu')", 'new RNNCell(4, 3, true, "relu")', x=randn(5, 4))

    # attention
    q, kv = randn(5, 2, 8), randn(6, 2, 8)
    m("nn.MultiheadAttention", "nn.MultiheadAttention(8, 2)", "new MultiheadAttention(8, 2)", call="m(x, x, x)",
      java_call="m.forward(x, x, x)", x=q)
    m("nn.MultiheadAttention", "nn.MultiheadAttention(8, 4, bias=False, batch_first=True)", 
      "new MultiheadAttention(8, 4, AttentionOptions.DEFAULT.bias(false).batchFirst(true))",
      call="m(x, y, y)", java_call="m.forward(x, y, y)", x=q.transpose(0, 1), y=kv.transpose(0, 1))
    m("nn.MultiheadAttention", "nn.MultiheadAttention(8, 2)", "new MultiheadAttention(8, 2)", "masks",
      call="m(x, y, y, attn_mask=a, key_padding_mask=k)", java_call="m.forward(x, y, y, AttentionArguments.DEFAULT.attnMask(a).keyPaddingMask(k))", x=q, y=kv,
      a=torch.triu(torch.ones(5, 6, dtype=torch.bool), 2), k=torch.tensor([[False] * 6, [False] * 4 + [True] * 2]))
    m("nn.MultiheadAttention", "nn.MultiheadAttention(8, 2)", "new MultiheadAttention(8, 2)", "no weights",
      call="m(x, y, y, need_weights=False)", java_call="m.forward(x, y, y, AttentionArguments.DEFAULT.needWeights(false))", x=q, y=kv)
    m("nn.MultiheadAttention", "nn.MultiheadAttention(8, 2)", "new MultiheadAttention(8, 2)", "no batch", call="m(x, y, y)",
      java_call="m.forward(x, y, y)", x=q[:, 0], y=kv[:, 0])
    m("nn.MultiheadAttention", "nn.MultiheadAttention(8, 2, kdim=6, vdim=10)", "new MultiheadAttention(8, 2, AttentionOptions.DEFAULT.kdim(6).vdim(10))",
      call="m(x, y, z)", java_call="m.forward(x, y, z)", x=q, y=kv[..., :6], z=randn(6, 2, 10))
    m("nn.MultiheadAttention", "nn.MultiheadAttention(8, 4)", "new MultiheadAttention(8, 4)", "weights of each head",
      call="m(x, y, y, average_attn_weights=False)", java_call="m.forward(x, y, y, AttentionArguments.DEFAULT.averageAttnWeights(false))",
      x=q, y=kv)
    layer, ours = "nn.TransformerEncoderLayer", "new TransformerEncoderLayer"
    m(layer, f"{layer}(8, 2, dim_feedforward=12, dropout=0.0)",
      f"{ours}(8, 2, TransformerOptions.DEFAULT.dimFeedforward(12).dropout(0))", x=q)
    m(layer, f"{layer}(8, 2, dim_feedforward=12, activation='gelu', batch_first=True, norm_first=True)",
      f'{ours}(8, 2, TransformerOptions.DEFAULT.dimFeedforward(12).activation("gelu").batchFirst(true).normFirst(true))', "evaluation",
      training=False, x=q)
    m(layer, f"{layer}(8, 2, dim_feedforward=12, dropout=0.0)",
      f"{ours}(8, 2, TransformerOptions.DEFAULT.dimFeedforward(12).dropout(0))", "a mask", call="m(x, src_mask=a)",
      java_call="m.forward(x, a, null)", x=q, a=torch.triu(torch.full((5, 5), float("-inf")), 1), grad=True)
    m("nn.TransformerEncoder", f"nn.TransformerEncoder({layer}(8, 2, dim_feedforward=12, dropout=0.0), 2)",
      f"new TransformerEncoder({ours}(8, 2, TransformerOptions.DEFAULT.dimFeedforward(12).dropout(0)), 2)", x=q)
    m("nn.TransformerEncoder", f"nn.TransformerEncoder({layer}(8, 2, dim_feedforward=12), 3, norm=nn.LayerNorm(8))",
      f"new TransformerEncoder({ours}(8, 2, TransformerOptions.DEFAULT.dimFeedforward(12)), 3, new LayerNorm(8))", "evaluation",
      training=False, x=q, tolerance=1e-5)

    layer, ours = "nn.TransformerDecoderLayer", "new TransformerDecoderLayer"
    causal, padding = torch.triu(torch.full((5, 5), float("-inf")), 1), torch.tensor([[False] * 6, [False] * 4 + [True] * 2])
    pair = dict(call="m(x, y)", java_call="m.forward(x, y)", x=q, y=kv)
    options = "TransformerOptions.DEFAULT.dimFeedforward(12).dropout(0)"
    m(layer, f"{layer}(8, 2, dim_feedforward=12, dropout=0.0)", f"{ours}(8, 2, {options})", **pair)
    m(layer, f"{layer}(8, 2, dim_feedforward=12, activation='gelu', batch_first=True, norm_first=True, bias=False)",
      f'{ours}(8, 2, TransformerOptions.DEFAULT.dimFeedforward(12).activation("gelu").batchFirst(true).normFirst(true).bias(false))', "evaluation",
      training=False, call="m(x, y)", java_call="m.forward(x, y)", x=q.transpose(0, 1), y=kv.transpose(0, 1))
    m(layer, f"{layer}(8, 2, dim_feedforward=12, dropout=0.0)", f"{ours}(8, 2, {options})", "masks",
      call="m(x, y, tgt_mask=a, memory_key_padding_mask=k)", java_call="m.forward(x, y, a, null, null, k)", x=q, y=kv, a=causal, k=padding)
    m("nn.TransformerDecoder", f"nn.TransformerDecoder({layer}(8, 2, dim_feedforward=12, dropout=0.0), 2)",
      f"new TransformerDecoder({ours}(8, 2, {options}), 2)", **pair, tolerance=1e-5)
    m("nn.TransformerDecoder", f"nn.TransformerDecoder({layer}(8, 2, dim_feedforward=12), 2, norm=nn.LayerNorm(8))",
      f"new TransformerDecoder({ours}(8, 2, TransformerOptions.DEFAULT.dimFeedforward(12)), 2, new LayerNorm(8))", "evaluation",
      training=False, **pair, tolerance=1e-5)
    m("nn.Transformer", "nn.Transformer(8, 2, 2, 2, dim_feedforward=12, dropout=0.0)", f"new Transformer(8, 2, 2, 2, {options})",
      call="m(y, x)", java_call="m.forward(y, x)", x=q, y=kv, tolerance=1e-5)
    m("nn.Transformer", "nn.Transformer(8, 2, 1, 1, dim_feedforward=12, dropout=0.0)", f"new Transformer(8, 2, 1, 1, {options})", "masks",
      call="m(y, x, tgt_mask=m.generate_square_subsequent_mask(5), src_key_padding_mask=k, memory_key_padding_mask=k)",
      java_call="m.forward(y, x, null, Transformer.generateSquareSubsequentMask(5), null, k, null, k)", x=q, y=kv, k=padding, tolerance=1e-5)

    # losses
    x, t, p = randn(3, 4), rand(3, 4), rand(3, 4) * 0.8 + 0.1
    both = dict(call="m(x, t)", java_call="m.forward(x, t)")
    for name in ("MSELoss", "L1Loss", "SmoothL1Loss", "HuberLoss", "BCEWithLogitsLoss"):
        m(f"nn.{name}", f"nn.{name}()", f"new {name}()", x=x, t=t, **both)
    m("nn.MSELoss", "nn.MSELoss(reduction='sum')", "new MSELoss(Reduction.SUM)", x=x, t=t, **both)
    m("nn.L1Loss", "nn.L1Loss(reduction='none')", "new L1Loss(Reduction.NONE)", x=x, t=t, **both)
    m("nn.SmoothL1Loss", "nn.SmoothL1Loss(beta=0.5)", "new SmoothL1Loss(0.5, Reduction.MEAN)", x=x, t=t, **both)
    m("nn.BCELoss", "nn.BCELoss()", "new BCELoss()", x=p, t=t, **both)
    m("nn.KLDivLoss", "nn.KLDivLoss()", "new KLDivLoss()", x=p.log(), t=t, **both)
    m("nn.SoftMarginLoss", "nn.SoftMarginLoss()", "new SoftMarginLoss()", x=x, t=torch.tensor([1, -1, 1]).view(3, 1).expand(3, 4), **both)
    i = torch.tensor([1, 3, 0])
    m("nn.NLLLoss", "nn.NLLLoss()", "new NLLLoss()", x=p.log(), t=i, **both)
    m("nn.CrossEntropyLoss", "nn.CrossEntropyLoss()", "new CrossEntropyLoss()", x=x, t=i, **both)
    m("nn.CrossEntropyLoss", "nn.CrossEntropyLoss(torch.tensor([1., 2., 3., 4.]), label_smoothing=0.1)",
      "new CrossEntropyLoss(CrossEntropyOptions.DEFAULT.weight(Torch.tensor(new float[] {1, 2, 3, 4})).labelSmoothing(0.1))", x=x, t=i,
      **both)
    three = dict(call="m(x, y, z)", java_call="m.forward(x, y, z)")
    for reduction in ("MEAN", "SUM"):
        r = f"reduction='{reduction.lower()}'"
        j = f"Reduction.{reduction}"
        m("nn.PoissonNLLLoss", f"nn.PoissonNLLLoss(full=True, {r})", f"new PoissonNLLLoss(true, true, 1e-8, {j})", x=x, t=t, **both)
        m("nn.HingeEmbeddingLoss", f"nn.HingeEmbeddingLoss(0.5, {r})", f"new HingeEmbeddingLoss(0.5, {j})", x=x[:, 0], t=torch.tensor([1, -1, 1]),
          **both)
        m("nn.MultiLabelSoftMarginLoss", f"nn.MultiLabelSoftMarginLoss({r})", f"new MultiLabelSoftMarginLoss({j})", x=x, t=(t > 0.5).float(), **both)
        m("nn.MultiMarginLoss", f"nn.MultiMarginLoss(margin=0.5, {r})", f"new MultiMarginLoss(1, 0.5, {j})", x=x, t=i, **both)
        m("nn.GaussianNLLLoss", f"nn.GaussianNLLLoss({r})", f"new GaussianNLLLoss(false, 1e-6, {j})", x=x, y=t, z=p, **three)
        m("nn.TripletMarginLoss", f"nn.TripletMarginLoss(0.5, {r})", f"new TripletMarginLoss(0.5, 2, {j})", x=x, y=t, z=p, **three)
        m("nn.CosineEmbeddingLoss", f"nn.CosineEmbeddingLoss(0.1, {r})", f"new CosineEmbeddingLoss(0.1, {j})", x=x, y=t, z=torch.tensor([1, -1, 1]), **three)
        m("nn.MarginRankingLoss", f"nn.MarginRankingLoss(0.1, {r})", f"new MarginRankingLoss(0.1, {j})", x=x[:, 0], y=t[:, 0], z=torch.tensor([1, -1, 1]), **three)
        m("nn.CTCLoss", f"nn.CTCLoss(zero_infinity=True, {r})", f"new CTCLoss(0, {j}, true)", call="m(x.log_softmax(-1), t, n, k)",
          java_call="m.forward(x.logSoftmax(-1), t, n, k)", x=randn(6, 2, 4), t=torch.tensor([[1, 2, 1], [3, 3, 0]]), n=torch.tensor([6, 5]),
          k=torch.tensor([3, 2]))

    # pooling: a size for each dimension, where the values were, and back; and what is rare
    g.manual_seed(23)
    image, volume = randn(2, 4, 6, 8), randn(1, 2, 4, 6, 4)
    for kind, more in (("Max", ".dilation(1, 2)"), ("Avg", ".countIncludePad(false)")):
        python = f"nn.{kind}Pool2d((3, 2), stride=(2, 1), padding=(1, 0), " + ("dilation=(1, 2))" if kind == "Max" else "count_include_pad=False)")
        m(f"nn.{kind}Pool2d", python, f"new {kind}Pool2d(shape(3, 2), PoolOptions.DEFAULT.stride(2, 1).padding(1, 0){more})", x=image)
        m(f"nn.{kind}Pool2d", f"nn.{kind}Pool2d((1, 2))", f"new {kind}Pool2d(shape(1, 2), PoolOptions.DEFAULT)", x=image)
        m(f"nn.{kind}Pool3d", f"nn.{kind}Pool3d((1, 2, 2), stride=2)", f"new {kind}Pool3d(shape(1, 2, 2), PoolOptions.DEFAULT.stride(2))", x=volume)
    for n, x in ((1, image[0]), (2, image), (3, volume)):
        m(f"nn.MaxPool{n}d", f"nn.MaxPool{n}d(2, return_indices=True)", f"new MaxPool{n}d(2)", "indices", java_call="m.forwardWithIndices(x)", x=x)
        m(f"nn.MaxUnpool{n}d", f"nn.MaxUnpool{n}d(2)", f"new MaxUnpool{n}d(2)", call=f"m(*F.max_pool{n}d(x, 2, return_indices=True))",
          java_call=f"var p = new MaxPool{n}d(2).forwardWithIndices(x); return m.forward(p.values(), p.indices());", x=x)
        m(f"nn.MaxUnpool{n}d", f"nn.MaxUnpool{n}d(3, stride=2, padding=1)", f"new MaxUnpool{n}d(3, PoolOptions.DEFAULT.stride(2).padding(1))", "output_size",
          call=f"m(*F.max_pool{n}d(x, 3, 2, 1, return_indices=True), output_size={tuple(x.shape[-n:])})",
          java_call=f"var p = F.maxPool{n}dWithIndices(x, 3, PoolOptions.DEFAULT.stride(2).padding(1)); "
                    f"return m.forward(p.values(), p.indices(), {', '.join(map(str, x.shape[-n:]))});", x=x)
    m("nn.LPPool3d", "nn.LPPool3d(2.0, 2, stride=2)", "new LPPool3d(2, 2)", x=volume)
    m("nn.RReLU", "nn.RReLU()", "new RReLU()", x=image)
    m("nn.RReLU", "nn.RReLU(0.1, 0.3)", "new RReLU(0.1, 0.3)", "evaluation", training=False, x=image)
    m("nn.MultiLabelMarginLoss", "nn.MultiLabelMarginLoss()", "new MultiLabelMarginLoss()", call="m(x, t)", java_call="m.forward(x, t)", x=randn(2, 4),
      t=torch.tensor([[3, 0, -1, 1], [1, -1, 0, 0]]))
    three = dict(call="m(x, y, z)", java_call="m.forward(x, y, z)", x=randn(3, 4), y=randn(3, 4), z=randn(3, 4))
    m("nn.TripletMarginWithDistanceLoss", "nn.TripletMarginWithDistanceLoss(distance_function=lambda a, b: (a - b).abs().sum(1), margin=3.0, swap=True, reduction='sum')",
      "new TripletMarginWithDistanceLoss((a, b) -> a.sub(b).abs().sum(1), 3, true, Reduction.SUM)", **three)

    # weights that are computed
    g.manual_seed(25)
    signal, image = randn(2, 4, 9), randn(2, 4, 6, 7)
    m("nn.utils.weight_norm", "nn.utils.weight_norm(nn.Conv1d(4, 6, 3))", "Utils.weightNorm(new Conv1d(4, 6, 3))", x=signal)
    m("nn.utils.weight_norm", "nn.utils.weight_norm(nn.Linear(9, 3), dim=None)", 'Utils.weightNorm(new Linear(9, 3), "weight", -1)', x=signal)
    m("nn.utils.weight_norm", "nn.utils.weight_norm(nn.LSTM(4, 3), name='weight_hh_l0')", 'Utils.weightNorm(new LSTM(4, 3), "weight_hh_l0", 0)',
      call="m(x)[0]", java_call="m.forward(x).output()", x=randn(5, 2, 4))
    m("nn.utils.weight_norm", "nn.utils.weight_norm(nn.Conv1d(4, 6, 3))", "Utils.weightNorm(new Conv1d(4, 6, 3))", "two steps",
      call="(m(x).square().sum().backward(), optim.SGD(m.parameters(), 0.01).step(), m.zero_grad(), m(x))[-1]",
      java_call="m.forward(x).square().sum().backward(); x.clearGrad(); new SGD(m.parameters(), 0.01).step(); m.zeroGrad(); return m.forward(x);", grad=False, x=signal)
    for training in (True, False):
        word = "training" if training else "evaluation"
        m("nn.utils.spectral_norm", "nn.utils.spectral_norm(nn.Linear(9, 3))", "Utils.spectralNorm(new Linear(9, 3))", word, training=training, x=signal)
        m("nn.utils.spectral_norm", "nn.utils.spectral_norm(nn.ConvTranspose2d(4, 6, 3), n_power_iterations=2)",
          'Utils.spectralNorm(new ConvTranspose2d(4, 6, 3), "weight", 2, 1e-12, 1)', word, training=training, x=image)
    m("nn.utils.spectral_norm", "nn.utils.spectral_norm(nn.Conv2d(4, 6, 3))", "Utils.spectralNorm(new Conv2d(4, 6, 3))", "twice, as in a GAN's step",
      call="m(x) - m(x * 2)", java_call="m.forward(x).sub(m.forward(x.mul(2)))", x=image)
    m("nn.utils.remove_weight_norm", "nn.utils.remove_weight_norm(nn.utils.weight_norm(nn.Conv1d(4, 6, 3)))", "Utils.removeWeightNorm(Utils.weightNorm(new Conv1d(4, 6, 3)))",
      x=signal)
    kit.op("nn.utils.remove_spectral_norm", "(lambda m: [m(x), nn.utils.remove_spectral_norm(m)(x), ','.join(m.state_dict()), m.weight.requires_grad])(nn.utils.spectral_norm(nn.Conv2d(4, 6, 3)))",
           'var m = Utils.spectralNorm(new Conv2d(4, 6, 3)); var y = m.forward(x); return List.of(y, Utils.removeSpectralNorm(m).forward(x), String.join(",", m.stateDict().keys()), '
           "m.weight().requiresGrad());", x=image)

    # sequences of different lengths
    rnn, pack = "nn.utils.rnn.", "nn.utils.rnn.pack_padded_sequence nn.utils.rnn.pad_packed_sequence"
    for name, states in (("LSTM", "m(p)[1]"), ("GRU", "[m(p)[1]]"), ("RNN", "[m(p)[1]]")):
        java_states = "r.h(), r.c()" if name == "LSTM" else "r.h()"
        for first, enforce, lengths in ((False, True, [5, 3, 1]), (True, False, [2, 5, 3])):
            word = str(enforce).lower()
            keywords = ", batch_first=True, bidirectional=True" if first else ", num_layers=2"
            java = "batchFirst(true).bidirectional(true)" if first else "numLayers(2)"
            m(f"nn.{name} {pack}", f"nn.{name}(4, 3{keywords})", f"new {name}(4, 3, RNNOptions.DEFAULT.{java})", "packed",
              call=f"(lambda p: [*{rnn}pad_packed_sequence(m(p)[0], {first}, -1.0), *{states}])({rnn}pack_padded_sequence(x, torch.tensor({lengths}), {first}, {enforce}))",
              java_call=f"var r = m.forward(Utils.packPaddedSequence(x, Torch.tensor(new long[] {{{', '.join(map(str, lengths))}}}), {str(first).lower()}, {word})); "
                        f"var p = Utils.padPackedSequence(r.output(), {str(first).lower()}, -1); return List.of(p.output(), p.lengths(), {java_states});",
              x=randn(3, 5, 4) if first else randn(5, 3, 4), tolerance=1e-5)

    # stride and padding by position
    g.manual_seed(26)
    for n, x in ((1, randn(2, 4, 9)), (2, randn(2, 4, 6, 7)), (3, randn(1, 4, 4, 5, 4))):
        m(f"nn.Conv{n}d", f"nn.Conv{n}d(4, 6, 3, 2, 1)", f"new Conv{n}d(4, 6, 3, 2, 1)", x=x)
        m(f"nn.ConvTranspose{n}d", f"nn.ConvTranspose{n}d(4, 6, 4, 2, 1)", f"new ConvTranspose{n}d(4, 6, 4, 2, 1)", x=x)
        for kind in ("Max", "Avg"):
            m(f"nn.{kind}Pool{n}d", f"nn.{kind}Pool{n}d(3, 2)", f"new {kind}Pool{n}d(3, 2)", x=x)
            m(f"nn.{kind}Pool{n}d", f"nn.{kind}Pool{n}d(3, 2, 1)", f"new {kind}Pool{n}d(3, 2, 1)", x=x)
    m("nn.Sequential", "nn.Sequential(*[nn.Linear(4, 4) for _ in range(2)])", "new Sequential(List.of(new Linear(4, 4), new Linear(4, 4)))", "a list", x=randn(2, 4))
    probabilities = dict(call="m(x.sigmoid(), t)", java_call="m.forward(x.sigmoid(), t)", x=randn(3, 4), t=rand(3, 4))
    m("nn.BCELoss", "nn.BCELoss(reduction='sum')", "new BCELoss(Reduction.SUM)", **probabilities)
    targets = dict(call="m(x, t)", java_call="m.forward(x, t)", x=randn(3, 4), t=rand(3, 4))
    for name in ("BCEWithLogitsLoss", "HuberLoss", "SmoothL1Loss"):
        m(f"nn.{name}", f"nn.{name}(reduction='sum')", f"new {name}(Reduction.SUM)", **targets)
    classes = dict(call="m(x.log_softmax(1), t)", java_call="m.forward(x.logSoftmax(1), t)", x=randn(3, 4), t=torch.tensor([1, 3, 0]))
    for name in ("NLLLoss", "CrossEntropyLoss"):
        m(f"nn.{name}", f"nn.{name}(reduction='none')", f"new {name}(Reduction.NONE)", **classes)
