package org.panatorch.ddpm.sample;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.panatorch.ddpm.Fixtures.assertClose;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.panatorch.ddpm.Fixtures;
import org.panatorch.ddpm.models.Objective;
import org.panatorch.ddpm.sample.DpmSolver.SolverType;
import org.panatorch.ddpm.schedulers.AlphaNoiseScheduler;
import org.panatorch.ddpm.schedulers.NoiseSchedule;
import org.panatorch.ddpm.models.Precision;
import org.panatorch.torch.DType;
import org.panatorch.torch.Device;
import org.panatorch.torch.StateDict;
import org.panatorch.torch.Tensor;
import org.panatorch.torch.TensorScope;

/**
 * Whole trajectories against the papers' formulas in float64 (scripts/make_sampler_fixtures.py), with a model whose best
 * answer is known. The samplers run on float64 images here; what remains is that the schedules are float32.
 */
class SamplerFormulasTest {
    private static final double TOLERANCE = 1e-6;
    private static final Map<String, NoiseSchedule> SCHEDULES = Map.of(
            "linear", new NoiseSchedule(NoiseSchedule.Kind.linear, 1000, 1e-4, 0.02, false),
            "short", new NoiseSchedule(NoiseSchedule.Kind.linear, 50, 1e-4, 0.2, false),
            "zero", new NoiseSchedule(NoiseSchedule.Kind.cosine, 100, 1e-4, 0.02, true));
    private static final Map<String, SamplingMethod> METHODS = Map.ofEntries(
            entry("fixedsmall", new Ancestral(Ancestral.Variance.fixedsmall)),
            entry("fixedlarge", new Ancestral(Ancestral.Variance.fixedlarge)),
            entry("ddim0", new Ddim(0)), entry("ddim0_5", new Ddim(0.5)), entry("ddim1", new Ddim(1)),
            entry("dpmpp", new DpmSolver(0, SolverType.midpoint)), entry("dpmpp-heun", new DpmSolver(0, SolverType.heun)),
            entry("dpmpp0_5", new DpmSolver(0.5, SolverType.midpoint)), entry("dpmpp0_5-heun", new DpmSolver(0.5, SolverType.heun)),
            entry("dpmpp1", new DpmSolver(1, SolverType.midpoint)), entry("dpmpp1-heun", new DpmSolver(1, SolverType.heun)),
            entry("euler", new Euler()), entry("heun", new Heun()));
    private static final Map<String, Clipping> CLIPPINGS = Map.of(
            "none", Clipping.NONE, "unit", Clipping.UNIT, "dynamic", new Clipping.Dynamic(0.8));

    private TensorScope scope;
    private StateDict fixture;

    @BeforeEach
    void open() {
        scope = TensorScope.open();
        fixture = Fixtures.load("samplers.safetensors");
    }

    @AfterEach
    void close() {
        scope.close();
    }

    private Denoiser denoiser(AlphaNoiseScheduler scheduler, Objective objective) {
        return new Denoiser(new MixtureModel(scheduler, objective, fixture.get("a"), 0.3), scheduler, objective,
                Device.CPU, Precision.fp32);
    }

    /** The draws of a fixture, one after the other. */
    private Supplier<Tensor> draws(String name) {
        var all = fixture.get(name);
        int[] next = {0};
        return () -> all.select(0, next[0]++);
    }

    @Test
    void everyCaseOfTheFixtureIsTested() {
        assertThat(fixture.keys().stream().filter(k -> SCHEDULES.containsKey(k.split("\\.")[0]))).hasSize(31);
    }

