package org.panatorch.ddpm.models;

import org.panatorch.ddpm.UserException;
import org.panatorch.torch.Backends;
import org.panatorch.torch.DType;
import org.panatorch.torch.Device;
import org.panatorch.torch.Torch;

/** In which precision the forward pass computes. Weights, gradients and the optimizer stay float32. */
public enum Precision {
    /** float32 throughout. */
    fp32,
    /** Convolutions and matrix products in bfloat16: {@code torch.autocast(dtype=torch.bfloat16)}. */
    bf16,
    /** On an NVIDIA GPU, convolutions and matrix products of float32 with their factors rounded to TF32: 10 bits of mantissa. */
    tf32;

    /** A block that is not entered with any cost in fp32. */
    public interface Scope extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * Enters this precision on the current thread, until the scope is closed. On a GPU it says, too, whether TF32 counts: that is
     * the process's setting and stays, so that {@code backward} computes as the forward pass did.
     *
     * @throws UserException for tf32 on anything but a GPU
     */
    public Scope enter(Device device) {
        check(device);
        if (device.type() == Device.Type.CUDA) {
            Backends.cudaMatmulAllowTf32(this == tf32);
            Backends.cudnnAllowTf32(this == tf32);
        }
        return this == bf16 ? Torch.autocast(device.type(), DType.BFLOAT16)::close : () -> {};
    }

    /** @throws UserException if the device cannot compute so */
    public Precision check(Device device) {
        if (this == tf32 && device.type() != Device.Type.CUDA) {
            throw new UserException("precision tf32 is for NVIDIA GPUs, the device is " + device + ": expected fp32 or bf16");
        }
        return this;
    }
}
