package org.panatorch.ddpm.models;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.panatorch.ddpm.schedulers.NoiseSchedule;

/**
 * What has to be known about weights to sample with them: which model they are for, and what it was trained to do.
 *
 * @param classes how many labels the model knows; 0: it is unconditional
 */
public record ModelSpec(ModelKind model, NoiseSchedule schedule, Objective objective, int classes) {

    /** With what the original trains. */
    public static ModelSpec original(ModelKind model, int steps) {
        return new ModelSpec(model, NoiseSchedule.original(steps), Objective.epsilon, 0);
    }

    /** @throws IllegalArgumentException if these do not go together */
    public ModelSpec {
        if (classes < 0) {
            throw new IllegalArgumentException("expected no classes or more, got " + classes);
        }
        if (classes > 0 && model == ModelKind.SimpleModel) {
            throw new IllegalArgumentException("SimpleModel knows no classes");
        }
        if (objective == Objective.epsilon && schedule.zeroTerminalSnr()) {
            throw new IllegalArgumentException("with zero terminal SNR the last step is nothing but noise, and predicting the"
                    + " noise (epsilon) tells nothing about the image there: use x0 or v");
        }
    }

    /** T. */
    public int steps() {
        return schedule.steps();
    }

    /** A fresh model. */
    public NoisePredictor create() {
        return model.create(steps(), classes);
    }

    /** As strings, for the metadata of a safetensors file and for checkpoints. */
    public Map<String, String> toMap() {
        var map = new LinkedHashMap<String, String>();
        map.put("model", model.name());
        map.put("steps", Integer.toString(steps()));
        map.put("schedule", schedule.kind().name());
        map.put("beta_start", Double.toString(schedule.betaStart()));
        map.put("beta_end", Double.toString(schedule.betaEnd()));
        map.put("zero_terminal_snr", Boolean.toString(schedule.zeroTerminalSnr()));
        map.put("objective", objective.name());
        map.put("classes", Integer.toString(classes));
        return map;
    }

    /**
     * The other way.
     *
     * @throws IllegalArgumentException if an entry is missing or means nothing; the message says which
     */
    public static ModelSpec of(Map<String, String> map) {
        return new ModelSpec(need(map, "model", ModelKind.values()),
                new NoiseSchedule(need(map, "schedule", NoiseSchedule.Kind.values()), Integer.parseInt(need(map, "steps")),
                        Double.parseDouble(need(map, "beta_start")), Double.parseDouble(need(map, "beta_end")),
                        Boolean.parseBoolean(need(map, "zero_terminal_snr"))),
                need(map, "objective", Objective.values()), Integer.parseInt(need(map, "classes")));
    }

    private static <E extends Enum<E>> E need(Map<String, String> map, String key, E[] values) {
        var name = need(map, key);
        return Arrays.stream(values).filter(value -> value.name().equals(name)).findFirst().orElseThrow(() ->
                new IllegalArgumentException("\"" + key + "\" is " + name + ", expected one of " + Arrays.toString(values)));
    }

    private static String need(Map<String, String> map, String key) {
        var value = map.get(key);
        if (value == null) {
            throw new IllegalArgumentException("\"" + key + "\" is missing");
        }
        return value;
    }
}
