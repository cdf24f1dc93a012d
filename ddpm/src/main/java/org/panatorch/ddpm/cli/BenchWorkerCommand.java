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
import org.panatorch.torch.CudaGraph;
import org.panatorch.torch.CudaStream;
import org.panatorch.torch.Device;
import org.panatorch.torch.Tensor;
import org.panatorch.torch.TensorOptions;
import org.panatorch.torch.TensorScope;
import org.panatorch.torch.Torch;
import org.panatorch.torch.nn.F;
import org.panatorch.torch.optim.Adam;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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

    @Mixin
    private DeviceOption where;

    private Device device;
    private NoisePredictor model;
    private AlphaNoiseScheduler scheduler;
    private Adam optimizer;

    @Override
    public Integer call() throws IOException {
        var console = spec.commandLine().getOut();
        device = where.device();
        try (var scope = TensorScope.open(); var net = ModelKind.AdvUNetModel.create(STEPS);
                var noising = new AlphaNoiseScheduler(STEPS, 1e-4, 0.02, device);
                var adam = new Adam(net.on(device).parameters(), 1e-3)) {
            model = net;
            scheduler = noising;
            optimizer = adam;
            console.printf("ready, %d threads%n", Torch.getNumThreads());
            console.flush();
            var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            for (var line = in.readLine(); line != null; line = in.readLine()) {
                console.printf(Locale.ROOT, "%.3f%n", milliseconds(line.split(" ")));
                console.flush();
            }
        }
        return 0;
    }

    /** What a turn computes with, and the last loss or prediction. */
    private record Turn(Precision precision, Tensor x, Tensor t, Tensor noise, Tensor[] last) {}

    private double milliseconds(String[] task) {
        int batch = Integer.parseInt(task[2]);
        int times = Integer.parseInt(task[3]);
        try (var _ = TensorScope.open()) {
            var x = Torch.randn(batch, 1, 28, 28).to(device);
            var t = Torch.randint(0, STEPS, shape(batch), TensorOptions.DEFAULT).to(device);
            var turn = new Turn(Precision.valueOf(task[1]).check(device), x, t, Torch.randnLike(x), new Tensor[1]);
            return switch (task[0]) {
                case "train" -> timed(times, turn, () -> train(() -> gradients(turn)));
                case "graph" -> graphed(times, turn);
                case "forward" -> timed(times, turn, () -> forward(turn));
                default -> throw new UserException("bench-worker: expected train, graph or forward, got " + task[0]);
            };
        }
    }

    private double timed(int times, Turn turn, Runnable work) {
        if (device.type() == Device.Type.CUDA) {
            Torch.cudaSynchronize();
        }
        long start = System.nanoTime();
        for (int i = 0; i < times; i++) {
            try (var _ = TensorScope.open()) {
                work.run();
                if (i == times - 1) {
                    turn.last[0].item();
                }
            }
        }
        return (System.nanoTime() - start) / 1e6 / times;
    }

    private void train(Runnable gradients) {
        optimizer.zeroGrad();
        gradients.run();
        optimizer.step();
    }

    private void gradients(Turn turn) {
        Tensor loss;
        try (var _ = turn.precision.enter(device)) {
            loss = F.mseLoss(model.forward(scheduler.addNoise(turn.x, turn.t, turn.noise), turn.t), turn.noise);
        }
        loss.backward();
        turn.last[0] = loss;
    }

    private double graphed(int times, Turn turn) {
        try (var stream = CudaStream.create(); var _ = stream.enter()) {
            for (int i = 0; i < 3; i++) {
                optimizer.zeroGrad();
                gradients(turn);
            }
            optimizer.zeroGrad();
            try (var graph = CudaGraph.capture(stream, () -> gradients(turn))) {
                return timed(times, turn, () -> {
                    graph.replay();
                    optimizer.step();
                });
            }
        }
    }

    private void forward(Turn turn) {
        try (var _ = Torch.noGrad(); var _ = turn.precision.enter(device)) {
            turn.last[0] = model.forward(turn.x, turn.t).sum();
        }
    }
}
