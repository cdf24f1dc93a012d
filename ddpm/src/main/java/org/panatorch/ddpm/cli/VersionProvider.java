package org.panatorch.ddpm.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** The program's version, which Maven writes into a resource. */
final class VersionProvider implements IVersionProvider {

    static String version() {
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
