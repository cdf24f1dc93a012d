package org.panatorch.torch.nn;

import org.panatorch.torch.DType;
import org.panatorch.torch.Device;
import org.panatorch.torch.MemoryFormat;
import org.panatorch.torch.RemovableHandle;
import org.panatorch.torch.Tensor;

/** A module whose {@code forward} takes one tensor and gives one: what {@link Sequential} is made of. */
public abstract class Layer extends Module {

    /** {@code self.forward(x)}, Python's {@code layer(x)} but for the hooks of a layer of one's own: see {@link #call}. */
    public abstract Tensor forward(Tensor x);

    /** {@code layer(x)}: {@link #forward} with the hooks around it. The layers of this library run theirs in either. */
    public final Tensor call(Tensor x) {
        return call(this::forward, x);
    }

    /** {@code layer.register_forward_hook(hook)}: see {@link Module#registerForwardHook}. */
    public final RemovableHandle registerForwardHook(ForwardHook<Tensor> hook) {
        return registerForwardHook(Tensor.class, hook);
    }

    // ---- the switches, so that what they return can still be called

    @Override
    public Layer train() {
        super.train();
        return this;
    }

    @Override
    public Layer train(boolean mode) {
        super.train(mode);
        return this;
    }

    @Override
    public Layer eval() {
        super.eval();
        return this;
    }

    @Override
    public Layer to(Device device) {
        super.to(device);
        return this;
    }

    @Override
    public Layer to(DType dtype) {
        super.to(dtype);
        return this;
    }

    @Override
    public Layer to(MemoryFormat format) {
        super.to(format);
        return this;
    }

    @Override
    public Layer toEmpty(Device device) {
        super.toEmpty(device);
        return this;
    }

    @Override
    public Layer cpu() {
        super.cpu();
        return this;
    }

    @Override
    public Layer cuda() {
        super.cuda();
        return this;
    }

    @Override
    public Layer half() {
        super.half();
        return this;
    }

    @Override
    public Layer bfloat16() {
        super.bfloat16();
        return this;
    }

    @Override
    public Layer requiresGrad_(boolean value) {
        super.requiresGrad_(value);
        return this;
    }

    /** {@code F.relu(layer(x))} of a layer without hooks: in place where the output may be overwritten. */
    Tensor callThenRelu(Tensor x) {
        var y = call(x);
        return outputMayBeOverwritten() ? y.relu_() : y.relu();
    }

    /**
     * Whether the output is a new tensor that this layer's own gradient does not look at, so that the next layer of a
     * {@link Sequential}, the only one to see it, may write over it.
     */
    boolean outputMayBeOverwritten() {
        return false;
    }
}
