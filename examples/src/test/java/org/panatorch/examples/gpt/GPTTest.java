package org.panatorch.examples.gpt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.panatorch.torch.Index.NEWAXIS;
import static org.panatorch.torch.Index.to;
import static org.panatorch.torch.Keywords.dtype;
import static org.panatorch.torch.Keywords.shape;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.panatorch.examples.Fixture;
import org.panatorch.examples.gpt.GPT.GPTConfig;
import org.panatorch.torch.DType;
import org.panatorch.torch.Device;
import org.panatorch.torch.TensorScope;
import org.panatorch.torch.Torch;
import org.panatorch.torch.Weights;

/** Against {@code gpt.py} and {@code train.py}: text, batches and what is generated exactly, the rest to 1e-5 (float32). */
class GPTTest {
    private static final double TOLERANCE = 1e-5;

    /** The weights that Python saved, tied ones under both their names. */
    private static GPT load(Text text) {
        var model = new GPT(new GPTConfig(16, text.chars.length(), 2, 2, 32, 0.0, true));
        model.loadStateDict(Weights.load(Fixture.path(GPTTest.class, "gpt.pth")));
        return model;
    }

    @Test
    void threeStepsAndTheTextAfterThemAreThoseOfPython() {
        try (var _ = TensorScope.open()) {
            var fixture = new Fixture(GPTTest.class, "gpt.safetensors");
            var text = new Text(Text.shakespeare());
            assertThat(text.data.size(0)).isEqualTo(fixture.get("length").itemLong());
            fixture.assertEqual(text.data.get(to(1000)), "text");

            var model = load(text);
            fixture.assertClose(model.forward(fixture.get("x")), "logits", TOLERANCE);
            var optimizer = model.configureOptimizers(1e-2, 0.1, 0.9, 0.99);
            for (int step = 0; step < 3; step++) {
                for (var group : optimizer.paramGroups()) {
                    group.lr(Train.getLr(step * 60, 150, 1e-2));
                }
                Torch.manualSeed(step);
                var xy = Train.getBatch(text.data, 4, model.config().blockSize());
                if (step == 0) {
                    fixture.assertEqual(xy.get(0), "x");
                    fixture.assertEqual(xy.get(1), "y");
                }
                double loss = Train.trainStep(model, optimizer, xy.get(0), xy.get(1));
                fixture.assertClose(loss, fixture.number("losses", step), "loss " + step, TOLERANCE);
                if (step != 1) {
                    // a key's bias moves all scores of a row alike, which the softmax does not see
                    fixture.assertStep(model, "step" + step, name -> name.endsWith("c_attn.bias"), TOLERANCE);
                }
            }

            model.eval();
            var idx = text.encode("ROMEO:\n").get(NEWAXIS);
            for (int i = 0; i < 30; i++) {
                idx = Torch.cat(List.of(idx, model.nextProbs(idx, 1.0, null).argmax(1, true)), 1);
            }
            fixture.assertEqual(idx, "greedy");
            Torch.manualSeed(5);
            var generated = model.generate(text.encode("ROMEO:\n").get(NEWAXIS), 40, 0.8, 10);
            fixture.assertEqual(generated, "generated");
            fixture.assertClose(model.nextProbs(generated, 0.8, 10), "probs", TOLERANCE);
            System.out.printf("gpt: worst difference %.1e%n", fixture.worst());
        }
    }

    /** On the meta device a tensor that was made on the CPU by mistake does not mix with the rest, just as on a GPU. */
    @Test
    void aBatchIsWhereTheTextIs() {
        try (var _ = TensorScope.open()) {
            var data = Torch.zeros(shape(100), dtype(DType.INT64).device(Device.META));
            assertThat(Train.getBatch(data, 4, 16)).allSatisfy(part -> {
                assertThat(part.device()).isEqualTo(Device.META);
                assertThat(part.shape()).containsExactly(4, 16);
            });
        }
    }

    /** One parameter under two names: counted, stepped and moved once. */
    @Test
    void theHeadIsTheEmbedding() {
        try (var _ = TensorScope.open()) {
            var model = load(new Text(Text.shakespeare()));
            assertThat(model.namedParameters()).containsKey("transformer.wte.weight").doesNotContainKey("lm_head.weight");
            var state = model.stateDict();
            assertThat(state.get("lm_head.weight").shape()).isEqualTo(shape(state.get("transformer.wte.weight").shape()));
            state.get("transformer.wte.weight").fill_(0.5);
            assertThat(state.get("lm_head.weight").min().item()).isEqualTo(0.5);
        }
    }
}
