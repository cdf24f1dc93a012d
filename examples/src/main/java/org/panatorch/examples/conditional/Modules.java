package org.panatorch.examples.conditional;

import static org.panatorch.torch.Index.ALL;
import static org.panatorch.torch.Index.NEWAXIS;
import static org.panatorch.torch.Keywords.device;
import static org.panatorch.torch.nn.Keywords.padding;

import java.util.List;
import org.panatorch.torch.Tensor;
import org.panatorch.torch.TensorScope;
import org.panatorch.torch.Torch;
import org.panatorch.torch.nn.AttentionArguments;
import org.panatorch.torch.nn.AttentionOptions;
import org.panatorch.torch.nn.Conv2d;
import org.panatorch.torch.nn.Embedding;
import org.panatorch.torch.nn.F;
import org.panatorch.torch.nn.GELU;
import org.panatorch.torch.nn.GroupNorm;
import org.panatorch.torch.nn.InterpolateOptions;
import org.panatorch.torch.nn.Layer;
import org.panatorch.torch.nn.LayerNorm;
import org.panatorch.torch.nn.Linear;
import org.panatorch.torch.nn.MaxPool2d;
import org.panatorch.torch.nn.Module;
import org.panatorch.torch.nn.MultiheadAttention;
import org.panatorch.torch.nn.Sequential;
import org.panatorch.torch.nn.SiLU;
import org.panatorch.torch.nn.Upsample;

/**
 * A U-Net with self-attention that is told what to draw, in the manner of the conditional chapter of
 * Diffusion-Models-pytorch: https://github.com/dome272/Diffusion-Models-pytorch. For images of 32 x 32. {@code modules.py},
 * line by line.
 */
final class Modules {
    private Modules() {}

    /** A moving average of a model's weights, in another model of the same kind. */
    static final class EMA {
        private final double beta;
        private final int stepStartEma;
        private int step;

        EMA(double beta, int stepStartEma) {
            this.beta = beta;
            this.stepStartEma = stepStartEma;
        }

        /** Until the start the average is the model itself: its first weights say nothing. */
        void stepEma(Module emaModel, Module model) {
            try (var _ = TensorScope.open(); var _ = Torch.noGrad()) {
                if (step < stepStartEma) {
                    emaModel.loadStateDict(model.stateDict());
                } else {
                    var parameters = model.parameters().iterator();
                    for (var average : emaModel.parameters()) {
                        average.lerp_(parameters.next(), 1 - beta);
                    }
                }
            }
            step++;
        }
    }

    static final class SelfAttention extends Layer {
        private final MultiheadAttention mha;
        private final LayerNorm ln;
        private final Sequential ffSelf;

        SelfAttention(long channels) {
            mha = register("mha", new MultiheadAttention(channels, 4, AttentionOptions.DEFAULT.batchFirst(true)));
            ln = register("ln", new LayerNorm(channels));
            ffSelf = register("ff_self", new Sequential(
                    new LayerNorm(channels),
                    new Linear(channels, channels),
                    new GELU(),
                    new Linear(channels, channels)));
        }

        @Override
        public Tensor forward(Tensor x) {
            long B = x.size(0), C = x.size(1), H = x.size(2), W = x.size(3);
            x = x.view(B, C, H * W).transpose(1, 2);            // (B, H * W, C)
            var xLn = ln.forward(x);
            var attention = mha.forward(xLn, xLn, xLn, AttentionArguments.DEFAULT.needWeights(false)).output();
            x = x.add(attention);
            x = x.add(ffSelf.forward(x));
            return x.transpose(1, 2).reshape(B, C, H, W);
        }
    }

    static final class DoubleConv extends Layer {
        private final boolean residual;
        private final Sequential doubleConv;

        DoubleConv(long inChannels, long outChannels) {
            this(inChannels, outChannels, outChannels, false);
        }

        DoubleConv(long inChannels, long outChannels, long midChannels, boolean residual) {
            this.residual = residual;
            doubleConv = register("double_conv", new Sequential(
                    new Conv2d(inChannels, midChannels, 3, padding(1).bias(false)),
                    new GroupNorm(1, midChannels),
                    new GELU(),
                    new Conv2d(midChannels, outChannels, 3, padding(1).bias(false)),
                    new GroupNorm(1, outChannels)));
        }

        @Override
        public Tensor forward(Tensor x) {
            if (residual) {
                return F.gelu(x.add(doubleConv.forward(x)));
            }
            return doubleConv.forward(x);
        }
    }

    static final class Down extends Module {
        private final Sequential maxpoolConv;
        private final Sequential embLayer;

