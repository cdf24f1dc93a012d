package org.panatorch.ddpm.models;

import static org.panatorch.torch.nn.Keywords.padding;

import org.panatorch.torch.Tensor;
import org.panatorch.torch.TensorScope;
import org.panatorch.torch.nn.Conv2d;
import org.panatorch.torch.nn.GroupNorm;
import org.panatorch.torch.nn.Identity;
import org.panatorch.torch.nn.Layer;
import org.panatorch.torch.nn.Linear;
import org.panatorch.torch.nn.Module;
import org.panatorch.torch.nn.ReLU;
import org.panatorch.torch.nn.Sequential;

/** Norm, ReLU, convolution, twice, with the step's embedding added between and a shortcut around. */
final class ResnetBlock extends Module {
    private final Sequential inLayers;
    private final Sequential embLayers;
    private final Sequential outLayers;
    private final Layer shortcut;

    ResnetBlock(long inChannels, long outChannels, long embedChannels) {
        inLayers = register("in_layers", new Sequential(
                new GroupNorm(16, inChannels), new ReLU(), new Conv2d(inChannels, outChannels, 3, padding(1))));
        embLayers = register("emb_layers", new Sequential(new ReLU(), new Linear(embedChannels, outChannels)));
        outLayers = register("out_layers", new Sequential(
                new GroupNorm(16, outChannels), new ReLU(), new Conv2d(outChannels, outChannels, 3, padding(1))));
        shortcut = register("shortcut",
                inChannels != outChannels ? new Conv2d(inChannels, outChannels, 1) : new Identity());
    }

    /** x: (B, in, H, W); embedding: (B, embed). Returns (B, out, H, W). */
    Tensor forward(Tensor x, Tensor embedding) {
        try (var scope = TensorScope.open()) {    // as Python lets go of a function's locals
            var h = inLayers.forward(x);
            // in place, where the Python has h + ...: what a convolution gave is not needed again
            h = h.add_(embLayers.forward(embedding).view(-1, h.size(1), 1, 1));
            return scope.promote(outLayers.forward(h).add_(shortcut.forward(x)));
        }
    }
}
