package org.panatorch.examples.mnist;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.panatorch.ddpm.data.Split;
import org.panatorch.examples.Fixture;
import org.panatorch.torch.TensorScope;
import org.panatorch.torch.Torch;
import org.panatorch.torch.optim.Adadelta;
import org.panatorch.torch.optim.lr_scheduler.StepLR;

/** Against {@code mnist.py}: images and initial weights to the last bit, the rest to 2e-6 (float32). */
class MnistTest {
    private static final double TOLERANCE = 2e-6;

    @Test
    void threeStepsAreThoseOfPython() {
        try (var _ = TensorScope.open()) {
            var fixture = new Fixture(MnistTest.class, "mnist.safetensors");
            Torch.manualSeed(1);
            var model = new Mnist.Net();
            model.namedParameters().forEach((name, p) ->
                    assertThat(Fixture.bits(p)).as(name).isEqualTo(fixture.get("bits." + name).itemLong()));

            var data = fixture.get("data");
            var target = fixture.get("target");
            model.eval();
            try (var _ = Torch.noGrad()) {
                fixture.assertClose(model.forward(data), "output", TOLERANCE);
            }
            model.train(true);
            Torch.manualSeed(2);       // dropout draws what it draws in Python
            var optimizer = new Adadelta(model.parameters(), 1.0);
            var scheduler = new StepLR(optimizer, 1, 0.7);
            for (int step = 0; step < 3; step++) {
                double loss = Mnist.trainStep(model, optimizer, data, target);
                scheduler.step();
                fixture.assertClose(loss, fixture.number("losses", step), "loss " + step, TOLERANCE);
                if (step != 1) {
                    fixture.assertStep(model, "step" + step, _ -> false, TOLERANCE);
                }
            }
            System.out.printf("mnist: worst difference %.1e%n", fixture.worst());
        }
    }

    @Test
    void theImagesAreThoseOfPython() {
        try (var _ = TensorScope.open()) {
            var fixture = new Fixture(MnistTest.class, "mnist.safetensors");
            var images = Mnist.mnist(Split.TEST);
            assertThat(images.size()).isEqualTo(10_000);
            var eight = IntStream.range(0, 8).mapToObj(images::get).toList();
            fixture.assertEqual(Torch.stack(eight.stream().map(sample -> sample.get(0)).toList()), "data");
            fixture.assertEqual(Torch.stack(eight.stream().map(sample -> sample.get(1)).toList()), "target");
        }
    }
}
