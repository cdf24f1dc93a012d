package org.panatorch.torch.io;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.panatorch.torch.DType;

/** {@link Python}'s {@code torch.load} reads what Java wrote. */
class PythonReadsTest {

    @TempDir
    private Path folder;

    @BeforeAll
    static void needsPyTorch() {
        Python.assumeThere();
    }

    @Test
    void aStateDictLoadsStrictly() throws Exception {
        var weights = new LinkedHashMap<String, TensorSource>();
        weights.put("0.weight", Source.of(DType.FLOAT32, 4, 3));
        weights.put("0.bias", Source.of(DType.FLOAT32, 4));
        weights.put("1.weight", Source.of(DType.FLOAT32, 4));
        weights.put("1.bias", Source.of(DType.FLOAT32, 4));
        weights.put("1.running_mean", Source.of(DType.FLOAT32, 4));
        weights.put("1.running_var", Source.of(DType.FLOAT32, 4));
        weights.put("1.num_batches_tracked", Source.of(DType.INT64));
        var path = folder.resolve("model.pth");
        PthWriter.save(path, weights);
        Python.run("""
                import collections, sys, torch
                net = torch.nn.Sequential(torch.nn.Linear(3, 4), torch.nn.BatchNorm1d(4))
                for options in ({}, {"mmap": True}, {"weights_only": False}):
                    loaded = torch.load(sys.argv[1], **options)
                    assert type(loaded) is collections.OrderedDict
                    assert str(net.load_state_dict(loaded, strict=True)) == "<All keys matched successfully>"
                    raw = lambda t: list(t.contiguous().view(-1).view(torch.uint8).numpy().tobytes())
                    for name, tensor in net.state_dict().items():
                        assert raw(tensor) == [(i * 37 + 11) % 256 for i in range(tensor.nbytes)], name
                # Also where torch computes instead of looks where storages lie.
                from torch.utils.serialization import config
                config.load.calculate_storage_offsets = True
                again = torch.load(sys.argv[1], mmap=True)
                assert all(raw(again[n]) == raw(loaded[n]) for n in loaded)
                """, path);
    }

    /** Files that PyTorch wrote, read and written again by Java, and compared by PyTorch. */
    @Test
    void copiesAreEqualToTheirOriginals() throws Exception {
        var files = new ArrayList<Path>();
        for (var name : List.of("state_dict", "checkpoint", "dtypes", "views", "big_endian", "legacy")) {
            var original = Fixtures.file(name + ".pth").toAbsolutePath();
            var copy = folder.resolve(name + ".pth");
            Fixtures.with(original, false, root -> {
                PthWriter.save(copy, root);
                return null;
            });
            files.add(original);
            files.add(copy);
        }
        Python.run("""
                import collections, sys, torch
                def check(a, b, top=False):
                    if isinstance(a, torch.Tensor):
                        assert (a.dtype, a.shape, a.stride(), a.storage_offset()) == \\
                               (b.dtype, b.shape, b.stride(), b.storage_offset())
                        assert a.untyped_storage().tolist() == b.untyped_storage().tolist()
                    elif isinstance(a, dict):
                        # A root of nothing but tensors becomes ordered; a Counter becomes a dict.
                        assert top or type(b) is (dict if type(a) is collections.Counter else type(a))
                        assert list(a) == list(b)
                        for key in a:
                            check(a[key], b[key])
                        if getattr(a, "_metadata", None):
                            check(a._metadata, b._metadata)
                    elif isinstance(a, (list, tuple)):
                        assert isinstance(b, list if isinstance(a, list) else tuple) and len(a) == len(b)
                        for x, y in zip(a, b):
                            check(x, y)
                    else:
                        assert a == b, (a, b)
                for original, copy in zip(sys.argv[1::2], sys.argv[2::2]):
                    # The checkpoint holds numpy scalars; our copy does not.
                    a = torch.load(original, weights_only=False)
                    for options in ({}, {"mmap": True}):
                        b = torch.load(copy, **options)
                        check(a, b, top=True)
                tied = torch.load(sys.argv[8])
                assert tied["tied.a"].data_ptr() == tied["tied.b"].data_ptr()
                assert tied["base"].data_ptr() == tied["transposed"].data_ptr()
                """, files.toArray(Path[]::new));
    }

    @Test
    void safetensorsAreWellFormed() throws Exception {
        var path = folder.resolve("x.safetensors");
        SafeTensorsWriter.save(path, Map.of("w", Source.of(DType.BFLOAT16, 2, 2)), Map.of("format", "pt"));
        Python.run("""
                import json, struct, sys, torch
                data = open(sys.argv[1], "rb").read()
                length, = struct.unpack("<Q", data[:8])
                assert length % 8 == 0
                header = json.loads(data[8:8 + length])
                assert header == {"__metadata__": {"format": "pt"},
                                  "w": {"dtype": "BF16", "shape": [2, 2], "data_offsets": [0, 8]}}
                try:
                    import safetensors.torch
                except ImportError:
                    sys.exit(0)
                loaded = safetensors.torch.load_file(sys.argv[1])["w"]
                assert loaded.view(torch.uint8).tolist() == [[11, 48, 85, 122], [159, 196, 233, 14]]
                """, path);
    }
}
