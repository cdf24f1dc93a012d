package org.panatorch.torch.internal.ops;

/**
 * A type as a schema writes it: {@code Tensor}, {@code SymInt[2]}, {@code Tensor?[]}, {@code ScalarType?}.
 *
 * @param kind what one element is
 * @param list whether this is a list of that kind
 * @param size of a list: the number that a single value is repeated to, {@code int[2]}; 0 if none is given
 * @param optionalItems whether the elements of the list may be None
 * @param optional whether the whole may be None
 * @param aliases the sets that the value may alias, {@code a!} for one that is written to; empty if none
 * @param text the type as printed, without the aliases
 */
record ArgType(Kind kind, boolean list, int size, boolean optionalItems, boolean optional, String aliases, String text) {

    enum Kind {
        TENSOR, INT, FLOAT, BOOL, STR, SCALAR, SCALAR_TYPE, LAYOUT, MEMORY_FORMAT, DEVICE, GENERATOR,
        /** What no Java value stands for: storages, streams, script classes, dicts, lists of lists. */
        OTHER;

        static Kind of(String name) {
            return switch (name) {
                case "Tensor" -> TENSOR;
                case "int", "SymInt" -> INT;
                case "float", "SymFloat" -> FLOAT;
                case "bool", "SymBool" -> BOOL;
                case "str" -> STR;
                case "Scalar" -> SCALAR;
                case "ScalarType" -> SCALAR_TYPE;
                case "Layout" -> LAYOUT;
                case "MemoryFormat" -> MEMORY_FORMAT;
                case "Device" -> DEVICE;
                case "Generator" -> GENERATOR;
                default -> OTHER;
            };
        }
    }

    /** Whether the operator writes to this argument, or returns one that it wrote to. */
    boolean isWritten() {
        return aliases.contains("!");
    }

    @Override
    public String toString() {
        return text;
    }
}
