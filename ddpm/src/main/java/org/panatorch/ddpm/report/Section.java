package org.panatorch.ddpm.report;

import java.util.ArrayList;
import java.util.List;
import org.panatorch.ddpm.chart.Chart;
import org.panatorch.ddpm.chart.ChartSheet;

/**
 * One part of a report. The page's template reads the components by their names.
 *
 * @param id the anchor
 * @param text a sentence or two; empty for none
 * @param missing what is not there, and what would make it; empty if it is there
 * @param pre text shown as it is; empty for none
 * @param html markup that is shown as markup; empty for none
 */
record Section(String id, String title, String text, String missing, List<Picture> pictures, Table table, String pre, String html) {

    /** An embedded picture: a data URI, and what it shows in words. */
    record Picture(String src, String alt, int width, boolean pixels) {}

    static Section of(String id, String title, String text) {
        return new Section(id, title, text, "", List.of(), new Table(List.of(), List.of()), "", "");
    }

    /** A part that this run does not have. */
    static Section missing(String id, String title, String what) {
        return new Section(id, title, "", what, List.of(), new Table(List.of(), List.of()), "", "");
    }

    Section with(Table more) {
        return new Section(id, title, text, missing, pictures, more, pre, html);
    }

    Section pre(String more) {
        return new Section(id, title, text, missing, pictures, table, more, html);
    }

    Section html(String more) {
        return new Section(id, title, text, missing, pictures, table, pre, more);
    }

    Section charts(List<Chart> charts) {
        var all = new ArrayList<>(pictures);
        charts.forEach(chart -> all.add(new Picture(DataUri.svg(ChartSheet.of(chart).svg()),
                chart.title() + ": " + chart.yLabel() + " over " + chart.xLabel(), ChartSheet.WIDTH, false)));
        return new Section(id, title, text, missing, all, table, pre, html);
    }

    Section picture(byte[] png, String alt) {
        var all = new ArrayList<>(pictures);
        all.add(new Picture(DataUri.png(png), alt, 0, true));
        return new Section(id, title, text, missing, all, table, pre, html);
    }
}
