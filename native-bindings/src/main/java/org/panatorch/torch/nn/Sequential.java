package org.panatorch.torch.nn;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.panatorch.torch.Tensor;

/**
 * {@code torch.nn.Sequential}: children named {@code "0"}, {@code "1"}, ..., or as one names them, each fed with what the last
 * one gave.
 */
public final class Sequential extends BuiltInLayer implements Iterable<Layer> {
    private final List<Layer> layers = new ArrayList<>();

    /** {@code nn.Sequential(*layers)}. */
    public Sequential(Layer... layers) {
        for (var layer : layers) {
            append(layer);
        }
    }

    /** {@code nn.Sequential(*layers)} of a list. */
    public Sequential(List<? extends Layer> layers) {
        layers.forEach(this::append);
    }

    /** {@code sequential.append(layer)}. */
    public Sequential append(Layer layer) {
        return add(Integer.toString(layers.size()), layer);
    }

    /** One with a name: {@code nn.Sequential(OrderedDict([("conv", ...)]))} is {@code new Sequential().add("conv", ...)}. */
    public Sequential add(String name, Layer layer) {
        layers.add(register(name, layer));
        return this;
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException if it is no {@link Layer}
     */
    @Override
    public void addModule(String name, Module child) {
        add(name, of(Layer.class, name, child));
    }

    /** {@code sequential[index]}; negative counts from the end. */
    public Layer get(int index) {
        return layers.get(index < 0 ? layers.size() + index : index);
    }

    /** {@code sequential[index]}, of a class that one knows: {@code net.get(0, Conv2d.class)}. */
    public <L extends Layer> L get(int index, Class<L> type) {
        return of(type, Integer.toString(index), get(index));
    }

    /** {@code sequential[index] = layer}. */
    public void set(int index, Layer layer) {
        int place = index < 0 ? layers.size() + index : index;
        replaceChild(List.copyOf(namedChildren().keySet()).get(place), layer);
        layers.set(place, layer);
    }

    /** {@code len(sequential)}. */
    public int size() {
        return layers.size();
    }

    @Override
    public Iterator<Layer> iterator() {
        return List.copyOf(layers).iterator();
    }

    /**
     * A ReLU after a layer that allows it works in place, or at once with a GroupNorm: the same numbers and gradients, and one
     * tensor less to fill.
     */
    @Override
    Tensor compute(Tensor x) {
        for (int i = 0; i < layers.size(); i++) {
            var layer = layers.get(i);
            if (!layer.hasHooks() && isPlainRelu(i + 1)) {
                x = layer.callThenRelu(x);
                i++;
            } else {
                x = layer.call(x);
            }
        }
        return x;
    }

    private boolean isPlainRelu(int index) {
        return index < layers.size() && layers.get(index) instanceof ReLU relu && !relu.hasHooks();
    }

    @Override
    boolean outputMayBeOverwritten() {
        return !layers.isEmpty() && !layers.getLast().hasHooks() && layers.getLast().outputMayBeOverwritten();
    }
}
