"""torch.utils.data: the order of samples, and batches."""
import torch

COLLECT = "var all = new ArrayList<Tensor>(); for (var batch : {}) {{ all.addAll(batch); }} return all;"


def cases(kit):
    x = torch.randn(10, 2, generator=torch.Generator().manual_seed(8))
    dataset, ours = "data.TensorDataset(x, torch.arange(10))", "new TensorDataset(x, Torch.arange(10))"
    for python, java in [
        ("batch_size=4", "batchSize(4)"), ("batch_size=4, drop_last=True", "batchSize(4).dropLast(true)"),
        ("batch_size=3, shuffle=True", "batchSize(3).shuffle(true)"),
        ("batch_size=3, shuffle=True, drop_last=True", "batchSize(3).shuffle(true).dropLast(true).numWorkers(2)"),
        ("batch_size=3, shuffle=True, generator=torch.Generator().manual_seed(5)",
         "batchSize(3).shuffle(true).numWorkers(3).generator(new Generator(5))"),
    ]:
        kit.op("utils.data.DataLoader utils.data.TensorDataset", f"[t for b in data.DataLoader({dataset}, {python}) for t in b]",
               COLLECT.format(f"new DataLoader({ours}, LoaderOptions.DEFAULT.{java})"), x=x, grad=False)
    kit.op("utils.data.DataLoader", f"[t for _ in range(2) for b in data.DataLoader({dataset}, batch_size=5, shuffle=True) for t in b]",
           f"var loader = new DataLoader({ours}, LoaderOptions.DEFAULT.batchSize(5).shuffle(true)); var all = new ArrayList<Tensor>(); "
           "for (int pass = 0; pass < 2; pass++) { for (var batch : loader) { all.addAll(batch); } } return all;", x=x, grad=False)
    kit.op("utils.data.random_split utils.data.Subset",
           f"[i for p in data.random_split({dataset}, [7, 3], torch.Generator().manual_seed(5)) for i in p.indices]",
           f"var parts = Data.randomSplit({ours}, new Generator(5), 7, 3); "
           "return List.of(parts.get(0).indices(), parts.get(1).indices());", x=x, grad=False)
    kit.op("utils.data.Subset", f"data.Subset({dataset}, [3, 1])[1]", f"new Subset<>({ours}, 3, 1).get(1)", x=x, grad=False)
    kit.op("utils.data.DataLoader", f"len(data.DataLoader({dataset}, batch_size=4))",
           f"new DataLoader({ours}, LoaderOptions.DEFAULT.batchSize(4)).size()", x=x, grad=False)
    pixels = torch.randint(0, 256, (2, 3), generator=torch.Generator().manual_seed(9)).to(torch.uint8)
    kit.op("utils.data.Dataset", "(x.float() / 255 - 0.5) / 0.25", "Data.normalize(Data.toTensor(x), 0.5, 0.25)", "ToTensor, Normalize",
           x=pixels)
    kit.op("utils.data.Dataset", "x.flip(-1) if torch.rand(1) < 0.5 else x", "Data.randomHorizontalFlip(x, 0.5)", "RandomHorizontalFlip",
           x=pixels)
    kit.op("utils.data.Dataset", f"[t + 1 for t in {dataset}[3]]",
           f"Data.map({ours}, sample -> sample.stream().map(t -> t.add(1)).toList()).get(3)", "transform=", x=x, grad=False)
