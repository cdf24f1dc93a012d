package org.panatorch.ddpm.chart;

import java.text.FieldPosition;
import java.text.NumberFormat;
import java.text.ParsePosition;
import java.util.Locale;

/** Labels of an axis in powers of ten: 0.001 to 1000 in full, beyond that 10⁴ or 2·10⁻⁵. */
final class Decades extends NumberFormat {
    private static final long serialVersionUID = 1L;
    private static final String SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

    @Override
    public StringBuffer format(double value, StringBuffer to, FieldPosition position) {
        int power = (int) Math.floor(Math.log10(value) + 1e-9);
        if (value == 0 || power >= -3 && power <= 3) {
            return to.append(plain(value));
        }
        double times = value / Math.pow(10, power);
        return to.append(Math.abs(times - 1) < 1e-6 ? "" : plain(times) + "·").append("10").append(superscript(power));
    }

    private static String plain(double value) {
        return String.format(Locale.ROOT, "%.5f", value).replaceAll("0+$", "").replaceAll("\\.$", "");
    }

    private static String superscript(int power) {
        var text = new StringBuilder(power < 0 ? "⁻" : "");
        String.valueOf(Math.abs(power)).chars().forEach(digit -> text.append(SUPERSCRIPTS.charAt(digit - '0')));
        return text.toString();
    }

    @Override
    public StringBuffer format(long value, StringBuffer to, FieldPosition position) {
        return format((double) value, to, position);
    }

    @Override
    public Number parse(String text, ParsePosition position) {
        throw new UnsupportedOperationException("labels are written, not read");
    }
}
