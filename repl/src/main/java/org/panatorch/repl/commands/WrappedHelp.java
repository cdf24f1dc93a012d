package org.panatorch.repl.commands;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.panatorch.repl.render.Wrapped;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi.Text;
import picocli.CommandLine.Help.Column.Overflow;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * picocli's help for a window of any width, with no word broken. In one that is narrower than picocli's narrowest, options
 * stand above what they do, not beside it.
 */
final class WrappedHelp extends Help {
    private static final int PICOCLIS_NARROWEST = 55;
    private static final int WIDEST = 100;
    private static final int INDENT = 4;

    private final int columns;

    WrappedHelp(CommandSpec command, ColorScheme colours, int columns) {
        super(command, colours);
        this.columns = Math.min(columns, WIDEST);
        command.usageMessage().width(Math.max(this.columns, PICOCLIS_NARROWEST));
    }

    @Override
    public String synopsis(int headingLength) {
        if (columns >= PICOCLIS_NARROWEST) {
            return super.synopsis(headingLength);
        }
        var line = " ".repeat(headingLength) + super.synopsis(headingLength).replaceAll("\\s*\\R\\s*", " ").strip();
        return text(Wrapped.lines(line, columns, 2).stream()).substring(headingLength);
    }

    @Override
    public String description(Object... values) {
        return paragraphs(commandSpec().usageMessage().description());
    }

    @Override
    public String footer(Object... values) {
        return paragraphs(commandSpec().usageMessage().footer());
    }

    private String paragraphs(String... paragraphs) {
        return text(Arrays.stream(paragraphs).map(String::formatted).flatMap(line -> Wrapped.lines(line, columns, 0).stream()));
    }

    private static String text(Stream<String> lines) {
        return lines.map(line -> line + System.lineSeparator()).collect(Collectors.joining());
    }

    @Override
    public Layout createDefaultLayout(List<OptionSpec> options, List<PositionalParamSpec> parameters, ColorScheme colours) {
        if (columns >= PICOCLIS_NARROWEST) {
            var usual = super.createDefaultLayout(options, parameters, colours);
            return new Layout(colours, new WordTable(colours, 2, usual.textTable().columns()), usual.optionRenderer(),
                    usual.parameterRenderer());
        }
        var table = new WordTable(colours, 0, new Column(INDENT, 2, Overflow.SPAN), new Column(columns - INDENT, 0, Overflow.WRAP));
        return new Layout(colours, table,
                (option, labels, scheme) -> rows(scheme.optionText(String.join(", ", option.names()))
                        .concat(labels.renderParameterLabel(option, scheme.ansi(), scheme.optionParamStyles())), option, scheme),
                (parameter, labels, scheme) -> rows(labels.renderParameterLabel(parameter, scheme.ansi(),
                        scheme.parameterStyles()), parameter, scheme));
    }

    private static Text[][] rows(Text name, ArgSpec argument, ColorScheme colours) {
        return Stream.concat(Stream.of(new Text[][] {{name}}), Arrays.stream(argument.description())
                .map(line -> new Text[] {colours.text(""), colours.text(line)})).toArray(Text[][]::new);
    }
}
