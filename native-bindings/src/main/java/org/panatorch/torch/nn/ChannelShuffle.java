package org.panatorch.torch.nn;

import org.panatorch.torch.Tensor;

/** {@code torch.nn.ChannelShuffle}. */
public final class ChannelShuffle extends BuiltInLayer {
    private final long groups;

    /** {@code nn.ChannelShuffle(groups)}. */
    public ChannelShuffle(long groups) {
        this.groups = groups;
    }

    @Override
    Tensor compute(Tensor x) {
        return F.channelShuffle(x, groups);
    }

    @Override
    protected String extraRepr() {
        return "groups=" + groups;
    }
}
