package org.panatorch.ddpm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.panatorch.ddpm.Fixtures;

class ReportCommandTest {
    @TempDir
    private Path folder;

    @Test
    void aRunsFolder() throws Exception {
        Files.copy(Fixtures.path("UNetModel.pth"), folder.resolve("mnist-model-UNetModel.pth"));
        var run = Run.of("report", folder.toString());
        assertThat(run.err()).isEmpty();
        assertThat(run.status()).isZero();
        var page = Jsoup.parse(folder.resolve("report.html").toFile());
        assertThat(page.select("header p").text()).isEqualTo("UNetModel, T = 2000, 151,473 parameters, from mnist-model-UNetModel.pth");
        assertThat(page.select("#model tbody tr")).hasSize(19);
        assertThat(page.select(".missing")).hasSize(6);
    }

    @Test
    void aFileOfWeights() throws Exception {
        var out = folder.resolve("page.html");
        var run = Run.of("report", Fixtures.path("UNetModel.pth").toString(), "--beta-end", "0.01", "--out", out.toString());
        assertThat(run.status()).isZero();
        assertThat(run.out()).contains("the report is in " + out);
        var page = Jsoup.parse(out.toFile());
        assertThat(page.title()).isEqualTo("UNetModel.pth");
        assertThat(page.select("#schedule img")).hasSize(4);
        assertThat(page.select("#samples .missing").text()).contains("--sample");
    }
}
