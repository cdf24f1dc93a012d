#!/usr/bin/env python3
"""Writes the weight files that the tests of org.panatorch.torch.io read, and beside each what is in it.

    python scripts/make_io_fixtures.py

Needs torch and numpy, and safetensors for one file; says which versions in versions.json. Keys of legacy storages
are memory addresses, so those files differ from run to run; their meaning does not.
"""

import collections
import io
import json
import pathlib
import pickle
import struct
import sys
import warnings
import zipfile

import numpy
import torch

OUT = pathlib.Path(__file__).parent.parent / "native-bindings/src/test/resources/io"


def raw(tensor):
    """The elements in row-major order, little-endian."""
    return tensor.detach().clone(memory_format=torch.contiguous_format).reshape(-1).view(torch.uint8).numpy().tobytes()


def describe(value, storages):
    """The value in terms that Java can compare: nothing is rounded, nothing is implied."""
    if value is None or isinstance(value, (bool, str)):
        return value
    if isinstance(value, numpy.generic):
        return describe(value.item(), storages)
    if isinstance(value, int):
        return {"int": str(value)}
    if isinstance(value, float):
        return {"float": struct.pack(">d", value).hex()}
    if isinstance(value, complex):
        return {"complex": [describe(value.real, storages), describe(value.imag, storages)]}
    if isinstance(value, (bytes, bytearray)):
        return {"bytes": value.hex()}
    if isinstance(value, torch.Tensor):
        storage = value.untyped_storage()
        number = storages.setdefault(storage._cdata, len(storages))
        return {
            "tensor": str(value.dtype),
            "shape": list(value.shape),
            "stride": list(value.stride()),
            "offset": value.storage_offset(),
            "storage": number,
            "storageBytes": bytes(storage.tolist()).hex(),
            "elements": raw(value).hex(),
        }
    if isinstance(value, torch.dtype):
        return {"dtype": str(value)}
    if isinstance(value, torch.device):
        return {"device": str(value)}
    if isinstance(value, (set, frozenset)):
        return {"set": [describe(v, storages) for v in sorted(value)]}
    if isinstance(value, list):
        return {"list": [describe(v, storages) for v in value]}
    if isinstance(value, tuple):
        return {"tuple": [describe(v, storages) for v in value]}
    if isinstance(value, dict):
        kind = "ordered" if isinstance(value, collections.OrderedDict) else "dict"
        entries = [[describe(k, storages), describe(v, storages)] for k, v in value.items()]
        described = {kind: entries}
        if getattr(value, "_metadata", None):
            described["metadata"] = describe(value._metadata, storages)
        return described
    raise TypeError(type(value))


def expect(name, value):
    (OUT / f"{name}.json").write_text(json.dumps(describe(value, {}), indent=1) + "\n")


def save(name, value, **options):
    torch.save(value, OUT / f"{name}.pth", **options)
    # What counts is what PyTorch makes of the file; these are our own, so nothing is refused.
    expect(name, torch.load(OUT / f"{name}.pth", weights_only=False))


