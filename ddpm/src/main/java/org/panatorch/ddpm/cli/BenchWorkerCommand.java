package org.panatorch.ddpm.cli;

import static org.panatorch.torch.Keywords.shape;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.panatorch.ddpm.UserException;
import org.panatorch.ddpm.models.ModelKind;
import org.panatorch.ddpm.models.NoisePredictor;
import org.panatorch.ddpm.schedulers.AlphaNoiseScheduler;
import org.panatorch.ddpm.models.Precision;
import org.panatorch.torch.Device;
import org.panatorch.torch.Tensor;
import org.panatorch.torch.TensorOptions;
import org.panatorch.torch.TensorScope;
import org.panatorch.torch.Torch;
import org.panatorch.torch.nn.F;
import org.panatorch.torch.optim.Adam;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * The Java half of scripts/bench.py: reads a task a line ({@code train fp32 128 1} or {@code forward bf16 64 4}: what, in
 * which precision, images, how often), does it, and answers with the milliseconds that one took. The Python half does the
 * same with PyTorch, in turn.
 */
@Command(name = "bench-worker", hidden = true, description = "One side of scripts/bench.py.")
final class BenchWorkerCommand implements Callable<Integer> {
    private static final int STEPS = 2000;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        var console = spec.commandLine().getOut();
        try (var model = ModelKind.AdvUNetModel.create(STEPS);
                var scheduler = new AlphaNoiseScheduler(STEPS, 1e-4, 0.02, Device.CPU);
                var optimizer = new Adam(model.parameters(), 1e-3)) {
            console.printf("ready, %d threads%n", Torch.getNumThreads());
            console.flush();
            var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            for (var line = in.readLine(); line != null; line = in.readLine()) {
                console.printf(Locale.ROOT, "%.3f%n", milliseconds(line.split(" "), model, scheduler, optimizer));
                console.flush();
            }
        }
        return 0;
    }

    private static double milliseconds(String[] task, NoisePredictor model, AlphaNoiseScheduler scheduler, Adam optimizer) {
        var precision = Precision.valueOf(task[1]);
        int batch = Integer.parseInt(task[2]);
        try (var _ = TensorScope.open()) {
            var x = Torch.randn(batch, 1, 28, 28);
            var t = Torch.randint(0, STEPS, shape(batch), TensorOptions.DEFAULT);
            var noise = Torch.randnLike(x);
            int times = Integer.parseInt(task[3]);
            long start = System.nanoTime();
            for (int i = 0; i < times; i++) {
                switch (task[0]) {
                    case "train" -> trainStep(precision, model, scheduler, optimizer, x, t, noise);
                    case "forward" -> forward(precision, model, x, t);
                    default -> throw new UserException("bench-worker: expected train or forward, got " + task[0]);
                }
            }
            return (System.nanoTime() - start) / 1e6 / times;
        }
    }

    private static void trainStep(Precision precision, NoisePredictor model, AlphaNoiseScheduler scheduler, Adam optimizer,
            Tensor x, Tensor t, Tensor noise) {
        try (var _ = TensorScope.open()) {
            optimizer.zeroGrad();
            Tensor loss;
            try (var _ = precision.enter(Device.CPU)) {
                loss = F.mseLoss(model.forward(scheduler.addNoise(x, t, noise), t), noise);
            }
            loss.backward();
            optimizer.step();
            loss.item();
        }
    }

    private static void forward(Precision precision, NoisePredictor model, Tensor x, Tensor t) {
        try (var _ = TensorScope.open(); var _ = Torch.noGrad(); var _ = precision.enter(Device.CPU)) {
            model.forward(x, t);
        }
    }
}
