package org.panatorch.torch.io;

/** A {@code torch.device} value in a file: {@code cpu}, {@code cuda:1}. The index is null where none was given. */
public record TorchDevice(String type, Integer index) {

    @Override
    public String toString() {
        return index == null ? type : type + ":" + index;
    }
}
