package org.panatorch.torch.nn;

import org.panatorch.torch.Tensor;

/** {@code torch.nn.Sequential}: children named {@code "0"}, {@code "1"}, ..., each fed with what the last one gave. */
public final class Sequential extends BuiltInLayer {
    private final Layer[] layers;

    public Sequential(Layer... layers) {
        this.layers = layers.clone();
        for (int i = 0; i < layers.length; i++) {
            register(Integer.toString(i), layers[i]);
        }
    }

    /** A ReLU after a layer that allows it works in place: the same numbers and gradients, and one tensor less to fill. */
    @Override
    Tensor compute(Tensor x) {
        boolean overwritable = false;
        for (var layer : layers) {
            x = overwritable && layer instanceof ReLU && !layer.hasHooks() ? x.relu_() : layer.call(x);
            overwritable = layer.outputMayBeOverwritten() && !layer.hasHooks();
        }
        return x;
    }

    @Override
    boolean outputMayBeOverwritten() {
        return layers.length > 0 && !layers[layers.length - 1].hasHooks() && layers[layers.length - 1].outputMayBeOverwritten();
    }
}
