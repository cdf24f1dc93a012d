package org.panatorch.torch.optim;

import java.util.List;
import org.panatorch.torch.Tensor;

/**
 * {@code torch.optim.Optimizer}: changes parameters by their gradients.
 *
 * <p>It does not own the parameters. Its own state lives outside all scopes and is freed by {@link #close()}.
 */
public abstract class Optimizer implements AutoCloseable {
    protected final List<Tensor> parameters;

    protected Optimizer(List<Tensor> parameters) {
        if (parameters.isEmpty()) {
            throw new IllegalArgumentException("optimizer got an empty parameter list");
        }
        this.parameters = List.copyOf(parameters);
    }

    /** {@code optimizer.step()}: parameters without a gradient stay as they are. */
    public abstract void step();

    /** {@code optimizer.zero_grad()}: frees the gradients (PyTorch's default, {@code set_to_none=True}). */
    public final void zeroGrad() {
        parameters.forEach(Tensor::clearGrad);
    }

    @Override
    public abstract void close();
}
