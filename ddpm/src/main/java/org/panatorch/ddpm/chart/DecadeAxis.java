package org.panatorch.ddpm.chart;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import org.jfree.chart.axis.LogAxis;
import org.jfree.chart.axis.NumberTick;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.TextAnchor;

/**
 * An axis in powers of ten. JFreeChart would put its marks at equal distances, at 0.25119 and 0.15849; these are at
 * powers of ten, and between them where there are few.
 */
final class DecadeAxis extends LogAxis {
    private static final long serialVersionUID = 1L;
    private static final int FEW_DECADES = 2;
    private static final int MOST_DECADES = 10;

    private final transient Decades labels = new Decades();

    DecadeAxis(String label) {
        super(label);
        setBase(10);
    }

    @Override
    protected List<NumberTick> refreshTicksVertical(Graphics2D g, Rectangle2D area, RectangleEdge edge) {
        return ticks(TextAnchor.CENTER_RIGHT);
    }

    @Override
    protected List<NumberTick> refreshTicksHorizontal(Graphics2D g, Rectangle2D area, RectangleEdge edge) {
        return ticks(TextAnchor.TOP_CENTER);
    }

    private List<NumberTick> ticks(TextAnchor anchor) {
        var ticks = new ArrayList<NumberTick>();
        for (double value : marks(getRange().getLowerBound(), getRange().getUpperBound())) {
            ticks.add(new NumberTick(value, labels.format(value), anchor, anchor, 0));
        }
        return ticks;
    }

    /** Where the marks are, from low to high. */
    static List<Double> marks(double low, double high) {
        double decades = Math.log10(high / low);
        int every = Math.max(1, (int) Math.ceil(decades / MOST_DECADES));
        var between = decades > FEW_DECADES ? List.of("1") : decades > 1 ? List.of("1", "2", "5")
                : List.of("1", "1.5", "2", "3", "4", "5", "7");
        var marks = new ArrayList<Double>();
        for (int power = (int) Math.floor(Math.log10(low)); power <= Math.ceil(Math.log10(high)); power++) {
            for (var factor : between) {
                // from the decimal text: 1e-5 exactly, where a product would be a little beside it
                double value = Double.parseDouble(factor + "e" + power);
                if (value >= low && value <= high && Math.floorMod(power, every) == 0) {
                    marks.add(value);
                }
            }
        }
        return marks;
    }
}
