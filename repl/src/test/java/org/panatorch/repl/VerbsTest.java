package org.panatorch.repl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.panatorch.ddpm.eval.Features;
import org.panatorch.ddpm.eval.Gaussian;
import org.panatorch.ddpm.eval.Generation;
import org.panatorch.ddpm.eval.Yardstick;
import org.panatorch.ddpm.sample.SamplerKind;
import org.panatorch.ddpm.sample.SamplingConfig;
import org.panatorch.torch.Device;

/** Each verb, without a terminal. */
class VerbsTest {
    @TempDir
    private Path folder;

    private Typed repl;

    @BeforeEach
    void start() {
        repl = Typed.small();
    }

    @AfterEach
    void stop() {
        repl.close();
    }

    @Test
    void everyVerbHasHelpWithAnExample() {
        assertThat(repl.good("help")).contains("sample", "Timesteps", "quit");
        for (var verb : repl.interpreter.verbs().all()) {
            assertThat(repl.good("help " + verb.name())).contains("Usage: " + verb.name(), "Example: " + verb.name());
        }
    }

    @Test
    void theExamplesWork() {
        repl.good("sample 2 as a");
        repl.good("sample 2 --seed 1 as b");
        repl.good("noise 7 at 10");
        for (var verb : repl.interpreter.verbs().all()) {
            // these need a network, a file of another test's making, or a minute, or write where the tests stand
            if (!List.of("load", "eval", "save", "train", "download", "script", "grid", "schedule", "trace", "quit").contains(verb.name())) {
                assertThat(repl.good(verb.example())).as(verb.example()).isNotNull();
            }
        }
    }

    @Test
    void savedWeightsLoadAgain() {
        for (var name : List.of("w.pth", "w.safetensors")) {
            var file = folder.resolve(name);
            repl.good("save " + file);
            var before = repl.good("sample 2");
            repl.good("use model SimpleModel");
            assertThat(repl.good("load " + file)).contains("SimpleModel, T = 20, 337 parameters");
            assertThat(picture(repl.good("sample 2"))).isEqualTo(picture(before));
        }
    }

    @Test
    void loadAloneBringsTheModelThatComesWithTheProgram() {
        assertThat(repl.good("load")).contains("AdvUNetModel, T = 2000, 558,753 parameters");
        assertThat(repl.good("use")).contains("weights from digits.safetensors");
    }

    /** In small: the figure is that of the session's model, sampler and seed. */
    @Test
    void evalMeasuresTheModelInUse() throws Exception {
        repl.good("seed 5");
        repl.good("use sampler ddim");
        repl.good("use sampling-steps 3");
        var json = new ObjectMapper().readTree(
                repl.good("eval --n 60 --tstr-steps 0 --nll-images 2 --nll-evaluations 3 --json"));
        var session = repl.session;
        try (var yardstick = Yardstick.shipped(Device.CPU)) {
            var images = new Generation(session.unguided(), SamplingConfig.of(SamplerKind.ddim).steps(3), 5, 1)
                    .images(60, _ -> {});
            try (var features = Features.of(yardstick.classifier(), images, Device.CPU, _ -> {});
                    var gaussian = Gaussian.of(features.values())) {
                double fid = gaussian.frechetDistance(yardstick.reference());
                assertThat(json.at("/generated/fid").asDouble()).isCloseTo(fid, within(1e-6 * fid));
            }
        }
        assertThat(json.at("/sampling/sampler").asText()).isEqualTo("ddim");
        assertThat(json.at("/weights").asText()).isEqualTo("fresh");
        assertThat(json.at("/nll/bitsPerDim").asDouble()).isPositive();
        assertThat(repl.bad("eval --n 1")).contains("--n", "got 1");
    }

    @Test
    void evalNeedsAModel() {
        try (var empty = new Typed()) {
            assertThat(empty.bad("eval")).contains("no model yet");
        }
    }

    /** The lines of the pictures: what comes after tells how long it took. */
    private static List<String> picture(String text) {
        return text.lines().limit(14).toList();
    }

