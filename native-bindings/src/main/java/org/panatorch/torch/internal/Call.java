package org.panatorch.torch.internal;

import static org.panatorch.torch.internal.TensorAccess.at;
import static org.panatorch.torch.internal.TensorAccess.wrap;

import java.lang.ref.Reference;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.TensorVector;
import org.panatorch.torch.Tensor;
import org.panatorch.torch.TorchException;

/**
 * One native call each: takes the handles out, wraps what comes back, and turns a C++ exception into a
 * {@link TorchException} that names the operator and the shapes it was given.
 *
 * <p>The fences keep the collector from freeing an argument while libtorch still works on it: the last use of a Tensor
 * that Java sees is taking its handle out, and one outside all scopes may be unreachable from then on.
 *
 * <p>The methods with an {@code OpN} are for method references, which cost no allocation; {@link #of} takes a lambda
 * for the rest.
 */
public final class Call {
    private Call() {}

    public interface Op1 {
        org.bytedeco.pytorch.Tensor apply(org.bytedeco.pytorch.Tensor a);
    }

    public interface Op2 {
        org.bytedeco.pytorch.Tensor apply(org.bytedeco.pytorch.Tensor a, org.bytedeco.pytorch.Tensor b);
    }

    public interface OpScalar {
        org.bytedeco.pytorch.Tensor apply(org.bytedeco.pytorch.Tensor a, Scalar b);
    }

    public static Tensor unary(String op, Tensor a, Op1 f) {
        try {
            return wrap(f.apply(at(a)));
        } catch (RuntimeException e) {
            throw TorchException.of(op, e, a);
        } finally {
            Reference.reachabilityFence(a);
        }
    }

    public static Tensor binary(String op, Tensor a, Tensor b, Op2 f) {
        try {
            return wrap(f.apply(at(a), at(b)));
        } catch (RuntimeException e) {
            throw TorchException.of(op, e, a, b);
        } finally {
            Reference.reachabilityFence(a);
            Reference.reachabilityFence(b);
        }
    }

    public static Tensor scalar(String op, Tensor a, double b, OpScalar f) {
        try (var s = new Scalar(b)) {
            return wrap(f.apply(at(a), s));
        } catch (RuntimeException e) {
            throw TorchException.of(op, e, a);
        } finally {
            Reference.reachabilityFence(a);
        }
    }

    public static Tensor scalar(String op, Tensor a, long b, OpScalar f) {
        try (var s = new Scalar(b)) {
            return wrap(f.apply(at(a), s));
        } catch (RuntimeException e) {
            throw TorchException.of(op, e, a);
        } finally {
            Reference.reachabilityFence(a);
        }
    }

    /** An in-place call: what libtorch returns is the same tensor, so {@code a} itself is returned. */
    public static Tensor inPlace(String op, Tensor a, Op1 f) {
        try {
            f.apply(at(a));
            return a;
        } catch (RuntimeException e) {
            throw TorchException.of(op, e, a);
        } finally {
            Reference.reachabilityFence(a);
        }
    }

    public static Tensor inPlace(String op, Tensor a, Tensor b, Op2 f) {
        try {
            f.apply(at(a), at(b));
            return a;
        } catch (RuntimeException e) {
            throw TorchException.of(op, e, a, b);
        } finally {
            Reference.reachabilityFence(a);
            Reference.reachabilityFence(b);
        }
    }

    public static Tensor inPlace(String op, Tensor a, double b, OpScalar f) {
        try (var s = new Scalar(b)) {
            f.apply(at(a), s);
            return a;
        } catch (RuntimeException e) {
            throw TorchException.of(op, e, a);
        } finally {
            Reference.reachabilityFence(a);
        }
    }

    /** Any call that returns a tensor; {@code args} are for the error message. */
    public static Tensor of(String op, Supplier<org.bytedeco.pytorch.Tensor> f, Tensor... args) {
        try {
            return wrap(f.get());
        } catch (RuntimeException e) {
            throw TorchException.of(op, e, args);
        } finally {
            Reference.reachabilityFence(args);
        }
    }

    /** Any call that returns a Java value. */
    public static <T> T value(String op, Supplier<T> f, Tensor... args) {
        try {
            return f.get();
        } catch (RuntimeException e) {
            throw TorchException.of(op, e, args);
        } finally {
            Reference.reachabilityFence(args);
        }
    }

    /** A call that returns a number and cannot fail: {@code numel} and the like. */
    public static long number(Tensor a, ToLongFunction<org.bytedeco.pytorch.Tensor> f) {
        try {
            return f.applyAsLong(at(a));
        } finally {
            Reference.reachabilityFence(a);
        }
    }

    /** A call that returns several tensors. */
    public static List<Tensor> list(String op, Tensor a, Function<org.bytedeco.pytorch.Tensor, TensorVector> f) {
        try (var vector = f.apply(at(a))) {
            var tensors = new Tensor[(int) vector.size()];
            for (int i = 0; i < tensors.length; i++) {
                // get(i) only borrows from the vector: copy the handle before the vector goes
                tensors[i] = wrap(new org.bytedeco.pytorch.Tensor(vector.get(i)));
            }
            return List.of(tensors);
        } catch (RuntimeException e) {
            throw TorchException.of(op, e, a);
        } finally {
            Reference.reachabilityFence(a);
        }
    }

    /** The tensors as a C++ vector, for the caller to close. */
    public static TensorVector vector(Tensor... tensors) {
        var handles = new org.bytedeco.pytorch.Tensor[tensors.length];
        for (int i = 0; i < tensors.length; i++) {
            handles[i] = at(tensors[i]);
        }
        return new TensorVector(handles);
    }
}
