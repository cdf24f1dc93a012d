package org.panatorch.ddpm.models;

import static org.panatorch.torch.nn.Keywords.stride;

import java.util.List;
import org.panatorch.torch.Tensor;
import org.panatorch.torch.TensorScope;
import org.panatorch.torch.Torch;
import org.panatorch.torch.nn.Conv2d;
import org.panatorch.torch.nn.ConvTranspose2d;
import org.panatorch.torch.nn.Embedding;
import org.panatorch.torch.nn.F;

/** U-Net with a learned embedding of the step. 151,473 parameters at numSteps = 2000. */
public final class UNetModel extends NoisePredictor {
    private static final long EMBED_DIM = 16;

    private final Embedding embed;
    private final Embedding classEmbed;
    private final ConvBlock enc1;
    private final ConvBlock enc2;
    private final ConvBlock bottleneck;
    private final ConvTranspose2d upconv2;
    private final ConvBlock dec2;
    private final ConvTranspose2d upconv1;
    private final ConvBlock dec1;
    private final Conv2d finalConv;

    /** The original: without labels. */
    public UNetModel(long numSteps) {
        this(numSteps, 0);
    }

    /** With an embedding of labels beside that of the step, if there are classes. */
    public UNetModel(long numSteps, long numClasses) {
        super(numSteps, numClasses);
        embed = register("embed", new Embedding(numSteps, EMBED_DIM));
        enc1 = register("enc1", new ConvBlock(1, 16, EMBED_DIM));
        enc2 = register("enc2", new ConvBlock(16, 32, EMBED_DIM));
        bottleneck = register("bottleneck", new ConvBlock(32, 64, EMBED_DIM));
        upconv2 = register("upconv2", new ConvTranspose2d(64, 32, 2, stride(2)));
        dec2 = register("dec2", new ConvBlock(64, 32, EMBED_DIM));
        upconv1 = register("upconv1", new ConvTranspose2d(32, 16, 2, stride(2)));
        dec1 = register("dec1", new ConvBlock(32, 16, EMBED_DIM));
        finalConv = register("final", new Conv2d(16, 1, 1));
        classEmbed = numClasses == 0 ? null : register("class_embed", new Embedding(numClasses + 1, EMBED_DIM));
    }

    @Override
    public Tensor forward(Tensor x, Tensor t, Tensor labels) {
        try (var scope = TensorScope.open()) {    // as Python lets go of a function's locals
            var e = withLabels(embed.forward(t), classEmbed, labels);                                     // (B, 16)
            var enc1 = this.enc1.forward(x, e);                                               // (B, 16, 28, 28)
            var enc2 = this.enc2.forward(F.maxPool2d(enc1, 2), e);                            // (B, 32, 14, 14)
            var bottom = bottleneck.forward(F.maxPool2d(enc2, 2), e);                         // (B, 64, 7, 7)
            var dec2 = this.dec2.forward(Torch.cat(List.of(enc2, upconv2.forward(bottom)), 1), e);  // (B, 32, 14, 14)
            var dec1 = this.dec1.forward(Torch.cat(List.of(enc1, upconv1.forward(dec2)), 1), e);    // (B, 16, 28, 28)
            return scope.promote(finalConv.forward(dec1));                                                   // (B, 1, 28, 28)
        }
    }
}