    @ParameterizedTest
    @EnumSource
    void trajectoriesAreThoseOfTheFormulas(Objective objective) {
        for (var key : List.copyOf(fixture.keys())) {
            var parts = key.split("\\.");
            if (!SCHEDULES.containsKey(parts[0]) || objective == Objective.epsilon && parts[0].equals("zero")) {
                continue;
            }
            try (var _ = TensorScope.open(); var scheduler = SCHEDULES.get(parts[0]).scheduler(Device.CPU)) {
                int n = Integer.parseInt(parts[3]);
                var timesteps = Timesteps.of(Spacing.valueOf(parts[2]), n, new NoiseLevels(scheduler));
                var states = new Tensor[n + 1];
                int[] step = {0};
                new Sampler(denoiser(scheduler, objective).clipped(CLIPPINGS.get(parts[4])), METHODS.get(parts[1]), timesteps)
                        .from(fixture.get("start"), timesteps.first(), () -> fixture.get("z").select(0, step[0]),
                                (_, x) -> states[++step[0]] = x.copy().keep(), () -> false);
                int[] shown = {1, 2, (n + 1) / 2, n - 1, n};
                for (int i = 0; i < shown.length; i++) {
                    assertClose(objective + ", " + key + ", after step " + shown[i], states[shown[i]],
                            fixture.get(key).select(0, i), TOLERANCE);
                }
            }
        }
    }

    /** The cosine schedule begins at a sigma of 40,000: a step that subtracts two numbers so large loses four digits of seven. */
    @ParameterizedTest
    @ValueSource(strings = {"ddim0", "dpmpp", "dpmpp-heun", "euler", "heun"})
    void float32IsEnough(String method) {
        try (var scheduler = new NoiseSchedule(NoiseSchedule.Kind.cosine, 2000, 1e-4, 0.02, false).scheduler(Device.CPU)) {
            var timesteps = Timesteps.of(Spacing.trailing, 15, new NoiseLevels(scheduler));
            Function<DType, Tensor> sampled = dtype -> {
                var model = new MixtureModel(scheduler, Objective.x0, fixture.get("a").to(dtype), 0.3);
                var denoiser = new Denoiser(model, scheduler, Objective.x0, Device.CPU, Precision.fp32).clipped(Clipping.UNIT);
                return new Sampler(denoiser, METHODS.get(method), timesteps)
                        .from(fixture.get("start").to(dtype), timesteps.first(), () -> null, (_, _) -> {}, () -> false);
            };
            assertClose(method, sampled.apply(DType.FLOAT32).to(DType.FLOAT64), sampled.apply(DType.FLOAT64), 1e-5);
        }
    }

    private static NoiseLevels linear(int steps) {
        try (var scheduler = new AlphaNoiseScheduler(steps, 1e-4, 0.02, Device.CPU)) {
            return new NoiseLevels(scheduler);
        }
    }

    @ParameterizedTest
    @EnumSource
    void spacings(Spacing spacing) {
        for (int[] of : new int[][] {{2, 1000}, {10, 1000}, {20, 2000}, {7, 50}, {50, 50}}) {
            var expected = fixture.get("timesteps." + spacing + "." + of[0] + "." + of[1]).toLongArray();
            var timesteps = Timesteps.of(spacing, of[0], linear(of[1]));
            assertThat(java.util.Arrays.stream(timesteps.toArray()).asLongStream().toArray()).isEqualTo(expected);
            assertThat(expected).doesNotHaveDuplicates();
        }
        assertThat(Timesteps.of(spacing, 1, linear(100)).count()).isEqualTo(1);
        for (int n = 2; n <= 60; n++) {
            assertThat(Timesteps.of(spacing, n, linear(60)).toArray()).doesNotHaveDuplicates().hasSize(n);
        }
    }

    @Test
    void timestepsLeadDownFromAnywhere() {
        var timesteps = Timesteps.of(Spacing.trailing, 4, linear(100));
        assertThat(timesteps.toArray()).containsExactly(99, 74, 49, 24);
        assertThat(timesteps.next(80)).isEqualTo(74);
        assertThat(timesteps.next(24)).isEqualTo(NoiseLevels.CLEAN);
        assertThat(timesteps.from(60).toArray()).containsExactly(60, 49, 24);
        assertThat(Timesteps.all(3).toArray()).containsExactly(2, 1, 0);
    }

