package org.panatorch.ddpm.models;

import static org.panatorch.torch.Keywords.device;
import static org.panatorch.torch.Keywords.shape;

import org.panatorch.torch.Device;
import org.panatorch.torch.MemoryFormat;
import org.panatorch.torch.Tensor;
import org.panatorch.torch.Torch;
import org.panatorch.torch.nn.Embedding;
import org.panatorch.torch.nn.GroupNorm;
import org.panatorch.torch.nn.Module;

/** A network that predicts the noise in xt: epsilon_theta(x_t, t) of Ho et al. 2020 (arXiv 2006.11239). */
public abstract class NoisePredictor extends Module {
    private final long numSteps;
    private final long numClasses;

    /**
     * @param numSteps T: {@code t} runs over 0..numSteps-1
     * @param numClasses how many labels there are; 0: none, and the parameters are the original's
     */
    protected NoisePredictor(long numSteps, long numClasses) {
        if (numSteps < 1) {
            throw new IllegalArgumentException("expected at least one step, got " + numSteps);
        }
        if (numClasses < 0) {
            throw new IllegalArgumentException("expected no classes or more, got " + numClasses);
        }
        this.numSteps = numSteps;
        this.numClasses = numClasses;
    }

    /** T, the number of steps that the model was built for. */
    public final long numSteps() {
        return numSteps;
    }

    /** How many labels the model knows; 0 if it is unconditional. */
    public final long numClasses() {
        return numClasses;
    }

    /**
     * {@code model.to(device)}, and {@code model.to(memory_format=torch.channels_last)} on a CPU: convolutions are faster there
     * so, and the numbers are the same but for rounding. {@code -Dddpm.channelsLast=false} leaves it. On a GPU it does not pay.
     */
    public final NoisePredictor on(Device device) {
        to(device);
        boolean wanted = Boolean.parseBoolean(System.getProperty("ddpm.channelsLast", "true"));
        boolean pays = device.type() == Device.Type.CPU && GroupNorm.isFastInChannelsLast();
        to(wanted && pays ? MemoryFormat.CHANNELS_LAST : MemoryFormat.CONTIGUOUS);
        return this;
    }

    /** The label that says nothing: what classifier-free guidance (Ho and Salimans 2022, arXiv 2207.12598) calls the null. */
    public final long noLabel() {
        return numClasses;
    }

    /**
     * Predicts the noise.
     *
     * @param x noisy images xt, (B, 1, H, W), float32
     * @param t their steps, (B), int64, each in 0..T-1
     * @return the predicted noise, (B, 1, H, W)
     */
    public final Tensor forward(Tensor x, Tensor t) {
        return forward(x, t, null);
    }

    /**
     * Predicts the noise in images of these labels.
     *
     * @param labels (B), int64, each in 0..{@link #numClasses}, the last meaning {@link #noLabel}; null: none of them has
     *     a label
     */
    public abstract Tensor forward(Tensor x, Tensor t, Tensor labels);

    /** The embedding of the step, with that of the labels added where the model has one: (B, D). */
    protected final Tensor withLabels(Tensor embedding, Embedding classEmbed, Tensor labels) {
        if (classEmbed == null) {
            if (labels != null) {
                throw new IllegalArgumentException("labels for a model that was made without classes");
            }
            return embedding;
        }
        var of = labels != null ? labels : Torch.full(shape(embedding.size(0)), noLabel(), device(embedding.device()));
        return embedding.add(classEmbed.forward(of));
    }
}
