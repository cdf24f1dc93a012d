package org.panatorch.ddpm.models;

import static org.panatorch.torch.nn.Keywords.stride;

import org.panatorch.torch.Tensor;
import org.panatorch.torch.nn.Conv2d;
import org.panatorch.torch.nn.Layer;

/** Halves height and width: a 3x3 convolution of stride 2. */
final class Downsample extends Layer {
    private final Conv2d conv;

    Downsample(long inChannels, long outChannels) {
        conv = register("conv", new Conv2d(inChannels, outChannels, 3, stride(2).padding(1)));
    }

    @Override
    public Tensor forward(Tensor x) {
        return conv.forward(x);
    }
}
