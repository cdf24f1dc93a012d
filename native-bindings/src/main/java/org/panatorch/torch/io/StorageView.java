package org.panatorch.torch.io;

import org.panatorch.torch.DType;

/**
 * What a persistent id names: a storage of the file or, in old files, a part of one. {@code dtype} is null for
 * an untyped storage; {@code firstElement} and {@code byteSize} delimit the part.
 */
record StorageView(StoredStorage storage, DType dtype, long firstElement, long byteSize) {
}
