package org.panatorch.torch.nn;

import org.bytedeco.pytorch.GroupNormImpl;
import org.bytedeco.pytorch.GroupNormOptions;
import org.panatorch.torch.Tensor;
import org.panatorch.torch.ffm.kernels.GroupNormKernel;

/** {@code torch.nn.GroupNorm}: (B, numChannels, ...) to the same shape. Parameters {@code weight}, {@code bias}. */
public final class GroupNorm extends NativeLayer<GroupNormImpl> {
    private final long numGroups;
    private final long numChannels;
    private final double eps;
    private final boolean affine;

    /** {@code nn.GroupNorm(num_groups, num_channels)}, with eps = 1e-5. */
    public GroupNorm(long numGroups, long numChannels) {
        this(numGroups, numChannels, 1e-5);
    }

    /** {@code nn.GroupNorm(num_groups, num_channels, eps=eps)}. */
    public GroupNorm(long numGroups, long numChannels, double eps) {
        this(numGroups, numChannels, eps, true);
    }

    /** {@code nn.GroupNorm(num_groups, num_channels, eps, affine)}: without parameters, if not affine. */
    public GroupNorm(long numGroups, long numChannels, double eps, boolean affine) {
        this(numGroups, numChannels, eps, affine, make(numGroups, numChannels, eps, affine));
    }

    private GroupNorm(long numGroups, long numChannels, double eps, boolean affine, GroupNormImpl impl) {
        super("group_norm", impl, impl::forward);
        this.numGroups = numGroups;
        this.numChannels = numChannels;
        this.eps = eps;
        this.affine = affine;
        parameter("weight", impl.weight(), impl::weight);
        parameter("bias", impl.bias(), impl::bias);
    }

    private static GroupNormImpl make(long groups, long channels, double eps, boolean affine) {
        if (groups < 1 || channels % groups != 0) {
            // libtorch finds this out only in forward
            throw new IllegalArgumentException(
                    "num_channels (" + channels + ") must be divisible by num_groups (" + groups + ")");
        }
        try (var made = new GroupNormOptions(groups, channels)) {
            made.eps().put(eps);
            made.affine().put(affine);
            return new GroupNormImpl(made);
        }
    }

    /**
     * Whether images in {@link org.panatorch.torch.MemoryFormat#CHANNELS_LAST channels_last} on a CPU are normalised here by a kernel
     * of this library, in the JDK's vectors. Without it libtorch does that, which takes twenty times as long for groups of few channels.
     *
     * <p>The kernel needs module {@code jdk.incubator.vector}: {@code --add-exports java.base/jdk.internal.module=ALL-UNNAMED} lets
     * this library load it; with {@code --add-modules jdk.incubator.vector} the JVM does, and says so with a line of warning. It needs the
     * JVM's optimising compiler (no {@code -XX:TieredStopAtLevel}), takes float32 and bfloat16, and numbers of channels that fill the
     * processor's vectors or repeat within one: multiples of 32, and powers of two.
     */
    public static boolean isFastInChannelsLast() {
        return GroupNormKernel.isThere();
    }

    @Override
    Tensor compute(Tensor x) {
        var y = inChannelsLast(x, false);
        return y == null ? super.compute(x) : y;
    }

    @Override
    Tensor callThenRelu(Tensor x) {
        var y = inChannelsLast(x, true);
        return y == null ? super.compute(x).relu_() : y;
    }

    private Tensor inChannelsLast(Tensor x, boolean relu) {
        requireOpen();
        F.requireSeveralValues(x, numGroups);
        return ChannelsLastGroupNorm.of(x, numGroups, ownParameters().get("weight"), ownParameters().get("bias"), eps, relu);
    }

    @Override
    protected String extraRepr() {
        return numGroups + ", " + numChannels + ", eps=" + Repr.of(eps) + ", affine=" + Repr.of(affine) + ", bias=" + Repr.of(affine);
    }
}
