package org.panatorch.torch;

import static org.panatorch.torch.internal.TensorAccess.at;

import java.nio.ByteBuffer;
import org.bytedeco.pytorch.global.torch;
import org.panatorch.torch.ffm.NativeMemory;
import org.panatorch.torch.internal.Call;
import org.panatorch.torch.internal.Options;
import org.panatorch.torch.internal.TensorAccess;

/** What a tensor is (shape, type, device), and its values as Java sees them. */
sealed interface DataOps extends Ops permits Tensor {

    // ---- what it is

    /** {@code this.shape}. */
    default long[] shape() {
        return Call.value("shape", () -> {
            var a = at(self());
            var shape = new long[(int) a.dim()];
            for (int d = 0; d < shape.length; d++) {
                shape[d] = a.size(d);
            }
            return shape;
        }, self());
    }

    /** {@code this.size(dim)}. */
    default long size(long dim) {
        return Call.value("size", () -> at(self()).size(dim), self());
    }

    /** {@code this.dim()}. */
    default int dim() {
        return (int) Call.number(self(), org.bytedeco.pytorch.Tensor::dim);
    }

    /** {@code this.numel()}. */
    default long numel() {
        return Call.number(self(), org.bytedeco.pytorch.Tensor::numel);
    }

    /** {@code this.stride()}, in elements. */
    default long[] stride() {
        return Call.value("stride", () -> {
            var a = at(self());
            var stride = new long[(int) a.dim()];
            for (int d = 0; d < stride.length; d++) {
                stride[d] = a.stride(d);
            }
            return stride;
        }, self());
    }

    /** {@code this.dtype}. */
    default DType dtype() {
        return DType.of((int) Call.number(self(), a -> a.scalar_type().value));
    }

    /** {@code this.device}. */
    default Device device() {
        return Call.value("device", () -> {
            try (var device = at(self()).device()) {
                return new Device(Device.Type.of(device.type().value), device.index());
            }
        }, self());
    }

    /** {@code this.storage_offset()}, in elements. */
    default long storageOffset() {
        return Call.number(self(), org.bytedeco.pytorch.Tensor::storage_offset);
    }

    /** {@code this.is_contiguous()}. */
    default boolean isContiguous() {
        return Call.number(self(), a -> a.is_contiguous() ? 1 : 0) != 0;
    }

    /** {@code this.is_contiguous(memory_format=format)}: whether the elements lie in that order, without gaps. */
    default boolean isContiguous(MemoryFormat format) {
        return Call.number(self(), a -> a.is_contiguous(Options.memoryFormat(format)) ? 1 : 0) != 0;
    }

    // ---- the same values elsewhere

    /** {@code this.to(dtype)}: itself if it has that type already. */
    default Tensor to(DType dtype) {
        return Call.unary("to", self(), a -> a.to(Options.scalarType(dtype)));
    }

    /** {@code this.view(dtype)}: the same bytes, read as another type. */
    default Tensor view(DType dtype) {
        return Call.unary("view", self(), a -> a.view(Options.scalarType(dtype)));
    }

    /** {@code this.to(device)}: itself if it is there already. */
    default Tensor to(Device device) {
        return Call.unary("to", self(), a -> a.to(
                Options.device(device), a.scalar_type(), false, false, Options.NO_MEMORY_FORMAT));
    }

    /**
     * {@code this.to(device, non_blocking=nonBlocking)}. A copy from {@linkplain #pinMemory() pinned} memory to a GPU is then under
     * way when this returns, and all that the GPU does later waits for it. One to the CPU may not have arrived: read it after
     * {@link Torch#cudaSynchronize}.
     */
    default Tensor to(Device device, boolean nonBlocking) {
        return Call.unary("to", self(), a -> a.to(
                Options.device(device), a.scalar_type(), nonBlocking, false, Options.NO_MEMORY_FORMAT));
    }

    /**
     * {@code this.to(memory_format=format)}: the same values in another order in memory; itself if they are in that order already.
     *
     * @throws TorchException if the format is for another number of dimensions
     */
    default Tensor to(MemoryFormat format) {
        return Call.unary("to", self(), a -> a.to(a.scalar_type(), false, false, Options.optional(format)));
    }

    /** {@code this.pin_memory()}: a copy in memory of the CPU that a GPU reads by itself; this one if it is there already. */
    default Tensor pinMemory() {
        return Torch.op("pin_memory").callTensor(self());
    }

    /** {@code this.is_pinned()}. */
    default boolean isPinned() {
        return (Boolean) Torch.op("is_pinned").call(self());
    }

    /** {@code this.cuda()}: on the first GPU; itself if it is there already. */
    default Tensor cuda() {
        return to(Device.CUDA);
    }

    /** {@code this.bool()}; {@code float()} and the like are words of Java: {@code to(FLOAT32)}. */
    default Tensor bool() {
        return self().to(DType.BOOL);
    }

