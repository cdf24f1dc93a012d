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

    def loader(covers, python, java, variant="", loader=ours, source=dataset):
        kit.op(covers, f"[t for b in data.DataLoader({source}, {python}) for t in b]",
               COLLECT.format(f"new DataLoader({loader}, LoaderOptions.DEFAULT.{java})"), variant, x=x, grad=False)

    weights = "[0.1, 5, 0, 1, 1, 2, 0.5, 0.25, 3, 1]"
    jweights = "new double[] {0.1, 5, 0, 1, 1, 2, 0.5, 0.25, 3, 1}"
    names = "utils.data.WeightedRandomSampler utils.data.Sampler"
    loader(names, f"batch_size=4, sampler=data.WeightedRandomSampler({weights}, 12)",
           f"batchSize(4).sampler(new WeightedRandomSampler({jweights}, 12))")
    loader(names, f"batch_size=4, sampler=data.WeightedRandomSampler({weights}, 6, False, torch.Generator().manual_seed(5))",
           f"batchSize(4).numWorkers(2).sampler(new WeightedRandomSampler({jweights}, 6, false, new Generator(5)))", "no replacement, a generator")
    loader("utils.data.SubsetRandomSampler", "batch_size=2, sampler=data.SubsetRandomSampler([7, 1, 4, 9, 0])",
           "batchSize(2).sampler(new SubsetRandomSampler(7, 1, 4, 9, 0))")
    loader("utils.data.SubsetRandomSampler", "sampler=data.SubsetRandomSampler([7, 1, 4], torch.Generator().manual_seed(5))",
           "sampler(new SubsetRandomSampler(new int[] {7, 1, 4}, new Generator(5)))", "a generator")
    for n, replacement in ((70, True), (7, True), (13, False), (20, False)):
        kit.op("utils.data.RandomSampler", f"torch.tensor(list(data.RandomSampler({dataset}, {replacement}, {n})))",
               f"var order = new RandomSampler({ours}, {str(replacement).lower()}, {n}, null).order(); "
               "return Torch.tensor(java.util.Arrays.stream(order).asLongStream().toArray());", x=x, grad=False)
    kit.op("utils.data.RandomSampler", f"torch.tensor(list(data.RandomSampler({dataset})))",
           f"var order = new RandomSampler({ours}).order(); return Torch.tensor(java.util.Arrays.stream(order).asLongStream().toArray());", x=x, grad=False)
    loader("utils.data.SequentialSampler", f"batch_size=3, sampler=data.SequentialSampler({dataset})", f"batchSize(3).sampler(new SequentialSampler({ours}))")
    loader("utils.data.BatchSampler", "batch_sampler=data.BatchSampler(data.SubsetRandomSampler([7, 1, 4, 9, 0]), 2, True)",
           "batchSampler(new BatchSampler(new SubsetRandomSampler(7, 1, 4, 9, 0), 2, true))")
    kit.op("utils.data.BatchSampler", f"[len(data.BatchSampler(data.SequentialSampler({dataset}), 3, d)) for d in (False, True)]",
           f"var s = new SequentialSampler({ours}); return List.of(new BatchSampler(s, 3, false).size(), new BatchSampler(s, 3, true).size());", x=x, grad=False)
    loader("utils.data.ConcatDataset", "batch_size=4", "batchSize(4)", loader=f"new ConcatDataset<>({ours}, new TensorDataset(x.neg(), Torch.arange(10)))",
           source=f"data.ConcatDataset([{dataset}, data.TensorDataset(-x, torch.arange(10))])")
    for drop in (False, True):
        loader("utils.data.IterableDataset", f"batch_size=4, drop_last={drop}", f"batchSize(4).dropLast({str(drop).lower()})",
               loader="(IterableDataset<List<Tensor>>) () -> java.util.stream.IntStream.range(0, 10).mapToObj(i -> List.of(x.get(i))).iterator()",
               source="type('Rows', (data.IterableDataset,), {'__iter__': lambda self: iter([[row] for row in x])})()")
    loader("utils.data.DataLoader", "batch_size=3, collate_fn=lambda s: [torch.cat([r[0] for r in s]), torch.stack([r[1] for r in s]).sum()]",
           "batchSize(3).collateFn(s -> List.of(Torch.cat(s.stream().map(r -> r.get(0)).toList(), 0), Torch.stack(s.stream().map(r -> r.get(1)).toList()).sum()))",
           "collate_fn=")
    kit.op("utils.data.default_collate", "data.default_collate([(x[0], x[1]), (x[2], x[3])])",
           "Data.defaultCollate(List.of(List.of(x.get(0), x.get(1)), List.of(x.get(2), x.get(3))))", x=x, grad=False)
    kit.op("utils.data.random_split", f"[len(p) for p in data.random_split({dataset}, [0.55, 0.25, 0.2])] + [i for p in data.random_split({dataset}, [7, 3]) for i in p.indices]",
           f"var sizes = Data.randomSplit({ours}, null, 0.55, 0.25, 0.2); var parts = Data.randomSplit({ours}, 7, 3); "
           "return List.of(sizes.get(0).size(), sizes.get(1).size(), sizes.get(2).size(), parts.get(0).indices(), parts.get(1).indices());",
           "fractions, the default generator", x=x, grad=False)
