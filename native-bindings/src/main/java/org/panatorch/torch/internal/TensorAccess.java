package org.panatorch.torch.internal;

import org.panatorch.torch.Tensor;

/**
 * The door between {@link Tensor} and JavaCPP's class of the same name, for the packages of this module only: users
 * never see a JavaCPP type. {@code Tensor}'s static initialiser puts the one implementation here.
 */
public abstract class TensorAccess {
    private static TensorAccess instance;

    protected TensorAccess() {}

    public static void set(TensorAccess access) {
        instance = access;
    }

    /**
     * Whoever comes through this door first has Tensor's initialiser run. Not in an initialiser of this class, for which that
     * of Tensor waits: two threads that began with one each would wait for each other for ever.
     */
    private static TensorAccess instance() {
        if (instance == null) {
            try {
                Class.forName(Tensor.class.getName());
            } catch (ClassNotFoundException e) {
                throw new AssertionError(e);
            }
        }
        return instance;
    }

    /** JavaCPP's handle of an open tensor; throws {@link IllegalStateException} on a closed one. */
    public static org.bytedeco.pytorch.Tensor at(Tensor tensor) {
        return instance().handle(tensor);
    }

    /** Takes over a handle that a native call returned by value; the open scope, if any, will close it. */
    public static Tensor wrap(org.bytedeco.pytorch.Tensor at) {
        return instance().scoped(at);
    }

    /**
     * A tensor outside all scopes, for a module or an optimizer to own, sharing the C++ tensor that {@code borrowed}
     * points at (a parameter inside a libtorch module, say).
     */
    public static Tensor own(org.bytedeco.pytorch.Tensor borrowed) {
        return instance().unscoped(new org.bytedeco.pytorch.Tensor(borrowed));
    }

    /** Lets a tensor that {@link #own} made stand for another C++ tensor from now on, and owns that. */
    public static void replace(Tensor owned, org.bytedeco.pytorch.Tensor borrowed) {
        instance().become(owned, new org.bytedeco.pytorch.Tensor(borrowed));
    }

    /** Has an action run once when the tensor is closed, or collected. It must not refer to the tensor. */
    public static void onClose(Tensor tensor, Runnable action) {
        instance().whenClosed(tensor, action);
    }

    protected abstract org.bytedeco.pytorch.Tensor handle(Tensor tensor);

    protected abstract Tensor scoped(org.bytedeco.pytorch.Tensor at);

    protected abstract Tensor unscoped(org.bytedeco.pytorch.Tensor at);

    protected abstract void become(Tensor tensor, org.bytedeco.pytorch.Tensor at);

    protected abstract void whenClosed(Tensor tensor, Runnable action);
}
