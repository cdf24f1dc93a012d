package org.panatorch.torch.nn;

import java.util.ArrayList;
import org.panatorch.torch.Tensor;
import org.panatorch.torch.TensorScope;

/** {@code torch.nn.TransformerEncoder}: copies of a layer on top of each other, which start from the same values. */
public final class TransformerEncoder extends Layer {
    private final ModuleList<TransformerEncoderLayer> layers;
    private final Layer norm;

    /** {@code nn.TransformerEncoder(encoder_layer, num_layers)}. The layer itself is only copied. */
    public TransformerEncoder(TransformerEncoderLayer encoderLayer, int numLayers) {
        this(encoderLayer, numLayers, null);
    }

    /** {@code nn.TransformerEncoder(encoder_layer, num_layers, norm)}: a norm at the end, or null. */
    public TransformerEncoder(TransformerEncoderLayer encoderLayer, int numLayers, Layer norm) {
        var copies = new ArrayList<TransformerEncoderLayer>();
        for (int i = 0; i < numLayers; i++) {
            copies.add(encoderLayer.copy());
        }
        layers = register("layers", new ModuleList<>(copies));
        this.norm = norm == null ? null : register("norm", norm);
    }

    @Override
    public Tensor forward(Tensor src) {
        return forward(src, null, null);
    }

    /** {@code encoder(src, mask=, src_key_padding_mask=)}: see {@link MultiheadAttention}; both may be null. */
    public Tensor forward(Tensor src, Tensor mask, Tensor srcKeyPaddingMask) {
        return withHooksAround(args -> TensorScope.returning(() -> {
            var x = args[0];
            for (var layer : layers) {
                x = layer.forward(x, args[1], args[2]);
            }
            return norm == null ? x : norm.call(x);
        }), src, mask, srcKeyPaddingMask);
    }

    @Override
    boolean runsItsHooks() {
        return true;
    }
}
