package org.panatorch.torch.ffm;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.panatorch.torch.DType;
import org.panatorch.torch.Device;
import org.panatorch.torch.Eventually;
import org.panatorch.torch.Keywords;
import org.panatorch.torch.Tensor;
import org.panatorch.torch.TensorScope;
import org.panatorch.torch.Torch;
import org.panatorch.torch.TorchException;
import org.panatorch.torch.internal.Blobs;
import org.panatorch.torch.internal.TensorAccess;

/** Views both ways: they show the same memory, and none outlives it. */
class TensorSegmentsTest {

    @Test
    void aSegmentShowsTheTensorsOwnMemory() {
        try (var x = Torch.tensor(new float[] {1, 2, 3, 4, 5, 6}, 2, 3)) {
            var segment = TensorSegments.of(x);
            assertThat(segment.byteSize()).isEqualTo(24);
            assertThat(segment.toArray(JAVA_FLOAT)).containsExactly(1, 2, 3, 4, 5, 6);
            segment.setAtIndex(JAVA_FLOAT, 4, 50);
            assertThat(x.toFloatArray()).containsExactly(1, 2, 3, 4, 50, 6);
            x.fill_(7);
            assertThat(segment.getAtIndex(JAVA_FLOAT, 5)).isEqualTo(7);
        }
    }

