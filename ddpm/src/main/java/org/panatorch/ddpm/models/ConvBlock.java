package org.panatorch.ddpm.models;

import static org.panatorch.torch.nn.Keywords.padding;

import org.panatorch.torch.Tensor;
import org.panatorch.torch.TensorScope;
import org.panatorch.torch.nn.Conv2d;
import org.panatorch.torch.nn.F;
import org.panatorch.torch.nn.Linear;
import org.panatorch.torch.nn.Module;

/** Two 3x3 convolutions with the step's embedding added between them. */
final class ConvBlock extends Module {
    private final Conv2d conv1;
    private final Linear proj;
    private final Conv2d conv2;

    ConvBlock(long inChannels, long outChannels, long embedDim) {
        conv1 = register("conv1", new Conv2d(inChannels, outChannels, 3, padding(1)));
        proj = register("proj", new Linear(embedDim, outChannels));
        conv2 = register("conv2", new Conv2d(outChannels, outChannels, 3, padding(1)));
    }

    /** x: (B, in, H, W); embedding: (B, embed). Returns (B, out, H, W). */
    Tensor forward(Tensor x, Tensor embedding) {
        try (var scope = TensorScope.open()) {    // as Python lets go of a function's locals
            var h = conv1.forward(x);
            h = F.relu(h.add(proj.forward(embedding).view(-1, h.size(1), 1, 1)));
            return scope.promote(F.relu(conv2.forward(h)));
        }
    }
}
