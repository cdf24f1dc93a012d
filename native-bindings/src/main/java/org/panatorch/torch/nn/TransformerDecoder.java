package org.panatorch.torch.nn;

import java.util.ArrayList;
import org.panatorch.torch.Tensor;
import org.panatorch.torch.TensorScope;

/** {@code torch.nn.TransformerDecoder}: copies of a layer on top of each other, which start from the same values. */
public final class TransformerDecoder extends BuiltInModule {
    private final ModuleList<TransformerDecoderLayer> layers;
    private final Layer norm;

    /** {@code nn.TransformerDecoder(decoder_layer, num_layers)}. The layer itself is only copied. */
    public TransformerDecoder(TransformerDecoderLayer decoderLayer, int numLayers) {
        this(decoderLayer, numLayers, null);
    }

    /** {@code nn.TransformerDecoder(decoder_layer, num_layers, norm)}: a norm at the end, or null. */
    public TransformerDecoder(TransformerDecoderLayer decoderLayer, int numLayers, Layer norm) {
        var copies = new ArrayList<TransformerDecoderLayer>();
        for (int i = 0; i < numLayers; i++) {
            copies.add(decoderLayer.copy());
        }
        layers = register("layers", new ModuleList<>(copies));
        this.norm = norm == null ? null : register("norm", norm);
    }

    /** {@code decoder(tgt, memory)}. */
    public Tensor forward(Tensor tgt, Tensor memory) {
        return forward(tgt, memory, null, null, null, null);
    }

    /** {@code decoder(tgt, memory, tgt_mask=, ...)}: see {@link TransformerDecoderLayer#forward}. */
    public Tensor forward(Tensor tgt, Tensor memory, Tensor tgtMask, Tensor memoryMask, Tensor tgtKeyPaddingMask,
            Tensor memoryKeyPaddingMask) {
        return withHooksAround(args -> TensorScope.returning(() -> {
            var x = args[0];
            for (var layer : layers) {
                x = layer.forward(x, args[1], args[2], args[3], args[4], args[5]);
            }
            return norm == null ? x : norm.call(x);
        }), tgt, memory, tgtMask, memoryMask, tgtKeyPaddingMask, memoryKeyPaddingMask);
    }
}