    @Test
    void aSeedMeansTheSamePictures() {
        repl.good("seed 5");
        var one = repl.good("sample 1 as one");
        repl.good("sample 1 --seed 6 as other");
        assertThat(picture(repl.good("show other"))).isNotEqualTo(picture(one));
        assertThat(picture(repl.good("sample"))).isEqualTo(picture(one));
        assertThat(repl.good("compare one last")).contains("MSE 0.00000");
    }

    @Test
    void walkingBackAndForthLeadsToTheSamePlace() {
        repl.good("use sampler ancestral");
        repl.good("sample 1 as a");
        repl.good("at 10");
        var there = repl.good("java x.sum().item()");
        repl.good("step 4");
        repl.good("back 4");
        assertThat(repl.good("java x.sum().item()")).isEqualTo(there);
        repl.good("run as again");
        assertThat(repl.good("compare a again")).contains("MSE 0.00000");
        repl.good("at 10");
        repl.good("branch 7");
        repl.good("run as other");
        assertThat(repl.good("compare a other")).doesNotContain("MSE 0.00000");
        assertThat(repl.good("vars").lines().filter(line -> line.startsWith("other")))
                .singleElement().asString().contains("branch 7 at t = 10, run to the image by ancestral, sampling-steps all");
    }

    @Test
    void samplersAreChosenAndMakeOtherPictures() {
        assertThat(repl.interpreter.prompt()).isEqualTo("SimpleModel T=20 dpmpp/20 cpu> ");
        repl.good("sample 1 as a");
        assertThat(repl.good("use sampler ddim")).contains("sampler    ddim, sampling-steps 50, spacing trailing, eta 0.0, clip yes");
        repl.good("use sampling-steps 4");
        repl.good("use eta 1");
        repl.good("use spacing linspace");
        repl.good("use clip 0.9");
        assertThat(repl.interpreter.prompt()).startsWith("SimpleModel T=20 ddim/4 cpu");
        assertThat(repl.good("sample 1 as b")).contains("4 steps");
        assertThat(repl.good("compare a b")).doesNotContain("MSE 0.00000");
        assertThat(repl.good("vars")).contains("sample 1, seed 0, ddim, sampling-steps 4, spacing linspace, eta 1.0, clip threshold 0.9");
        assertThat(repl.good("trace")).contains("t=19", "t=13", "t=6", "t=0", "x0");
        assertThat(repl.good("use sampler ancestral")).contains("sampling-steps all, variance fixedsmall, clip no");
        assertThat(repl.good("sample")).contains("20 steps");
        assertThat(repl.good("use sampling-steps 7")).contains("ancestral, sampling-steps 7, spacing trailing, variance fixedsmall, clip yes");
        repl.good("use clip off");
        assertThat(repl.good("use sampling-steps 8")).contains("clip no");
    }

    /** The steps of a walk are the sampler's, those of a multistep method too, and another sampler goes another way. */
    @Test
    void theWalkTakesTheSamplersSteps() {
        repl.good("use sampling-steps 5");
        repl.good("use spacing trailing");
        repl.good("use eta 0");
        repl.good("noise 7 at 19 as start");
        repl.good("step");
        assertThat(repl.interpreter.prompt()).endsWith("t=15> ");
        repl.good("step 2");
        assertThat(repl.interpreter.prompt()).endsWith("t=7> ");
        repl.good("run as byparts");
        repl.good("at 19");
        assertThat(repl.good("branch 5")).contains("dpmpp adds no noise");
        repl.good("run as whole");
        assertThat(repl.good("compare byparts whole")).contains("MSE 0.00000, largest difference 0.0000");
        repl.good("back");
        assertThat(repl.interpreter.prompt()).endsWith("t=3> ");
        repl.good("at 19");
        repl.good("use sampler heun");
        repl.good("run to 10");
        assertThat(repl.interpreter.prompt()).endsWith("t=10> ");
        repl.good("run as other");
        assertThat(repl.good("compare whole other")).doesNotContain("MSE 0.00000");
    }

    @Test
    void editingKeepsTheMoreTheLessNoiseThereIs() {
        repl.good("use model UNetModel");
        repl.good("noise 7 at 0 as seven");
        repl.good("edit 7 at 0 as near");
        repl.good("edit 7 at 19 as far");
        assertThat(mse("seven", "near")).isLessThan(mse("seven", "far"));
        assertThat(repl.good("trace")).contains("t=19", "x0");
    }

