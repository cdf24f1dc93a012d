package org.panatorch.torch;

import java.lang.ref.Cleaner;

/** The scopes open on one thread. */
final class ScopeStack {
    private static final Cleaner CLEANER = Cleaner.create();
    private static final ThreadLocal<Owner> CURRENT = new ThreadLocal<>();

    /** What only the thread refers to: when it goes, the thread has ended. */
    private record Owner(ScopeStack stack) {}

    private TensorList innermost;

    private ScopeStack() {}

    /** This thread's stack. */
    static ScopeStack get() {
        var owner = CURRENT.get();
        if (owner == null) {
            owner = new Owner(new ScopeStack());
            CURRENT.set(owner);
            // scopes that a thread leaves open behind it
            CLEANER.register(owner, owner.stack::letAllGo);
        }
        return owner.stack;
    }

    /** Where a tensor made now on this thread belongs, or null. */
    static TensorList current() {
        var owner = CURRENT.get();
        return owner == null ? null : owner.stack.innermost();
    }

    /** The innermost scope that somebody can still close. The forgotten ones inside it end here. */
    TensorList innermost() {
        var list = innermost;
        while (list != null && list.isForgotten()) {
            innermost = list.enclosing;
            list.letGo();
            list = innermost;
        }
        return list;
    }

    TensorList push(TensorScope scope) {
        return innermost = new TensorList(scope, innermost());
    }

    /** Closes a scope, and those inside it that were left open. */
    void close(TensorList outer) {
        while (!outer.isDone()) {
            var list = innermost;
            innermost = list.enclosing;
            list.close();
        }
    }

    private void letAllGo() {
        while (innermost != null) {
            innermost.letGo();
            innermost = innermost.enclosing;
        }
    }
}
