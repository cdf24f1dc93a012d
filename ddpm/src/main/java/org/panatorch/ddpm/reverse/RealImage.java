package org.panatorch.ddpm.reverse;

import java.util.ArrayList;
import java.util.List;
import org.panatorch.ddpm.image.Gray;
import org.panatorch.ddpm.image.PictureTable;
import org.panatorch.ddpm.sample.Denoiser;
import org.panatorch.torch.Tensor;
import org.panatorch.torch.TensorScope;
import org.panatorch.torch.Torch;

/**
 * A real image put into noise at several t, and what the model makes of each: the noise is known, so the error is, too.
 *
 * @param pictures a column for each t; x_t, the true noise, the predicted noise, the estimated x0
 * @param errors a row for each t
 */
public record RealImage(PictureTable pictures, List<ErrorByT.Row> errors) {

    /**
     * Looks at each t.
     *
     * @param x0 one image, (1, 1, H, W), on the denoiser's device
     * @param noise standard normal, shaped as x0: the same at every t
     */
    public static RealImage of(Denoiser denoiser, Tensor x0, Tensor noise, int[] ts, int scale) {
        var captions = new ArrayList<String>();
        var columns = List.of(new ArrayList<Gray>(), new ArrayList<Gray>(), new ArrayList<Gray>(), new ArrayList<Gray>());
        var errors = new ArrayList<ErrorByT.Row>();
        for (int t : ts) {
            try (var _ = TensorScope.open(); var _ = Torch.noGrad()) {
                var seen = ErrorByT.noised(denoiser, x0, noise, t);
                captions.add("t = " + t);
                columns.get(0).add(Gray.of(seen.xt()).getFirst());
                columns.get(1).add(Gray.of(noise).getFirst());
                columns.get(2).add(Gray.of(seen.predNoise()).getFirst());
                columns.get(3).add(Gray.of(seen.x0()).getFirst());
                errors.add(ErrorByT.of(seen, x0, noise));
            }
        }
        return new RealImage(new PictureTable("", captions, List.of(
                new PictureTable.Row("x_t", columns.get(0)), new PictureTable.Row("true noise", columns.get(1)),
                new PictureTable.Row("predicted noise", columns.get(2)), new PictureTable.Row("estimated x0", columns.get(3))),
                scale), errors);
    }
}
