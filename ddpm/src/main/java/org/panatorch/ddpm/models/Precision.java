package org.panatorch.ddpm.models;

import org.panatorch.torch.DType;
import org.panatorch.torch.Device;
import org.panatorch.torch.Torch;

/** In which precision the forward pass computes. Weights, gradients and the optimizer stay float32. */
public enum Precision {
    /** float32 throughout. */
    fp32,
    /** Convolutions and matrix products in bfloat16: {@code torch.autocast(dtype=torch.bfloat16)}. */
    bf16;

    /** A block that is not entered with any cost in fp32. */
    public interface Scope extends AutoCloseable {
        @Override
        void close();
    }

    /** Enters this precision on the current thread, until the scope is closed. */
    public Scope enter(Device device) {
        return this == fp32 ? () -> {} : Torch.autocast(device.type(), DType.BFLOAT16)::close;
    }
}