    private double mse(String a, String b) {
        var matcher = java.util.regex.Pattern.compile("MSE ([0-9.]+)").matcher(repl.good("compare " + a + " " + b));
        assertThat(matcher.find()).isTrue();
        return Double.parseDouble(matcher.group(1));
    }

    @Test
    void inpaintingLeavesTheKnownHalf() {
        repl.good("java var digit = session.digits().get(7, 0).keep()");
        assertThat(repl.good("inpaint 7 --hole right --resample 2 as filled")).contains("filled: 1 image, 20 steps");
        assertThat(repl.good("java filled.narrow(3, 0, 14).equal(digit.narrow(3, 0, 14))")).isEqualTo("true\n");
        assertThat(repl.good("java filled.narrow(3, 14, 14).equal(digit.narrow(3, 14, 14))")).isEqualTo("false\n");
    }

    @Test
    void invertedPicturesComeBack() {
        repl.good("use sampler ddim");
        repl.good("use clip off");
        repl.good("java var digit = session.digits().get(7, 0).keep()");
        repl.good("invert 7 --refine 20 as noise");
        assertThat(repl.interpreter.prompt()).endsWith("t=19> ");
        repl.good("run as back");
        var off = repl.good("java back.sub(digit).abs().max().item()").strip();
        assertThat(Double.parseDouble(off)).isLessThan(1e-3);
    }

    @Test
    void interpolationHasItsEnds() {
        for (var sampler : new String[] {"use eta 0", "use sampler dpmpp", "use sampler ancestral", "use sampler heun"}) {
            repl.good(sampler);
            repl.good("sample 1 --seed 1 as one");
            repl.good("sample 1 --seed 2 as two");
            repl.good("interpolate 1 2 --frames 3 as way");
            assertThat(repl.good("java way.narrow(0, 0, 1).sub(one).abs().max().item() < 1e-4")).as(sampler).isEqualTo("true\n");
            assertThat(repl.good("java way.narrow(0, 2, 1).sub(two).abs().max().item() < 1e-4")).as(sampler).isEqualTo("true\n");
            assertThat(repl.good("java way.narrow(0, 1, 1).sub(one).abs().max().item() > 0.01")).as(sampler).isEqualTo("true\n");
        }
    }

    /** Fresh noise on the way would make all frames alike, and none of them a result. */
    @Test
    void resultsAreInterpolatedWithoutNoise() {
        repl.good("sample 1 --seed 1 as one");
        assertThat(repl.good("interpolate one 2 --frames 2 as way")).contains("2 images");
        assertThat(repl.good("vars")).containsPattern("interpolate one 2, dpmpp,[^\\]]*eta 0\\.0");
        repl.good("use eta 0");
        repl.good("sample 1 --seed 2 as two");
        assertThat(repl.good("java way.narrow(0, 1, 1).sub(two).abs().max().item() < 1e-4")).isEqualTo("true\n");
        assertThat(repl.good("interpolate one two --frames 2")).contains("2 images");
        repl.good("use sampler ancestral");
        assertThat(repl.bad("interpolate one 2")).contains("ancestral draws noise", "use sampler dpmpp");
    }

    @Test
    void aSavedModelTellsItsScheduleAndObjective() {
        repl.good("use objective v");
        repl.good("use schedule cosine zero");
        var file = folder.resolve("v.safetensors");
        repl.good("save " + file);
        repl.good("use schedule linear");
        repl.good("use objective epsilon");
        repl.good("load " + file);
        assertThat(repl.good("use")).contains("schedule   cosine, zero terminal SNR", "objective  v");
        assertThat(repl.good("sample 2")).contains("2 images, 20 steps");
        assertThat(repl.bad("use objective epsilon")).contains("use x0 or v");
        repl.good("use label 3");
        assertThat(repl.bad("sample")).contains("label 3: the model was trained without labels; use label none");
        repl.good("use label none");
        repl.good("sample");
    }

    @Test
    void aNameThatLooksLikeANumberOfOursStays() {
        repl.good("seed 7");
        repl.good("sample as r1");
        repl.good("sample as r2");
        assertThat(repl.good("sample")).contains("r3: 1 image");
        assertThat(repl.good("vars")).contains("r1", "r2", "r3");
    }

