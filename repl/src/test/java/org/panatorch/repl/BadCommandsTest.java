package org.panatorch.repl;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A bad command gives one clear line, and the state is as before. */
class BadCommandsTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            smaple                | no command smaple (did you mean sample?)
            help smaple           | no command smaple (did you mean sample?)
            xyzzy                 | no command xyzzy; help lists them
            sample x              | sample: N: expected a whole number, got x; help sample tells more
            sample 2 --seed 1.5   | sample: --seed: expected a whole number, got 1.5
            trace --t 3,x         | trace: --t: expected a whole number, got
            sample 0              | sample: expected 1 to 1024, got 0
            sample 999999         | sample: expected 1 to 1024
            sample 1 --sed 3      | no option --sed (did you mean --seed?)
            sample 1 2            | nothing to do with 2
            sample 1 as 7up       | a name begins with a letter
            sample 1 as last      | a name is none of F,
            sample --out a.jpg    | expected a name that ends in .png
            show nobody           | nothing is called nobody
            sample --out pom.xml/a.png | cannot make the folder
            trace --out pom.xml/a.gif  | cannot make the folder
            schedule --out pom.xml/a.png | cannot make the folder
            grid last --out x.gif | expected a name that ends in .png
            compare last          | Missing required parameter
            load nowhere.pth      | nowhere.pth: no such file
            load src              | src: a folder, expected a model's weights
            save src              | cannot write src: a folder is there, expected a file's name
            use modle SimpleModel | expected one of model, steps, schedule, beta, objective, sampler, sampling-steps, spacing, eta, solver-type, clip, label, guidance, device, precision, got modle (did you mean model?)
            use model SimpelModel | (did you mean SimpleModel?)
            use steps 1           | expected 2 to 1000000, got 1
            use steps many        | expected a whole number, got many
            use device tpu        | expected cpu, cuda or auto, got tpu
            use precision fp64    | expected fp32 or bf16 or tf32, got fp64
            use beta 0.5 0.1      | beta start <= beta end
            use beta 0.5          | expected two values, got 1
            use sampler           | expected one value, such as ancestral, ddim, dpmpp, euler, heun, got 0
            use solver-type third | expected midpoint or heun, got third
            use sampler dmpp      | expected ancestral or ddim or dpmpp or euler or heun, got dmpp (did you mean dpmpp?)
            use sampling-steps 21 | expected 1 to 20, got 21
            use sampling-steps few | expected a whole number, got few
            use spacing even      | expected leading or linspace or trailing or quadratic
            use eta 2             | expected 0 to 1, got 2
            java /*               | a comment begins with /* and does not end, expected */
            java int a = 1; /* x  | a comment begins with /* and does not end
            sample as class       | a name is none of F, Tensor, Torch, all, last, model, scheduler, session, x and none of Java's words, got class
            sample as model       | got model
            sample as all         | got all
            sample as 1st         | a name begins with a letter from a to z
            sample --out a.jpg    | expected a name that ends in .png, got a.jpg
            use clip maybe        | expected on, off or a percentile such as 0.995, got maybe
            use clip 7            | expected on, off or a percentile
            use label seven       | expected numbers such as 7, 0-63
            use guidance much     | expected a number, got much
            use schedule cosin    | (did you mean cosine?)
            use schedule cosine 0 | expected zero or nothing after it, got 0
            use schedule linear zero | use x0 or v
            use objective noise   | expected epsilon or x0 or v, got noise
            edit 7                | Missing required option: '--at
            edit 7 at 20          | edit: expected a timestep from 0 to 19, got 20
            edit nobody at 3      | nothing is called nobody
            inpaint 77            | inpaint: expected a digit from 0 to 9
            inpaint 7 --hole up   | expected one of
            inpaint 7 --resample 0 | --resample: expected 1 to 1000, got 0
            invert                | Missing required parameter
            invert 7 --refine 101 | --refine: expected 0 to 100
            interpolate 1         | Missing required parameter
            interpolate 1 2 --frames 1 | --frames: expected 2 to 64, got 1
            interpolate 1 nobody  | nothing is called nobody
            seed many             | SEED: expected a whole number, got many
            noise 7               | Missing required option: '--at
            noise 77 at 3         | expected a digit from 0 to 9
            noise 7 at 20         | noise: expected a timestep from 0 to 19, got 20
            noise 7 at 5 --which 99999 | 1028 images with label 7
            at 20                 | at: expected a timestep from -1 to 19, got 20
            at -2                 | at: expected a timestep from -1 to 19, got -2
            at 3 --image 5        | --image: expected 0 to 0, got 5
            step 99               | step: expected 1 to
            back 99               | back: expected 1 to
            run to 19             | run to: expected -1 to
            trace --t 3           | the walk has not been at t = 3
            trace --out t.bmp     | expected a name that ends in .png or .gif
            forward 10            | forward: expected 0 to 9
            weights convv1        | no layer convv1 (did you mean conv1?)
            set picture ascii     | no setting picture (did you mean pictures?)
            set pictures braille  | expected one of auto, kitty
            set live maybe        | expected on or off
            drop nobody           | nothing is called nobody
            script nowhere        | nowhere: no such file
            show "a               | a quote (") is not closed
            time smaple           | no command smaple
            java 1 +              | reached end of file
            java x.nothing()      | cannot find symbol
            java int y = "a";     | incompatible types
            java x.view(3, 5)     | invalid for input of size
            """)
    void oneLine(String command, String expected) {
        try (var repl = Typed.small()) {
            repl.good("noise 7 at 10");
            var before = state(repl);
            var error = repl.bad(command);
            assertThat(error).startsWith("error: ").contains(expected);
            if (!command.startsWith("java")) {
                assertThat(error.lines()).hasSize(1);
            }
            assertThat(state(repl)).isEqualTo(before);
            repl.good("vars");
        }
    }

    private static String state(Typed repl) {
        return repl.good("vars") + repl.good("use") + repl.good("set");
    }

    /** A real refusal of libtorch's allocator: no machine has so much. */
    @Test
    void whatDoesNotFitIntoTheMemory() {
        try (var repl = Typed.small()) {
            repl.good("noise 7 at 10");
            var before = state(repl);
            var error = repl.bad("java Torch.zeros(1L << 45)");
            assertThat(error).contains("you tried to allocate 140737488355328 bytes");
            assertThat(state(repl)).isEqualTo(before);
            repl.good("sample");
        }
    }

    @Test
    void nothingToWorkOnYet() {
        try (var repl = new Typed()) {
            assertThat(repl.bad("sample")).contains("no model yet: load FILE");
            assertThat(repl.bad("info")).contains("no model yet");
            assertThat(repl.bad("at")).contains("nowhere between noise and image yet");
            assertThat(repl.bad("step")).contains("nowhere between noise and image yet");
            assertThat(repl.bad("show")).contains("there are no results yet");
        }
    }

    @Test
    void damagedWeightsLeaveTheModel(@TempDir Path folder) throws Exception {
        var file = Files.writeString(folder.resolve("w.pth"), "no weights");
        try (var repl = Typed.small()) {
            assertThat(repl.bad("load " + file)).contains("w.pth").hasLineCount(1);
            repl.good("sample");
        }
    }

    @Test
    void theWeightsOfAnotherTAreKept(@TempDir Path folder) {
        try (var repl = Typed.small()) {
            repl.good("save " + folder.resolve("w.pth"));
            repl.good("load " + folder.resolve("w.pth"));
            assertThat(repl.bad("use steps 30")).contains("are for T = 20");
            repl.good("sample");
        }
    }
}