class Net(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = torch.nn.Conv2d(1, 2, 3)
        self.norm = torch.nn.BatchNorm2d(2)
        self.out = torch.nn.Linear(2, 3)

    def forward(self, x):
        return self.out(self.norm(self.conv(x)).mean((2, 3)))


def checkpoint(net):
    optimizer = torch.optim.Adam(net.parameters(), lr=1e-3)
    scheduler = torch.optim.lr_scheduler.MultiStepLR(optimizer, [2, 4])
    net(torch.randn(2, 1, 5, 5)).square().sum().backward()
    optimizer.step()
    scheduler.step()
    return {
        "model": net.state_dict(),
        "optimizer": optimizer.state_dict(),
        "scheduler": scheduler.state_dict(),
        "epoch": 7,
        "losses": [0.5, float("inf"), -0.0, 5e-324],
        "numbers": (0, 255, 256, 65535, 65536, -1, 2**31 - 1, -(2**31), 2**31, 2**63 - 1, -(2**63), 2**63, -(2**80)),
        "nothing": None,
        "flags": [True, False],
        "text": "Grüße, 世界 \U0001f600",
        "bytes": b"\x00\xff",
        "bytearray": bytearray(b"\x01\xfe"),
        "size": torch.Size([3, 4]),
        "dtype": torch.bfloat16,
        "devices": [torch.device("cpu"), torch.device("cuda", 1)],
        "set": {3, 1, 2},
        "numpy": [numpy.float64(0.1), numpy.float32(0.1), numpy.int64(-3), numpy.uint8(200), numpy.bool_(True)],
        "empty": [[], (), {}, set(), "", collections.OrderedDict()],
        5: "an int key",
    }


def all_dtypes():
    bits = torch.tensor([0, 1, 127, 128, 200, 255, 7, 64, 90, 33, 12, 60, 0, 0, 128, 63], dtype=torch.uint8)
    tensors = {}
    for dtype in (
        "float64 float32 float16 bfloat16 int64 int32 int16 int8 uint8 uint16 uint32 uint64 "
        "complex32 complex64 complex128 float8_e4m3fn float8_e5m2 float8_e4m3fnuz float8_e5m2fnuz float8_e8m0fnu"
    ).split():
        tensors[dtype] = bits.clone().view(getattr(torch, dtype))
    tensors["bool"] = torch.tensor([True, False, True])
    return tensors


def typed(tensors):
    """Those whose dtype has a storage class of its own."""
    names = "float64 float32 float16 bfloat16 int64 int32 int16 int8 uint8 complex64 complex128 bool".split()
    return {n: t for n, t in tensors.items() if n in names}


def views():
    base = torch.arange(24, dtype=torch.float32)
    tied = torch.randn(2, 2)
    return {
        "base": base,
        "matrix": base.view(4, 6),
        "transposed": base.view(4, 6).t(),
        "strided": base.view(4, 6)[1:3, ::2],
        "tail": base[20:],
        "tied.a": tied,
        "tied.b": tied,
        "expanded": torch.tensor([1.5]).expand(3, 4),
        "channels_last": torch.arange(24.0).view(1, 2, 3, 4).contiguous(memory_format=torch.channels_last),
        "scalar": torch.tensor(2.5),
        "empty": torch.empty(0),
        "empty.3d": torch.empty(2, 0, 5, dtype=torch.int64),
        "empty.tail": base[24:],
    }


def turned_around(source, target):
    """The file as a big-endian machine would have written it: every element's bytes reversed."""
    widths = {}

    class Keys(pickle.Unpickler):
        def persistent_load(self, key):
            widths[key[2]] = torch._utils._element_size(key[1].dtype) // (2 if key[1].dtype.is_complex else 1)
            return torch.storage.TypedStorage(key[4], dtype=key[1].dtype)

        def find_class(self, module, name):
            return torch.serialization.StorageType(name) if name.endswith("Storage") else super().find_class(module, name)

    with zipfile.ZipFile(source) as little, zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as big:
        root = little.namelist()[0].split("/")[0]
        Keys(io.BytesIO(little.read(root + "/data.pkl"))).load()
        for name in little.namelist():
            # It promises a layout that zipfile does not make.
            if name.endswith("/.format_version"):
                continue
            data = little.read(name)
            if name.startswith(root + "/data/"):
                data = numpy.frombuffer(data, f"V{widths[name.split('/')[-1]]}")
                data = b"".join(bytes(e)[::-1] for e in data)
            big.writestr(name, b"big" if name.endswith("/byteorder") else data)


def big_endian():
    little = OUT / "little.tmp"
    torch.save(typed(all_dtypes()) | {"views": views()}, little)
    turned_around(little, OUT / "big_endian.pth")
    little.unlink()
    expect("big_endian", torch.load(OUT / "big_endian.pth"))


def casts():
    """What PyTorch makes of float32 values in the other floating-point types: rounding, ties, the very large and small."""
    torch.manual_seed(2)
    x = torch.cat([
        torch.randn(200) * 10.0 ** torch.randint(-10, 10, (200,)),
        torch.tensor([0.0, -0.0, 1.0, 65504.0, 65519.0, 65520.0, 65536.0, 3.4e38, 1e-45, 5.9e-8, 448.0, 464.0, 465.0,
                      57344.0, 61440.0, 1.0009765625, 1.00048828125, 1.00390625, 1.001953125,
                      float("inf"), -float("inf"), float("nan")]),
    ])
    types = "float32 float16 bfloat16 float64 float8_e4m3fn float8_e5m2".split()
    torch.save({name: x.to(getattr(torch, name)) for name in types}, OUT / "casts.pth")


SAFETENSORS = {
    torch.float64: "F64", torch.float32: "F32", torch.float16: "F16", torch.bfloat16: "BF16", torch.int64: "I64",
    torch.int32: "I32", torch.int16: "I16", torch.int8: "I8", torch.uint8: "U8", torch.uint16: "U16",
    torch.uint32: "U32", torch.uint64: "U64", torch.bool: "BOOL", torch.float8_e4m3fn: "F8_E4M3",
    torch.float8_e5m2: "F8_E5M2", torch.complex64: "C64",
}


def safetensors():
    """Written by hand from the format's description, so that it owes nothing to the code under test."""
    tensors = {n: t for n, t in all_dtypes().items() if t.dtype in SAFETENSORS}
    tensors["größe"] = torch.arange(6, dtype=torch.int16).view(1, 2, 3)
    tensors["scalar"] = torch.tensor(1.5)
    tensors["empty"] = torch.empty(3, 0)
    header, data = {"__metadata__": {"format": "pt", "note": "by hand"}}, b""
    for name, tensor in tensors.items():
        bytes_ = raw(tensor)
        header[name] = {
            "dtype": SAFETENSORS[tensor.dtype],
            "shape": list(tensor.shape),
            "data_offsets": [len(data), len(data) + len(bytes_)],
        }
        data += bytes_
    text = json.dumps(header, ensure_ascii=False).encode()
    text += b" " * (-len(text) % 8)
    (OUT / "tensors.safetensors").write_bytes(struct.pack("<Q", len(text)) + text + data)
    expect("tensors.safetensors", {n: t.contiguous() for n, t in tensors.items()})


def reference_safetensors():
    """By the reference implementation: ours must make the same file of the same tensors."""
    try:
        import safetensors
        import safetensors.torch
    except ImportError:
        print("no safetensors package: reference.safetensors is left as it is")
        return {}
    tensors = {n: t for n, t in all_dtypes().items() if t.dtype in SAFETENSORS}
    for name in ("größe", "\U0001f600", "\uffee", 'q"\\\n\x01/\x7f'):
        tensors[name] = torch.ones(2, 2)
    safetensors.torch.save_file(tensors, OUT / "reference.safetensors", metadata={"format": "pt"})
    return {"safetensors": safetensors.__version__}


class Runs:
    """Pickles as a call of whatever it is given."""

    def __init__(self, function, *arguments):
        self.call = (function, arguments)

    def __reduce__(self):
        return self.call


def hostile():
    import os

    torch.save({"weight": torch.zeros(2), "x": Runs(os.system, "echo hostile")}, OUT / "hostile_system.pth")
    torch.save({"x": Runs(eval, "1+1")}, OUT / "hostile_eval.pth", pickle_protocol=4)
    torch.save(Runs(getattr, Runs(__import__, "os"), "system"), OUT / "hostile_getattr.pth")
    torch.save(Runs(os.system, "echo hostile"), OUT / "hostile_legacy.pth", _use_new_zipfile_serialization=False)
    torch.save({"net": torch.nn.Linear(1, 1)}, OUT / "hostile_module.pth")
    torch.save({"sparse": torch.eye(2).to_sparse()}, OUT / "hostile_sparse.pth")
    torch.save({"conjugated": torch.ones(1, dtype=torch.complex64).conj()}, OUT / "hostile_conj.pth")


def main():
    warnings.simplefilter("ignore")
    torch.manual_seed(1)
    OUT.mkdir(parents=True, exist_ok=True)
    net = Net()
    save("state_dict", net.state_dict())
    save("checkpoint", checkpoint(net))
    save("dtypes", all_dtypes())
    save("views", views())
    save("parameter", torch.nn.Parameter(torch.randn(2, 3)))
    noted = torch.randn(2)
    noted.note = "a Python attribute"
    save("complex", {"number": 1.5 - 2j, "list": [complex(-0.0, float("inf")), 1j],
                     "numpy": [numpy.complex128(3 + 4j), numpy.complex64(0.5j), numpy.uint64(2**64 - 1), numpy.uint64(7)]})
    parameter = torch.nn.Parameter(torch.randn(2), requires_grad=False)
    parameter.note = "another"
    save("attributes", [noted, parameter])
    save("legacy", {"model": net.state_dict(), "views": views()}, _use_new_zipfile_serialization=False)
    # PyTorch writes the newer dtypes in this format, but does not read them.
    save("legacy_dtypes", typed(all_dtypes()), _use_new_zipfile_serialization=False)
    for protocol in (2, 3, 4, 5):
        save(f"protocol{protocol}", checkpoint(Net()), pickle_protocol=protocol)
    save("protocol4_legacy", checkpoint(Net()), pickle_protocol=4, _use_new_zipfile_serialization=False)
    big_endian()
    safetensors()
    versions = reference_safetensors()
    hostile()
    casts()
    torch.jit.save(torch.jit.script(torch.nn.Linear(1, 1)), OUT / "torchscript.pt")
    versions |= {"torch": torch.__version__, "numpy": numpy.__version__, "python": sys.version.split()[0]}
    (OUT / "versions.json").write_text(json.dumps(versions) + "\n")
    print(versions, sum(f.stat().st_size for f in OUT.iterdir()), "bytes")


if __name__ == "__main__":
    main()
