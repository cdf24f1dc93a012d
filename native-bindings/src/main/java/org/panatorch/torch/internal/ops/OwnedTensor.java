package org.panatorch.torch.internal.ops;

import org.bytedeco.javacpp.Pointer;
import org.panatorch.torch.ffm.StableDispatcher;

/** JavaCPP's Tensor over a handle that the C ABI returned: an {@code at::Tensor*} of one's own. */
final class OwnedTensor extends org.bytedeco.pytorch.Tensor {

    OwnedTensor(long handle) {
        super(new Address(handle));
        deallocator(new Free(handle));
    }

    private static final class Address extends Pointer {
        Address(long value) {
            address = value;
        }
    }

    /** Must not refer to the tensor, which could then never be collected. */
    private record Free(long handle) implements Deallocator {
        @Override
        public void deallocate() {
            StableDispatcher.deleteTensor(handle);
        }
    }
}
