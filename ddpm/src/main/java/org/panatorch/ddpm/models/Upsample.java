package org.panatorch.ddpm.models;

import static org.panatorch.torch.nn.Keywords.padding;

import org.panatorch.torch.Tensor;
import org.panatorch.torch.nn.Conv2d;
import org.panatorch.torch.nn.F;
import org.panatorch.torch.nn.Layer;

/** Doubles height and width: nearest neighbour, then a 3x3 convolution. */
final class Upsample extends Layer {
    private final Conv2d conv;

    Upsample(long inChannels, long outChannels) {
        conv = register("conv", new Conv2d(inChannels, outChannels, 3, padding(1)));
    }

    @Override
    public Tensor forward(Tensor x) {
        return conv.forward(F.interpolateNearest(x, 2));
    }
}
