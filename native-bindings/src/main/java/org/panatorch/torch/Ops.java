package org.panatorch.torch;

/** What the chapters of {@link Tensor}'s methods have in common. */
sealed interface Ops permits PointwiseOps, MathOps, SpecialOps, LogicOps, ReductionOps, StatisticsOps, KeepdimOps, SortingOps,
        MatrixOps, ShapeOps, LayoutOps, IndexingOps, ScatterOps, InPlaceOps, RandomOps, GradOps, DataOps {

    /** The tensor itself: {@link Tensor} is the only class there is. */
    default Tensor self() {
        return (Tensor) this;
    }
}
