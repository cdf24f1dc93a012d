package org.panatorch.repl.session;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.panatorch.ddpm.UserException;
import org.panatorch.repl.render.Pictures;
import org.panatorch.repl.render.Similar;

/** What {@code set} changes. */
public final class Settings {
    /** The names, with what each means. */
    public static final Map<String, String> NAMES = new LinkedHashMap<>();

    static {
        NAMES.put("pictures", "auto, kitty, iterm, sixel, blocks, ascii or off");
        NAMES.put("live", "on, off: show the denoising while it runs");
        NAMES.put("scale", "1 to 64: PNG and GIF files have so many pixels for one");
        NAMES.put("debug", "on, off: show where an error happened");
    }

    private Pictures pictures = Pictures.auto;
    private boolean live = true;
    private int scale = 4;
    private boolean debug;

    public void set(String name, String value) {
        switch (name) {
            case "pictures" -> pictures = Pictures.named(value);
            case "live" -> live = onOff(name, value);
            case "debug" -> debug = onOff(name, value);
            case "scale" -> {
                int n = value.matches("\\d{1,3}") ? Integer.parseInt(value) : 0;
                if (n < 1 || n > 64) {
                    throw new UserException("scale: expected 1 to 64, got " + value);
                }
                scale = n;
            }
            default -> throw new UserException("no setting " + name + Similar.hint(name, NAMES.keySet())
                    + "; there are " + String.join(", ", NAMES.keySet()));
        }
    }

    private static boolean onOff(String name, String value) {
        return switch (value) {
            case "on" -> true;
            case "off" -> false;
            default -> throw new UserException(name + ": expected on or off, got " + value);
        };
    }

    public String get(String name) {
        return switch (name) {
            case "pictures" -> pictures.name();
            case "live" -> live ? "on" : "off";
            case "debug" -> debug ? "on" : "off";
            case "scale" -> String.valueOf(scale);
            default -> throw new IllegalArgumentException(name);
        };
    }

    /** The values that can be listed, for completion. */
    public static List<String> values(String name) {
        return switch (name) {
            case "pictures" -> List.of("auto", "kitty", "iterm", "sixel", "blocks", "ascii", "off");
            case "live", "debug" -> List.of("on", "off");
            default -> List.of();
        };
    }

    public Pictures pictures() {
        return pictures;
    }

    public boolean live() {
        return live;
    }

    public int scale() {
        return scale;
    }

    public boolean debug() {
        return debug;
    }
}
