package org.panatorch.torch.ffm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.panatorch.torch.Torch;

class OpenMpTest {
    @BeforeAll
    static void load() {
        assertThat(Torch.getNumThreads()).isPositive();
    }

    @Test
    void everyIndexHasItsTurnOnce() {
        for (int count : new int[] {0, 1, 2, 3, 7, 64, 1001}) {
            for (int threads : new int[] {1, 2, 5}) {
                var turns = new AtomicIntegerArray(Math.max(1, count));
                OpenMp.parallelFor(count, threads, (from, to) -> {
                    for (int i = from; i < to; i++) {
                        turns.incrementAndGet(i);
                    }
                });
                for (int i = 0; i < count; i++) {
                    assertThat(turns.get(i)).as(count + " by " + threads + ": " + i).isEqualTo(1);
                }
            }
        }
    }

    @Test
    void severalThreadsWorkAtTheSameTime() {
        assumeThat(System.getProperty("os.name")).startsWith("Linux");
        Set<Thread> seen = ConcurrentHashMap.newKeySet();
        var barrier = new CyclicBarrier(2);     // passes only when two are here
        OpenMp.parallelFor(2, 2, (_, _) -> {
            seen.add(Thread.currentThread());
            try {
                barrier.await(20, TimeUnit.SECONDS);
            } catch (Exception e) {
                throw new IllegalStateException("alone", e);
            }
        });
        assertThat(seen).hasSize(2).contains(Thread.currentThread());
    }

    @Test
    void whatOneThrowsTheCallerGets() {
        for (int threads : new int[] {1, 4}) {
            assertThatThrownBy(() -> OpenMp.parallelFor(100, threads, (_, _) -> {
                throw new IllegalArgumentException("no");
            })).isInstanceOf(IllegalArgumentException.class).hasMessage("no");
            assertThatThrownBy(() -> OpenMp.parallelFor(100, threads, (_, _) -> {
                throw new AssertionError("worse");
            })).isInstanceOf(AssertionError.class);
        }
        everyIndexHasItsTurnOnce();
    }
}
