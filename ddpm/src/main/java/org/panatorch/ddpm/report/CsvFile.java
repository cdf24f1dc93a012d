package org.panatorch.ddpm.report;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.panatorch.ddpm.UserException;

/** CSV files with a header line. */
final class CsvFile {
    private static final CsvMapper MAPPER = CsvMapper.builder().enable(CsvParser.Feature.WRAP_AS_ARRAY)
            .enable(CsvParser.Feature.SKIP_EMPTY_LINES).build();

    private CsvFile() {}

    /**
     * Reads a file. A line that is too short, as the last one of a run that still writes may be, is left out.
     *
     * @throws UserException if it cannot be read, or has no header
     */
    static Table read(Path file) {
        try (var lines = MAPPER.readerForListOf(String.class).<List<String>>readValues(file.toFile())) {
            if (!lines.hasNext()) {
                throw new UserException(file + ": empty, expected a header line");
            }
            var header = lines.next();
            var rows = new ArrayList<List<String>>();
            lines.forEachRemaining(row -> {
                if (row.size() == header.size()) {
                    rows.add(row);
                }
            });
            return new Table(header, rows);
        } catch (JacksonException e) {
            throw new UserException(file + ": no CSV file (" + e.getOriginalMessage() + ")", e);
        } catch (IOException e) {
            throw new UserException(file + ": cannot be read (" + e.getMessage() + ")", e);
        }
    }
}
