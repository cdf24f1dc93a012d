package org.panatorch.torch.data;

/** {@code torch.utils.data.Sampler}: which samples of a dataset a pass takes, in which order. */
public interface Sampler {

    /** {@code list(sampler)}: the indices of one pass; another call may give others. */
    int[] order();

    /** {@code len(sampler)}. */
    int size();
}