    @Test
    void whatTheSamplerDoesNotHeedIsRefused() {
        repl.good("use sampler euler");
        assertThat(repl.bad("use eta 0.5")).contains("use eta: expected sampler ddim or dpmpp, which heed it, got euler");
        assertThat(repl.bad("use solver-type midpoint")).contains("use solver-type: expected sampler dpmpp, which heeds it, got euler");
    }

    @Test
    void whatWasClosedInJavaIsToldInOneLine() {
        repl.good("sample");
        repl.good("java x.close()");
        assertThat(repl.bad("at")).contains("this tensor is closed").contains("is made anew by a command").doesNotContain("Exception", "debug");
        repl.good("sample");
        repl.good("at");
    }

    @Test
    void aCheckpointTellsItsScheduleAndObjective() {
        repl.good("train --preset original --model SimpleModel --limit 32 --epochs 1 --steps 10 --schedule cosine --objective v --out " + folder);
        repl.good("use model SimpleModel");
        repl.good("use schedule linear");
        repl.good("use objective epsilon");
        repl.good("load " + folder.resolve("checkpoint-00000001.pth"));
        assertThat(repl.good("use")).contains("schedule   cosine", "objective  v");
    }

    @Test
    void atTellsTheNumbersOfATimestep() throws Exception {
        repl.good("noise 7 at 19");
        assertThat(repl.good("at 5")).contains("t 5 of 19 (by the forward process)", "alpha-bar", "true x0",
                "predicted noise", "mean square error");
        var json = new ObjectMapper().readTree(repl.good("at --json"));
        double alphaBar = json.get("alpha-bar").asDouble();
        assertThat(json.get("SNR").asDouble()).isEqualTo(alphaBar / (1 - alphaBar));
        assertThat(json.get("t").asInt()).isEqualTo(5);
        assertThat(json.get("x_t").get("std").asDouble()).isBetween(0.1, 2.0);
        assertThat(json.get("MSE of the noise").asDouble()).isPositive();
        assertThat(repl.good("at -1")).contains("all steps are undone");
        assertThat(repl.bad("run to 5")).contains("run to: already at the image; at 5 or back N");
        repl.good("use sampling-steps 5");
        repl.good("use spacing trailing");
        repl.good("sample");
        assertThat(repl.bad("at 10")).contains("t = 10 has not been visited; the nearest are 11 and 7");
    }

    @Test
    void picturesGoToFiles() throws Exception {
        repl.good("sample 4 as a --out " + folder.resolve("s.png"));
        repl.good("grid a --out " + folder.resolve("g.png"));
        repl.good("trace --out " + folder.resolve("t.png"));
        repl.good("trace --out " + folder.resolve("t.gif"));
        repl.good("trace --t 19,10,-1 --image 1 --out " + folder.resolve("three.png"));
        repl.good("forward 3 --out " + folder.resolve("f.png"));
        repl.good("schedule --out " + folder.resolve("p.png"));
        assertThat(ImageIO.read(folder.resolve("g.png").toFile()).getWidth()).isEqualTo(4 * (2 * 30 + 2));
        assertThat(ImageIO.read(folder.resolve("three.png").toFile()).getWidth()).isEqualTo(4 * (3 * 30 + 2));
        assertThat(ImageIO.read(folder.resolve("f.png").toFile()).getHeight()).isEqualTo(4 * (4 * 30 + 2));
        assertThat(ImageIO.read(folder.resolve("p.png").toFile()).getWidth()).isEqualTo(1920);
        var gif = ImageIO.getImageReadersByFormatName("gif").next();
        try (var in = ImageIO.createImageInputStream(folder.resolve("t.gif").toFile())) {
            gif.setInput(in);
            assertThat(gif.getNumImages(true)).isEqualTo(21);
        }
        assertThat(new String(Files.readAllBytes(folder.resolve("t.gif")), java.nio.charset.StandardCharsets.ISO_8859_1))
                .contains("NETSCAPE2.0");
    }

