package org.panatorch.repl.commands;

import java.util.LinkedHashMap;
import org.panatorch.ddpm.cli.ModelReport;
import org.panatorch.repl.session.Session;
import org.panatorch.torch.LibTorchInfo;
import org.panatorch.torch.Torch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "info", description = "Show the model, layer by layer, and what it runs on.")
final class InfoVerb extends Verb {
    @Option(names = "--json", description = "As JSON, for a program.")
    private boolean json;

    InfoVerb(Session session) {
        super(session);
    }

    @Override
    protected void run() {
        var model = session.model();
        if (json) {
            var fields = new LinkedHashMap<String, Object>();
            fields.put("model", model.getClass().getSimpleName());
            fields.put("steps", session.steps());
            fields.put("weights", session.modelInUse().weights() == null ? null : session.modelInUse().weights().toString());
            fields.put("device", session.device().toString());
            fields.put("precision", session.diffusion().precision().name());
            fields.put("seed", session.seed());
            fields.put("parameters", model.parameterCount());
            fields.put("layers", ModelReport.rows(model));
            Json.print(screen(), fields);
            return;
        }
        screen().format("model     %s, T = %d%s", model.getClass().getSimpleName(), session.steps(),
                session.modelInUse().weights() == null ? ", fresh" : ", weights from " + session.modelInUse().weights());
        screen().format("device    %s, %s, %d threads, libtorch %s", session.device(), session.diffusion().precision(),
                Torch.getNumThreads(), LibTorchInfo.version());
        screen().line("");
        ModelReport.print(model, screen().out(), screen().columns());
    }
}
