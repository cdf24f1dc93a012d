package org.panatorch.torch.data;

import java.util.List;
import org.panatorch.torch.Tensor;

/** {@code torch.utils.data.TensorDataset}: sample i is the i-th of each tensor. It does not own the tensors. */
public final class TensorDataset implements Dataset<List<Tensor>> {
    private final List<Tensor> tensors;

    /** {@code TensorDataset(*tensors)}. */
    public TensorDataset(Tensor... tensors) {
        if (tensors.length == 0 || List.of(tensors).stream().anyMatch(t -> t.size(0) != tensors[0].size(0))) {
            throw new IllegalArgumentException("Size mismatch between tensors");
        }
        this.tensors = List.of(tensors);
    }

    /** {@code dataset.tensors}. */
    public List<Tensor> tensors() {
        return tensors;
    }

    @Override
    public List<Tensor> get(int index) {
        return tensors.stream().map(t -> t.get((long) index)).toList();
    }

    @Override
    public int size() {
        return (int) tensors.getFirst().size(0);
    }
}
