/**
 * Operators by name: libtorch's schemas as Java values, arguments checked against them, and the two ways into the
 * dispatcher. {@link org.panatorch.torch.Operator} is what users see of it.
 */
package org.panatorch.torch.internal.ops;
