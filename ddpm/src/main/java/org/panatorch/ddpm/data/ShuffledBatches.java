package org.panatorch.ddpm.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Which images go into which batch: the index half of PyTorch's {@code DataLoader}.
 *
 * <p>Each epoch has its own order, which depends on the seed and the epoch's number alone: a run that goes on from
 * epoch 7 sees the batches it would have seen without the break. (The order is not PyTorch's for the same seed.)
 *
 * @param count     how many images there are
 * @param batchSize images in a batch; the last one of an epoch may have fewer
 * @param shuffle   false: 0, 1, 2 and so on, in every epoch
 * @param dropLast  leave out a last batch that is not full
 */
public record ShuffledBatches(int count, int batchSize, boolean shuffle, long seed, boolean dropLast) {

    public ShuffledBatches {
        if (count < 0 || batchSize < 1) {
            throw new IllegalArgumentException("batches of " + batchSize + " from " + count + " images");
        }
    }

    /** As the original trains: shuffled, a last batch that may be smaller. */
    public static ShuffledBatches shuffled(int count, int batchSize, long seed) {
        return new ShuffledBatches(count, batchSize, true, seed, false);
    }

    /** Batches in one epoch. */
    public int batchesPerEpoch() {
        return dropLast ? count / batchSize : Math.ceilDiv(count, batchSize);
    }

    /** Images in one epoch: all of them, unless dropLast leaves some out. */
    public int imagesPerEpoch() {
        return dropLast ? count / batchSize * batchSize : count;
    }

    /** The batches of an epoch, each an array of indices. */
    public List<int[]> epoch(long epoch) {
        int[] order = order(epoch);
        List<int[]> batches = new ArrayList<>(batchesPerEpoch());
        for (int i = 0; i < batchesPerEpoch(); i++) {
            int from = i * batchSize;
            batches.add(Arrays.copyOfRange(order, from, (int) Math.min((long) from + batchSize, count)));
        }
        return batches;
    }

    private int[] order(long epoch) {
        int[] order = new int[count];
        Arrays.setAll(order, i -> i);
        if (shuffle) {
            // Mixed twice, so that (seed 1, epoch 2) and (seed 2, epoch 1) have nothing in common.
            var random = new SplittableRandom(mix(mix(seed) + epoch));
            for (int i = count - 1; i > 0; i--) {       // Fisher-Yates
                int j = random.nextInt(i + 1);
                int swapped = order[i];
                order[i] = order[j];
                order[j] = swapped;
            }
        }
        return order;
    }

    /** Stafford's mix 13, SplitMix64's finaliser: neighbouring seeds end up far apart. */
    private static long mix(long z) {
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
