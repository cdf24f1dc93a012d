package org.panatorch.torch;

import java.util.List;

/** What {@code max(dim)}, {@code sort}, {@code topk} and the like return: values, and their places, int64. */
public record ValuesIndices(Tensor values, Tensor indices) {

    static ValuesIndices of(List<Tensor> pair) {
        return new ValuesIndices(pair.get(0), pair.get(1));
    }
}
