package org.panatorch.repl.commands;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.panatorch.ddpm.cli.DoctorCommand;
import org.panatorch.ddpm.cli.DownloadCommand;
import org.panatorch.ddpm.cli.TrainCommand;
import org.panatorch.repl.session.Session;
import org.panatorch.repl.shell.Interpreter;
import picocli.CommandLine;
import picocli.CommandLine.IHelpFactory;

/** All commands by name, in the order of {@code help}. Each is made when it is first used: that keeps the start quick. */
public final class Verbs {
    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private final IHelpFactory help;

    /** Names for those who are used to others. */
    private static final Map<String, String> ALIASES = Map.of("exit", "quit", "?", "help", "ls", "vars");

    /** One command: its place in {@code help}, an example, and the command itself. */
    public static final class Entry {
        private final String name;
        private final String group;
        private final String example;
        private final Supplier<Object> make;
        private final IHelpFactory help;
        private CommandLine line;

        private Entry(String name, String group, String example, Supplier<Object> make, IHelpFactory help) {
            this.name = name;
            this.group = group;
            this.example = example;
            this.make = make;
            this.help = help;
        }

        public String name() {
            return name;
        }

        public String group() {
            return group;
        }

        /** A line that works. */
        public String example() {
            return example;
        }

        /** The command, to be run or described. */
        public CommandLine commandLine() {
            if (line == null) {
                line = new CommandLine(make.get()).setCommandName(name).setCaseInsensitiveEnumValuesAllowed(true)
                        .setHelpFactory(help);
            }
            return line;
        }

        /** What it does, in a few words. */
        public String description() {
            return commandLine().getCommandSpec().usageMessage().description()[0];
        }
    }

    public Verbs(Session session, Interpreter interpreter) {
        help = (command, colours) -> new WrappedHelp(command, colours, session.screen().columns());
        var surroundings = new SessionSurroundings(session);
        var group = "Models";
        add(group, "load", "load data/mnist-model-AdvUNetModel.pth", () -> new LoadVerb(session));
        add(group, "save", "save data/copy.safetensors", () -> new SaveVerb(session));
        add(group, "use", "use model SimpleModel", () -> new UseVerb(session));
        add(group, "seed", "seed 42", () -> new SeedVerb(session));
        add(group, "info", "info", () -> new InfoVerb(session));
        add(group, "weights", "weights conv1", () -> new WeightsVerb(session));
        add(group, "train", "train --model SimpleModel --limit 256 --epochs 1 --steps 20", () -> new TrainCommand(surroundings));
        add(group, "eval", "eval --n 1000", () -> new EvalVerb(session, surroundings));
        group = "Pictures";
        add(group, "sample", "sample 4 as four", () -> new SampleVerb(session));
        add(group, "show", "show last", () -> new ShowVerb(session));
        add(group, "grid", "grid last --out grid.png", () -> new GridVerb(session));
        add(group, "compare", "compare a b", () -> new CompareVerb(session));
        add(group, "forward", "forward 7", () -> new ForwardVerb(session));
        add(group, "schedule", "schedule --out schedule.png", () -> new ScheduleVerb(session));
        add(group, "interpolate", "interpolate 1 2 --frames 4", () -> new InterpolateVerb(session));
        add(group, "inpaint", "inpaint 7 --hole right", () -> new InpaintVerb(session));
        add(group, "edit", "edit 7 at 10", () -> new EditVerb(session));
        add(group, "invert", "invert 7", () -> new InvertVerb(session));
        group = "Timesteps";
        add(group, "noise", "noise 7 at 10", () -> new NoiseVerb(session));
        add(group, "at", "at 10", () -> new AtVerb(session));
        add(group, "step", "step 3", () -> new StepVerb(session));
        add(group, "back", "back 2", () -> new BackVerb(session));
        add(group, "run", "run to 5", () -> new RunVerb(session));
        add(group, "branch", "branch 99", () -> new BranchVerb(session));
        add(group, "trace", "trace --out trace.gif", () -> new TraceVerb(session));
        group = "Session";
        add(group, "vars", "vars", () -> new VarsVerb(session));
        add(group, "drop", "drop last", () -> new DropVerb(session));
        add(group, "set", "set pictures blocks", () -> new SetVerb(session));
        add(group, "mem", "mem", () -> new MemVerb(session));
        add(group, "time", "time step 3", () -> new TimeVerb(session, interpreter));
        add(group, "history", "history", () -> new HistoryVerb(session, interpreter));
        add(group, "script", "script tour.ddpm", () -> new ScriptVerb(session, interpreter));
        add(group, "java", "java 1 + 1", () -> new JavaVerb(session, interpreter));
        add(group, "doctor", "doctor", DoctorCommand::new);
        add(group, "download", "download fashion-mnist", DownloadCommand::new);
        add(group, "help", "help sample", () -> new HelpVerb(session, this));
        add(group, "quit", "quit", () -> new QuitVerb(session, interpreter));
    }

    private void add(String group, String name, String example, Supplier<Object> make) {
        entries.put(name, new Entry(name, group, example, make, help));
    }

    /** The command of that name, or null. */
    public Entry get(String name) {
        return entries.get(ALIASES.getOrDefault(name, name));
    }

    /** The names, in order. */
    public Set<String> names() {
        return entries.keySet();
    }

    /** All commands, in order. */
    public List<Entry> all() {
        return new ArrayList<>(entries.values());
    }
}
