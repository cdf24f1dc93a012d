package org.panatorch.ddpm.eval;

/**
 * What was found out about a model.
 *
 * @param generated how its images compare with MNIST's training images
 * @param floor the same for MNIST's test images
 * @param told share of the images that are taken for the digit the model was told, 0 to 1; NaN if it knows no labels
 * @param seconds that sampling took
 * @param tstr null if it was left out
 * @param nll null if it was left out
 */
public record Evaluation(Judge.Score generated, Judge.Score floor, double told, double seconds, Tstr tstr, Nll nll) {}