    /**
     * Normal pixels, deviation 0.5: the flow scales x_t with the deviation that x_t has. Twice the steps make the error at
     * t = 0 half as large (first order), or a quarter (second order).
     */
    @ParameterizedTest
    @CsvSource({"ddim0, 1", "euler, 1", "dpmpp, 2", "dpmpp-heun, 2", "heun, 2"})
    void convergenceHasItsOrder(String method, double order) {
        double s = 0.5;
        try (var scheduler = SCHEDULES.get("linear").scheduler(Device.CPU)) {
            var zero = fixture.get("a").mul(0);
            var denoiser = new Denoiser(new MixtureModel(scheduler, Objective.epsilon, zero, s), scheduler, Device.CPU,
                    Precision.fp32);
            var levels = denoiser.levels();
            IntFunction<Double> error = n -> {
                var steps = Timesteps.of(Spacing.linspace, n, linear(1000));
                var x = fixture.get("start");
                double deviation = Math.sqrt(levels.alphaBar(999) * (s * s - 1) + 1);
                var exact = x.mul(Math.sqrt(levels.alphaBar(0) * (s * s - 1) + 1) / deviation);
                try (var run = METHODS.get(method).start(denoiser)) {
                    for (int t = 999; t != 0; t = steps.next(t)) {
                        x = run.step(x, t, steps.next(t), () -> null);
                    }
                }
                return Fixtures.difference(x, exact);
            };
            // the schedule's float32 and its whole timesteps leave the order a little off
            double observed = Math.log(error.apply(38) / error.apply(112)) / Math.log(111.0 / 37);
            assertThat(observed).as("order").isBetween(order - 0.25, order + 0.35);
        }
    }

    @Test
    void inversionIsDdimTheOtherWay() {
        try (var scheduler = SCHEDULES.get("linear").scheduler(Device.CPU)) {
            var denoiser = denoiser(scheduler, Objective.epsilon);
            var timesteps = Timesteps.of(Spacing.trailing, 10, linear(1000));
            var image = fixture.get("image");
            assertClose("x_T", new DdimInversion(denoiser, timesteps, 0).invert(image, (_, _) -> {}, () -> false),
                    fixture.get("inverted"), TOLERANCE);
            // solved to the end, DDIM leads back to where it began
            var refined = new DdimInversion(denoiser, Timesteps.of(Spacing.trailing, 50, linear(1000)), 30)
                    .invert(image, (_, _) -> {}, () -> false);
            var back = new Sampler(denoiser, new Ddim(0), Timesteps.of(Spacing.trailing, 50, linear(1000)))
                    .from(refined, 999, () -> null, (_, _) -> {}, () -> false);
            assertClose("there and back", back, image, TOLERANCE);
        }
    }

    @Test
    void slerpIsTheFormulas() {
        assertClose("slerp", Slerp.between(fixture.get("start"), fixture.get("image"), 0.3), fixture.get("slerp"), 1e-12);
        var a = fixture.get("start");
        assertClose("at 0", Slerp.between(a, fixture.get("image"), 0), a, 1e-12);
        assertClose("parallel", Slerp.between(a, a.mul(2), 0.5), a.mul(1.5), 1e-12);
    }

    @Test
    void repaintIsTheFormulas() {
        try (var scheduler = SCHEDULES.get("linear").scheduler(Device.CPU)) {
            var sampler = new Sampler(denoiser(scheduler, Objective.epsilon), METHODS.get("fixedsmall"),
                    Timesteps.of(Spacing.trailing, 10, linear(1000)));
            var draws = draws("draws");
            boolean[] begun = {false};
            var filled = new RePaint(sampler, 3).inpaint(fixture.get("image"), fixture.get("mask"), () -> {
                if (!begun[0]) {
                    begun[0] = true;
                    return fixture.get("start").copy();
                }
                return draws.get();
            }, (_, _) -> {}, () -> false);
            assertClose("filled in", filled, fixture.get("repaint"), TOLERANCE);
            assertClose("the known part", filled.mul(fixture.get("mask")), fixture.get("image").mul(fixture.get("mask")), 0);
        }
    }
}
