package org.panatorch.torch.nn;

import java.util.function.Consumer;
import org.panatorch.torch.DType;
import org.panatorch.torch.Linalg;
import org.panatorch.torch.Tensor;
import org.panatorch.torch.TensorScope;
import org.panatorch.torch.Torch;
import org.panatorch.torch.TorchException;

/**
 * {@code torch.nn.init}: values to start from, written into the tensor, which is returned. With the same seed they are
 * PyTorch's.
 */
public final class Init {
    private Init() {}

    /** Which side's number of connections keeps its variance. */
    public enum Mode { FAN_IN, FAN_OUT }

    private record Fan(long in, long out) {
        static Fan of(Tensor tensor) {
            if (tensor.dim() < 2) {
                throw new TorchException("init", "Fan in and fan out can not be computed for tensor with fewer than 2 dimensions");
            }
            long field = 1;
            for (int d = 2; d < tensor.dim(); d++) {
                field *= tensor.size(d);
            }
            return new Fan(tensor.size(1) * field, tensor.size(0) * field);
        }

        long get(Mode mode) {
            return mode == Mode.FAN_IN ? in : out;
        }
    }

    private static Tensor fill(Tensor tensor, Consumer<Tensor> with) {
        try (var _ = Torch.noGrad(); var _ = TensorScope.open()) {
            with.accept(tensor);
        }
        return tensor;
    }

    /** {@code nn.init.calculate_gain(nonlinearity, param)}; param is the slope of {@code "leaky_relu"}. */
    public static double calculateGain(String nonlinearity, double param) {
        return switch (nonlinearity) {
            case "linear", "conv1d", "conv2d", "conv3d", "conv_transpose1d", "conv_transpose2d", "conv_transpose3d", "sigmoid" -> 1;
            case "tanh" -> 5.0 / 3;
            case "relu" -> Math.sqrt(2);
            case "leaky_relu" -> Math.sqrt(2 / (1 + param * param));
            case "selu" -> 3.0 / 4;
            default -> throw new IllegalArgumentException("Unsupported nonlinearity " + nonlinearity);
        };
    }

    /** {@code nn.init.uniform_(tensor, a, b)}. */
    public static Tensor uniform_(Tensor tensor, double a, double b) {
        return fill(tensor, t -> t.uniform_(a, b));
    }

    /** {@code nn.init.normal_(tensor, mean, std)}. */
    public static Tensor normal_(Tensor tensor, double mean, double std) {
        return fill(tensor, t -> t.normal_(mean, std));
    }

    /** {@code nn.init.constant_(tensor, val)}. */
    public static Tensor constant_(Tensor tensor, double val) {
        return fill(tensor, t -> t.fill_(val));
    }

    /** {@code nn.init.zeros_(tensor)}. */
    public static Tensor zeros_(Tensor tensor) {
        return constant_(tensor, 0);
    }

    /** {@code nn.init.ones_(tensor)}. */
    public static Tensor ones_(Tensor tensor) {
        return constant_(tensor, 1);
    }

    /** {@code nn.init.eye_(tensor)}. */
    public static Tensor eye_(Tensor tensor) {
        return fill(tensor, t -> t.copy_(Torch.eye(t.size(0), t.size(1), org.panatorch.torch.TensorOptions.DEFAULT)));
    }

    /** {@code nn.init.xavier_uniform_(tensor)} (Glorot and Bengio 2010). */
    public static Tensor xavierUniform_(Tensor tensor) {
        return xavierUniform_(tensor, 1);
    }

    /** {@code nn.init.xavier_uniform_(tensor, gain)}. */
    public static Tensor xavierUniform_(Tensor tensor, double gain) {
        var fan = Fan.of(tensor);
        double bound = Math.sqrt(3) * gain * Math.sqrt(2.0 / (fan.in + fan.out));
        return uniform_(tensor, -bound, bound);
    }

    /** {@code nn.init.xavier_normal_(tensor, gain)}. */
    public static Tensor xavierNormal_(Tensor tensor, double gain) {
        var fan = Fan.of(tensor);
        return normal_(tensor, 0, gain * Math.sqrt(2.0 / (fan.in + fan.out)));
    }

    /** {@code nn.init.kaiming_uniform_(tensor, a=a)}: for leaky ReLUs of slope {@code a} (He et al. 2015, arXiv 1502.01852). */
    public static Tensor kaimingUniform_(Tensor tensor, double a) {
        return kaimingUniform_(tensor, a, Mode.FAN_IN, "leaky_relu");
    }

    /** {@code nn.init.kaiming_uniform_(tensor, a, mode, nonlinearity)}. */
    public static Tensor kaimingUniform_(Tensor tensor, double a, Mode mode, String nonlinearity) {
        double bound = Math.sqrt(3) * (calculateGain(nonlinearity, a) / Math.sqrt(Fan.of(tensor).get(mode)));
        return uniform_(tensor, -bound, bound);
    }

