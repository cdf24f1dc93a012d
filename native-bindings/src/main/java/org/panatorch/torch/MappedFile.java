package org.panatorch.torch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** {@link Torch#fromFile}: libtorch's from_file, with its arguments checked first. */
final class MappedFile {
    private MappedFile() {}

    static Tensor tensor(Path path, DType dtype, long... size) {
        long count = 1;
        for (long n : size) {
            count = Math.multiplyExact(count, n);
        }
        if (count == 0) {
            return Torch.empty(size, Keywords.dtype(dtype));
        }
        long bytes = Math.multiplyExact(count, dtype.itemSize);
        try {
            if (Files.size(path) < bytes) {
                throw new TorchException("from_file", path + " has " + Files.size(path) + " bytes, "
                        + bytes + " were expected for " + count + " elements of " + dtype);
            }
        } catch (IOException e) {
            throw new TorchException("from_file", "cannot open " + path + ": " + e.getClass().getSimpleName());
        }
        try (var scope = TensorScope.open()) {
            return scope.promote(Torch.op("from_file").callTensor(path.toString(), false, count, Keywords.dtype(dtype)).view(size));
        }
    }
}
