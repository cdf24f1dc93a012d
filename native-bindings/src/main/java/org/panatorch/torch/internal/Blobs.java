package org.panatorch.torch.internal;

import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.PointerConsumer;
import org.bytedeco.pytorch.global.torch;
import org.panatorch.torch.DType;
import org.panatorch.torch.Keywords;
import org.panatorch.torch.Tensor;
import org.panatorch.torch.TorchException;

/** Memory that Java owns as a tensor's, and what keeps that memory until libtorch has let go of it. */
public final class Blobs {
    private static final Map<Long, Held> HELD = new HashMap<>();
    /** One for all: JavaCPP makes no more than ten of a class that work. */
    private static final PointerConsumer DELETER;

    static {
        LibTorch.load();
        DELETER = new Deleter();
    }

    private Blobs() {}

    /** What is held at one address: libtorch tells which address it lets go of, not which tensor, so all owners stay to the last. */
    private static final class Held {
        private final Set<Object> owners = Collections.newSetFromMap(new IdentityHashMap<>());
        private int tensors;
    }

    private static final class Deleter extends PointerConsumer {
        /** On whichever thread drops the last reference. */
        @Override
        public void call(Pointer data) {
            released(data.address());
        }
    }

    private static final class Address extends Pointer {
        Address(long value) {
            address = value;
        }
    }

    /**
     * A contiguous tensor over the memory at {@code address}.
     *
     * @param owner kept reachable as long as any tensor looks into that memory
     */
    public static Tensor tensor(long address, DType dtype, long[] shape, Object owner) {
        synchronized (HELD) {
            var held = HELD.computeIfAbsent(address, _ -> new Held());
            held.owners.add(owner);
            held.tensors++;
        }
        try {
            return Call.of("from_blob", () ->
                    torch.from_blob(new Address(address), shape, DELETER, Options.of(Keywords.dtype(dtype))));
        } catch (TorchException e) {
            released(address);
            throw e;
        }
    }

    private static void released(long address) {
        synchronized (HELD) {
            var held = HELD.get(address);
            if (held != null && --held.tensors == 0) {
                HELD.remove(address);
            }
        }
    }

    /** How many tensors made here libtorch still holds. */
    public static int held() {
        synchronized (HELD) {
            return HELD.values().stream().mapToInt(held -> held.tensors).sum();
        }
    }

    /**
     * Another handle of a tensor's memory, which stays where it is while that lives: {@code set_} on the tensor leaves the
     * handle the old memory, and libtorch refuses to {@code resize_} it.
     */
    public static org.bytedeco.pytorch.Tensor pin(Tensor tensor) {
        var at = TensorAccess.at(tensor);
        try (var storage = at.storage()) {
            storage.unsafeGetStorageImpl().set_resizable(false);
        }
        return at.detach();
    }
}
