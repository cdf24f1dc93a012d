package org.panatorch.repl;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.panatorch.torch.Tensor;

/** Java typed into the session. */
class JavaModeTest {
    private static Typed repl;

    @BeforeAll
    static void start() {
        repl = Typed.small();
        repl.good("noise 7 at 10 as seven");
    }

    @AfterAll
    static void stop() {
        repl.close();
    }

    @Test
    void theSessionIsInScope() {
        assertThat(repl.good("java model.parameterCount()")).isEqualTo("337\n");
        assertThat(repl.good("java scheduler.steps()")).isEqualTo("20\n");
        assertThat(repl.good("java x.shape()")).isEqualTo("[1, 1, 28, 28]\n");
        assertThat(repl.good("java seven.equal(x)")).isEqualTo("true\n");
        assertThat(repl.good("java model.forward(x, Torch.full(shape(1), 10, dtype(DType.INT64))).shape()"))
                .isEqualTo("[1, 1, 28, 28]\n");
        assertThat(repl.good("java session.seed()")).isEqualTo("0\n");
    }

    @Test
    void commentsAreLeftOut() {
        assertThat(repl.good("java /* a */ // b\n1 + /* c */ 1 // d")).isEqualTo("2\n");
        repl.good("java /** Two. */ int two() { return 2; }");
        assertThat(repl.good("java two()")).isEqualTo("2\n");
        assertThat(repl.good("java // nothing")).isEmpty();
    }

    @Test
    void tensorsPrintTheirValues() {
        assertThat(repl.good("java Torch.arange(6).view(2, 3)")).isEqualTo("tensor([[0, 1, 2],\n        [3, 4, 5]])\n");
        assertThat(repl.good("java Torch.ones(2).div(3)")).isEqualTo("tensor([0.3333, 0.3333])\n");
        assertThat(repl.good("java var big = Torch.zeros(100, 100)")).startsWith("big = tensor([[0.0000")
                .contains("...", "shape=[100, 100]");
        assertThat(repl.good("java Torch.ones(2).eq(1)")).isEqualTo("tensor([True, True])\n");
    }

    @Test
    void whatALineMakesIsFreedUnlessAVariableHoldsIt() {
        repl.good("java Tensor kept = Torch.ones(3).mul(2)");
        repl.good("java kept.sum()");
        long before = Tensor.liveCount();
        repl.good("java for (int i = 0; i < 50; i++) kept.mul(i).add(1);");
        repl.good("java kept.mul(7).sum().item()");
        assertThat(Tensor.liveCount()).isLessThanOrEqualTo(before);
        repl.good("java kept = kept.mul(2)");
        assertThat(repl.good("java kept.sum().item()")).isEqualTo("12.0\n");
    }

    @Test
    void errorsPointAtThePlace() {
        assertThat(repl.bad("java x.mena()")).contains("cannot find symbol", "  x.mena()", "   ^^^^");
        assertThat(repl.bad("java Torch.ones(2).add(Torch.ones(3))")).contains("must match the size");
        assertThat(repl.bad("java Integer.parseInt(\"a\")")).contains("NumberFormatException");
    }

    @Test
    void whatIsMissingYetIsTold() {
        assertThat(repl.good("java int later() { return missing() + 1; }"))
                .isEqualTo("defined, but not complete yet: there is no method missing()\n");
        assertThat(repl.bad("java later()")).isEqualTo("error: not complete yet: there is no method missing()");
        assertThat(repl.good("java int missing() { return 41; }")).isEqualTo("defined\n");
        assertThat(repl.good("java later()")).isEqualTo("42\n");
    }

    @Test
    void javaModeTakesEveryLine() {
        repl.good("java");
        assertThat(repl.interpreter.prompt()).isEqualTo("java> ");
        assertThat(repl.interpreter.isIncomplete("int twice(int a) {")).isTrue();
        assertThat(repl.good("int twice(int a) {\n  return 2 * a;\n}")).isEqualTo("defined\n");
        assertThat(repl.good("twice(21)")).isEqualTo("42\n");
        assertThat(repl.good("class Own extends Layer { public Tensor forward(Tensor x) { return x.mul(2); } }"))
                .isEqualTo("defined\n");
        assertThat(repl.good("new Own().forward(Torch.ones(1))")).isEqualTo("tensor([2.0000])\n");
        repl.good("/exit");
        assertThat(repl.interpreter.prompt()).startsWith("SimpleModel T=20 dpmpp/20 cpu");
    }

    @Test
    void completionKnowsTheSession() {
        assertThat(repl.interpreter.java().complete("java x.mea", 10)).contains("mean(");
    }
}
