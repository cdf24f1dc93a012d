package org.panatorch.torch.io;

/** A Python {@code complex} in a file, {@code real + imag j}. */
public record Complex(double real, double imag) {

    /** As Python prints it, with Java's digits: {@code (1.0+2.0j)}. */
    @Override
    public String toString() {
        return "(" + real + (imag < 0 || 1 / imag < 0 ? "" : "+") + imag + "j)";
    }
}