    /** {@code nn.init.kaiming_normal_(tensor, a, mode, nonlinearity)}. */
    public static Tensor kaimingNormal_(Tensor tensor, double a, Mode mode, String nonlinearity) {
        return normal_(tensor, 0, calculateGain(nonlinearity, a) / Math.sqrt(Fan.of(tensor).get(mode)));
    }

    /** {@code nn.init.trunc_normal_(tensor, mean, std, a, b)}: normal, drawn again until between a and b. */
    public static Tensor truncNormal_(Tensor tensor, double mean, double std, double a, double b) {
        boolean common = cdf((b - mean) / std) - cdf((a - mean) / std) > 0.3;
        return fill(tensor, t -> {
            if (common) {
                rejectNormal(t, mean, std, a, b);
            } else {
                rejectUniform(t, mean, std, a, b);
            }
        });
    }

    private static void rejectNormal(Tensor t, double mean, double std, double a, double b) {
        double low = t.dtype() == DType.FLOAT64 ? a : (float) a;
        double high = t.dtype() == DType.FLOAT64 ? b : (float) b;
        var result = t.normal_(mean, std);
        while (true) {
            var outside = result.lt(low).logicalOr(result.gt(high));
            if (outside.any().itemLong() == 0) {
                break;
            }
            result = Torch.where(outside, Torch.emptyLike(result).normal_(mean, std), result);
        }
        t.copy_(result);
    }

    /** Where the normal distribution would hardly ever hit. */
    private static void rejectUniform(Tensor t, double mean, double std, double a, double b) {
        double peak = (Math.max(a, Math.min(mean, b)) - mean) / std;
        double logPeak = -0.5 * peak * peak;
        var result = t.uniform_(a, b);
        var pending = tooHigh(t.copy(), mean, std, logPeak);
        while (pending.any().itemLong() != 0) {
            var candidates = Torch.emptyLike(t).uniform_(a, b);
            result = Torch.where(pending, candidates, result);
            pending = pending.logicalAnd(tooHigh(candidates, mean, std, logPeak));
        }
        t.copy_(result);
    }

    private static Tensor tooHigh(Tensor candidates, double mean, double std, double logPeak) {
        var logDensity = candidates.sub_(mean).div_(std).pow_(2).mul_(-0.5).sub_(logPeak);
        return Torch.emptyLike(candidates).uniform_(0, 1).log_().gt(logDensity);
    }

    private static double cdf(double x) {
        try (var _ = TensorScope.open()) {
            return (1 + Torch.tensor(new double[] {x / Math.sqrt(2)}).erf().item()) / 2;
        }
    }

    /** {@code nn.init.orthogonal_(tensor, gain)} (Saxe et al. 2013, arXiv 1312.6120). */
    public static Tensor orthogonal_(Tensor tensor, double gain) {
        return fill(tensor, t -> {
            long rows = t.size(0);
            long cols = t.numel() / rows;
            var flat = Torch.empty(rows, cols).normal_(0, 1);
            var qr = Linalg.qr(rows < cols ? flat.t() : flat);
            var q = qr.Q().mul(qr.R().diag().sign());
            t.view(rows, cols).copy_(rows < cols ? q.t() : q).mul_(gain);
        });
    }

    /** {@code nn.init.dirac_(tensor, groups)}: a convolution that hands on as many channels as it can. */
    public static Tensor dirac_(Tensor tensor, long groups) {
        if (tensor.dim() < 3 || tensor.dim() > 5) {
            throw new TorchException("init", "Only tensors with 3, 4, or 5 dimensions are supported");
        }
        if (tensor.size(0) % groups != 0) {
            throw new TorchException("init", "dim 0 must be divisible by groups");
        }
        return fill(tensor, t -> {
            t.zero_();
            long out = t.size(0) / groups;
            for (long g = 0; g < groups; g++) {
                for (long d = 0; d < Math.min(out, t.size(1)); d++) {
                    var at = new long[(int) t.dim()];
                    at[0] = g * out + d;
                    at[1] = d;
                    for (int k = 2; k < at.length; k++) {
                        at[k] = t.size(k) / 2;
                    }
                    t.get(at).fill_(1);
                }
            }
        });
    }

    /** {@code nn.init.sparse_(tensor, sparsity, std)}: normal, and so large a part of each column zero (Martens 2010). */
    public static Tensor sparse_(Tensor tensor, double sparsity, double std) {
        if (tensor.dim() != 2) {
            throw new TorchException("init", "Only tensors with 2 dimensions are supported");
        }
        return fill(tensor, t -> {
            t.normal_(0, std);
            long zeros = (long) Math.ceil(sparsity * t.size(0));
            for (long column = 0; column < t.size(1); column++) {
                t.select(1, column).set(0, Torch.randperm(t.size(0)).slice(0, 0, zeros, 1).to(t.device()));
            }
        });
    }

    /** What the layers start their bias from: uniform, as wide as one over the root of the weight's connections. */
    static Tensor fanInUniform_(Tensor bias, Tensor weight) {
        long fanIn = Fan.of(weight).in;
        double bound = fanIn > 0 ? 1 / Math.sqrt(fanIn) : 0;
        return uniform_(bias, -bound, bound);
    }
}