    @Test
    void scheduleAndForwardDraw() {
        assertThat(repl.good("schedule")).contains("beta", "alpha-bar", "log10 SNR", "0.02", "1.0e-04");
        assertThat(repl.good("forward 7")).contains("random", "single beta", "alpha: alpha-bar[t]", "t=23");
    }

    @Test
    void scheduleWritesItsFileForAProgramToo() throws Exception {
        var json = repl.good("schedule --json --out " + folder.resolve("s.svg"));
        assertThat(new ObjectMapper().readTree(json).get("steps").asInt()).isEqualTo(20);
        assertThat(folder.resolve("s.svg")).content().contains("<svg");
    }

    @Test
    void trainingLeavesItsModelInTheSession() {
        assertThat(repl.good("train --preset original --model SimpleModel --limit 64 --epochs 1 --steps 10 --out " + folder))
                .contains("Epoch [1/1]", "The session uses them now");
        assertThat(repl.session.steps()).isEqualTo(10);
        assertThat(repl.session.modelInUse().weights()).isEqualTo(folder.resolve("mnist-model-SimpleModel.pth"));
    }

    /** As one run of three epochs, weight for weight: train alone goes on, and the loss is drawn over all of it. */
    @Test
    void trainGoesOnWithTheSameModel() {
        var settings = "--preset original --model SimpleModel --limit 256 --batch-size 32 --steps 10 --out ";
        repl.good("train --epochs 3 " + settings + folder.resolve("whole"));
        repl.good("java var whole = model.namedParameters().get(\"conv2.weight\").copy().keep()");
        assertThat(repl.good("train --epochs 1 " + settings + folder.resolve("parts"))).contains("loss over 8 steps", "Epoch [1/1]");
        assertThat(repl.good("train")).contains("Going on in epoch 2", "Epoch [2/2]", "loss over 16 steps");
        assertThat(repl.good("train")).contains("Epoch [3/3]", "loss over 24 steps", "train goes on with them");
        assertThat(repl.good("java model.namedParameters().get(\"conv2.weight\").equal(whole)")).isEqualTo("true\n");
    }

    @Test
    void theSessionTellsAboutItself() throws Exception {
        repl.good("sample 2 as a");
        assertThat(repl.good("vars")).contains("a ", "[2, 1, 28, 28]", "sample 2, seed 0");
        var json = new ObjectMapper();
        assertThat(json.readTree(repl.good("vars --json")).get("results")).hasSize(2);
        assertThat(json.readTree(repl.good("info --json")).get("parameters").asInt()).isEqualTo(337);
        assertThat(json.readTree(repl.good("mem --json")).get("tensors").asInt()).isPositive();
        assertThat(json.readTree(repl.good("schedule --json")).get("beta")).hasSize(20);
        assertThat(repl.good("history 1")).contains("history 1");
        repl.good("at 10");
        assertThat(repl.good("time step")).contains("t = 9", "took ");
        assertThat(repl.good("time java \"a  b\".length()")).matches("4\ntook \\d+\\.\\d{3} s\n");
        repl.good("drop a");
        assertThat(repl.bad("show a")).contains("nothing is called a");
        assertThat(repl.good("set")).contains("pictures", "live");
        repl.good("set pictures off");
        assertThat(repl.good("sample 1 as unseen")).startsWith("unseen: 1 image");
        repl.good("set pictures ascii");
        assertThat(repl.good("noise 1 at 0")).contains("*").doesNotContain("█");
        assertThat(repl.good("doctor")).contains("libtorch");
    }

    @Test
    void aScriptRunsToItsFirstError() throws Exception {
        var script = folder.resolve("s.ddpm");
        Files.writeString(script, "# comment\nseed 3\nsample \\\n 2 as s\n\nsho s\nseed 4\n");
        assertThat(repl.bad("script " + script)).contains("no command sho (did you mean show?)", "stopped at line 6");
        assertThat(repl.session.seed()).isEqualTo(3);
        assertThat(repl.good("show s")).isNotEmpty();
        Files.writeString(script, "\uFEFFseed 5\r\nseed\r\n");
        assertThat(repl.good("script " + script)).isEqualTo("seed 5\n");
        Files.writeString(script, "script " + script + "\n");
        assertThat(repl.bad("script " + script).lines()).hasSize(2).first().asString().contains("calls itself");
    }
}
