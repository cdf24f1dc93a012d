/**
 * Weight files, read and written in pure Java: PyTorch's {@code .pth} and safetensors.
 *
 * <p>A file is described, not loaded: opening one gives {@link org.panatorch.torch.io.StoredTensor}s, which say
 * where their bytes lie and read them on demand. Writers take {@link org.panatorch.torch.io.TensorSource}s.
 * Nothing in this package knows of libtorch or of native memory.
 *
 * <p>Files come from strangers. No file can run code, and a file that is broken or means harm ends in a
 * {@link org.panatorch.torch.io.WeightsFormatException}: sizes are compared with the file before anything is
 * allocated, and the tree that is handed out has no cycles and a bounded depth.
 */
package org.panatorch.torch.io;
