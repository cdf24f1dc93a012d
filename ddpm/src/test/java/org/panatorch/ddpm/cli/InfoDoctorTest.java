package org.panatorch.ddpm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.panatorch.ddpm.Fixtures;

class InfoDoctorTest {
    @Test
    void infoListsTheLayersOfTheDefaultModel() {
        var run = Run.of("info", "--device", "cpu");
        assertThat(run.status()).isZero();
        assertThat(run.out()).contains("AdvUNetModel, T = 2000", "libtorch 2.", "device    cpu")
                .containsPattern("embed\\.0 +PositionalEncoding +2000x64 +0  \\(a buffer\\)")
                .containsPattern("enc1_2\\.shortcut +Conv2d +32x16x1x1 +544")
                .containsPattern("total +558,753");
    }

    @Test
    void infoTellsWhatAFileHolds() {
        var run = Run.of("info", "--weights", Fixtures.path("UNetModel.pth").toString());
        assertThat(run.status()).isZero();
        assertThat(run.out()).contains("UNetModel, T = 2000").containsPattern("embed +Embedding +2000x16 +32,000").contains("151,473");
    }

    @Test
    void doctorSaysWhatWasLoadedAndWhyThereIsNoCuda() {
        var run = Run.of("doctor");
        assertThat(run.status()).isZero();
        assertThat(run.out()).contains("libtorch  2.", "OMP_NUM_THREADS=", "OPENBLAS_NUM_THREADS=", "torch_cpu")
                .containsPattern("CUDA +(not used: .+|[0-9]+ GPU)");
    }

    @Test
    void versionAndHelpAreThere() {
        assertThat(Run.of("--version").out()).startsWith("ddpm (Panatorch) ").doesNotContain("${");
        assertThat(Run.of("train", "--help").out()).contains("--epochs", "--dry-run prints").contains("Ctrl-C");
        assertThat(Run.of("--help").out()).contains("train", "sample", "download", "info", "weights", "convert", "doctor");
    }
}
