package org.panatorch.ddpm.data;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.panatorch.ddpm.UserException;

/** The MNIST files inside the jar, checked against the SHA256SUMS beside them. */
final class BundledMnist {

    private static final String FOLDER = "/org/panatorch/ddpm/mnist/";

    private BundledMnist() {}

    static IdxArray read(String name) {
        MessageDigest sha256 = Digests.sha256();
        IdxArray array;
        try (var in = open(name + ".gz")) {
            array = IdxFile.parse(new DigestInputStream(IdxFile.unpacked(in), sha256), "the bundled " + name + ".gz");
        } catch (IOException e) {
            throw new UserException("the bundled " + name + ".gz: " + IdxFile.reason(e), e);
        }
        if (!HexFormat.of().formatHex(sha256.digest()).equals(sum(name))) {
            throw new UserException("the bundled " + name + ".gz: not the content that SHA256SUMS names; "
                    + "expected the project's own jar, unchanged");
        }
        return array;
    }

    /** The sum of the unpacked content, which holds for any packing. */
    static String sum(String name) {
        try (var in = open("SHA256SUMS")) {
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII).lines()
                    .filter(line -> line.endsWith("  " + name + " (unpacked)"))
                    .map(line -> line.substring(0, line.indexOf(' ')))
                    .findFirst()
                    .orElseThrow(() -> new UserException("the bundled SHA256SUMS: no line for " + name));
        } catch (IOException e) {
            throw new UserException("the bundled SHA256SUMS: " + IdxFile.reason(e), e);
        }
    }

    private static InputStream open(String name) throws IOException {
        InputStream in = BundledMnist.class.getResourceAsStream(FOLDER + name);
        if (in == null) {
            throw new FileNotFoundException("not in the jar");
        }
        return in;
    }
}
