package org.panatorch.torch;

import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * libtorch refused a call: {@code RuntimeError} in PyTorch.
 *
 * <p>The message is libtorch's own first line, then the operator and the shapes it was given:
 * {@code The size of tensor a (3) must match the size of tensor b (4) at non-singleton dimension 0 [add: (3), (4)]}.
 * libtorch's C++ frames are left out.
 */
public final class TorchException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String op;
    private final String torchMessage;

    /** An error found on this side of the call. */
    public TorchException(String op, String message) {
        super(message + " [" + op + "]");
        this.op = op;
        this.torchMessage = message;
    }

    private TorchException(String op, String torchMessage, String message) {
        super(message);
        this.op = op;
        this.torchMessage = torchMessage;
    }

    /**
     * The exception for what a native call threw. JavaCPP throws libtorch's errors as plain {@code RuntimeException};
     * anything else (a closed tensor, a null argument) passes as it is.
     */
    public static RuntimeException of(String op, RuntimeException thrown, Tensor... args) {
        if (thrown.getClass() != RuntimeException.class) {
            return thrown;
        }
        var first = firstLine(thrown.getMessage());
        var shapes = Arrays.stream(args).map(TorchException::describe).collect(Collectors.joining(", "));
        var torchException = new TorchException(op, first, first + " [" + op + (shapes.isEmpty() ? "" : ": " + shapes) + "]");
        torchException.setStackTrace(thrown.getStackTrace());
        return torchException;
    }

    /** The operator, as PyTorch names it: {@code "conv2d"}. */
    public String op() {
        return op;
    }

    /** libtorch's own message, its first line, without the shapes. */
    public String torchMessage() {
        return torchMessage;
    }

    private static String describe(Tensor t) {
        if (t == null) {
            return "None";
        }
        if (t.isClosed()) {
            return "closed";
        }
        return Arrays.stream(t.shape()).mapToObj(Long::toString).collect(Collectors.joining(", ", "(", ")"))
                + (t.dtype() == DType.FLOAT32 ? "" : " " + t.dtype().toString().substring("torch.".length()));
    }

    private static String firstLine(String message) {
        if (message == null) {
            return "libtorch gave no message";
        }
        return Stream.of(message.split("\n")).filter(line -> !line.isBlank()).findFirst().orElse(message).strip();
    }
}
