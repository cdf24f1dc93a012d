package org.panatorch.ddpm.models;

import static org.panatorch.torch.nn.Keywords.padding;

import org.panatorch.torch.DType;
import org.panatorch.torch.Tensor;
import org.panatorch.torch.nn.Conv2d;
import org.panatorch.torch.nn.F;
import org.panatorch.torch.nn.Linear;

/** Two 3x3 convolutions; the raw step number enters through one linear layer. 337 parameters. */
public final class SimpleModel extends NoisePredictor {
    private final Conv2d conv1;
    private final Conv2d conv2;
    private final Linear linear;

    public SimpleModel(long numSteps) {
        super(numSteps, 0);
        conv1 = register("conv1", new Conv2d(1, 16, 3, padding(1)));
        conv2 = register("conv2", new Conv2d(16, 1, 3, padding(1)));
        linear = register("linear", new Linear(1, 16));
    }

    @Override
    public Tensor forward(Tensor x, Tensor t, Tensor labels) {
        withLabels(null, null, labels);     // it knows none
        var h = F.relu(conv1.forward(x));
        h = h.add(linear.forward(t.view(-1, 1).to(DType.FLOAT32)).view(-1, 16, 1, 1));
        return conv2.forward(h);
    }
}
