package org.panatorch.ddpm.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** The program's version, which Maven writes into a resource. */
public final class VersionProvider implements IVersionProvider {

    /** {@code 0.1.0}. */
    public static String version() {
        var properties = new Properties();
        try (var in = VersionProvider.class.getResourceAsStream("/org/panatorch/ddpm/version.properties")) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties.getProperty("version");
    }

    @Override
    public String[] getVersion() {
        return new String[] {"ddpm (Panatorch) " + version()};
    }
}