    /** {@code this.half()}. */
    default Tensor half() {
        return self().to(DType.FLOAT16);
    }

    /** {@code this.bfloat16()}. */
    default Tensor bfloat16() {
        return self().to(DType.BFLOAT16);
    }

    /** {@code this.cpu()}. */
    default Tensor cpu() {
        return to(Device.CPU);
    }

    /** {@code this.clone()}. Not named {@code clone}, which Java reserves. */
    default Tensor copy() {
        return Call.unary("clone", self(), torch::clone);
    }

    /** {@code this.clone(memory_format=format)}. */
    default Tensor copy(MemoryFormat format) {
        return Call.unary("clone", self(), a -> torch.clone(a, Options.optional(format)));
    }

    /** {@code this.detach()}: a view outside the autograd graph. */
    default Tensor detach() {
        return Call.unary("detach", self(), torch::detach);
    }

    /** {@code this.new_zeros(size)}: of this type, on this device. */
    default Tensor newZeros(long... size) {
        return Torch.op("new_zeros").callTensor(self(), size);
    }

    /** {@code this.new_ones(size)}: of this type, on this device. */
    default Tensor newOnes(long... size) {
        return Torch.op("new_ones").callTensor(self(), size);
    }

    /** {@code this.new_empty(size)}: of this type, on this device. */
    default Tensor newEmpty(long... size) {
        return Torch.op("new_empty").callTensor(self(), size);
    }

    /** {@code this.new_full(size, value)}: of this type, on this device. */
    default Tensor newFull(long[] size, double value) {
        return Torch.op("new_full").callTensor(self(), size, value);
    }

    // ---- values

    /**
     * {@code this.item()} of a tensor with one element, of any real type.
     *
     * @throws TorchException if there is not exactly one element
     */
    default double item() {
        return Call.value("item", () -> {
            try (var scalar = at(self()).item()) {
                return scalar.toDouble();
            }
        }, self());
    }

    /** {@code bool(this)}, of one element: whether it is not 0. {@code if (x.isnan().any().itemBoolean())}. */
    default boolean itemBoolean() {
        return item() != 0;
    }

    /** {@code this.item()} as a Java long. */
    default long itemLong() {
        return Call.value("item", () -> {
            try (var scalar = at(self()).item()) {
                return scalar.toLong();
            }
        }, self());
    }

    /** The values as float32 in row-major order, copied; converts and fetches from the device as needed. */
    default float[] toFloatArray() {
        return copyOut(DType.FLOAT32, new float[Math.toIntExact(numel())]);
    }

    /** The values as float64 in row-major order, copied. */
    default double[] toDoubleArray() {
        return copyOut(DType.FLOAT64, new double[Math.toIntExact(numel())]);
    }

    /** The values as int64 in row-major order, copied. */
    default long[] toLongArray() {
        return copyOut(DType.INT64, new long[Math.toIntExact(numel())]);
    }

    /** The values as uint8 in row-major order, copied. */
    default byte[] toByteArray() {
        return copyOut(DType.UINT8, new byte[Math.toIntExact(numel())]);
    }

    private <A> A copyOut(DType dtype, A array) {
        try (var _ = TensorScope.open()) {
            var ready = resolveNeg(self().detach().cpu().to(dtype).contiguous());
            NativeMemory.copyOut(ready.dataPtr(), ready.nbytes(), array);
        }
        return array;
    }

    /** The bytes of a view that is negated when it is read, as the imaginary part of a conjugate is, are not yet its values. */
    private static Tensor resolveNeg(Tensor t) {
        return Call.number(t, a -> a.is_neg() ? 1 : 0) == 0 ? t : Call.unary("resolve_neg", t, a -> a.resolve_neg());
    }

    /** {@code numel() * itemsize}. */
    default long nbytes() {
        return numel() * dtype().itemSize;
    }

    /**
     * {@code this.data_ptr()}: the address of the first element, on the tensor's device. It is valid while the tensor
     * is open.
     */
    default long dataPtr() {
        return Call.value("data_ptr", () -> {
            var pointer = at(self()).data_ptr();
            return pointer == null ? 0L : pointer.address();
        }, self());
    }

    /**
     * A part of this tensor's own memory as a little-endian buffer: no copy, reads and writes go through. Use it only
     * while the tensor is open.
     *
     * @param offset first byte
     * @param length bytes
     * @throws TorchException if the tensor is not contiguous or not on the CPU
     */
    default ByteBuffer bytes(long offset, int length) {
        if (!isContiguous() || device().type() != Device.Type.CPU) {
            throw new TorchException("bytes", "only a contiguous tensor on the CPU shows its bytes, this is one of shape "
                    + java.util.Arrays.toString(shape()) + " on " + device());
        }
        return NativeMemory.buffer(dataPtr(), nbytes(), offset, length);
    }
}
