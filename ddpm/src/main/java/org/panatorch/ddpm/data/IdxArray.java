package org.panatorch.ddpm.data;

/**
 * An array of unsigned bytes with a shape, row-major: what an IDX file holds.
 *
 * @param shape the length of each dimension, (60000, 28, 28) for MNIST's training images
 * @param data  as many bytes as the product of the lengths; {@code data[i] & 0xff} is the value
 */
public record IdxArray(int[] shape, byte[] data) {

    public IdxArray {
        long size = 1;
        for (int length : shape) {
            size = Math.multiplyExact(size, length);
        }
        if (size != data.length) {
            throw new IllegalArgumentException(data.length + " bytes for a shape of " + size);
        }
    }
}
