package org.panatorch.torch.nn;

import org.panatorch.torch.Tensor;

/** {@code torch.nn.ChannelShuffle}. */
public final class ChannelShuffle extends Layer {
    private final long groups;

    /** {@code nn.ChannelShuffle(groups)}. */
    public ChannelShuffle(long groups) {
        this.groups = groups;
    }

    @Override
    public Tensor forward(Tensor x) {
        return F.channelShuffle(x, groups);
    }

    @Override
    protected String extraRepr() {
        return "groups=" + groups;
    }
}