        Down(long inChannels, long outChannels, long embDim) {
            maxpoolConv = register("maxpool_conv", new Sequential(
                    new MaxPool2d(2),
                    new DoubleConv(inChannels, inChannels, inChannels, true),
                    new DoubleConv(inChannels, outChannels)));
            embLayer = register("emb_layer", new Sequential(new SiLU(), new Linear(embDim, outChannels)));
        }

        Tensor forward(Tensor x, Tensor t) {
            x = maxpoolConv.forward(x);
            return x.add(embLayer.forward(t).get(ALL, ALL, NEWAXIS, NEWAXIS));
        }
    }

    static final class Up extends Module {
        private final Upsample up;
        private final Sequential conv;
        private final Sequential embLayer;

        Up(long inChannels, long outChannels, long embDim) {
            up = register("up", new Upsample(InterpolateOptions.DEFAULT.scaleFactor(2).mode("bilinear").alignCorners(true)));
            conv = register("conv", new Sequential(
                    new DoubleConv(inChannels, inChannels, inChannels, true),
                    new DoubleConv(inChannels, outChannels, inChannels / 2, false)));
            embLayer = register("emb_layer", new Sequential(new SiLU(), new Linear(embDim, outChannels)));
        }

        Tensor forward(Tensor x, Tensor skipX, Tensor t) {
            x = up.forward(x);
            x = Torch.cat(List.of(skipX, x), 1);
            x = conv.forward(x);
            return x.add(embLayer.forward(t).get(ALL, ALL, NEWAXIS, NEWAXIS));
        }
    }

    /** No attention at 32 x 32, where the original has one: on a CPU that alone would take most of the time. */
    static final class UNetConditional extends Module {
        private final long timeDim;
        private final DoubleConv inc, bot1, bot2, bot3;
        private final Down down1, down2, down3;
        private final SelfAttention sa1, sa2, sa3, sa4, sa5;
        private final Up up1, up2, up3;
        private final Conv2d outc;
        private final Embedding labelEmb;

        UNetConditional(long width, long timeDim, long numClasses) {
            long c = width;
            this.timeDim = timeDim;
            inc = register("inc", new DoubleConv(1, c));
            down1 = register("down1", new Down(c, 2 * c, timeDim));
            sa1 = register("sa1", new SelfAttention(2 * c));
            down2 = register("down2", new Down(2 * c, 4 * c, timeDim));
            sa2 = register("sa2", new SelfAttention(4 * c));
            down3 = register("down3", new Down(4 * c, 4 * c, timeDim));
            sa3 = register("sa3", new SelfAttention(4 * c));
            bot1 = register("bot1", new DoubleConv(4 * c, 8 * c));
            bot2 = register("bot2", new DoubleConv(8 * c, 8 * c));
            bot3 = register("bot3", new DoubleConv(8 * c, 4 * c));
            up1 = register("up1", new Up(8 * c, 2 * c, timeDim));
            sa4 = register("sa4", new SelfAttention(2 * c));
            up2 = register("up2", new Up(4 * c, c, timeDim));
            sa5 = register("sa5", new SelfAttention(c));
            up3 = register("up3", new Up(2 * c, c, timeDim));
            outc = register("outc", new Conv2d(c, 1, 1));
            labelEmb = register("label_emb", new Embedding(numClasses, timeDim));
        }

        /** t: (B). Returns (B, timeDim). */
        Tensor posEncoding(Tensor t) {
            var invFreq = Torch.arange(0, timeDim, 2, device(t.device())).div(timeDim).rpow(10000).rdiv(1.0);
            var pos = t.get(ALL, NEWAXIS).mul(invFreq);
            return Torch.cat(List.of(pos.sin(), pos.cos()), -1);
        }

        /** x: (B, 1, 32, 32); t: (B); y: labels, (B), or null. Returns the noise that x holds. */
        Tensor forward(Tensor x, Tensor t, Tensor y) {
            t = posEncoding(t);
            if (y != null) {
                t = t.add(labelEmb.forward(y));
            }
            var x1 = inc.forward(x);                                            // (B, c, 32, 32)
            var x2 = sa1.forward(down1.forward(x1, t));                         // (B, 2 c, 16, 16)
            var x3 = sa2.forward(down2.forward(x2, t));                         // (B, 4 c, 8, 8)
            var x4 = sa3.forward(down3.forward(x3, t));                         // (B, 4 c, 4, 4)
            x4 = bot3.forward(bot2.forward(bot1.forward(x4)));
            x = sa4.forward(up1.forward(x4, x3, t));                            // (B, 2 c, 8, 8)
            x = sa5.forward(up2.forward(x, x2, t));                             // (B, c, 16, 16)
            x = up3.forward(x, x1, t);                                          // (B, c, 32, 32)
            return outc.forward(x);
        }
    }
}
