package org.panatorch.torch.nn;

/** A module of this library that is no {@link Layer}: its {@code forward} runs its hooks, {@code withHooks}. */
abstract class BuiltInModule extends Module {

    @Override
    final boolean runsItsHooks() {
        return true;
    }
}
