package org.panatorch.torch.nn;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.panatorch.torch.Tensor;

/** {@code torch.nn.Upsample}: (B, C, ...) to (B, C, ...), see {@link F#interpolate}. */
public final class Upsample extends BuiltInLayer {
    private final InterpolateOptions options;

    /** {@code nn.Upsample(size=, scale_factor=, mode=, align_corners=)}. */
    public Upsample(InterpolateOptions options) {
        this.options = options;
    }

    @Override
    Tensor compute(Tensor x) {
        return F.interpolate(x, options);
    }

    @Override
    protected String extraRepr() {
        var factor = options.scaleFactor();
        var what = factor == null ? "size=" + Repr.given(options.size()) : "scale_factor=" + (factor.length == 1
                ? Repr.of(factor[0])
                : Arrays.stream(factor).mapToObj(Repr::of).collect(Collectors.joining(", ", "(", ")")));
        return what + ", mode='" + options.mode() + "'";
    }
}
