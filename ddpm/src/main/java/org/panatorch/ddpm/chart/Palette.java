package org.panatorch.ddpm.chart;

import java.awt.Color;
import java.util.List;

/**
 * The colours of Okabe and Ito ("Color Universal Design", 2008), which people with any colour vision tell apart; their
 * yellow is left out, too light for a line on white.
 */
public final class Palette {
    /** In the order in which curves get them. */
    public static final List<Color> COLOURS = List.of(
            new Color(0x0072B2), new Color(0xD55E00), new Color(0x009E73), new Color(0xCC79A7),
            new Color(0xE69F00), new Color(0x56B4E9), new Color(0x000000));

    private Palette() {}

    /** The colour of the i-th curve; after the seventh they begin again. */
    static Color of(int i) {
        return COLOURS.get(i % COLOURS.size());
    }
}
