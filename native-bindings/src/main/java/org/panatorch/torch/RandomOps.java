package org.panatorch.torch;

import static org.panatorch.torch.Keywords.kw;

/**
 * Filling a tensor with random numbers, from the default generator or one of its own. Every model begins with these, so
 * their overloads are named: nothing has to be looked up among all operators.
 */
sealed interface RandomOps extends Ops permits Tensor {

    /** {@code this.uniform_(from, to)}. */
    default Tensor uniform_(double from, double to) {
        return Torch.op("uniform_.default").callTensor(self(), from, to);
    }

    /** {@code this.uniform_(from, to, generator=generator)}. */
    default Tensor uniform_(double from, double to, Generator generator) {
        return Torch.op("uniform_.default").callTensor(self(), from, to, kw("generator", generator));
    }

    /** {@code this.normal_(mean, std)}. */
    default Tensor normal_(double mean, double std) {
        return Torch.op("normal_.default").callTensor(self(), mean, std);
    }

    /** {@code this.normal_(mean, std, generator=generator)}. */
    default Tensor normal_(double mean, double std, Generator generator) {
        return Torch.op("normal_.default").callTensor(self(), mean, std, kw("generator", generator));
    }

    /** {@code this.bernoulli_(p)}. */
    default Tensor bernoulli_(double p) {
        return Torch.op("bernoulli_.float").callTensor(self(), p);
    }

    /** {@code this.bernoulli_(p, generator=generator)}. */
    default Tensor bernoulli_(double p, Generator generator) {
        return Torch.op("bernoulli_.float").callTensor(self(), p, kw("generator", generator));
    }

    /** {@code this.exponential_(lambd)}. */
    default Tensor exponential_(double lambd) {
        return Torch.op("exponential_").callTensor(self(), lambd);
    }

    /** {@code this.exponential_(lambd, generator=generator)}. */
    default Tensor exponential_(double lambd, Generator generator) {
        return Torch.op("exponential_").callTensor(self(), lambd, kw("generator", generator));
    }

    /** {@code this.random_(from, to)}: integers, {@code to} excluded. */
    default Tensor random_(long from, long to) {
        return Torch.op("random_.from").callTensor(self(), from, to);
    }

    /** {@code this.random_(from, to, generator=generator)}: integers, {@code to} excluded. */
    default Tensor random_(long from, long to, Generator generator) {
        return Torch.op("random_.from").callTensor(self(), from, to, kw("generator", generator));
    }

    /** {@code torch.bernoulli(this)}: ones with these probabilities. */
    default Tensor bernoulli() {
        return Torch.op("bernoulli").callTensor(self());
    }

    /** {@code torch.multinomial(this, num_samples)}: indices drawn with these weights, each at most once. */
    default Tensor multinomial(long numSamples) {
        return multinomial(numSamples, false);
    }

    /** {@code torch.multinomial(this, num_samples, replacement)}: indices drawn with these weights. */
    default Tensor multinomial(long numSamples, boolean replacement) {
        return Torch.op("multinomial").callTensor(self(), numSamples, replacement);
    }

    /** {@code torch.multinomial(this, num_samples, replacement, generator=generator)}. */
    default Tensor multinomial(long numSamples, boolean replacement, Generator generator) {
        return Torch.op("multinomial").callTensor(self(), numSamples, replacement, kw("generator", generator));
    }

    /** {@code torch.poisson(this)}: random counts of these rates. */
    default Tensor poisson() {
        return Torch.op("poisson").callTensor(self());
    }

    /** {@code torch.binomial(this, prob)}: random counts out of this many. */
    default Tensor binomial(Tensor prob) {
        return Torch.op("binomial").callTensor(self(), prob);
    }
}
