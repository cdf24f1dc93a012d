package org.panatorch.ddpm.models;

import static org.panatorch.torch.nn.Keywords.padding;

import java.util.List;
import org.panatorch.torch.Tensor;
import org.panatorch.torch.TensorScope;
import org.panatorch.torch.Torch;
import org.panatorch.torch.nn.Conv2d;
import org.panatorch.torch.nn.Embedding;
import org.panatorch.torch.nn.F;
import org.panatorch.torch.nn.GroupNorm;
import org.panatorch.torch.nn.Linear;
import org.panatorch.torch.nn.ReLU;
import org.panatorch.torch.nn.Sequential;

/** Residual U-Net with GroupNorm and a sinusoidal step embedding. 558,753 parameters; the default model. */
public final class AdvUNetModel extends NoisePredictor {
    private static final long EMBED_DIM = 64;

    private final Sequential embed;
    private final Embedding classEmbed;
    private final Conv2d convIn;
    private final ResnetBlock enc1_1;
    private final ResnetBlock enc1_2;
    private final Downsample downconv1;
    private final ResnetBlock enc2_1;
    private final ResnetBlock enc2_2;
    private final Downsample downconv2;
    private final ResnetBlock bottleneck_1;
    private final ResnetBlock bottleneck_2;
    private final Upsample upconv2;
    private final ResnetBlock dec2_1;
    private final ResnetBlock dec2_2;
    private final Upsample upconv1;
    private final ResnetBlock dec1_1;
    private final ResnetBlock dec1_2;
    private final GroupNorm normOut;
    private final Conv2d convOut;

    /** The original: without labels. */
    public AdvUNetModel(long numSteps) {
        this(numSteps, 0);
    }

    /** With an embedding of labels beside that of the step, if there are classes. */
    public AdvUNetModel(long numSteps, long numClasses) {
        super(numSteps, numClasses);
        embed = register("embed", new Sequential(
                new PositionalEncoding(EMBED_DIM, numSteps),
                new Linear(EMBED_DIM, EMBED_DIM), new ReLU(), new Linear(EMBED_DIM, EMBED_DIM)));
        convIn = register("conv_in", new Conv2d(1, 16, 3, padding(1)));
        enc1_1 = register("enc1_1", new ResnetBlock(16, 16, EMBED_DIM));
        enc1_2 = register("enc1_2", new ResnetBlock(16, 32, EMBED_DIM));
        downconv1 = register("downconv1", new Downsample(32, 32));
        enc2_1 = register("enc2_1", new ResnetBlock(32, 32, EMBED_DIM));
        enc2_2 = register("enc2_2", new ResnetBlock(32, 64, EMBED_DIM));
        downconv2 = register("downconv2", new Downsample(64, 64));
        bottleneck_1 = register("bottleneck_1", new ResnetBlock(64, 64, EMBED_DIM));
        bottleneck_2 = register("bottleneck_2", new ResnetBlock(64, 64, EMBED_DIM));
        upconv2 = register("upconv2", new Upsample(64, 64));
        dec2_1 = register("dec2_1", new ResnetBlock(128, 64, EMBED_DIM));
        dec2_2 = register("dec2_2", new ResnetBlock(64, 32, EMBED_DIM));
        upconv1 = register("upconv1", new Upsample(32, 32));
        dec1_1 = register("dec1_1", new ResnetBlock(64, 32, EMBED_DIM));
        dec1_2 = register("dec1_2", new ResnetBlock(32, 16, EMBED_DIM));
        normOut = register("norm_out", new GroupNorm(16, 16));
        convOut = register("conv_out", new Conv2d(16, 1, 3, padding(1)));
        classEmbed = numClasses == 0 ? null : register("class_embed", new Embedding(numClasses + 1, EMBED_DIM));
    }

    @Override
    public Tensor forward(Tensor x, Tensor t, Tensor labels) {
        try (var scope = TensorScope.open()) {    // as Python lets go of a function's locals
            var e = withLabels(embed.forward(t), classEmbed, labels);                  // (B, 64)
            x = enc1_1.forward(convIn.forward(x), e);                                  // (B, 16, 28, 28)
            var enc1 = enc1_2.forward(x, e);                                           // (B, 32, 28, 28)
            x = enc2_1.forward(downconv1.forward(enc1), e);                            // (B, 32, 14, 14)
            var enc2 = enc2_2.forward(x, e);                                           // (B, 64, 14, 14)
            x = bottleneck_1.forward(downconv2.forward(enc2), e);                      // (B, 64, 7, 7)
            x = bottleneck_2.forward(x, e);                                            // (B, 64, 7, 7)
            x = dec2_1.forward(Torch.cat(List.of(upconv2.forward(x), enc2), 1), e);    // (B, 64, 14, 14)
            x = dec2_2.forward(x, e);                                                  // (B, 32, 14, 14)
            x = dec1_1.forward(Torch.cat(List.of(upconv1.forward(x), enc1), 1), e);    // (B, 32, 28, 28)
            x = dec1_2.forward(x, e);                                                  // (B, 16, 28, 28)
            return scope.promote(convOut.forward(F.relu(normOut.forward(x))));         // (B, 1, 28, 28)
        }
    }
}