    @Test
    void accessOutsideThrows() {
        try (var x = Torch.ones(4)) {
            var segment = TensorSegments.of(x);
            assertThatThrownBy(() -> segment.getAtIndex(JAVA_FLOAT, 4)).isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> segment.get(JAVA_FLOAT, -4)).isInstanceOf(IndexOutOfBoundsException.class);
            var readOnly = segment.asReadOnly();
            assertThatThrownBy(() -> readOnly.setAtIndex(JAVA_FLOAT, 0, 1)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void stridesAndOffsetsAreTheTensors() {
        try (var _ = TensorScope.open()) {
            var x = Torch.arange(12).view(3, 4);
            var column = x.narrow(1, 1, 2);                    // 1 2 / 5 6 / 9 10
            var segment = TensorSegments.of(column);
            assertThat(segment.byteSize()).isEqualTo((2 * 4 + 1 + 1) * 8);
            assertThat(segment.getAtIndex(JAVA_LONG, 0)).isEqualTo(1);
            assertThat(segment.getAtIndex(JAVA_LONG, 9)).isEqualTo(10);
            assertThat(TensorSegments.of(Torch.zeros(0, 3)).byteSize()).isZero();
            assertThat(TensorSegments.of(Torch.scalar(2)).byteSize()).isEqualTo(4);
        }
    }

    @Test
    void everyWayOfClosingEndsTheSegment() {
        var closed = Torch.ones(2);
        var first = TensorSegments.of(closed);
        var second = TensorSegments.of(closed);
        closed.close();
        closed.close();
        MemorySegment third;
        try (var _ = TensorScope.open()) {
            third = TensorSegments.of(Torch.ones(2));
            assertThat(third.getAtIndex(JAVA_FLOAT, 0)).isEqualTo(1);
        }
        for (var segment : new MemorySegment[] {first, second, third, third.asSlice(4)}) {
            assertThat(segment.scope().isAlive()).isFalse();
            assertThatThrownBy(() -> segment.get(JAVA_FLOAT, 0)).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> segment.fill((byte) 0)).isInstanceOf(IllegalStateException.class);
        }
        assertThatThrownBy(() -> TensorSegments.of(closed)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aTensorCollectedEndsItsSegment() throws InterruptedException {
        var segment = TensorSegments.of(Torch.ones(2));
        for (int i = 0; i < 200 && segment.scope().isAlive(); i++) {
            System.gc();
            Thread.sleep(10);
        }
        assertThatThrownBy(() -> segment.get(JAVA_FLOAT, 0)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void theMemoryStaysWhereItIs() {
        try (var x = Torch.ones(4); var other = Torch.zeros(4)) {
            var segment = TensorSegments.of(x);
            assertThatThrownBy(() -> Torch.op("resize_").call(x, new long[] {1 << 20})).isInstanceOf(TorchException.class)
                    .hasMessageContaining("not resizable");
            Torch.op("set_.source_Tensor").call(x, other);
            assertThat(segment.toArray(JAVA_FLOAT)).containsOnly(1);    // the old memory, still held
        }
    }

    @Test
    void aClosedTensorsMemoryIsGivenBack() {
        try (var x = Torch.ones(4)) {
            long before = TensorAccess.at(x).storage().use_count();
            for (int i = 0; i < 100; i++) {
                try (var alias = x.view(2, 2)) {
                    assertThat(TensorSegments.of(alias).getAtIndex(JAVA_FLOAT, 3)).isEqualTo(1);
                }
            }
            assertThat(TensorAccess.at(x).storage().use_count()).isEqualTo(before);
        }
    }

    @Test
    void onlyMemoryOfTheCpuIsShown() {
        try (var meta = Torch.empty(new long[] {2}, Keywords.device(Device.META))) {
            assertThatThrownBy(() -> TensorSegments.of(meta)).isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("only memory of the CPU");
        }
    }

    @Test
    void aTensorLooksIntoASegment() {
        var segment = Arena.ofAuto().allocateFrom(JAVA_FLOAT, 1, 2, 3, 4, 5, 6);
        try (var x = TensorSegments.tensor(segment, DType.FLOAT32, 2, 3); var row = x.narrow(0, 1, 1)) {
            assertThat(row.toFloatArray()).containsExactly(4, 5, 6);
            assertThat(x.dataPtr()).isEqualTo(segment.address());
            row.mul_(10);
            assertThat(segment.toArray(JAVA_FLOAT)).containsExactly(1, 2, 3, 40, 50, 60);
            segment.setAtIndex(JAVA_FLOAT, 0, -1);
            assertThat(x.toFloatArray()).startsWith(-1);
        }
    }

    @Test
    void theSegmentIsHeldUntilTheLastViewIsGone() throws InterruptedException {
        int held = Blobs.held();
        var views = new ArrayList<Tensor>();
        for (int i = 0; i < 50; i++) {
            try (var x = TensorSegments.tensor(Arena.ofAuto().allocate(1 << 16, 64), DType.FLOAT32, 1 << 14)) {
                views.add(x.fill_(i).narrow(0, 1, 2));
            }
        }
        assertThat(Blobs.held()).isEqualTo(held + 50);
        System.gc();
        Thread.sleep(20);
        System.gc();
        for (int i = 0; i < 50; i++) {
            assertThat(views.get(i).toFloatArray()).containsOnly(i);
            views.get(i).close();
        }
        assertThat(Blobs.held()).isEqualTo(held);
        var twice = Arena.ofAuto().allocate(16, 16);
        var a = TensorSegments.tensor(twice, DType.FLOAT32, 4);
        var b = TensorSegments.tensor(twice, DType.FLOAT32, 2, 2);
        assertThat(Blobs.held()).isEqualTo(held + 2);
        a.close();
        b.fill_(3);
        assertThat(twice.toArray(JAVA_FLOAT)).containsOnly(3);
        b.close();
        assertThat(Blobs.held()).isEqualTo(held);
        Reference.reachabilityFence(twice);
    }

    /** libtorch does not tell which of two tensors at one address it lets go of. */
    @Test
    void eachOwnerIsHeldUntilTheLastTensorAtItsAddressIsGone() throws InterruptedException {
        long address = Arena.global().allocate(16, 8).address();
        var owner = new Object();
        var reference = new WeakReference<>(owner);
        try (var first = Blobs.tensor(address, DType.FLOAT32, new long[] {4}, owner)) {
            owner = null;
            Blobs.tensor(address, DType.FLOAT32, new long[] {4}, new Object()).close();
            for (int i = 0; i < 5; i++) {
                System.gc();
                Thread.sleep(10);
            }
            assertThat(reference.get()).isNotNull();
            assertThat(first.sum().item()).isZero();
        }
        Eventually.afterCollecting("the owner is let go", () -> reference.get() == null);
    }

    @Test
    void whatCannotBeATensorIsRefused() {
        var segment = Arena.ofAuto().allocate(16, 16);
        assertThatThrownBy(() -> TensorSegments.tensor(segment, DType.FLOAT32, 5))
                .hasMessage("shape [5] of torch.float32 needs 20 bytes, the segment has 16");
        assertThatThrownBy(() -> TensorSegments.tensor(segment, DType.FLOAT32, -1)).hasMessageContaining("negative");
        assertThatThrownBy(() -> TensorSegments.tensor(segment, DType.FLOAT32, 1L << 40, 1L << 40))
                .isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> TensorSegments.tensor(segment.asSlice(1), DType.FLOAT32, 1)).hasMessageContaining("multiple of 4");
        assertThatThrownBy(() -> TensorSegments.tensor(segment.asReadOnly(), DType.FLOAT32, 1)).hasMessageContaining("read-only");
        assertThatThrownBy(() -> TensorSegments.tensor(MemorySegment.ofArray(new float[4]), DType.FLOAT32, 1))
                .hasMessageContaining("on the Java heap");
        try (var confined = Arena.ofConfined()) {
            assertThatThrownBy(() -> TensorSegments.tensor(confined.allocate(16), DType.FLOAT32, 1))
                    .hasMessageContaining("confined to one thread");
        }
        var arena = Arena.ofShared();
        var closed = arena.allocate(16);
        arena.close();
        assertThatThrownBy(() -> TensorSegments.tensor(closed, DType.FLOAT32, 1)).isInstanceOf(IllegalStateException.class);
    }
}
