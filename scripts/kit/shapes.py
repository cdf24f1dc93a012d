"""Shapes, indexing, joining."""
import torch


def cases(kit):
    g = torch.Generator().manual_seed(3)
    x = torch.randn(2, 3, 4, generator=g)
    m = torch.randn(3, 4, generator=g)
    empty = torch.zeros(0, 3, 4)
    op = kit.op
    for names, python, java in [
        ("view", "x.view(6, -1)", "x.view(6, -1)"), ("view", "x.view(24)", "x.view(24)"),
        ("reshape", "x.reshape(4, 6)", "x.reshape(4, 6)"),
        ("reshape", "x.transpose(0, 2).reshape(-1)", "x.transpose(0, 2).reshape(-1)"),
        ("flatten", "x.flatten()", "x.flatten()"), ("flatten", "x.flatten(1)", "x.flatten(1)"),
        ("flatten", "x.flatten(0, 1)", "x.flatten(0, 1)"), ("unflatten", "x.unflatten(2, (2, 2))", "x.unflatten(2, 2, 2)"),
        ("unflatten", "x.unflatten(-1, (-1, 2))", "x.unflatten(-1, -1, 2)"), ("ravel", "x.ravel()", "x.ravel()"),
        ("permute", "x.permute(2, 0, 1)", "x.permute(2, 0, 1)"), ("permute", "x.permute(-1, 0, 1)", "x.permute(-1, 0, 1)"),
        ("transpose", "x.transpose(0, -1)", "x.transpose(0, -1)"), ("movedim", "x.movedim(0, 2)", "x.movedim(0, 2)"),
        ("mT", "x.mT", "x.mT()"), ("unsqueeze", "x.unsqueeze(-1)", "x.unsqueeze(-1)"),
        ("unsqueeze", "x.unsqueeze(0)", "x.unsqueeze(0)"), ("squeeze", "x[:, :1].squeeze()", "x.narrow(1, 0, 1).squeeze()"),
        ("squeeze", "x[:, :1].squeeze(1)", "x.narrow(1, 0, 1).squeeze(1)"), ("squeeze", "x.squeeze(0)", "x.squeeze(0)"),
        ("squeeze", "x[:1, :1].squeeze((0, 1))", "x.narrow(0, 0, 1).narrow(1, 0, 1).squeeze(shape(0, 1))"),
        ("flip", "x.flip(0)", "x.flip(0)"), ("flip", "x.flip(0, -1)", "x.flip(0, -1)"),
        ("fliplr", "torch.fliplr(x)", "x.fliplr()"), ("flipud", "torch.flipud(x)", "x.flipud()"),
        ("roll", "x.roll(1, 2)", "x.roll(1, 2)"), ("roll", "x.roll((-1, 2), (0, 1))", "x.roll(shape(-1, 2), shape(0, 1))"),
        ("rot90", "torch.rot90(x, 1, (1, 2))", "x.rot90(1, 1, 2)"), ("rot90", "torch.rot90(x, -1, (0, 2))", "x.rot90(-1, 0, 2)"),
        ("tile", "x.tile(2, 1)", "x.tile(2, 1)"), ("repeat", "x.repeat(2, 1, 3)", "x.repeat(2, 1, 3)"),
        ("repeat_interleave", "x.repeat_interleave(2)", "x.repeatInterleave(2)"),
        ("repeat_interleave", "x.repeat_interleave(3, 1)", "x.repeatInterleave(3, 1)"),
        ("expand", "x[:1].expand(5, -1, -1)", "x.narrow(0, 0, 1).expand(5, -1, -1)"),
        ("expand_as", "x[0].expand_as(x)", "x.get(0).expandAs(x)"),
        ("broadcast_to", "x[0].broadcast_to(2, 3, 4)", "x.get(0).broadcastTo(2, 3, 4)"),
        ("view_as", "x.flatten().view_as(x)", "x.flatten().viewAs(x)"),
        ("reshape_as", "x.flatten().reshape_as(x)", "x.flatten().reshapeAs(x)"),
        ("unfold", "x.unfold(2, 2, 1)", "x.unfold(2, 2, 1)"), ("unfold", "x.unfold(1, 3, 2)", "x.unfold(1, 3, 2)"),
        ("chunk", "x.chunk(2, 2)", "x.chunk(2, 2)"), ("chunk", "x.chunk(2)", "x.chunk(2)"),
        ("chunk", "x.chunk(3, -1)", "x.chunk(3, -1)"),
        ("split", "x.split(3, 2)", "x.split(3, 2)"), ("split", "x.split(1)", "x.split(1)"),
        ("split", "x.split([1, 2, 1], 2)", "x.split(shape(1, 2, 1), 2)"),
        ("tensor_split", "x.tensor_split(3, 2)", "x.tensorSplit(3, 2)"),
        ("unbind", "x.unbind(0)", "x.unbind(0)"), ("unbind", "x.unbind(-1)", "x.unbind(-1)"),
        ("contiguous", "x.permute(2, 0, 1).contiguous()", "x.permute(2, 0, 1).contiguous()"),
        ("as_strided", "torch.as_strided(x, (2, 2), (1, 2), 3)", "x.asStrided(shape(2, 2), shape(1, 2), 3)"),
        ("narrow", "x.narrow(2, 1, 2)", "x.narrow(2, 1, 2)"), ("select", "x.select(1, -1)", "x.select(1, -1)"),
        ("clone", "x.clone()", "x.copy()"), ("detach", "x.detach()", "x.detach()"),
        ("size", "list(x.size())", "x.shape()"), ("size", "x.size(-1)", "x.size(-1)"), ("dim", "x.dim()", "x.dim()"),
        ("numel", "x.numel()", "x.numel()"), ("stride", "x.permute(2, 0, 1).stride()", "x.permute(2, 0, 1).stride()"),
        ("is_contiguous", "x.permute(2, 0, 1).is_contiguous()", "x.permute(2, 0, 1).isContiguous()"),
        ("dtype", "x.dtype", "x.dtype()"), ("device", "x.device", "x.device()"),
        ("is_floating_point", "x.is_floating_point()", "x.dtype().isFloatingPoint()"),
        ("nbytes", "x.nbytes", "x.nbytes()"),
        # Python's brackets
        ("__getitem__", "x[0]", "x.get(0)"), ("__getitem__", "x[-1, 2]", "x.get(-1, 2)"), ("__getitem__", "x[1, -1, 0]", "x.get(1, -1, 0)"),
        ("__getitem__", "x[:, 1:]", "x.get(Index.ALL, Index.from(1))"), ("__getitem__", "x[:, 0::2]", "x.slice(1, 0, END, 2)"),
        ("__getitem__", "x[:, 0::2]", "x.get(Index.ALL, Index.slice(0, END, 2))"),
        ("__getitem__", "x[..., 0]", "x.get(Index.ELLIPSIS, Index.at(0))"),
        ("__getitem__", "x[..., -2:]", "x.get(Index.ELLIPSIS, Index.from(-2))"),
        ("__getitem__", "x[:, None, :, 1]", "x.get(Index.ALL, Index.NEWAXIS, Index.ALL, Index.at(1))"),
        ("__getitem__", "x[0, ..., None]", "x.get(Index.at(0), Index.ELLIPSIS, Index.NEWAXIS)"),
        ("__getitem__", "x[:-1]", "x.get(Index.to(-1))"), ("__getitem__", "x[5:]", "x.get(Index.from(5))"),
        ("__getitem__", "x[:, -3:-1, 1:4:2]", "x.get(Index.ALL, Index.slice(-3, -1), Index.slice(1, 4, 2))"),
        ("__getitem__", "x[:, [0, 2]]", "x.get(Index.ALL, Index.at(0, 2))"),
        ("__getitem__", "x[0, [2, 0, 2]]", "x.get(Index.at(0), Index.at(2, 0, 2))"),
        ("__getitem__", "x[[1, 0], :, [3, 2]]", "x.get(Index.at(1, 0), Index.ALL, Index.at(3, 2))"),
        ("__getitem__", "x[[1, 0], [2, 1], 1:]", "x.get(Index.at(1, 0), Index.at(2, 1), Index.from(1))"),
        ("__getitem__", "x[x > 0]", "x.get(x.gt(0))"), ("__getitem__", "x[:, x[0, :, 0] > 0]", "x.get(Index.ALL, Index.at(x.get(0).select(1, 0).gt(0)))"),
        ("__getitem__", "x[(x > 0)[:, :, 0], 1:]", "x.get(Index.at(x.gt(0).select(2, 0)), Index.from(1))"),
        ("__getitem__", "x[0, (x > 0)[0]]", "x.get(Index.at(0), Index.at(x.gt(0).get(0)))"),
    ]:
        op(names, python, java, x=x)
    op("__getitem__", "x[i]", "x.get(i)", x=x, i=torch.tensor([1, 1, 0]))
    op("__getitem__", "x[i]", "x.get(i)", "a matrix of indices", x=x, i=torch.tensor([[1, 1], [0, -1]]))
    op("__getitem__", "x[:, i]", "x.get(Index.ALL, Index.at(i))", "negative", x=x, i=torch.tensor([-1, 0]))
    for python, java in [("x.flatten()", "x.flatten()"), ("x.permute(2, 0, 1)", "x.permute(2, 0, 1)"), ("x.flip(1)", "x.flip(1)"),
                         ("x.view(0, 12)", "x.view(0, 12)"), ("x.unbind(1)", "x.unbind(1)"), ("x[:, 1:]", "x.slice(1, 1, END, 1)"),
                         ("x.repeat(1, 2, 1)", "x.repeat(1, 2, 1)")]:
        op(python.split(".")[1].split("(")[0] if "." in python else "__getitem__", python, java, "empty", x=empty)
    op("requires_grad", "x.requires_grad", "x.requiresGrad()", x=m, grad=False)
    op("t", "x.t()", "x.t()", x=m)
    op("T", "x.T", "x.T()", x=m)
    op("view", "x.view(torch.int32)", "x.view(INT32)", x=m, grad=False)
    for dtype in ("float64", "float16", "bfloat16", "int64", "int32", "uint8", "bool"):
        op("to", f"x.to(torch.{dtype})", f"x.to({dtype.upper()})", x=m.abs() * 3, grad=dtype == "float64")

    # what brackets on the left of = do
    for python, java in [
        ("x[0] = y", "x.set(y, Index.at(0))"), ("x[:, 0::2] = y[:2]", "x.set(y.narrow(0, 0, 2), Index.ALL, Index.slice(0, END, 2))"),
        ("x[:, 0::2] = y[:2]", "x.slice(1, 0, END, 2).copy_(y.narrow(0, 0, 2))"),
        ("x[..., 1] = y[:, 0]", "x.set(y.select(1, 0), Index.ELLIPSIS, Index.at(1))"),
        ("x[1, [0, 2]] = y[:2]", "x.set(y.narrow(0, 0, 2), Index.at(1), Index.at(0, 2))"),
        ("x[x > 0] = 0", "x.set(0, Index.at(x.gt(0)))"), ("x[x > 0] = 0", "x.maskedFill_(x.gt(0), 0)"),
        ("x[:, 1:, -1] = 2.5", "x.set(2.5, Index.ALL, Index.from(1), Index.at(-1))"),
        ("x[:, [0, 1], 1:3] += 1", "x.set(x.get(Index.ALL, Index.at(0, 1), Index.slice(1, 3)).add(1), Index.ALL, Index.at(0, 1), Index.slice(1, 3))"),
        ("x[0] += y", "x.get(0).add_(y)"), ("x[0, 1] *= 2", "x.get(0, 1).mul_(2)"),
    ]:
        op("__setitem__", python, java + "; return x;" if "return" not in java else java, returns="x", x=x, y=m)

    i3, i4 = torch.tensor([2, 0]), torch.tensor([[0, 3, 1], [2, 2, 0]])
    src = torch.randn(2, 4, generator=g)
    op("index_select", "x.index_select(0, i)", "x.indexSelect(0, i)", x=m, i=i3)
    op("gather", "x.gather(1, i)", "x.gather(1, i)", x=m, i=i4)
    op("scatter", "x.scatter(1, i, s)", "x.scatter(1, i, s)", x=m, i=torch.tensor([[0, 3], [2, 1]]), s=src[:, :2])
    op("scatter", "x.scatter(1, i, 2.5)", "x.scatter(1, i, 2.5)", x=m, i=i4)
    op("scatter_", "x.scatter_(1, i, s)", "return x.scatter_(1, i, s);", returns="x", x=m, i=torch.tensor([[0, 3], [2, 1]]), s=src[:, :2])
    op("scatter_", "x.scatter_(1, i, 1.0)", "return x.scatter_(1, i, 1.0);", returns="x", x=m, i=i4)
    op("scatter_add", "x.scatter_add(1, i, s)", "x.scatterAdd(1, i, s)", x=m, i=i4, s=torch.randn(2, 3, generator=g))
    op("scatter_add_", "x.scatter_add_(1, i, s)", "return x.scatterAdd_(1, i, s);", returns="x", x=m, i=i4,
       s=torch.randn(2, 3, generator=g))
    for reduce in ("sum", "mean", "amax"):
        op("scatter_reduce", f"x.scatter_reduce(1, i, s, '{reduce}')", f'x.scatterReduce(1, i, s, "{reduce}")', x=m, i=i4,
           s=torch.randn(2, 3, generator=g))
    op("index_add", "x.index_add(0, i, s)", "x.indexAdd(0, i, s)", x=m, i=i3, s=src)
    op("index_add_", "x.index_add_(0, i, s)", "return x.indexAdd_(0, i, s);", returns="x", x=m, i=i3, s=src)
    op("index_copy", "x.index_copy(0, i, s)", "x.indexCopy(0, i, s)", x=m, i=i3, s=src)
    op("index_copy_", "x.index_copy_(0, i, s)", "return x.indexCopy_(0, i, s);", returns="x", x=m, i=i3, s=src)
    op("index_fill", "x.index_fill(1, i, 0.5)", "x.indexFill(1, i, 0.5)", x=m, i=i3)
    op("index_fill_", "x.index_fill_(1, i, 0.5)", "return x.indexFill_(1, i, 0.5);", returns="x", x=m, i=i3)
    op("index_put", "x.index_put((i,), s)", "x.indexPut(List.of(i), s)", x=m, i=i3, s=src)
    op("index_put_", "x.index_put_((i, j), s, accumulate=True)", "return x.indexPut_(List.of(i, j), s, true);", returns="x", x=m,
       i=torch.tensor([0, 0, 2]), j=torch.tensor([1, 1, 3]), s=torch.randn(3, generator=g))
    op("masked_fill", "x.masked_fill(k, 2.5)", "x.maskedFill(k, 2.5)", x=m, k=m > 0)
    op("masked_fill_", "x.masked_fill_(k, 2.5)", "return x.maskedFill_(k, 2.5);", returns="x", x=m, k=m > 0)
    op("masked_select", "x.masked_select(k)", "x.maskedSelect(k)", x=m, k=m > 0)
    op("masked_scatter", "x.masked_scatter(k, s)", "x.maskedScatter(k, s)", x=m, k=m > 0, s=torch.randn(12, generator=g))
    op("take", "torch.take(x, i)", "x.take(i)", x=m, i=i4)
    op("take_along_dim", "torch.take_along_dim(x, i, 1)", "x.takeAlongDim(i, 1)", x=m[:2], i=i4)
    op("nonzero", "x.nonzero()", "x.nonzero()", x=m > 0)
    op("fill_diagonal_", "x.fill_diagonal_(9)", "return x.fillDiagonal_(9);", returns="x", x=m)

    y = torch.randn(2, 3, 4, generator=g)
    for python, java in [
        ("torch.cat([x, y])", "Torch.cat(List.of(x, y))"), ("torch.cat([x, y], -1)", "Torch.cat(List.of(x, y), -1)"),
        ("torch.stack([x, y])", "Torch.stack(List.of(x, y))"), ("torch.stack([x, y, x], 2)", "Torch.stack(List.of(x, y, x), 2)"),
        ("torch.hstack([x, y])", "Torch.hstack(List.of(x, y))"), ("torch.vstack([x, y])", "Torch.vstack(List.of(x, y))"),
        ("torch.dstack([x, y])", "Torch.dstack(List.of(x, y))"),
        ("torch.block_diag(x[0], y[0])", "Torch.blockDiag(List.of(x.get(0), y.get(0)))"),
        ("torch.meshgrid(x[0, 0], y[0, 0, :3], indexing='ij')", 'Torch.meshgrid(List.of(x.get(0, 0), y.get(0, 0).narrow(0, 0, 3)), "ij")'),
        ("torch.meshgrid(x[0, 0], y[0, 0, :3], indexing='xy')", 'Torch.meshgrid(List.of(x.get(0, 0), y.get(0, 0).narrow(0, 0, 3)), "xy")'),
        ("torch.cartesian_prod(x[0, 0], y[0, 0])", "Torch.cartesianProd(List.of(x.get(0, 0), y.get(0, 0)))"),
        ("torch.broadcast_tensors(x, y[0])", "Torch.broadcastTensors(List.of(x, y.get(0)))"),
    ]:
        op(python.split(".")[1].split("(")[0], python, java, x=x, y=y)
    op("cat", "torch.cat([x, y])", "Torch.cat(List.of(x, y))", "float32 and float64", x=x, y=y.double())
    op("cat", "torch.cat([x, y])", "Torch.cat(List.of(x, y))", "empty", x=empty, y=y)

    kit.raises("view", "x.view(5, 5)", "x.view(5, 5)", x=x)
    kit.raises("view", "x.t().view(-1)", "x.t().view(-1)", x=m)
    kit.raises("reshape", "x.reshape(7, -1)", "x.reshape(7, -1)", x=x)
    kit.raises("permute", "x.permute(0, 0, 1)", "x.permute(0, 0, 1)", x=x)
    kit.raises("transpose", "x.transpose(0, 3)", "x.transpose(0, 3)", x=x)
    kit.raises("expand", "x.expand(5, 3, 4)", "x.expand(5, 3, 4)", x=x)
    kit.raises("cat", "torch.cat([x, y])", "Torch.cat(List.of(x, y))", x=x, y=m)
    kit.raises("stack", "torch.stack([x, y])", "Torch.stack(List.of(x, y))", x=x, y=y[:1])
    kit.raises("split", "x.split([1, 1], 2)", "x.split(shape(1, 1), 2)", x=x)
    kit.raises("chunk", "x.chunk(0)", "x.chunk(0)", x=x)
    kit.raises("unflatten", "x.unflatten(2, (3, 2))", "x.unflatten(2, 3, 2)", x=x)
    kit.raises("select", "x.select(1, 3)", "x.select(1, 3)", x=x)
    kit.raises("narrow", "x.narrow(2, 2, 3)", "x.narrow(2, 2, 3)", x=x)
    kit.raises("gather", "x.gather(1, i)", "x.gather(1, i)", x=m, i=torch.tensor([[9]]))
    kit.raises("index_select", "x.index_select(0, i)", "x.indexSelect(0, i)", x=m, i=torch.tensor([3]), message="index out of range")
    kit.raises("__getitem__", "x[0, 0, 0, 0]", "x.get(Index.at(0), Index.at(0), Index.at(0), Index.at(0))", x=x,
               message="too many indices for tensor of dimension 3")
    kit.raises("__getitem__", "x[:, ::-1]", "x.get(Index.ALL, Index.slice(0, END, -1))", x=x, message="must be")
    kit.raises("__getitem__", "x[i]", "x.get(i)", x=m, i=torch.tensor([5]),
               message="index 5 is out of bounds for dimension 0 with size 3")
    kit.raises("item", "x.item()", "x.item()", x=x, message="cannot be converted to Scalar")
    kit.raises("squeeze", "x.squeeze(3)", "x.squeeze(3)", x=x)
    kit.raises("unsqueeze", "x.unsqueeze(5)", "x.unsqueeze(5)", x=x)
    kit.raises("flip", "x.flip(0, 0)", "x.flip(0, 0)", x=x)
    kit.raises("repeat", "x.repeat(2)", "x.repeat(2)", x=x)
