package org.panatorch.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TensorScopeTest {

    @Test
    void aScopeClosesWhatWasMadeInItAndNothingElse() {
        try (var before = Torch.ones(2)) {
            Tensor inside;
            try (var scope = TensorScope.open()) {
                inside = before.add(1);
                assertThat(scope.size()).isEqualTo(1);
                assertThat(inside.toFloatArray()).containsExactly(2, 2);
                assertThat(scope.size()).isEqualTo(1);
            }
            assertThat(inside.isClosed()).isTrue();
            assertThat(before.toFloatArray()).containsExactly(1, 1);
        }
    }

    @Test
    void scopesNestAndEachClosesItsOwn() {
        try (var outer = TensorScope.open()) {
            var a = Torch.ones(1);
            Tensor b;
            try (var inner = TensorScope.open()) {
                b = Torch.ones(1);
                assertThat(inner.size()).isEqualTo(1);
            }
            var c = Torch.ones(1);
            assertThat(List.of(a.isClosed(), b.isClosed(), c.isClosed())).containsExactly(false, true, false);
            assertThat(outer.size()).isEqualTo(2);
        }
    }

    @Test
    void promotedTensorsGoToTheEnclosingScope() {
        Tensor x;
        Tensor y;
        try (var outer = TensorScope.open()) {
            try (var inner = TensorScope.open()) {
                x = inner.promote(Torch.ones(1));
                y = outer.promote(Torch.full(new long[] {1}, 2.0, TensorOptions.DEFAULT));
                assertThat(inner.size()).isZero();
            }
            assertThat(x.item()).isEqualTo(1);
            assertThat(outer.size()).isEqualTo(1);
        }
        assertThat(x.isClosed()).isTrue();
        assertThat(y.item()).as("promoted past both").isEqualTo(2);
        y.close();
    }

    @Test
    void promotingWhatAlreadyLivesLongerChangesNothing() {
        try (var outer = TensorScope.open()) {
            var x = Torch.ones(1);
            try (var inner = TensorScope.open()) {
                assertThat(inner.promote(x)).isSameAs(x);
            }
            assertThat(x.isClosed()).isFalse();
            assertThat(outer.size()).isEqualTo(1);
        }
    }

    @Test
    void aClosedTensorCannotBePromotedOrKept() {
        try (var scope = TensorScope.open()) {
            var x = Torch.ones(1);
            x.close();
            assertThatThrownBy(() -> scope.promote(x)).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(x::keep).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void replaceCarriesOneTensorThroughALoop() {
        long live = Tensor.liveCount();
        var x = Torch.zeros(1);
        for (int i = 0; i < 10; i++) {
            try (var scope = TensorScope.open()) {
                x = scope.replace(x, x.add(1).add(1));
            }
            assertThat(Tensor.liveCount()).isLessThanOrEqualTo(live + 1);
        }
        assertThat(x.item()).isEqualTo(20);
        try (var scope = TensorScope.open()) {
            x = scope.replace(x, x);
        }
        assertThat(x.item()).isEqualTo(20);
        x.close();
        assertThat(Tensor.liveCount()).isLessThanOrEqualTo(live);
    }

    @Test
    void returningKeepsTheResultOnly() {
        long live = Tensor.liveCount();
        try (var y = TensorScope.returning(() -> Torch.ones(3).add(1).sum())) {
            assertThat(y.item()).isEqualTo(6);
            assertThat(Tensor.liveCount()).isLessThanOrEqualTo(live + 1);
        }
        assertThat(Tensor.liveCount()).isLessThanOrEqualTo(live);
    }

    @Test
    void keepTakesATensorOutOfAllScopes() {
        Tensor x;
        try (var outer = TensorScope.open(); var inner = TensorScope.open()) {
            x = Torch.ones(1).keep();
            assertThat(x.keep()).isSameAs(x);
            assertThat(inner.size() + outer.size()).isZero();
        }
        assertThat(x.item()).isEqualTo(1);
        x.close();
        assertThat(x.isClosed()).isTrue();
    }

    @Test
    void tensorsClosedBeforeTheirScopeLeaveTheOthersInPlace() {
        long live = Tensor.liveCount();
        try (var scope = TensorScope.open()) {
            var tensors = new ArrayList<Tensor>();
            for (int i = 0; i < 200; i++) {    // more than the list starts with
                tensors.add(Torch.full(new long[] {1}, (double) i, TensorOptions.DEFAULT));
            }
            for (int i : new int[] {0, 7, 199, 198, 100, 0, 7}) {
                tensors.get(i).close();
            }
            assertThat(scope.size()).isEqualTo(195);
            for (int i = 1; i < 198; i++) {
                if (i != 7 && i != 100) {
                    assertThat(tensors.get(i).item()).isEqualTo(i);
                }
            }
            tensors.get(3).keep().close();
            assertThat(scope.size()).isEqualTo(194);
        }
        assertThat(Tensor.liveCount()).isLessThanOrEqualTo(live);
    }

    @Test
    void aScopeMayBeClosedTwice() {
        var scope = TensorScope.open();
        var x = Torch.ones(1);
        scope.close();
        scope.close();
        assertThat(x.isClosed()).isTrue();
        assertThat(scope.size()).isZero();
        try (var y = Torch.ones(1)) {
            assertThat(scope.promote(y)).isSameAs(y);
            assertThat(y.item()).isEqualTo(1);
        }
    }

    @Test
    void closingAScopeClosesThoseLeftOpenInsideIt() {
        long live = Tensor.liveCount();
        var outer = TensorScope.open();
        var a = Torch.ones(1);
        var inner = TensorScope.open();
        var b = Torch.ones(1);
        var innermost = TensorScope.open();
        var c = Torch.ones(1);
        outer.close();
        assertThat(List.of(a.isClosed(), b.isClosed(), c.isClosed())).containsOnly(true);
        inner.close();
        innermost.close();
        try (var d = Torch.ones(1)) {
            assertThat(d.list).as("no scope is open any more").isNull();
        }
        assertThat(Tensor.liveCount()).isLessThanOrEqualTo(live);
    }

    @Test
    void anExceptionClosesTheScopeOnItsWay() {
        long live = Tensor.liveCount();
        assertThatThrownBy(() -> {
            try (var _ = TensorScope.open()) {
                var x = Torch.ones(2, 3);
                try (var _ = TensorScope.open()) {
                    x.add(Torch.ones(4));
                }
            }
        }).isInstanceOf(TorchException.class);
        assertThat(Tensor.liveCount()).isLessThanOrEqualTo(live);
        assertThat(ScopeStack.current()).isNull();
        assertThatThrownBy(() -> TensorScope.returning(() -> Torch.ones(2).add(Torch.ones(3))))
                .isInstanceOf(TorchException.class);
        assertThat(Tensor.liveCount()).isLessThanOrEqualTo(live);
    }

    // ---- threads

    private static Throwable onAnotherThread(Runnable action) {
        var thrown = new AtomicReference<Throwable>();
        var thread = Thread.ofPlatform().name("other").start(() -> {
            try {
                action.run();
            } catch (Throwable t) {
                thrown.set(t);
            }
        });
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        return thrown.get();
    }

    @Test
    void anotherThreadCannotCloseAScopeAndLeavesItUsable() {
        long live = Tensor.liveCount();
        try (var scope = TensorScope.open()) {
            var x = Torch.ones(1);
            assertThat(onAnotherThread(scope::close)).isInstanceOf(IllegalStateException.class)
                    .hasMessage("a TensorScope is closed by the thread that opened it, "
                            + Thread.currentThread().getName() + ", not by other");
            assertThat(x.add(1).item()).isEqualTo(2);
            assertThat(scope.size()).isEqualTo(2);
        }
        assertThat(Tensor.liveCount()).isLessThanOrEqualTo(live);
    }

    @Test
    void anotherThreadMayUseAndCloseATensorButNotTakeItOutOfItsScope() {
        long live = Tensor.liveCount();
        try (var scope = TensorScope.open()) {
            var x = Torch.ones(1);
            var y = Torch.ones(1);
            assertThat(onAnotherThread(() -> assertThat(x.item()).isEqualTo(1))).isNull();
            assertThat(onAnotherThread(x::keep)).isInstanceOf(IllegalStateException.class);
            assertThat(onAnotherThread(() -> scope.promote(x))).isInstanceOf(IllegalStateException.class);
            assertThat(x.isClosed()).isFalse();
            assertThat(onAnotherThread(x::close)).isNull();
            assertThat(x.isClosed()).isTrue();
            x.close();
            y.close();
            assertThat(Tensor.liveCount()).isLessThanOrEqualTo(live);
            assertThat(Torch.ones(1).item()).isEqualTo(1);
        }
        assertThat(Tensor.liveCount()).isLessThanOrEqualTo(live);
    }

    @Test
    void scopesDoNotFollowToOtherThreads() {
        try (var scope = TensorScope.open()) {
            assertThat(onAnotherThread(() -> {
                var x = Torch.ones(1);
                assertThat(x.list).isNull();
                x.close();
            })).isNull();
            assertThat(scope.size()).isZero();
        }
    }

    @Test
    void manyThreadsWithScopesOfTheirOwnDoNotDisturbEachOther() throws InterruptedException {
        long live = Tensor.liveCount();
        var failures = new java.util.concurrent.ConcurrentLinkedQueue<Throwable>();
        var threads = new ArrayList<Thread>();
        for (int n = 0; n < 8; n++) {
            double value = n;
            threads.add(Thread.ofPlatform().start(() -> {
                try {
                    var x = Torch.full(new long[] {8}, value, TensorOptions.DEFAULT);
                    for (int i = 0; i < 200; i++) {
                        try (var scope = TensorScope.open()) {
                            x = scope.replace(x, x.add(1).mul(2).div(2).sub(1));
                        }
                    }
                    assertThat(x.mean().item()).isEqualTo(value);
                    x.close();
                } catch (Throwable t) {
                    failures.add(t);
                }
            }));
        }
        for (var thread : threads) {
            thread.join();
        }
        assertThat(failures).isEmpty();
        Eventually.afterCollecting("means freed", () -> Tensor.liveCount() == live);
    }

    // ---- after close

    static Stream<Arguments> uses() {
        interface Use {
            Object of(Tensor x, Tensor open);
        }
        record Named(String name, Use use) {}
        return Stream.of(
                new Named("add", (x, open) -> x.add(open)),
                new Named("as argument", (x, open) -> open.add(x)),
                new Named("add scalar", (x, _) -> x.add(1.0)),
                new Named("add_", (x, open) -> x.add_(open)),
                new Named("in place as argument", (x, open) -> open.copy_(x)),
                new Named("addcmul_ argument", (x, open) -> open.addcmul_(open, x, 1)),
                new Named("relu", (x, _) -> x.relu()),
                new Named("item", (x, _) -> x.item()),
                new Named("itemLong", (x, _) -> x.itemLong()),
                new Named("toFloatArray", (x, _) -> x.toFloatArray()),
                new Named("toLongArray", (x, _) -> x.toLongArray()),
                new Named("shape", (x, _) -> x.shape()),
                new Named("stride", (x, _) -> x.stride()),
                new Named("dim", (x, _) -> x.dim()),
                new Named("size", (x, _) -> x.size(0)),
                new Named("numel", (x, _) -> x.numel()),
                new Named("nbytes", (x, _) -> x.nbytes()),
                new Named("dtype", (x, _) -> x.dtype()),
                new Named("device", (x, _) -> x.device()),
                new Named("isContiguous", (x, _) -> x.isContiguous()),
                new Named("isContiguous format", (x, _) -> x.isContiguous(MemoryFormat.CONTIGUOUS)),
                new Named("requiresGrad", (x, _) -> x.requiresGrad()),
                new Named("requiresGrad_", (x, _) -> x.requiresGrad_(true)),
                new Named("grad", (x, _) -> x.grad()),
                new Named("clearGrad", (x, _) -> {
                    x.clearGrad();
                    return null;
                }),
                new Named("backward", (x, _) -> {
                    x.backward();
                    return null;
                }),
                new Named("view", (x, _) -> x.view(-1)),
                new Named("get", (x, _) -> x.get(0)),
                new Named("get mask", (x, open) -> open.get(x)),
                new Named("slice", (x, _) -> x.slice(0, 0, 1, 1)),
                new Named("chunk", (x, _) -> x.chunk(1, 0)),
                new Named("to", (x, _) -> x.to(DType.INT64)),
                new Named("to device", (x, _) -> x.to(Device.META)),
                new Named("to format", (x, _) -> x.to(MemoryFormat.CONTIGUOUS)),
                new Named("contiguous format", (x, _) -> x.contiguous(MemoryFormat.CONTIGUOUS)),
                new Named("copy", (x, _) -> x.copy()),
                new Named("copy format", (x, _) -> x.copy(MemoryFormat.CONTIGUOUS)),
                new Named("detach", (x, _) -> x.detach()),
                new Named("bytes", (x, _) -> x.bytes(0, 1)),
                new Named("dataPtr", (x, _) -> x.dataPtr()),
                new Named("equal", (x, open) -> open.equal(x)),
                new Named("cat", (x, open) -> Torch.cat(List.of(open, x), 0)),
                new Named("where", (x, open) -> Torch.where(open.gt(0), open, x)),
                new Named("zerosLike", (x, _) -> Torch.zerosLike(x)))
                .map(n -> Arguments.of(n.name, (java.util.function.BiFunction<Tensor, Tensor, Object>) n.use::of));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("uses")
    void everyUseAfterCloseIsAnIllegalState(String name, java.util.function.BiFunction<Tensor, Tensor, Object> use) {
        try (var scope = TensorScope.open()) {
            var open = Torch.ones(1);
            var x = Torch.ones(1);
            x.close();
            assertThatThrownBy(() -> use.apply(x, open)).isInstanceOf(IllegalStateException.class)
                    .hasMessageStartingWith("this tensor is closed: its TensorScope has ended or close() was called.");
            assertThat(open.item()).as("the other tensor").isEqualTo(1);
        }
    }

    @Test
    void aClosedTensorPrintsAndClosesAgain() {
        var x = Torch.ones(2);
        assertThat(x).hasToString("tensor([1., 1.])");
        x.close();
        x.close();
        assertThat(x).hasToString("tensor(closed)");
    }

    // ---- the collector

    @Test
    void tensorsOutsideScopesAreFreedByTheCollector() {
        long live = Tensor.liveCount();
        for (int i = 0; i < 100; i++) {
            Torch.ones(1).add(1);
        }
        Eventually.afterCollecting("unscoped tensors freed", () -> Tensor.liveCount() <= live);
    }

    @Test
    void keptTensorsAreFreedByTheCollector() {
        long live = Tensor.liveCount();
        try (var scope = TensorScope.open()) {
            for (int i = 0; i < 10; i++) {
                Torch.ones(1).keep();
            }
        }
        Eventually.afterCollecting("kept tensors freed", () -> Tensor.liveCount() <= live);
    }

    @Test
    void aForgottenScopeEndsAndItsTensorsGoToTheirHolders() {
        long live = Tensor.liveCount();
        try (var outer = TensorScope.open()) {
            var held = forget(20);
            assertThat(Tensor.liveCount()).isLessThanOrEqualTo(live + 20);
            Eventually.afterCollecting("forgotten scope ended", () -> {
                ScopeStack.current();
                return Tensor.liveCount() <= live + 1;
            });
            assertThat(held.item()).as("the one that is still held").isEqualTo(19);
            assertThat(Torch.ones(1).list).as("the outer scope is the innermost again").isNotNull();
            assertThat(outer.size()).isEqualTo(1);
            held.close();
        }
        assertThat(Tensor.liveCount()).isLessThanOrEqualTo(live);
    }

    /** Opens a scope, fills it, and loses it. Apart, so that no variable of the caller's holds it. */
    private static Tensor forget(int n) {
        TensorScope.open();
        Tensor last = null;
        for (int i = 0; i < n; i++) {
            last = Torch.full(new long[] {1}, (double) i, TensorOptions.DEFAULT);
        }
        return last;
    }

    @Test
    void aForgottenInnerScopeDoesNotKeepTheOuterFromClosing() {
        long live = Tensor.liveCount();
        try (var outer = TensorScope.open()) {
            forget(5);
        }
        assertThat(Tensor.liveCount()).isLessThanOrEqualTo(live);
        assertThat(ScopeStack.current()).isNull();
    }

    @Test
    void aScopeInsideAForgottenOneWorksOn() {
        long live = Tensor.liveCount();
        try (var outer = TensorScope.open()) {
            forget(3);
            try (var inner = TensorScope.open()) {
                var x = Torch.ones(1);
                System.gc();
                var promoted = inner.promote(x.add(1));
                inner.close();
                assertThat(promoted.item()).isEqualTo(2);
                assertThat(x.isClosed()).isTrue();
            }
        }
        assertThat(Tensor.liveCount()).isLessThanOrEqualTo(live);
    }

    @Test
    void whatAThreadLeavesOpenIsFreedAfterItEnds() {
        long live = Tensor.liveCount();
        var held = new AtomicReference<Tensor>();
        var scope = new AtomicReference<TensorScope>();
        assertThat(onAnotherThread(() -> {
            scope.set(TensorScope.open());    // held, but nobody can close it any more
            for (int i = 0; i < 10; i++) {
                held.set(Torch.full(new long[] {1}, (double) i, TensorOptions.DEFAULT));
            }
        })).isNull();
        Eventually.afterCollecting("left by a dead thread", () -> Tensor.liveCount() <= live + 1);
        assertThat(held.get().item()).isEqualTo(9);
        held.get().close();
        scope.get().close();
        assertThat(Tensor.liveCount()).isLessThanOrEqualTo(live);
    }

    @Test
    void theCollectorDoesNotFreeATensorWhileLibtorchWorksOnIt() throws InterruptedException {
        var stop = new java.util.concurrent.atomic.AtomicBoolean();
        var collecting = Thread.ofPlatform().start(() -> {
            while (!stop.get()) {
                System.gc();
            }
        });
        try {
            for (int i = 0; i < 2000; i++) {
                assertThat(Torch.ones(1000).add(1).sum().item()).isEqualTo(2000);
                assertThat(Torch.ones(3, 5).numel()).isEqualTo(15);
            }
        } finally {
            stop.set(true);
            collecting.join();
        }
    }
}
