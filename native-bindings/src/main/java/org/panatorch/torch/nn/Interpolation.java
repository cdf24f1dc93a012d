package org.panatorch.torch.nn;

import java.util.Arrays;
import org.panatorch.torch.Tensor;
import org.panatorch.torch.Torch;
import org.panatorch.torch.TorchException;

/** Which of libtorch's operators {@code F.interpolate} calls, and with what; as in torch/nn/functional.py. */
final class Interpolation {
    private Interpolation() {}

    static Tensor interpolate(Tensor x, InterpolateOptions options) {
        var mode = options.mode();
        boolean smooth = mode.endsWith("linear") || mode.equals("bicubic");
        if (!smooth && options.alignCorners() != null) {
            throw error("align_corners option can only be set with the interpolating modes: linear | bilinear | bicubic"
                    + " | trilinear");
        }
        int n = x.dim() - 2;
        if (n < 1 || n > 3) {
            throw error("Input Error: Only 3D, 4D and 5D input Tensors supported (got " + x.dim() + "D) for the modes: nearest |"
                    + " linear | bilinear | bicubic | trilinear | area | nearest-exact (got " + mode + ")");
        }
        var scales = scales(x, options, n);
        var size = size(x, options, n, scales);
        if (options.recomputeScaleFactor() || mode.equals("area")) {
            scales = null;
        } else if (options.size() == null) {
            size = null;
        }
        if (options.antialias() && !((mode.equals("bilinear") || mode.equals("bicubic")) && n == 2)) {
            throw error("Anti-alias option is restricted to bilinear, bicubic, and lanczos modes and requires a 4-D tensor as input");
        }
        boolean corners = Boolean.TRUE.equals(options.alignCorners());
        return switch (mode) {
            case "nearest" -> Torch.op("upsample_nearest" + n + "d.vec").callTensor(x, size, scales);
            case "nearest-exact" -> Torch.op("_upsample_nearest_exact" + n + "d.vec").callTensor(x, size, scales);
            case "area" -> Torch.op("adaptive_avg_pool" + n + "d").callTensor(x, size);
            case "linear", "bilinear", "trilinear", "bicubic" -> smooth(x, mode, n, size, scales, corners, options.antialias());
            default -> throw refused(mode, n);
        };
    }

    private static Tensor smooth(Tensor x, String mode, int n, long[] size, double[] scales, boolean corners, boolean antialias) {
        int needed = switch (mode) {
            case "linear" -> 1;
            case "trilinear" -> 3;
            default -> 2;
        };
        if (n != needed) {
            throw refused(mode, n);
        }
        var op = (antialias ? "_upsample_" : "upsample_") + mode + n + (antialias ? "d_aa.vec" : "d.vec");
        return Torch.op(op).callTensor(x, size, corners, scales);
    }

    private static double[] scales(Tensor x, InterpolateOptions options, int n) {
        if (options.size() != null && options.scaleFactor() != null) {
            throw error("only one of size or scale_factor should be defined");
        }
        if (options.scaleFactor() == null) {
            return null;
        }
        if (options.scaleFactor().length == 1) {
            var all = new double[n];
            Arrays.fill(all, options.scaleFactor()[0]);
            return all;
        }
        if (options.scaleFactor().length != n) {
            throw error("Input and scale_factor must have the same number of spatial dimensions, but got input with spatial"
                    + " dimensions of " + spatial(x));
        }
        return options.scaleFactor();
    }

    private static long[] size(Tensor x, InterpolateOptions options, int n, double[] scales) {
        if (scales != null) {
            var size = new long[n];
            for (int d = 0; d < n; d++) {
                size[d] = (long) (x.size(d + 2) * scales[d]);
            }
            return size;
        }
        if (options.size() == null) {
            throw error("either size or scale_factor should be defined");
        }
        if (options.size().length != 1 && options.size().length != n) {
            throw error("Input and output must have the same number of spatial dimensions, but got input with spatial dimensions of "
                    + spatial(x));
        }
        return ConvOptions.expand(options.size(), n);
    }

    private static String spatial(Tensor x) {
        return Arrays.toString(Arrays.copyOfRange(x.shape(), 2, x.dim()));
    }

    private static TorchException refused(String mode, int n) {
        return error("Got " + (n + 2) + "D input, but " + mode + " mode is not for that");
    }

    private static TorchException error(String message) {
        return new TorchException("interpolate", message);
    }
}
